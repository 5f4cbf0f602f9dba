import Testing

@testable import Metrics

/// The kernels against published and measured values that need no file.
struct KernelVectorTests {
  /// Three events in 240 rows of a linear congruential generator; scores rise three rows late.
  private static let generated: Series = {
    var state: UInt64 = 12345
    var scores: [Double] = []
    for _ in 0..<240 {
      state = (1_103_515_245 * state + 12345) % 0x8000_0000
      scores.append(Double(state) / 0x1p31)
    }
    let events = [60..<80, 150..<156, 225..<240]
    for event in events {
      for row in (event.lowerBound + 3)..<min(240, event.upperBound + 3) { scores[row] += 0.6 }
    }
    return Series(
      rows: 240, events: events, alarms: runs(of: scores.map { $0 > 0.9 }), scores: scores)
  }()

  /// The example of Tatbul's program.
  private static let simple = Series(
    rows: 50, events: [20..<22, 25..<28, 44..<48], alarms: [19..<21, 23..<31, 37..<38, 49..<50],
    scores: [])

  private func series(_ labels: String, _ alarms: String) -> Series {
    Series(
      rows: labels.count, events: runs(of: labels.map { $0 == "1" }),
      alarms: runs(of: alarms.map { $0 == "1" }), scores: [])
  }

  private func isClose(_ left: Double?, _ right: Double, _ tolerance: Double = 1e-12) -> Bool {
    left.map { abs($0 - right) <= tolerance } ?? false
  }

  @Test func rankingAndCounts() {
    let series = Self.generated
    #expect(series.scores[0] == 0.6551540484651923)
    #expect(series.scores[239] == 1.205864737648517)
    let isFailing = (0..<240).map { row in series.events.contains { $0.contains(row) } }
    let rows = zip(isFailing, series.scores)
    let ranking = PooledRanking(
      failing: rows.filter(\.0).map(\.1), healthy: rows.filter { !$0.0 }.map(\.1))
    #expect(isClose(ranking.rocAUC, 0.7726437063365608))
    #expect(isClose(ranking.averagePrecision, 0.585311298548667))
    #expect(EventCounts(series).delays == [3, 1, 4])
    #expect(isClose(PointAdjustment(series, percent: 100).f1, 0.521739, 5e-7))
    #expect(isClose(PointAdjustment(series, percent: 50).f1, 0.716981, 5e-7))
    #expect(isClose(PointAdjustment(series, percent: 20).f1, 0.752294, 5e-7))
    #expect(isClose(PointAdjustment(series, percent: 0).precision, 0.602941, 5e-7))
  }

  @Test(arguments: [
    (RangeScore(cardinality: .one), 0.287634, 0.561111, 0.380314),
    (RangeScore(), 0.287634, 0.185926, 0.225858),
    (RangeScore(recallBias: .front), 0.287634, 0.146693, 0.194296),
    (RangeScore(alpha: 0.5, recallBias: .back), 0.287634, 0.612579, 0.391460),
  ])
  func rangesOfGenerated(metric: RangeScore, precision: Double, recall: Double, f1: Double) {
    expect(metric, Self.generated, precision, recall, f1)
  }

  @Test(arguments: [
    (RangeScore(cardinality: .one), 0.21875, 0.5, 0.304348),
    (RangeScore(recallBias: .front, cardinality: .one), 0.21875, 0.555556, 0.313901),
    (RangeScore(recallBias: .back, cardinality: .one), 0.21875, 0.444444, 0.293194),
    (RangeScore(alpha: 0.5), 0.21875, 0.583333, 0.318182),
    (RangeScore(alpha: 1), 0.21875, 0.666667, 0.329412),
    (
      RangeScore(precisionBias: .front, recallBias: .front, cardinality: .one), 0.1875, 0.555556,
      0.280374
    ),
  ])
  func rangesOfSimple(metric: RangeScore, precision: Double, recall: Double, f1: Double) {
    expect(metric, Self.simple, precision, recall, f1)
  }

  /// The program prints six significant digits.
  private func expect(
    _ metric: RangeScore, _ series: Series, _ precision: Double, _ recall: Double, _ f1: Double
  ) {
    let ours = (metric.precision(series), metric.recall(series))
    #expect(isClose(ours.0, precision, 5e-7))
    #expect(isClose(ours.1, recall, 5e-7))
    #expect(isClose(RangeScore.f1(precision: ours.0, recall: ours.1), f1, 5e-7))
  }

