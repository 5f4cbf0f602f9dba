import Numerics
import Telemetry
import Testing

@testable import Alarms

@Suite struct AlarmsTests {
  @Test func persistentScoreIsTheKthLargestOfTheLastN() {
    let scores = ScoreTrace(storage: [5, 1, .nan, 4, 2, 9, 9, 0])
    let result = Persistence(k: 2, n: 3).persistentScores(scores)
    // Windows: (5) (5 1) – (5 1 4) (1 4 2) (4 2 9) (2 9 9) (9 9 0)
    #expect(result == ScoreTrace(storage: [.nan, 1, .nan, 4, 2, 4, 9, 9]))
  }

  @Test func oneOfOneIsTheScoreItself() {
    let scores = ScoreTrace(storage: [3, .nan, 1])
    #expect(Persistence(k: 1, n: 1).persistentScores(scores) == scores)
  }

  /// For every threshold, "at least k of the last n scores above it" and "persistent score above it"
  /// are the same rows.
  @Test(arguments: [(1, 3), (2, 3), (3, 5), (5, 5)])
  func persistentScoresEncodeTheCountingRule(k: Int, n: Int) {
    var stream = RandomStream(key: UInt64(10 * k + n))
    let values = (0..<300).map { _ in Double(stream.integer(below: 8)) }
    let persistent = Persistence(k: k, n: n).persistentScores(ScoreTrace(storage: values))
    for threshold in stride(from: -0.5, to: 8, by: 0.5) {
      for row in values.indices {
        let window = values[max(0, row - n + 1)...row]
        let counted = window.count { $0 > threshold } >= k
        #expect((persistent[row].map { $0 > threshold } ?? false) == counted)
      }
    }
  }

  @Test func budgetThresholdLeavesAtMostTheBudget() throws {
    let scores = (0..<2500).map { Double($0 % 1250) }
    let calibration = CalibrationScores(scores: scores, persistentScores: scores)
    for budget in [0.1, 1, 10, 999] {
      let threshold = try #require(Threshold(.budget(budget), calibration: calibration))
      let alarmed = scores.count { $0 > threshold.value }
      #expect(Double(alarmed) <= budget * 2.5)
      // The next smaller score would leave more than the budget.
      let smaller = scores.filter { $0 < threshold.value }.max() ?? -1
      #expect(Double(scores.count { $0 > smaller }) > budget * 2.5)
      #expect(threshold.isUnresolved == (alarmed == 0))
    }
  }

  @Test func otherRulesTakeTheRawScores() throws {
    let calibration = CalibrationScores(scores: [1, 2, 3, 4], persistentScores: [1, 2])
    #expect(try #require(Threshold(.quantile(0.5), calibration: calibration)).value == 2.5)
    let sigma = try #require(Threshold(.sigma(2), calibration: calibration))
    #expect(abs(sigma.value - (2.5 + 2 * 1.25.squareRoot())) < 1e-12)
    #expect(sigma.calibrationRows == 4)
    #expect(try #require(Threshold(.fixed(7), calibration: calibration)).value == 7)
    #expect(Threshold(.budget(10), calibration: CalibrationScores()) == nil)
  }

  @Test func severityFollowsTheScale() {
    let threshold = Threshold(value: 2, median: 1, calibrationRows: 10, isUnresolved: false)
    let expected: [(Double, Severity)] = [
      (0, .normal), (1.74, .normal), (1.75, .watch), (2, .watch), (2.1, .medium), (2.5, .medium),
      (3, .high), (3.5, .high), (3.6, .critical),
    ]
    for (score, severity) in expected {
      #expect(Severity(of: score, threshold: threshold) == severity)
    }
    let flat = Threshold(value: 1, median: 1, calibrationRows: 10, isUnresolved: true)
    #expect(Severity(of: 1, threshold: flat) == .normal)
    #expect(Severity(of: 1.1, threshold: flat) == .high)
  }

  @Test func alarmsAreMaximalRunsAboveTheThreshold() {
    let trace = ScoreTrace(storage: [2, 3, .nan, 3, 1, 1, 4])
    #expect(AlarmRuns(trace, above: 1).runs == [0...1, 3...3, 6...6])
    #expect(AlarmRuns(trace, above: 4).runs == [])
  }
}
