import Detectors
import Preparation
import Telemetry

extension LabelRule {
  /// Whether a detector may learn from each row of a unit.
  func mayLearn(_ learning: Learning, from unit: Unit) -> [Bool] {
    switch learning {
    case .healthyRows: mayFit(unit)
    case .labels: labels(of: unit).map { $0 != .off }
    case .lives:
      labels(of: unit).enumerated().map { row, label in
        label != .off && unit.remainingLife(at: row) != nil
      }
    }
  }

  /// What a detector is to learn of some rows of a unit; `nil` where it is told nothing.
  func targets(_ learning: Learning, of unit: Unit, rows: [Int]) -> [Double]? {
    switch learning {
    case .healthyRows: return nil
    case .labels:
      let labels = labels(of: unit)
      return rows.map { labels[$0] == .failing ? 1 : 0 }
    case .lives:
      return rows.map { min(unit.remainingLife(at: $0) ?? Learning.lifeCap, Learning.lifeCap) }
    }
  }
}
