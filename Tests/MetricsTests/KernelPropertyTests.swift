import Numerics
import Testing

@testable import Metrics

/// The kernels against slow direct readings of their definitions, on small series drawn at random.
struct KernelPropertyTests {
  /// A series of 1 to 40 rows with few distinct scores; events and alarms are often one row long,
  /// near each other and at both ends.
  private static func random(_ stream: inout RandomStream) -> Series {
    let rows = 1 + stream.integer(below: 40)
    func flags() -> [Bool] {
      let stay = 2 + stream.integer(below: 6)
      var flag = stream.integer(below: 2) == 0
      return (0..<rows).map { _ in
        if stream.integer(below: stay) == 0 { flag.toggle() }
        return flag
      }
    }
    let events = runs(of: flags())
    let levels = 1 + stream.integer(below: 12)
    return Series(
      rows: rows, events: events, alarms: runs(of: flags()),
      scores: (0..<rows).map { _ in
        let level = stream.integer(below: levels)
        return level == 7 ? -.infinity : Double(level)
      })
  }

  private static let series: [Series] = {
    var stream = RandomStream(key: 7)
    return (0..<400).map { _ in random(&stream) }
  }()

  private func isClose(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return abs(left - right) <= 1e-12 * max(1, abs(right))
  }

  @Test func volumes() {
    for series in Self.series {
      let direct = (0...50).map { DirectVolume.areas(series, window: $0) }
      for window in [0, 1, 2, 7, 50] {
        let ours = VolumeUnderSurface(series, window: window)
        #expect(isClose(ours.rocArea, direct[window].roc))
        #expect(isClose(ours.prArea, direct[window].pr))
        let count = Double(window + 1)
        let roc = direct[...window].compactMap(\.roc)
        let pr = direct[...window].compactMap(\.pr)
        #expect(isClose(ours.rocVolume, roc.isEmpty ? nil : roc.reduce(0, +) / count))
        #expect(isClose(ours.prVolume, pr.isEmpty ? nil : pr.reduce(0, +) / count))
      }
    }
  }

  @Test func volumesOfLongerSeries() {
    // More rows than thresholds, so that the grid of places matters.
    var stream = RandomStream(key: 8)
    for rows in [319, 700, 1006] {
      let scores = (0..<rows).map { _ in Double(stream.integer(below: 5000)) }
      let series = Series(
        rows: rows, events: [3..<40, 200..<201, 230..<300], alarms: [], scores: scores)
      let direct = DirectVolume.areas(series, window: 60)
      let ours = VolumeUnderSurface(series, window: 60)
      #expect(isClose(ours.rocArea, direct.roc))
      #expect(isClose(ours.prArea, direct.pr))
    }
  }

  @Test func ranges() {
    for series in Self.series {
      for bias in RangeScore.Bias.allCases {
        for cardinality in RangeScore.Cardinality.allCases {
          let metric = RangeScore(
            alpha: 0.25, precisionBias: bias, recallBias: bias, cardinality: cardinality)
          #expect(
            isClose(
              metric.precision(series),
              directReward(series.alarms, series.events, alpha: 0, bias, cardinality)))
          #expect(
            isClose(
              metric.recall(series),
              directReward(series.events, series.alarms, alpha: 0.25, bias, cardinality)))
        }
      }
    }
  }

  /// The mean reward, row by row.
  private func directReward(
    _ ranges: [Range<Int>], _ others: [Range<Int>], alpha: Double, _ bias: RangeScore.Bias,
    _ cardinality: RangeScore.Cardinality
  ) -> Double? {
    if ranges.isEmpty { return nil }
    let rewards = ranges.map { range -> Double in
      let length = range.count
      let weights = (1...length).map { i in
        switch bias {
        case .flat: 1.0
        case .front: Double(length - i + 1)
        case .back: Double(i)
        case .middle: i <= length / 2 ? Double(i) : Double(length - i + 1)
        }
      }
      let pieces = others.count { $0.overlaps(range) }
      let covered = range.filter { row in others.contains { $0.contains(row) } }
        .reduce(0) { $0 + weights[$1 - range.lowerBound] }
      let share = covered / weights.reduce(0, +)
      let factor = cardinality == .reciprocal && pieces > 1 ? 1 / Double(pieces) : 1
      return alpha * (pieces > 0 ? 1 : 0) + (1 - alpha) * factor * share
    }
    return rewards.reduce(0, +) / Double(rewards.count)
  }

  @Test func affiliation() {
    for series in Self.series {
      let ours = Affiliation(series)
      for index in series.events.indices {
        let direct = DirectAffiliation(series, event: index)
        #expect(isClose(ours.individualPrecisions[index], direct.precision))
        #expect(isClose(ours.individualRecalls[index], direct.recall))
      }
    }
  }

  @Test func pooledRanking() {
    for series in Self.series {
      let failing = series.events.flatMap { $0.map { series.scores[$0] } }
      let healthy = series.scores.indices.filter { row in
        !series.events.contains { $0.contains(row) }
      }.map { series.scores[$0] }
      let won = failing.reduce(0.0) { sum, score in
        healthy.reduce(sum) { $0 + ($1 < score ? 1 : $1 == score ? 0.5 : 0) }
      }
      let pairs = Double(failing.count * healthy.count)
      let ranking = PooledRanking(failing: failing, healthy: healthy)
      #expect(isClose(ranking.rocAUC, pairs > 0 ? won / pairs : nil))
    }
  }

  @Test func bestThreshold() {
    for series in Self.series {
      let fails = series.scores.indices.map { row in series.events.contains { $0.contains(row) } }
      let finds = fails.indices.filter { fails[$0] && series.scores[$0].isFinite }
        .map { BestThreshold.Find(score: series.scores[$0], rows: 1) }
      let healthy = fails.indices.filter { !fails[$0] && series.scores[$0].isFinite }
        .map { series.scores[$0] }
      let best = BestThreshold(finds, healthy: healthy, failingRows: series.failingRows)
      let direct = Set(series.scores.filter(\.isFinite)).map { threshold -> Double in
        let found = finds.count { $0.score >= threshold }
        let mistaken = healthy.count { $0 >= threshold }
        return Double(2 * found) / Double(found + mistaken + series.failingRows)
      }.max()
      #expect(best?.f1 == (finds.isEmpty ? nil : direct))
    }
  }

  @Test func windowsFarLongerThanTheSeriesAndConstantScores() {
    let series = Series(
      rows: 20, events: [5..<8], alarms: [], scores: [Double](repeating: 3, count: 20))
    let volume = VolumeUnderSurface(series, window: 200)
    #expect(isClose(volume.rocArea, DirectVolume.areas(series, window: 200).roc))
    #expect(isClose(volume.prArea, DirectVolume.areas(series, window: 200).pr))
  }
}
