public import JSON
import Metrics

/// The results of a suite: everything that its files hold.
public struct Record: Sendable, Equatable {
  /// The number of the files' format; a reader refuses a newer one.
  public static let format = 1

  public var metrics: [MetricRow] = []
  public var units: [UnitRow] = []
  public var events: [EventRow] = []
  public var curves: [CurveRow] = []
  public var cells: [CellRow] = []
  public var phases: [PhaseRow] = []
  public var timings: [TimingRow] = []
  /// The curves and traces that a report draws, of the first seed.
  public var roc: [ROCRow] = []
  public var traces: [TraceRow] = []
  /// What the metrics with intervals are in every resample, for the mean over seeds.
  public var replicates: [ReplicateRow] = []
  /// `run.json`: the resolved suite, identities of data, versions; a function of the inputs alone.
  public var run: JSONValue = .object([])
  /// `machine.json`: where and from what files it was made.
  public var machine: JSONValue = .object([])
}

extension Record {
  /// A file of a record, whose bytes are laid out when they are asked for: all files at once would
  /// take as much memory as the record.
  public typealias File = (name: String, bytes: () -> [UInt8])

  /// The files that are a function of the inputs alone.
  public var pureFiles: [File] {
    [
      ("metrics.csv", { metricsText }), ("units.csv", { unitsText }),
      ("events.csv", { eventsText }), ("curves.csv", { curvesText }),
      ("cells.csv", { cellsText }), ("phases.csv", { phasesText }),
      ("run.json", { Array(run.pretty.utf8) }),
      ("roc.csv", { rocText }), ("traces.csv", { tracesText }),
      (ReplicatesFile.name, { ReplicatesFile.encode(replicates, metrics: metricsText) }),
    ]
  }

  /// The files that tell of the machine and the time it took.
  public var machineFiles: [File] {
    [("timings.csv", { timingsText }), ("machine.json", { Array(machine.pretty.utf8) })]
  }

  private var metricsText: [UInt8] {
    var text = DelimitedText(columns: MetricRow.columns)
    for row in metrics {
      row.key.write(to: &text)
      text.add(row.value)
      text.add(row.low)
      text.add(row.high)
      text.add(row.n)
      text.endLine()
    }
    return text.bytes
  }

  private var unitsText: [UInt8] {
    var text = DelimitedText(columns: UnitRow.columns)
    for row in units { row.write(to: &text) }
    return text.bytes
  }

  private var eventsText: [UInt8] {
    var text = DelimitedText(
      columns: "dataset,detector,seed,unit,onset,end,first_alarm,alarm,outcome,delay,lead,early")
    for row in events {
      text.add(row.dataset)
      text.add(row.detector)
      text.add(row.seed)
      text.add(row.unit)
      text.add(row.onset)
      text.add(row.end)
      text.add(row.firstAlarm)
      text.add(row.alarm)
      text.add(row.outcome.rawValue)
      text.add(row.delay)
      text.add(row.lead)
      text.add(row.isEarly ? 1 : 0)
      text.endLine()
    }
    return text.bytes
  }

  private var curvesText: [UInt8] {
    var text = DelimitedText(
      columns: "dataset,detector,seed,budget,detection-rate,lead.median,false-alarms-per-1000,"
        + "false-positive-rate")
    for row in curves {
      text.add(row.dataset)
      text.add(row.detector)
      text.add(row.seed)
      text.add(row.point.budget)
      text.add(row.point.detectionRate)
      text.add(row.point.medianLead)
      text.add(row.point.falseAlarmsPer1000)
      text.add(row.point.realisedRate)
      text.endLine()
    }
    return text.bytes
  }

  private var cellsText: [UInt8] {
    var text = DelimitedText(columns: CellRow.columns)
    for row in cells {
      text.add(row.dataset)
      text.add(row.detector)
      text.add(row.seed)
      text.add(row.status.rawValue)
      text.add(row.reason)
      text.endLine()
    }
    return text.bytes
  }

  private var timingsText: [UInt8] {
    var text = DelimitedText(columns: CellTiming.columns)
    for row in timings {
      text.add(row.dataset)
      text.add(row.detector)
      text.add(row.seed)
      row.timing.write(to: &text)
      text.endLine()
    }
    return text.bytes
  }
}

extension MetricKey {
  func write(to text: inout DelimitedText) {
    for field in [dataset, detector, seed, scope, metric] { text.add(field) }
  }
}

extension MetricRow {
  static let columns = "dataset,detector,seed,scope,metric,value,low,high,n"
}

extension CellRow {
  static let columns = "dataset,detector,seed,status,reason"
}

extension UnitRow {
  static let columns = "dataset,detector,seed,unit,metric,value"

  func write(to text: inout DelimitedText) {
    text.add(dataset)
    text.add(detector)
    text.add(seed)
    text.add(unit)
    text.add(metric)
    text.add(value)
    text.endLine()
  }
}
