/// The threshold with the best F1, chosen on the very labels that it is judged by.
///
/// No operator could choose it: the result is an upper bound of what a threshold can reach.
public struct BestThreshold: Sendable, Equatable {
  public let f1: Double
  public let precision: Double
  public let recall: Double
  /// Alarms are scores at or above it; of several best ones it is the highest.
  public let threshold: Double

  /// Failing rows that become true positives together, once a threshold is low enough.
  public struct Find: Sendable {
    /// The highest threshold that finds the rows.
    let score: Double
    let rows: Int

    public init(score: Double, rows: Int) {
      self.score = score
      self.rows = rows
    }
  }

  /// Looks at every threshold at which rows are found; `nil` when nothing can be.
  ///
  /// Between two of them F1 only falls as the threshold does.
  ///
  /// - Parameters:
  ///   - finds: The failing rows that have a score, in any order.
  ///   - healthy: The scores of the healthy rows that have one, in any order.
  ///   - failingRows: The number of failing rows, those without a score among them.
  /// - Complexity: O(*n* log *n*) for *n* finds and healthy rows together.
  public init?(_ finds: [Find], healthy: consuming [Double], failingRows: Int) {
    let descending = finds.sorted { $0.score > $1.score }
    healthy.sort(by: >)
    var best: BestThreshold?
    var found = 0
    var mistaken = 0
    for (index, find) in descending.enumerated() {
      found += find.rows
      if index + 1 < descending.count, descending[index + 1].score == find.score { continue }
      while mistaken < healthy.count, healthy[mistaken] >= find.score { mistaken += 1 }
      let f1 = Double(2 * found) / Double(found + mistaken + failingRows)
      if f1 > best?.f1 ?? -1 {
        best = BestThreshold(
          f1: f1, precision: Double(found) / Double(found + mistaken),
          recall: Double(found) / Double(failingRows), threshold: find.score)
      }
    }
    guard let best else { return nil }
    self = best
  }

  private init(f1: Double, precision: Double, recall: Double, threshold: Double) {
    self.f1 = f1
    self.precision = precision
    self.recall = recall
    self.threshold = threshold
  }
}
