import Numerics
import Telemetry

/// Metrics of the scores themselves, over all thresholds at once.
///
/// Rows of all units are pooled, grey rows left out; a row without a score ranks lowest.
enum RankingMetrics {
  static let definitions: [MetricDefinition] = [
    .init(
      "roc-auc", .higher, "share",
      "probability that a failing row outscores a healthy one, ties one half (Mann-Whitney)",
      undefined: "a class is missing"),
    .init(
      "average-precision", .higher, "share",
      "Σ (R_k − R_{k−1}) P_k over the distinct scores from high to low",
      undefined: "no failing row"),
    .init(
      "pr-auc.trapezoid", .higher, "share",
      "trapezoids under the precision-recall curve, from (0, 1)", undefined: "no failing row"),
  ]

  /// The ranking metrics of all rows.
  static func values(_ units: [EvaluatedUnit], resamples: Resamples?) -> [MetricValue] {
    let ranking = Ranking(units)
    var values: [MetricValue] = []
    func add(_ metric: String, _ value: Double?, _ statistic: ((Span<Double>) -> Double?)?) {
      guard let value else { return }
      let interval =
        if let resamples, let statistic {
          MetricValue.Interval.resampled(resamples.replicate(statistic))
        } else {
          MetricValue.Interval.none
        }
      values.append(
        MetricValue(
          scope: .all, metric: metric, value: value, interval: interval, n: ranking.countedUnits))
    }
    let once = [Double](repeating: 1, count: units.count)
    add("roc-auc", ranking.rocAUC(once.span), ranking.rocAUC)
    add("average-precision", ranking.averagePrecision(once.span), ranking.averagePrecision)
    add("pr-auc.trapezoid", ranking.precisionRecallArea(), nil)
    return values
  }
}

/// The rows of all units sorted by score, reduced to what resampling units needs.
///
/// Rows between two distinct scores of failing rows are alike for every metric here, so the sorted
/// rows fall into segments: a segment ends with the rows that tie with one failing score.
struct Ranking {
  private let unitCount: Int
  /// The sorted rows: unit and class, from the highest score down.
  private let rowUnits: [Int32]
  private let rowFails: [Bool]
  /// The end of every group of equal scores.
  private let groupEnds: [Int]
  /// `wins[i * units + j]`: pairs of a failing row of unit i above a healthy row of unit j, ties ½.
  private let wins: [Double]
  private let failing: [Double]
  private let healthy: [Double]
  let countedUnits: Int

  init(_ units: [EvaluatedUnit]) {
    var rows: [(score: Double, unit: Int32, fails: Bool)] = []
    for (index, unit) in units.enumerated() {
      for row in unit.truth.rows where unit.truth.labels[row] != .grey {
        rows.append(
          (
            unit.scores[row] ?? -.infinity, Int32(index), unit.truth.labels[row] == .failing
          ))
      }
    }
    // Equal scores may come in any order: every sum below is over whole groups of them.
    rows.sort { $0.score > $1.score }
    unitCount = units.count
    rowUnits = rows.map(\.unit)
    rowFails = rows.map(\.fails)
    var ends: [Int] = []
    for index in rows.indices
    where index + 1 == rows.count || rows[index + 1].score != rows[index].score {
      ends.append(index + 1)
    }
    groupEnds = ends
    var failing = [Double](repeating: 0, count: units.count)
    var healthy = [Double](repeating: 0, count: units.count)
    for row in rows {
      if row.fails { failing[Int(row.unit)] += 1 } else { healthy[Int(row.unit)] += 1 }
    }
    self.failing = failing
    self.healthy = healthy
    countedUnits = zip(failing, healthy).count { $0 + $1 > 0 }
    wins = Self.wins(rowUnits, rowFails, ends, healthy: healthy)
  }

  private static func wins(
    _ rowUnits: [Int32], _ rowFails: [Bool], _ ends: [Int], healthy: [Double]
  ) -> [Double] {
    let units = healthy.count
    var wins = [Double](repeating: 0, count: units * units)
    var below = healthy
    var tied = [Double](repeating: 0, count: units)
    var start = 0
    for end in ends {
      for row in start..<end where !rowFails[row] {
        below[Int(rowUnits[row])] -= 1
        tied[Int(rowUnits[row])] += 1
      }
      for row in start..<end where rowFails[row] {
        let base = Int(rowUnits[row]) * units
        for unit in 0..<units { wins[base + unit] += below[unit] + tied[unit] / 2 }
      }
      for row in start..<end where !rowFails[row] { tied[Int(rowUnits[row])] = 0 }
      start = end
    }
    return wins
  }

  /// The area under the ROC curve when every unit counts as often as it was drawn.
  func rocAUC(_ draws: Span<Double>) -> Double? {
    var pairs = 0.0
    for unit in 0..<unitCount where failing[unit] > 0 && draws[unit] > 0 {
      var won = 0.0
      let base = unit * unitCount
      for other in 0..<unitCount { won += draws[other] * wins[base + other] }
      pairs += draws[unit] * won
    }
    let all = weighted(draws, failing) * weighted(draws, healthy)
    return all > 0 ? pairs / all : nil
  }

  /// Average precision when every unit counts as often as it was drawn.
  func averagePrecision(_ draws: Span<Double>) -> Double? {
    let total = weighted(draws, failing)
    guard total > 0 else { return nil }
    var found = 0.0
    var mistaken = 0.0
    var sum = 0.0
    var start = 0
    for end in groupEnds {
      let before = found
      for row in start..<end {
        let weight = draws[Int(rowUnits[row])]
        if rowFails[row] { found += weight } else { mistaken += weight }
      }
      if found > before { sum += (found - before) * (found / (found + mistaken)) }
      start = end
    }
    return sum / total
  }

  /// The area under the precision-recall curve by trapezoids.
  func precisionRecallArea() -> Double? {
    let total = failing.reduce(0, +)
    guard total > 0 else { return nil }
    var found = 0.0
    var area = 0.0
    var precision = 1.0
    var start = 0
    for end in groupEnds {
      let before = found
      found += Double(rowFails[start..<end].count { $0 })
      let next = found / Double(end)
      area += (found - before) / total * (precision + next) / 2
      precision = next
      start = end
    }
    return area
  }
}
