public import Harness
import Metrics

/// The tables that a run prints.
public struct RecordTables {
  let view: RecordView
  let budget: Double
  let standing: Standing

  public init(_ record: Record) {
    view = RecordView(record)
    budget = record.budget
    standing = Standing(record)
  }

  /// Every table of every data set, in the order of reading.
  public var all: [Table] {
    view.datasets.flatMap { dataset in
      [
        atOneRate(dataset), ownThreshold(dataset), scores(dataset), agreement(dataset),
        phases(dataset), timeToDetection(dataset), latency(dataset),
      ]
    } + [meanRanks].compactMap { $0 }
  }

  var perThousand: (Double?) -> Double? { { $0.map { 1000 * $0 } } }

  /// Rows for a data set's detectors and, set apart, its controls.
  func sections(_ dataset: String, _ cells: (String) -> [String]) -> [[[String]]] {
    let detectors = view.detectors(of: dataset)
    func row(_ detector: String) -> [String] {
      if let failure = view.failure(dataset, detector) {
        let rest = cells(detector).dropFirst().dropFirst()
        return [detector, failure] + rest.map { _ in NumberText.undefined }
      }
      return cells(detector)
    }
    return [detectors.own.map(row), detectors.controls.map(row)]
  }

  /// The number of failing events, the same for every detector.
  func events(_ dataset: String) -> Double? {
    view.detectors(of: dataset).own.lazy.compactMap {
      view.value(dataset, $0, "failing-events")
    }.first
  }

  /// A rate and its bounds per 1000.
  func thousandths(_ row: MetricRow?) -> String {
    NumberText.interval(perThousand(row?.value), perThousand(row?.low), perThousand(row?.high))
  }

  /// Alarmed healthy rows by phase.
  private func phases(_ dataset: String) -> Table {
    let phases = view.phases(of: dataset)
    let own = view.detectors(of: dataset)
    let shown = phases.filter { phase in
      (own.own + own.controls).contains {
        phaseRate(dataset, $0, phase) != nil
      }
    }
    return Table(
      title: "\(dataset) · alarmed rows per 1000 healthy ones, by phase [95 %]",
      columns: [.init("detector", .left)]
        + shown.map { .init($0 == "grey" ? "(grey)" : $0) } + [.init("alarms start in")],
      sections: sections(dataset) { detector in
        [detector]
          + shown.map { phase in
            thousandths(phaseRate(dataset, detector, phase))
          } + [unitsAlarmed(dataset, detector)]
      },
      notes: shown.contains("grey")
        ? ["Grey rows are neither healthy nor failing: their alarmed share is never pooled."] : [])
  }

  /// How many units have a false alarm at all.
  private func unitsAlarmed(_ dataset: String, _ detector: String) -> String {
    let units = view.row(dataset, detector, "all", "units-with-false-alarm")
    return NumberText.count(units?.value, of: units.map { Double($0.n) })
  }

  private func phaseRate(_ dataset: String, _ detector: String, _ phase: String) -> MetricRow? {
    view.row(
      dataset, detector, "phase=\(phase)", phase == "grey" ? "alarm-rate" : "false-positive-rate")
  }

  private func timeToDetection(_ dataset: String) -> Table {
    Table(
      title: "\(dataset) · time to detection of \(NumberText.short(events(dataset))) events, in "
        + "\(view.record.timeUnit(of: dataset))s",
      columns: [
        .init("detector", .left), .init("in time"), .init("late"), .init("missed"),
        .init("early"), .init("delay"), .init("mean"), .init("lead [95 %]"),
      ],
      sections: sections(dataset) { detector in
        let lead = view.row(dataset, detector, "all", "lead.median")
        let counts = ["in-time", "late", "missed", "early"].map {
          NumberText.short(view.value(dataset, detector, $0))
        }
        return [detector] + counts + [
          NumberText.short(view.value(dataset, detector, "delay.km-median")),
          NumberText.short(view.value(dataset, detector, "delay.restricted-mean")),
          NumberText.interval(lead?.value, lead?.low, lead?.high),
        ]
      },
      notes: [
        "Early: false alarms before the event. Delay from onset: Kaplan-Meier median and restricted"
          + " mean, missed events censored. Lead: median time to the failure, missed 0."
      ])
  }

  private func latency(_ dataset: String) -> Table {
    let overhead = view.record.timings.first { $0.dataset == dataset }?.timing.clockOverhead
    return Table(
      title: "\(dataset) · latency of one row, µs",
      columns: [
        .init("detector", .left), .init("fit s"), .init("p50"), .init("p90"), .init("p99"),
        .init("p99.9"), .init("max"), .init("rows/s"), .init("rows"),
      ],
      sections: sections(dataset) { detector in
        let timing = timing(dataset, detector)
        return [detector, NumberText.fixed(timing?.fitSeconds, 3)]
          + (timing?.percentiles ?? Latency.percentiles.map { _ in nil }).map(
            NumberText.microseconds)
          + [
            NumberText.microseconds(timing?.largest), NumberText.fixed(timing?.rowsPerSecond, 0),
            NumberText.short(timing.map { Double($0.rows) }),
          ]
      },
      notes: ["Reading the clock takes \(NumberText.microseconds(overhead)) µs of each value."])
  }

  func timing(_ dataset: String, _ detector: String) -> CellTiming? {
    view.record.timings.first { $0.dataset == dataset && $0.detector == detector }?.timing
  }
}
