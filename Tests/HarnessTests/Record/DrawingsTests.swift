import Alarms
import Metrics
import Telemetry
import Testing

@testable import Harness

/// What the report draws: few points that keep what matters.
struct DrawingsTests {
  private static func unit(
    scores: [Double], rows: Range<Int>? = nil, above threshold: Double
  ) -> EvaluatedUnit {
    let trace = ScoreTrace(storage: scores)
    let count = scores.count
    return EvaluatedUnit(
      truth: UnitTruth(
        id: "7", times: (0..<count).map { Double($0) * 2 }, rows: rows ?? 0..<count,
        labels: (0..<count).map { $0 % 2 == 0 ? .healthy : .grey },
        phases: PhaseTrack(names: ["on", "off"], codes: (0..<count).map { UInt8($0 % 2) }),
        regimes: [Int](repeating: 0, count: count), events: []),
      scores: trace, persistentScores: trace, alarms: AlarmRuns(trace, above: threshold))
  }

  @Test func shortTracesAreWhole() {
    let points = TracePoint.points(
      of: Self.unit(scores: [1, .nan, 9, 2], rows: 1..<4, above: 5), threshold: 5)
    #expect(
      points == [
        .init(time: 2, phase: "off", label: .grey, score: nil, threshold: 5, isAlarmed: false),
        .init(time: 4, phase: "on", label: .healthy, score: 9, threshold: 5, isAlarmed: true),
        .init(time: 6, phase: "off", label: .grey, score: 2, threshold: 5, isAlarmed: false),
      ])
    #expect(
      TracePoint.points(of: Self.unit(scores: [1], rows: 1..<1, above: 5), threshold: 5) == [])
  }

  @Test func peaksAndAlarmsStay() {
    var scores = (0..<5000).map { Double($0 % 7) }
    for peak in [3, 2777, 4999] { scores[peak] = 100 }
    let points = TracePoint.points(of: Self.unit(scores: scores, above: 50), threshold: 50)
    #expect(points.count == 200)
    #expect(points.filter { $0.score == 100 }.map(\.time) == [6, 5554, 9998])
    #expect(points.count(where: \.isAlarmed) == 3)
    let times = points.map(\.time)
    #expect(times == times.sorted() && Set(times).count == 200)
  }

  @Test(arguments: [
    (0, []), (1, [0]), (6, [0, 1, 2, 3, 4, 5]), (7, [0, 1, 2, 3, 4, 6]),
    (100, [0, 19, 39, 59, 79, 99]),
  ])
  func unitsAreSpacedEvenly(count: Int, drawn: [Int]) {
    #expect(TracePoint.drawnUnits(of: count) == drawn)
  }
}
