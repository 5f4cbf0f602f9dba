import Numerics
import Telemetry
import Testing

@testable import Metrics

struct ROCCurveTests {
  @Test func everyDistinctScoreIsAPoint() throws {
    // Scores from high to low: failing 9, both 7, healthy 2; a failing row without any; grey left out.
    let curve = try #require(ROCCurve([.made("fhfhgf", "977282"), .made("f", ".")], most: 200))
    #expect(
      curve.points == [
        .init(falsePositiveRate: 0, recall: 0, precision: nil),
        .init(falsePositiveRate: 0, recall: 0.25, precision: 1),
        .init(falsePositiveRate: 0.5, recall: 0.5, precision: 2 / 3.0),
        .init(falsePositiveRate: 1, recall: 0.75, precision: 0.6),
        .init(falsePositiveRate: 1, recall: 1, precision: 4 / 6.0),
      ])
  }

  @Test func withoutAClassThereIsNone() {
    #expect(ROCCurve([.made("hhgh", "1234")], most: 9) == nil)
    #expect(ROCCurve([.made("ffg", "123")], most: 9) == nil)
    #expect(ROCCurve([], most: 9) == nil)
  }

  @Test(arguments: [2, 3, 10, 200])
  func thinning(most: Int) throws {
    var stream = RandomStream(key: 7)
    let labels = (0..<3000).map { _ in stream.uniform() < 0.2 ? RowLabel.failing : .healthy }
    let scores = labels.map { stream.normal() + ($0 == .failing ? 1 : 0) }
    let unit = EvaluatedUnit.made(labels, scores)
    let whole = try #require(ROCCurve([unit], most: .max)).points
    let points = try #require(ROCCurve([unit], most: most)).points
    #expect(whole.count == 3001)
    #expect(points.count <= most && points.count >= most * 9 / 10)
    #expect(points.first == whole.first)
    #expect(points.last == whole.last)
    var next = 0
    for point in points {
      next = try #require(whole[next...].firstIndex(of: point)) + 1
    }
    // No stretch of the curve is left without points.
    for (point, after) in zip(points, points.dropFirst()) {
      let length = after.falsePositiveRate - point.falsePositiveRate + after.recall - point.recall
      #expect(length < 2 * 2 / Double(most - 1) + 0.01)
    }
  }
}

extension EvaluatedUnit {
  fileprivate static func made(_ labels: [RowLabel], _ scores: [Double]) -> EvaluatedUnit {
    let plain = made(
      String(labels.map { $0 == .failing ? "f" : "h" }),
      String(repeating: "0", count: labels.count))
    return EvaluatedUnit(
      truth: plain.truth, scores: ScoreTrace(storage: scores),
      persistentScores: ScoreTrace(storage: scores), alarms: plain.alarms)
  }
}
