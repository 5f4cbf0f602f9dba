public import Harness
import Metrics

/// The tables that a run prints.
public struct RecordTables {
  private let view: RecordView
  private let budget: Double

  public init(_ record: Record) {
    view = RecordView(record)
    budget = record.budget
  }

  /// Every table of every data set, in the order of reading.
  public var all: [Table] {
    view.datasets.flatMap { dataset in
      [
        atOneRate(dataset), ownThreshold(dataset), phases(dataset), timeToDetection(dataset),
        latency(dataset),
      ]
    }
  }

  private var perThousand: (Double?) -> Double? { { $0.map { 1000 * $0 } } }

  /// Rows for a data set's detectors and, set apart, its controls.
  private func sections(_ dataset: String, _ cells: (String) -> [String]) -> [[[String]]] {
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

  /// The first half of the headline: every detector at the same rate of false alarms.
  private func atOneRate(_ dataset: String) -> Table {
    let events = events(dataset)
    return Table(
      title: "\(dataset) · at one false-alarm rate, at most \(NumberText.short(budget)) of 1000 "
        + "healthy rows",
      columns: [
        .init("detector", .left), .init("detected [95 %]"), .init("median lead [95 %]"),
        .init("realised ‰"),
      ],
      sections: sections(dataset) { detector in
        let rate = view.row(dataset, detector, "all", "detection-rate.at-budget")
        let lead = view.row(dataset, detector, "all", "lead.median.at-budget")
        return [
          detector, detected(rate, of: events),
          NumberText.interval(lead?.value, lead?.low, lead?.high),
          NumberText.fixed(
            perThousand(view.realisedRate(dataset, detector, budget: budget)), 1),
        ]
      },
      notes: [
        "Thresholds from the evaluation's own healthy rows: a ranking, no promise of operation."
      ])
  }

  /// The number of failing events, the same for every detector.
  private func events(_ dataset: String) -> Double? {
    view.detectors(of: dataset).own.lazy.compactMap {
      view.value(dataset, $0, "failing-events")
    }.first
  }

  /// A share of events as a count out of all, with the bounds as counts too.
  private func detected(_ rate: MetricRow?, of events: Double?) -> String {
    guard let rate, let events else { return NumberText.undefined }
    let count = NumberText.count(rate.value * events, of: events)
    let bounds = NumberText.bounds(rate.low.map { $0 * events }, rate.high.map { $0 * events })
    return bounds.isEmpty ? count : "\(count) \(bounds)"
  }

  /// The second half of the headline: every detector as it would have been operated.
  private func ownThreshold(_ dataset: String) -> Table {
    Table(
      title: "\(dataset) · with its own calibrated threshold (\(view.record.thresholdSummary))",
      columns: [
        .init("detector", .left), .init("alarmed ‰ [95 %]"), .init("worst phase [95 %]", .left),
        .init("detected"), .init("p99 µs"),
      ],
      sections: sections(dataset) { detector in
        let rate = view.row(dataset, detector, "all", "false-positive-rate")
        return [
          detector, thousandths(rate), worstPhase(dataset, detector),
          NumberText.count(
            view.value(dataset, detector, "detected"),
            of: view.value(dataset, detector, "failing-events")),
          NumberText.microseconds(timing(dataset, detector)?.percentiles[2]),
        ]
      },
      notes: footnotes(dataset))
  }

  /// A rate and its bounds per 1000.
  private func thousandths(_ row: MetricRow?) -> String {
    NumberText.interval(perThousand(row?.value), perThousand(row?.low), perThousand(row?.high))
  }

  private func worstPhase(_ dataset: String, _ detector: String) -> String {
    let rates = view.phases(of: dataset).compactMap { phase in
      view.row(dataset, detector, "phase=\(phase)", "false-positive-rate").map {
        (phase: phase, row: $0)
      }
    }
    guard let worst = rates.max(by: { $0.row.value < $1.row.value }) else {
      return NumberText.undefined
    }
    if worst.row.value == 0 { return "none alarmed" }
    return "\(worst.phase) \(thousandths(worst.row))"
  }

  private func footnotes(_ dataset: String) -> [String] {
    let remarked = view.record.cells.filter { $0.dataset == dataset && !$0.reason.isEmpty }
    let remarks = remarked.map(\.reason).removingRepeats().map { reason in
      let detectors = remarked.filter { $0.reason == reason }.map(\.detector).removingRepeats()
      return "\(detectors.joined(separator: ", ")): \(reason)."
    }
    return remarks + view.record.ownAlarmNotes(of: dataset)
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

  private func timing(_ dataset: String, _ detector: String) -> CellTiming? {
    view.record.timings.first { $0.dataset == dataset && $0.detector == detector }?.timing
  }
}
