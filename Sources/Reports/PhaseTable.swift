import Harness
import Telemetry

extension RecordTables {
  /// How well the phases estimated from readings agree with the recorded states, where both exist.
  func phaseConfusion(_ dataset: String) -> Table? {
    let rows = view.record.phases.filter { $0.dataset == dataset }
    if rows.isEmpty { return nil }
    let lines = OperatingPhase.allCases.map { recorded in
      let counts = OperatingPhase.allCases.map { estimated in
        rows.filter { $0.recorded == recorded && $0.estimated == estimated }.map(\.rows)
          .reduce(0, +)
      }
      let all = counts.reduce(0, +)
      let recognised = Double(counts[Int(recorded.code)]) / Double(all)
      return [recorded.rawValue] + counts.map { NumberText.short(Double($0)) }
        + [all == 0 ? NumberText.undefined : NumberText.fixed(100 * recognised, 1)]
    }
    return Table(
      title: "\(dataset) · recorded phases and those estimated by volatility, evaluated rows",
      columns: [.init("recorded", .left)] + OperatingPhase.allCases.map { .init($0.rawValue) }
        + [.init("recognised %")],
      sections: [lines],
      notes: ["Normal operation and high load are steady; maintenance is left out."])
  }
}
