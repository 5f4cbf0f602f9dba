import Alarms
import Numerics
import Preparation
import Telemetry

@testable import Harness

/// A small random experiment, and what may be varied about it without a fit noticing.
struct RandomData {
  /// Everything that a suite chooses.
  struct Setting {
    let split: SplitRule
    let scope: ScalingScope
    let fitsPerUnit: Bool
  }

  /// Every split with every scope of scaling and way to fit that suites allow with it.
  static let settings: [Setting] =
    [SplitRule.official, .units(fraction: 0.6)].flatMap { split in
      [ScalingScope.global, .regime].map { Setting(split: split, scope: $0, fitsPerUnit: false) }
    }
    + [
      SplitRule.chronological(fit: .fraction(0.6), gap: 3),
      .chronological(fit: .window(4..<20), gap: 2),
    ].flatMap { split in
      ScalingScope.allCases.flatMap { scope in
        [false, true].map { Setting(split: split, scope: scope, fitsPerUnit: $0) }
      }
    }

  /// Every rule of thresholds, once.
  static let thresholds: [ThresholdRule] = [
    .budget(100), .quantile(0.9), .sigma(2), .fixed(0.5), .pot(risk: 0.02, level: 0.8),
  ]
  static let calibrations: [CalibrationRule] = [
    .cross(folds: 5), .cross(folds: 2), .heldOut(fraction: 0.3), .training,
  ]
  /// Draws per setting; enough to meet every scaling, missing rule and calibration together.
  static let draws = 0..<64

  let setting: Setting
  let preparation: PreparationRule
  let alarm: AlarmRule
  let phases: PhaseScheme
  let labels: LabelRule
  let dataSet: DataSet

  /// Makes the data of one draw.
  ///
  /// - Parameters:
  ///   - setting: The split and what goes with it.
  ///   - draw: The number of the draw, which chooses all the rest.
  ///   - scaling: The scaling; chosen by the draw where `nil`.
  init(_ setting: Setting, draw: Int, scaling: ScalingKind? = nil) {
    self.setting = setting
    preparation = PreparationRule(
      scaling: scaling ?? ScalingKind.allCases[draw % ScalingKind.allCases.count],
      scope: setting.scope, missing: MissingRule.allCases[draw / 4 % MissingRule.allCases.count])
    alarm = AlarmRule(
      threshold: Self.thresholds[(draw + draw / 4) % Self.thresholds.count],
      persistence: Persistence(k: 1, n: 2), calibration: Self.calibrations[draw / 16 % 4])
    phases = PhaseScheme.allCases[draw / 2 % PhaseScheme.allCases.count]
    labels = LabelRule(
      name: "drawn",
      criterion: draw % 2 == 0
        ? .faults([.machine])
        : .life(.init(failingWithin: 3, healthyBeyond: 8, fitBeyond: 6)))
    var stream = RandomStream(seed: 17, path: ["splits", String(draw)])
    let count = 2 + stream.integer(below: 8)
    let hasGaps = preparation.missing != .refuse
    let units = (1...count).map { Self.unit($0, hasGaps: hasGaps, &stream) }
    let tests = (1...3).map { Self.unit(100 + $0, hasGaps: hasGaps, &stream) }
    dataSet = DataSet(
      source: "made", subset: nil, channels: ["identity", "y", "z"].map { Channel(id: $0) },
      timeUnit: .minute, units: units, testUnits: setting.split == .official ? tests : nil,
      loadChannels: [1, 2],
      rawChannels: [0], identity: "made")
  }

  /// The experiment of this data set, or of a changed one.
  func experiment(_ changed: DataSet? = nil) throws -> Experiment {
    try Experiment(
      id: "drawn", dataSet: changed ?? dataSet, split: setting.split, labels: [labels],
      phases: phases, preparation: preparation, fitsPerUnit: setting.fitsPerUnit)
  }

  /// A unit whose first channel tells unit and row: 1000 × number + row, never missing.
  static func unit(_ number: Int, hasGaps: Bool, _ stream: inout RandomStream) -> Unit {
    let rows = 24 + stream.integer(below: 16)
    var values = Matrix(rows: rows, columns: 3, filledWith: 0)
    for row in 0..<rows {
      values[row, 0] = Double(1000 * number + row)
      for column in 1..<3 {
        values[row, column] = hasGaps && stream.integer(below: 6) == 0 ? .nan : stream.normal()
      }
    }
    let onset = stream.integer(below: rows)
    let end = min(rows, onset + 1 + stream.integer(below: 6))
    return Unit(
      id: String(number), times: (0..<rows).map(Double.init), values: values,
      ending: stream.integer(below: 2) == 0 ? .censored : .failed(at: Double(rows + 2)),
      regimeKeys: (0..<rows).map { _ in stream.integer(below: 2) },
      recordedPhases: PhaseTrack(
        names: ["on", "off"], codes: (0..<rows).map { _ in UInt8(stream.integer(below: 2)) }),
      faults: [Fault(kind: "wear", origin: .machine, rows: onset..<end, channels: [1])])
  }
}
