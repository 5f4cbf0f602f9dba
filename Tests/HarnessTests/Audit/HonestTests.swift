import Datasets
import Detectors
import Preparation
import Telemetry
import TestSupport
import Testing

@testable import Harness

/// Every honest detector passes, whatever preparation a suite may ask for.
struct HonestTests {
  private static let pumps = (try? SimulatorParameters(days: 2, pumps: 4)).map(Simulator.dataSet)

  private func pumps() throws -> DataSet { try #require(Self.pumps) }

  private func experiment(
    _ dataSet: DataSet, _ preparation: PreparationRule, split: SplitRule, phases: PhaseScheme,
    labels: LabelRule, fitsPerUnit: Bool = false
  ) throws -> Experiment {
    try Experiment(
      id: "audited", dataSet: dataSet, split: split, labels: [labels], phases: phases,
      preparation: preparation, fitsPerUnit: fitsPerUnit)
  }

  private func expectAllPass(_ experiment: Experiment, _ effort: AuditEffort) {
    let channel = experiment.dataSet.channels[experiment.dataSet.rawChannels[0]].id
    for (name, detector) in Audited.honest(channel: channel) {
      if !experiment.teaches(detector.learning) { continue }
      let verdict = Audited.scoring(detector, on: experiment).audit(effort)
      #expect(verdict == (detector.seesLabels ? .exempt : .passed), "\(name)")
    }
  }

  private let exact = LabelRule(name: "exact", criterion: .faults([.machine]))
  private static let halves = SplitRule.chronological(fit: .fraction(0.5), gap: 10)

  @Test(arguments: ScalingKind.allCases, [MissingRule.forwardFill, .interpolate, .drop])
  func onPumps(scaling: ScalingKind, missing: MissingRule) throws {
    for (scope, fitsPerUnit) in [
      (ScalingScope.global, false), (.regime, false), (.unit, false), (.global, true),
    ] {
      let rule = PreparationRule(scaling: scaling, scope: scope, missing: missing)
      expectAllPass(
        try experiment(
          pumps(), rule, split: Self.halves, phases: .recorded, labels: exact,
          fitsPerUnit: fitsPerUnit), .inRun)
    }
  }

  @Test(arguments: [Self.halves, .units(fraction: 0.5)])
  func onPumpsThoroughly(split: SplitRule) throws {
    let rule = PreparationRule(scope: .regime, missing: .forwardFill)
    expectAllPass(
      try experiment(pumps(), rule, split: split, phases: .recorded, labels: exact), .thorough)
  }

  @Test func onFeaturesOfPumps() throws {
    let rule = PreparationRule(missing: .forwardFill)
    let pumps = try experiment(
      pumps(), rule, split: Self.halves, phases: .recorded, labels: exact)
    expectAllPass(
      pumps.taking(FeatureRule(window: 4, kinds: FeatureKind.allCases)), .thorough)
  }

  @Test(
    .enabled(if: SharedData.has("data/cmapss/CMAPSSData.zip"), "\(SharedData.reason)"),
    arguments: [("FD001", ScalingScope.global), ("FD002", .regime)])
  func onEngines(subset: String, scope: ScalingScope) throws {
    let archive = SharedData.file("data/cmapss/CMAPSSData.zip")
    let engines = try CMAPSS.load(
      subset: subset, archive: archive, includingTest: true, width: 2
    ).dataSet
    let labels = LabelRule(
      name: "last-30",
      criterion: .life(.init(failingWithin: 30, healthyBeyond: 125, fitBeyond: 125)))
    for scaling in ScalingKind.allCases where scaling != .none || scope == .global {
      for split in [SplitRule.official, .units(fraction: 0.5)] {
        let experiment = try experiment(
          split == .official ? engines : CMAPSS.trainingPart(of: engines),
          PreparationRule(scaling: scaling, scope: scope), split: split, phases: .life,
          labels: labels)
        expectAllPass(experiment, scaling == .standard ? .thorough : .inRun)
      }
    }
  }
}

extension Experiment {
  /// Whether the training rows have what a detector is to learn.
  fileprivate func teaches(_ learning: Learning) -> Bool {
    switch learning {
    case .healthyRows: true
    // A unit by itself may never fail.
    case .labels: !fitsPerUnit
    // Lives are refused where they would tell when the evaluated units fail.
    case .lives:
      !split.rule.isChronological && split.training.contains { $0.unit.remainingLife(at: 0) != nil }
    }
  }
}
