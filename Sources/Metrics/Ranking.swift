import Telemetry

/// The rows of all units sorted by score, reduced to what resampling units needs.
///
/// Precision is only looked at where a failing row is found, so the sorted rows fall into segments: a
/// segment ends with the rows that tie with one failing score.
struct Ranking {
  private let unitCount: Int
  /// The sorted rows: unit and class, from the highest score down.
  private let rowUnits: [Int32]
  private let rowFails: [Bool]
  /// The ends of the groups that hold a failing row.
  private let segmentEnds: [Int]
  /// `wins[i * units + j]`: pairs of a failing row of unit i above a healthy row of unit j, ties ½.
  private let wins: [Double]
  private let failing: [Double]
  private let healthy: [Double]

  init(_ units: [EvaluatedUnit]) {
    var rows: [(score: Double, unit: Int32, fails: Bool)] = []
    for (index, unit) in units.enumerated() {
      for row in unit.truth.rows where unit.truth.labels[row].isCounted {
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
    segmentEnds = zip([0] + ends, ends).filter { start, end in
      rows[start..<end].contains { $0.fails }
    }.map(\.1)
    var failing = [Double](repeating: 0, count: units.count)
    var healthy = [Double](repeating: 0, count: units.count)
    for row in rows {
      if row.fails { failing[Int(row.unit)] += 1 } else { healthy[Int(row.unit)] += 1 }
    }
    self.failing = failing
    self.healthy = healthy
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

  /// Average precision in several resamples at once, one in each lane; NaN without a failing row.
  ///
  /// - Parameter draws: For every unit how often it was drawn in each of the resamples.
  /// - Returns: One value per lane.
  /// - Complexity: O(*n*) for *n* rows, for all lanes together.
  func averagePrecisions(_ draws: Span<Lanes>) -> Lanes {
    var found = Lanes.zero
    var mistaken = Lanes.zero
    var sum = Lanes.zero
    var start = 0
    for end in segmentEnds {
      let before = found
      for row in start..<end {
        let weight = draws[Int(rowUnits[row])]
        if rowFails[row] { found += weight } else { mistaken += weight }
      }
      let all = found + mistaken
      // Lanes in which nothing was drawn yet would divide 0 by 0.
      let precision = found / all.replacing(with: 1, where: all .== 0)
      sum += (found - before) * precision
      start = end
    }
    return sum / found
  }
}
