import Preparation
import Telemetry
import Testing

@testable import Detectors
@testable import Harness

/// The guide's detector in the harness: its entry in a suite, the audit, and a cell of its own.
struct GuideAuditTests {
  @Test(arguments: [AuditEffort.inRun, .thorough])
  func theExamplePassesTheAudit(effort: AuditEffort) throws {
    let scoring = Audited.scoring(QuantileBand(level: 0.9), on: try Audited.noise())
    #expect(scoring.audit(effort) == .passed)
  }

  /// A cell has a score for every row, above the threshold where the one channel leaves its band.
  @Test func aCellOfTheExample() throws {
    let dataSet = Made.dataSet(units: 2, rows: 20, failing: [2: 18..<20]) { unit, row in
      unit == 2 && row >= 18 ? 50 : Double(row % 5)
    }
    let experiment = try Made.experiment(dataSet)
    let output = Audited.scoring(QuantileBand(level: 1), on: experiment, isAudited: true).run()
    #expect(output.status == .ok)
    // The band of the fit rows lies from 0 to 4.
    #expect(output.scores[0].storage == (0..<20).map { (Double($0 % 5) - 2).magnitude / 2 })
    #expect(output.scores[1].storage.suffix(3) == [0, 24, 24])
    #expect(output.namedChannels[1].compactMap { $0 } == [[0]])
  }

  @Test func itsParameterHasADefaultAndARange() throws {
    let parameters = DetectorKind.quantileBand.parameters
    #expect(parameters.map(\.name) == ["level"])
    guard case .number(let standard, let range) = try #require(parameters.first).domain else {
      Issue.record("level is no number")
      return
    }
    #expect(standard == 0.99)
    #expect(range == 0.5...1)
  }
}