  @Test(arguments: [
    (0, 0.7711729378600318, 0.5681929606986218, 1e-12),
    (10, 0.846829, 0.681361, 5e-7),
    (20, 0.8851692576789428, 0.7439396003026764, 1e-12),
    (40, 0.923023, 0.812289, 5e-7),
  ])
  func volumes(window: Int, roc: Double, pr: Double, tolerance: Double) {
    let volume = VolumeUnderSurface(Self.generated, window: window)
    #expect(isClose(volume.rocVolume, roc, tolerance))
    #expect(isClose(volume.prVolume, pr, tolerance))
  }

  @Test func affiliation() {
    let readme = Affiliation(series("0001000111", "0000100010"))
    #expect(isClose(readme.precision, 0.8181818181818181))
    #expect(isClose(readme.recall, 0.8442760942760943))
    let gap = Affiliation(series("0010011100", "0100011001"))
    #expect(isClose(gap.precision, 0.5972222222222223))
    #expect(isClose(gap.recall, 0.8472222222222223))
    let simple = Affiliation(Self.simple)
    #expect(isClose(simple.precision, 0.6540699088145897))
    #expect(isClose(simple.recall, 0.8500506585612969))
    let generated = Affiliation(Self.generated)
    #expect(isClose(generated.precision, 0.7556401662031219))
    #expect(isClose(generated.recall, 0.9878930166107439))
  }

  @Test func affiliationOfAllNoneAndTheEventsThemselves() {
    let events = Self.simple.events
    func judged(_ alarms: [Range<Int>]) -> Affiliation {
      Affiliation(Series(rows: 50, events: events, alarms: alarms, scores: []))
    }
    #expect(isClose(judged([0..<50]).precision, 0.5244126249141576))
    #expect(judged([0..<50]).recall == 1)
    #expect(judged([]).precision == nil)
    #expect(judged([]).recall == 0)
    #expect(judged(events).precision == 1)
    #expect(judged(events).recall == 1)
  }

  @Test(
    arguments: [
      ([], -2, -2, -4), ([40], 0, 0, -1),
      ([50], -0.12412086938506062, -0.12412086938506062, -1.1241208693850606),
      ([60], -0.8799040364693768, -0.8799040364693768, -1.8799040364693769),
      ([40, 50, 60], 0, 0, -1),
      ([61], -2.0136788301948756, -2.027357660389751, -4.013678830194875),
      ([62], -2.026941052864408, -2.053882105728816, -4.026941052864408),
      ([70], -2.0933112003953265, -2.186622400790653, -4.093311200395327),
      ([84], -2.1094560229055404, -2.2189120458110807, -4.10945602290554),
      ([20], -2.11, -2.22, -4.11), ([15], -2.11, -2.22, -4.11), ([0, 5, 14], -2, -2, -4),
      ([40, 85], 2, 2, 2),
      ([40, 85, 70, 95], 1.7981612268080163, 1.5963224536160325, 1.7981612268080163),
    ] as [([Int], Double, Double, Double)])
  func numenta(alarms: [Int], standard: Double, lowFP: Double, lowFN: Double) {
    let series = Series(
      rows: 100, events: [40..<61, 85..<91], alarms: runs(of: (0..<100).map(alarms.contains)),
      scores: [])
    #expect(isClose(NABScore(series, profile: .standard).raw, standard))
    #expect(isClose(NABScore(series, profile: .lowFalsePositives).raw, lowFP))
    #expect(isClose(NABScore(series, profile: .lowFalseNegatives).raw, lowFN))
  }

  @Test func numentaAfterAWindowOfOneRow() {
    // The rows after it fall off as after a window of two: 2 ÷ (1 + e⁵) − 1 one row later.
    let series = Series(rows: 10, events: [4..<5], alarms: [5..<6], scores: [])
    let score = NABScore(series, profile: .standard, probation: 0)
    #expect(isClose(score.raw, -1 - 0.11 * 0.98661429815143))
  }

  @Test func bestThresholdTakesTheHighestOfEqualOnes() {
    // At 9 and at 5 F1 is 2 ÷ 3: one of two found, then two with two mistakes.
    let best = BestThreshold(
      [.init(score: 9, rows: 1), .init(score: 5, rows: 1)], healthy: [7, 6, 1], failingRows: 2)
    #expect(best?.threshold == 9)
    #expect(best?.f1 == 2.0 / 3)
    #expect(best?.precision == 1)
    #expect(best?.recall == 0.5)
    #expect(BestThreshold([], healthy: [1], failingRows: 3) == nil)
  }

  @Test func brierScoreNeedsProbabilities() {
    #expect(BrierScore.value(failing: [1, 0.5], healthy: [0, 0.5]) == 0.125)
    #expect(BrierScore.value(failing: [1.5], healthy: [0]) == nil)
    #expect(BrierScore.value(failing: [], healthy: []) == nil)
  }
}
