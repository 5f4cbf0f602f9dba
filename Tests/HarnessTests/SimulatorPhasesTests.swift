import Datasets
import Metrics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// How well phases by volatility agree with the states that simulated pumps record.
struct SimulatorPhasesTests {
  /// Seed 1 is the default fleet; its later half and every other seed had no part in making the rule.
  @Test(arguments: [1, 4, 5, 6])
  func phasesAreRecognisedWithoutTheRecordedStates(seed: Int) throws {
    let parameters = try SimulatorParameters(days: 14, pumps: 12, seed: seed)
    let experiment = try Experiment(
      id: "pumps", dataSet: Simulator.dataSet(parameters),
      split: .chronological(fit: .fraction(0.5), gap: 0),
      labels: [LabelRule(name: "exact", criterion: .faults([.machine]))], phases: .volatility,
      preparation: PreparationRule(missing: .forwardFill), fitsPerUnit: false)
    let confusion = try #require(PhaseConfusion(experiment.truths))
    #expect(try #require(confusion.balancedAccuracy) >= 0.9)
    let rows = PhaseRow.rows(of: experiment)
    #expect(rows.map(\.rows) == confusion.rows.flatMap { $0 })
    #expect(rows[1].recorded == .startup)
    #expect(rows[1].estimated == .steady)
  }

  @Test func otherSchemesHaveNoConfusion() throws {
    let experiment = try Made.experiment(Made.dataSet())
    #expect(PhaseRow.rows(of: experiment).isEmpty)
  }
}
