import Foundation
import TestSupport

/// What a reference implementation scored on the test rows, in extracts.
struct ScoreBlock: Decodable {
  let auc: Double
  let ap: Double
  let first200: [Double]
  /// Rows 0, 97, 194 and so on.
  let strided: [Double]
  let summary: Summary

  struct Summary: Decodable {
    let n: Int
    let mean: Double
    let sd: Double
    let min: Double
    let max: Double
    /// The mean of every score × (row mod 7 + 1), which tells a permutation.
    let weighted_mean: Double
  }

  /// Reads one of the files of detectors' scores.
  static func read(_ name: String) throws -> ScoreBlock {
    try SharedData.json("oracles/\(name).json", as: ScoreBlock.self)
  }

  /// The largest difference of any extract, ranking included.
  ///
  /// - Parameters:
  ///   - scores: One score per test row.
  ///   - isFailing: Whether each row is failing.
  ///   - isRelative: Whether a difference is divided by the expected magnitude where that exceeds 1.
  /// - Returns: The difference; infinity where the number of rows is another.
  func largestDifference(
    to scores: [Double], isFailing: [Bool], isRelative: Bool = false
  ) -> Double {
    guard scores.count == summary.n, isFailing.count == summary.n else { return .infinity }
    let count = Double(scores.count)
    let mean = scores.reduce(0, +) / count
    let weighted = scores.enumerated().map { $1 * Double($0 % 7 + 1) }.reduce(0, +) / count
    let squares = scores.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    let ranking = RankingAreas(scores: scores, isFailing: isFailing)
    var pairs = [
      (mean, summary.mean), (weighted, summary.weighted_mean),
      ((squares / count).squareRoot(), summary.sd), (scores.min() ?? .nan, summary.min),
      (scores.max() ?? .nan, summary.max), (ranking.auc, auc), (ranking.averagePrecision, ap),
    ]
    pairs += first200.enumerated().map { (scores[$0], $1) }
    pairs += strided.enumerated().map { (scores[97 * $0], $1) }
    return pairs.map { found, expected in
      let difference = (found - expected).magnitude
      if difference.isNaN { return .infinity }
      return isRelative ? difference / max(1, expected.magnitude) : difference
    }.max() ?? .infinity
  }
}

/// The areas under the ROC and the precision-recall curve, as the reference page defines them.
struct RankingAreas {
  /// Mann-Whitney, ties ½.
  let auc: Double
  /// Σ (Rᵢ − Rᵢ₋₁) Pᵢ over distinct thresholds.
  let averagePrecision: Double

  init(scores: [Double], isFailing: [Bool]) {
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    let failing = Double(isFailing.count { $0 })
    let healthy = Double(isFailing.count) - failing
    var found = 0.0
    var mistaken = 0.0
    var pairs = 0.0
    var precision = 0.0
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      let hits = Double(order[start..<end].count { isFailing[$0] })
      let misses = Double(end - start) - hits
      pairs += hits * (healthy - mistaken - misses / 2)
      found += hits
      mistaken += misses
      if hits > 0 { precision += hits / failing * (found / (found + mistaken)) }
      start = end
    }
    auc = pairs / (failing * healthy)
    averagePrecision = precision
  }
}
