import Alarms
public import Metrics
public import Telemetry

/// One line of `roc.csv`: a point of a detector's ROC and precision-recall curves.
public struct ROCRow: Sendable, Equatable {
  public let dataset: String
  public let detector: String
  public let seed: String
  public let point: ROCCurve.Point

  static let columns = "dataset,detector,seed,false-positive-rate,recall,precision"

  /// At most this many points stand for a curve.
  static let mostPoints = 200
}

/// One line of `traces.csv`: what a detector made of some rows of a unit.
public struct TraceRow: Sendable, Equatable {
  public let dataset: String
  public let detector: String
  public let seed: String
  public let unit: String
  public let point: TracePoint

  static let columns = "dataset,detector,seed,unit,time,phase,label,score,threshold,alarm"
}

/// A point of a drawn trace: the row of the largest score stands for its neighbours.
public struct TracePoint: Sendable, Equatable {
  public let time: Double
  public let phase: String
  public let label: RowLabel
  public let score: Double?
  public let threshold: Double
  /// Whether any of the rows that the point stands for is alarmed.
  public let isAlarmed: Bool

  /// At most this many units of a data set are drawn.
  static let mostUnits = 6
  /// At most this many points stand for a unit.
  static let mostPoints = 200

  /// The drawn units, evenly spaced from the first through the last.
  static func drawnUnits(of count: Int) -> [Int] {
    if count <= mostUnits { return Array(0..<count) }
    return (0..<mostUnits).map { $0 * (count - 1) / (mostUnits - 1) }
  }

  /// The points of a unit's evaluated rows, cut into stretches of about equal length.
  ///
  /// Of each stretch the row with the largest score is kept: a peak is what raises an alarm, and
  /// every n-th row would miss it.
  static func points(of unit: EvaluatedUnit, threshold: Double) -> [TracePoint] {
    let rows = unit.truth.rows
    let count = min(rows.count, mostPoints)
    return (0..<count).compactMap { index in
      let stretch =
        rows.lowerBound + index * rows.count / count..<rows.lowerBound + (index + 1) * rows.count
        / count
      var kept = stretch.lowerBound
      for row in stretch {
        if let score = unit.scores[row], score > unit.scores[kept] ?? -.infinity { kept = row }
      }
      return TracePoint(
        time: unit.truth.times[kept],
        phase: unit.truth.phases.names[Int(unit.truth.phases.codes[kept])],
        label: unit.truth.labels[kept], score: unit.scores[kept], threshold: threshold,
        isAlarmed: unit.alarms.runs.contains { $0.overlaps(stretch) })
    }
  }
}

extension Record {
  var rocText: [UInt8] {
    var text = DelimitedText(columns: ROCRow.columns)
    for row in roc {
      for field in [row.dataset, row.detector, row.seed] { text.add(field) }
      text.add(row.point.falsePositiveRate)
      text.add(row.point.recall)
      text.add(row.point.precision)
      text.endLine()
    }
    return text.bytes
  }

  var tracesText: [UInt8] {
    var text = DelimitedText(columns: TraceRow.columns)
    for row in traces {
      for field in [row.dataset, row.detector, row.seed, row.unit] { text.add(field) }
      text.add(row.point.time)
      text.add(row.point.phase)
      text.add("\(row.point.label)")
      text.add(row.point.score)
      text.add(row.point.threshold)
      text.add(row.point.isAlarmed ? 1 : 0)
      text.endLine()
    }
    return text.bytes
  }
}
