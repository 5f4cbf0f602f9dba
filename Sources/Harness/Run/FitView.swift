import Detectors
import Preparation
import Telemetry

/// Training slices, and which of their rows may be fitted on.
struct FitView {
  let slices: [UnitSlice]
  /// For every slice, one flag per row of its unit; never true outside the slice.
  let mayFit: [[Bool]]

  /// The view of whole slices under a label rule.
  init(slices: [UnitSlice], labels: LabelRule) {
    self.init(
      slices: slices,
      mayFit: slices.map { slice in
        let allowed = labels.mayFit(slice.unit)
        return allowed.indices.map { allowed[$0] && slice.rows.contains($0) }
      })
  }

  init(slices: [UnitSlice], mayFit: [[Bool]]) {
    self.slices = slices
    self.mayFit = mayFit
  }

  /// The slices at some positions.
  func selecting(_ positions: [Int]) -> FitView {
    FitView(slices: positions.map { slices[$0] }, mayFit: positions.map { mayFit[$0] })
  }

  /// The same slices with fit rows kept or not, by slice and by place among the slice's fit rows.
  func filtering(_ isKept: (_ place: Int, _ count: Int) -> Bool) -> FitView {
    FitView(
      slices: slices,
      mayFit: mayFit.map { flags in
        let rows = flags.indices.filter { flags[$0] }
        var kept = [Bool](repeating: false, count: flags.count)
        for (place, row) in rows.enumerated() { kept[row] = isKept(place, rows.count) }
        return kept
      })
  }

  /// Prepares the rows for a detector's fit.
  func trainingSet(_ preparation: FittedPreparation) -> TrainingSet {
    TrainingSet(
      channels: preparation.channels,
      units: zip(slices, mayFit).map { slice, mayFit in
        TrainingUnit(
          id: slice.unit.id, values: preparation.prepareForFitting(slice),
          moments: preparation.moments(of: slice.unit, upTo: slice.rows.upperBound),
          fitRows: slice.rows.filter { mayFit[$0] })
      })
  }
}

extension FittedPreparation {
  /// What a scorer is told of each of a unit's first rows beside its values.
  func moments(of unit: Unit, upTo end: Int) -> [Moment] {
    let regimes = regimes(of: unit)
    return (0..<end).map { Moment(time: unit.times[$0], regime: regimes[$0]) }
  }
}
