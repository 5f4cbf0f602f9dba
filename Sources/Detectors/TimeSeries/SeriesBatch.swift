import Numerics

/// Several series side by side, so that one recursion of gains serves all of them.
///
/// The series stand in lanes of eight, the longest first, and their values one row of all series
/// after another: at every row those that still go on are the first ones.
struct SeriesBatch: Sendable {
  /// How many series have a value in row t; descending.
  let active: [Int]
  /// Row by row, the values of the active series in lanes; those beyond them are 0.
  let values: [SIMD8<Double>]

  /// Packs series, of which empty ones are left out.
  init(_ series: [[Double]]) {
    let sorted = series.indices.filter { !series[$0].isEmpty }
      .sorted { (series[$1].count, $0) < (series[$0].count, $1) }
      .map { series[$0] }
    let length = sorted.first?.count ?? 0
    var active = [Int](repeating: 0, count: length)
    for (index, one) in sorted.enumerated() {
      for row in 0..<one.count { active[row] = index + 1 }
    }
    var values: [SIMD8<Double>] = []
    values.reserveCapacity(active.reduce(0) { $0 + ($1 + 7) / 8 })
    for (row, count) in active.enumerated() {
      for first in stride(from: 0, to: count, by: 8) {
        var lanes = SIMD8<Double>.zero
        for lane in 0..<Swift.min(8, count - first) { lanes[lane] = sorted[first + lane][row] }
        values.append(lanes)
      }
    }
    self.active = active
    self.values = values
  }
}

extension [Double] {
  /// The differences of neighbours, taken so many times; shorter by one value each time.
  func differenced(_ times: Int) -> [Double] {
    (0..<times).reduce(self) { values, _ in zip(values.dropFirst(), values).map { $0 - $1 } }
  }
}
