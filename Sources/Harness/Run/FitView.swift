import Detectors
import Preparation
import Telemetry

/// Training slices, and which of their rows may be fitted on.
struct FitView {
  let slices: [UnitSlice]
  /// For every slice, one flag per row of its unit; never true outside the slice.
  let mayFit: [[Bool]]
  /// For every slice, the rows that are kept from everything that is fitted.
  let isHeld: [[Bool]]

  /// The view of whole slices under a label rule.
  init(slices: [UnitSlice], labels: LabelRule) {
    self.init(
      slices: slices,
      mayFit: slices.map { slice in
        let allowed = labels.mayFit(slice.unit)
        return allowed.indices.map { allowed[$0] && slice.rows.contains($0) }
      },
      isHeld: slices.map { [Bool](repeating: false, count: $0.unit.rows) })
  }

  init(slices: [UnitSlice], mayFit: [[Bool]], isHeld: [[Bool]]) {
    self.slices = slices
    self.mayFit = mayFit
    self.isHeld = isHeld
  }

  /// The slices at some positions.
  func selecting(_ positions: [Int]) -> FitView {
    FitView(
      slices: positions.map { slices[$0] }, mayFit: positions.map { mayFit[$0] },
      isHeld: positions.map { isHeld[$0] })
  }

  /// The same slices with fit rows kept or held, by place among the slice's fit rows.
  func filtering(_ isKept: (_ place: Int, _ count: Int) -> Bool) -> FitView {
    var kept = mayFit
    var held = isHeld
    for (index, flags) in mayFit.enumerated() {
      let rows = flags.indices.filter { flags[$0] }
      for (place, row) in rows.enumerated() where !isKept(place, rows.count) {
        kept[index][row] = false
        held[index][row] = true
      }
    }
    return FitView(slices: slices, mayFit: kept, isHeld: held)
  }

  /// The same view with the held rows hidden from all that is fitted on it.
  func hidingHeldRows() -> FitView {
    FitView(
      slices: zip(slices, isHeld).map { slice, isHeld in
        UnitSlice(unit: slice.unit.hiding(isHeld), rows: slice.rows)
      }, mayFit: mayFit, isHeld: isHeld)
  }

  /// Prepares the rows for a detector's fit.
  func trainingSet(_ preparation: FittedPreparation) -> TrainingSet {
    TrainingSet(
      channels: preparation.channels,
      absentChannels: Set(preparation.absentChannels.map(\.id)),
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
