import Alarms

/// The fits that calibration needs: which rows each is fitted on and which rows it then scores.
struct CalibrationPlan {
  /// One fit and the rows whose scores calibrate.
  struct Fold {
    let fit: FitView
    let calibrate: FitView
  }

  let folds: [Fold]
  /// The rows of the model that evaluates.
  let final: FitView
  /// Whether the evaluating model itself gives the calibration scores, so that no fold needs a fit.
  let usesFinalModel: Bool

  /// Plans the calibration of a group of units that share a model.
  ///
  /// Whole units are kept apart where there are at least five of them and each need not have rows
  /// in the fit; otherwise contiguous blocks of each unit's fit rows are.
  init(_ rule: CalibrationRule, all: FitView, everyUnitMustFit: Bool) {
    let units = all.slices.count
    switch rule {
    case .training:
      folds = [Fold(fit: all, calibrate: all)]
      final = all
      usesFinalModel = true
    case .cross(let count):
      final = all
      usesFinalModel = false
      if units >= 5, !everyUnitMustFit {
        folds = (0..<min(count, units)).map { fold in
          Fold(
            fit: all.selecting((0..<units).filter { $0 % count != fold }),
            calibrate: all.selecting((0..<units).filter { $0 % count == fold }))
        }
      } else {
        folds = (0..<count).map { fold in
          func isHeld(_ place: Int, _ rows: Int) -> Bool {
            (fold * rows / count..<(fold + 1) * rows / count).contains(place)
          }
          return Fold(
            fit: all.filtering { !isHeld($0, $1) }.hidingHeldRows(),
            calibrate: all.filtering { isHeld($0, $1) })
        }
      }
    case .heldOut(let fraction):
      usesFinalModel = true
      let held: FitView
      if units >= 2, !everyUnitMustFit {
        let count = max(1, Int((fraction * Double(units)).rounded(.down)))
        final = all.selecting(Array(0..<(units - count)))
        held = all.selecting(Array((units - count)..<units))
      } else {
        func isHeld(_ place: Int, _ rows: Int) -> Bool {
          place >= rows - max(1, Int((fraction * Double(rows)).rounded(.down)))
        }
        final = all.filtering { !isHeld($0, $1) }.hidingHeldRows()
        held = all.filtering { isHeld($0, $1) }
      }
      folds = [Fold(fit: final, calibrate: held)]
    }
  }
}
