import Numerics
import Telemetry

extension TrainingSet {
  /// The scores that a detector gives to healthy fit rows that it was not fitted on.
  ///
  /// Healthy rows are all fit rows without a target, and those of a target that says nothing of a
  /// failure: label 0, or a life at its cap.
  ///
  /// - Parameters:
  ///   - detector: The detector, which is fitted once for every part.
  ///   - folds: The number of parts.
  ///   - randomness: Where its random numbers come from.
  /// - Throws: ``DetectorError`` when a fit is refused.
  /// - Returns: The scores, part by part; rows without a score are left out.
  func heldOutScores(
    of detector: any Detector, folds: Int, randomness: Randomness
  ) throws(DetectorError) -> [Double] {
    var scores: [Double] = []
    for fold in 0..<folds {
      let (fitted, held) = leavingOut(fold, of: folds)
      let model = try detector.fit(fitted, randomness: randomness)
      for (unit, rows) in zip(units, held) where !rows.isEmpty {
        let trace = try model.scores(
          of: unit.values, moments: unit.moments, for: ScoredUnit(id: unit.id, part: .train))
        scores += rows.compactMap { trace[$0] }
      }
    }
    return scores
  }

  /// The training set without a part, and for every unit the healthy rows of that part.
  private func leavingOut(_ fold: Int, of folds: Int) -> (fitted: TrainingSet, held: [[Int]]) {
    let byUnits = units.count >= folds
    var kept: [TrainingUnit] = []
    var held: [[Int]] = []
    for (index, unit) in units.enumerated() {
      let count = unit.fitRows.count
      func isHeld(_ place: Int) -> Bool {
        byUnits
          ? index % folds == fold
          : (fold * count / folds..<(fold + 1) * count / folds).contains(place)
      }
      let places = Array(0..<count)
      let rest = places.filter { !isHeld($0) }
      if !rest.isEmpty {
        kept.append(
          TrainingUnit(
            id: unit.id, values: unit.values, moments: unit.moments,
            fitRows: rest.map { unit.fitRows[$0] },
            targets: unit.targets.map { targets in rest.map { targets[$0] } }))
      }
      held.append(places.filter { isHeld($0) && unit.isHealthy($0) }.map { unit.fitRows[$0] })
    }
    return (TrainingSet(channels: channels, absentChannels: absentChannels, units: kept), held)
  }
}

extension TrainingUnit {
  fileprivate func isHealthy(_ place: Int) -> Bool {
    guard let target = targets?[place] else { return true }
    return target == 0 || target >= Learning.lifeCap
  }
}
