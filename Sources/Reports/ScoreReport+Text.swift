import Harness
import Metrics
import Numerics

extension ScoreReport {
  /// The facts of the file, a table for every family, one for the phases, and notes.
  public var text: String {
    let tables =
      ScoreFamily.allCases.compactMap(table)
      + (file.phases.isEmpty ? [] : [phaseTable].filter { !$0.sections[0].isEmpty })
    let blocks =
      [Paragraph.wrapped(facts).joined(separator: "\n")] + tables.map { $0.text() }
      + (notes.isEmpty ? [] : [notes.flatMap { Paragraph.wrapped($0) }.joined(separator: "\n")])
    return blocks.joined(separator: "\n\n")
  }

  private var facts: String {
    func count(_ number: Int, _ one: String, _ several: String) -> String {
      "\(number) \(number == 1 ? one : several)"
    }
    return "\(file.name): "
      + [
        count(file.rows, "row", "rows"), count(file.units, "unit", "units"),
        count(file.events, "failing event", "failing events"),
        count(file.greyRows, "grey row", "grey rows"),
        "\(file.rowsWithoutScore) without a score",
      ].joined(separator: ", ")
  }

  private func table(of family: ScoreFamily) -> Table? {
    let ids = family.metrics.map(\.id)
    let rows = values.filter { $0.scope == .all && ids.contains($0.metric) }.map { value in
      let random = value.random.map { " (random \(Self.text($0, of: value.metric)))" }
      return [value.metric, Self.text(value.value, of: value.metric) + (random ?? "")]
    }
    if rows.isEmpty { return nil }
    return Table(
      title: title(of: family), columns: [.init("metric", .left), .init("value", .left)],
      sections: [rows])
  }

  private func title(of family: ScoreFamily) -> String {
    let alarm = threshold.map { " · alarm at scores of at least \($0.shortest)" } ?? ""
    switch family {
    case .point: return "Rows" + alarm
    case .ranking: return "Ranking of rows"
    case .volume: return "Volumes and range areas · variant opt, window \(settings.window) rows"
    case .range:
      return "Ranges and events\(alarm) · range metrics with alpha"
        + " \(settings.range.alpha.shortest), bias \(settings.range.recallBias.rawValue),"
        + " cardinality \(settings.range.cardinality.rawValue)"
    case .time: return "Time to detection" + alarm
    case .bestThreshold: return "Best threshold · chosen on these labels, an upper bound"
    }
  }

  /// One line per metric, one column per phase.
  private var phaseTable: Table {
    let ids = ScoreFamily.ids.filter { id in
      values.contains { $0.metric == id && $0.scope.kind == .phase }
    }
    return Table(
      title: "By phase",
      columns: [.init("metric", .left)] + file.phases.map { .init($0) },
      sections: [
        ids.map { id in
          [id]
            + file.phases.map { phase in
              values.first { $0.metric == id && $0.scope == .phase(phase) }
                .map { Self.text($0.value, of: id) } ?? NumberText.undefined
            }
        }
      ])
  }

  private var notes: [String] {
    var notes: [String] = []
    if values.contains(where: { $0.random != nil }) {
      notes.append(
        "random: what one draw of random scores reaches, for pa-f1 and pa-k20-f1 with as many"
          + " alarmed rows, for pa-f1.oracle at its own best threshold.")
    }
    if threshold == nil {
      notes.append(
        "With --threshold T a score of at least T is an alarm, and the metrics of alarmed rows,"
          + " ranges, events and times are added.")
    }
    return notes
  }

  /// Shares with four digits, small ones with three that count; other whole numbers without any.
  private static func text(_ value: Double, of id: String) -> String {
    if MetricCatalog.metric(id)?.unit != "share", value == value.rounded() {
      return NumberText.fixed(value, 0)
    }
    return abs(value) < 0.01 && value != 0
      ? NumberText.precise(value) : NumberText.fixed(value, 4)
  }
}
