import Detectors
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
        phases(dataset), timeToDetection(dataset),
      ] + [leadsByUnit(dataset)].compactMap { $0 } + [latency(dataset)] + secondLabels(dataset)
        + [attribution(dataset), phaseConfusion(dataset), prognosis(dataset)].compactMap { $0 }
    } + [meanRanks].compactMap { $0 }
  }

  /// The tables in which a detector that is tried stands beside the controls.
  var forTrials: [Table] {
    view.datasets.flatMap { [atOneRate($0), ownThreshold($0), latency($0)] }
  }

  var perThousand: (Double?) -> Double? { { $0.map { 1000 * $0 } } }

  /// A table of a data set's detectors and, set apart, its controls.
  ///
  /// The last column is the audit's verdict; the oracle reads the labels and is not audited.
  ///
  /// - Parameters:
  ///   - dataset: The data set.
  ///   - title: What the table shows, after the data set's name.
  ///   - columns: The columns between the detector's name and the verdict.
  ///   - notes: What a reader must know to read the numbers.
  ///   - cells: The texts of a detector, one per column; a failed one shows its status instead.
  /// - Returns: The table.
  func table(
    _ dataset: String, _ title: String, columns: [Table.Column], notes: [String] = [],
    cells: (String) -> [String]
  ) -> Table {
    let detectors = view.detectors(of: dataset)
    func row(_ detector: String) -> [String] {
      var cells = cells(detector)
      if let failure = view.failure(dataset, detector) {
        cells = [failure] + cells.dropFirst().map { _ in NumberText.undefined }
      }
      return [detector] + cells + [audit(dataset, detector)]
    }
    return Table(
      title: "\(dataset) · \(title)",
      columns: [.init("detector", .left)] + columns + [.init("audit", .left)],
      sections: [detectors.own.map(row), detectors.controls.map(row)], notes: notes)
  }

  func audit(_ dataset: String, _ detector: String) -> String {
    detector == Control.oracle.rawValue
      ? NumberText.undefined : view.record.auditVerdict(dataset, detector)
  }

  /// The number of failing events, the same for every detector.
  func events(_ dataset: String) -> Double? {
    let detectors = view.detectors(of: dataset)
    return (detectors.own + detectors.controls).lazy.compactMap {
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
    return table(
      dataset, "alarmed rows per 1000 healthy ones, by phase [95 %]",
      columns: shown.map { .init($0 == "grey" ? "(grey)" : $0) } + [.init("units alarmed")],
      notes: shown.contains("grey")
        ? [
          unitsNote,
          "Grey rows are neither healthy nor failing: their alarmed share is never pooled.",
        ]
        : [unitsNote]
    ) { detector in
      shown.map { thousandths(phaseRate(dataset, detector, $0)) }
        + [unitsAlarmed(dataset, detector)]
    }
  }

  private var unitsNote: String {
    "Units alarmed: those in which an alarm starts on a healthy row; one that has stood since before"
      + " the evaluated rows starts nowhere."
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

  private func latency(_ dataset: String) -> Table {
    let overhead = view.record.timings.first { $0.dataset == dataset }?.timing.clockOverhead
    let hasPrograms = view.record.timings.contains {
      $0.dataset == dataset && $0.timing.peakMemory != nil
    }
    return table(
      dataset, "latency of one row, µs",
      columns: [
        .init("fit s"), .init("p50"), .init("p90"), .init("p99"),
        .init("p99.9"), .init("max"), .init("rows/s"), .init(hasPrograms ? "MB" : "rows"),
      ],
      notes: [
        "Reading the clock takes \(NumberText.microseconds(overhead)) µs of each value."
          + (hasPrograms
            ? " Programs: with the way there and back; MB: their resident memory at its peak." : "")
      ]
    ) { detector in
      let timing = timing(dataset, detector)
      let memory = timing?.peakMemory.map { Double($0) / 1e6 }
      return [NumberText.fixed(timing?.fitSeconds, 3)]
        + (timing?.percentiles ?? Latency.percentiles.map { _ in nil }).map(
          NumberText.microseconds)
        + [
          NumberText.microseconds(timing?.largest), NumberText.fixed(timing?.rowsPerSecond, 0),
          hasPrograms
            ? NumberText.fixed(memory, 0) : NumberText.short(timing.map { Double($0.rows) }),
        ]
    }
  }

  func timing(_ dataset: String, _ detector: String) -> CellTiming? {
    view.record.timings.first { $0.dataset == dataset && $0.detector == detector }?.timing
  }
}
