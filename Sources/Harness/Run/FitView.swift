import Detectors
import Preparation
import Telemetry

/// Training slices, and which of their rows may be fitted on.
struct FitView {
  let slices: [UnitSlice]
  /// For every slice, the rows that the detector learns from; never true outside the slice.
  let mayFit: [[Bool]]
  /// For every slice, the healthy rows, whose scores calibrate; never true outside the slice.
  let isHealthy: [[Bool]]
  /// For every slice, the rows that are kept from everything that is fitted.
  let isHeld: [[Bool]]

  /// The view of whole slices under a label rule.
  init(slices: [UnitSlice], labels: LabelRule, learning: Learning) {
    func within(_ slice: UnitSlice, _ flags: [Bool]) -> [Bool] {
      flags.indices.map { flags[$0] && slice.rows.contains($0) }
    }
    self.init(
      slices: slices,
      mayFit: slices.map { within($0, labels.mayLearn(learning, from: $0.unit)) },
      isHealthy: slices.map { within($0, labels.mayFit($0.unit)) },
      isHeld: slices.map { [Bool](repeating: false, count: $0.unit.rows) })
  }

  init(slices: [UnitSlice], mayFit: [[Bool]], isHealthy: [[Bool]], isHeld: [[Bool]]) {
    self.slices = slices
    self.mayFit = mayFit
    self.isHealthy = isHealthy
    self.isHeld = isHeld
  }

  /// The slices at some positions.
  func selecting(_ positions: [Int]) -> FitView {
    FitView(
      slices: positions.map { slices[$0] }, mayFit: positions.map { mayFit[$0] },
      isHealthy: positions.map { isHealthy[$0] }, isHeld: positions.map { isHeld[$0] })
  }

  /// The same slices with rows kept or held, by place among those that are fitted on or calibrate.
  func filtering(_ isKept: (_ place: Int, _ count: Int) -> Bool) -> FitView {
    var fitted = mayFit
    var healthy = isHealthy
    var held = isHeld
    for index in slices.indices {
      let rows = mayFit[index].indices.filter { mayFit[index][$0] || isHealthy[index][$0] }
      for (place, row) in rows.enumerated() where !isKept(place, rows.count) {
        fitted[index][row] = false
        healthy[index][row] = false
        held[index][row] = true
      }
    }
    return FitView(slices: slices, mayFit: fitted, isHealthy: healthy, isHeld: held)
  }

  /// The same view with the held rows hidden from all that is fitted on it.
  func hidingHeldRows() -> FitView {
    FitView(
      slices: zip(slices, isHeld).map { slice, isHeld in
        UnitSlice(unit: slice.unit.hiding(isHeld), rows: slice.rows)
      }, mayFit: mayFit, isHealthy: isHealthy, isHeld: isHeld)
  }

  /// Prepares the rows for a detector's fit, with the targets that it learns.
  func trainingSet(
    _ preparation: FittedPreparation, phases: VolatilityPhases?, labels: LabelRule,
    learning: Learning
  ) -> TrainingSet {
    TrainingSet(
      channels: preparation.channels,
      absentChannels: Set(preparation.absentChannels.map(\.id)),
      units: zip(slices, mayFit).map { slice, mayFit in
        let rows = slice.rows.filter { mayFit[$0] }
        return TrainingUnit(
          id: slice.unit.id, values: preparation.prepareForFitting(slice),
          moments: preparation.moments(
            of: slice.unit, upTo: slice.rows.upperBound, phases: phases),
          fitRows: rows, targets: labels.targets(learning, of: slice.unit, rows: rows))
      })
  }
}

extension FittedPreparation {
  /// What a scorer is told of each of a unit's first rows beside its values.
  func moments(of unit: Unit, upTo end: Int, phases: VolatilityPhases?) -> [Moment] {
    let regimes = regimes(of: unit)
    let track = phases?.phases(of: unit, upTo: end)
    return (0..<end).map {
      Moment(time: unit.times[$0], regime: regimes[$0], phase: track?[$0])
    }
  }
}
