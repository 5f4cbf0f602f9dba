/// Metrics of pooled scores over all thresholds at once.
///
/// Both classes are sorted apart and merged, so a row takes eight bytes beside the sort's own.
public struct PooledRanking: Sendable {
  /// The scores of each class, ascending.
  private let failing: [Double]
  private let healthy: [Double]

  /// Sorts the scores of both classes, without NaN; a row without a score has −∞ and ranks lowest.
  public init(failing: consuming [Double], healthy: consuming [Double]) {
    failing.sort()
    healthy.sort()
    self.failing = failing
    self.healthy = healthy
  }

  /// The probability that a random failing row outscores a random healthy one, ties one half.
  ///
  /// Hanley and McNeil, "The meaning and use of the area under a receiver operating characteristic
  /// (ROC) curve", Radiology 143 (1982).
  ///
  /// - Returns: `nil` if either class is absent.
  public var rocAUC: Double? {
    // Twice the pairs won, so that a tie counts one.
    var won = 0
    for vertex in vertices { won += vertex.failing * (2 * vertex.healthyBelow + vertex.healthy) }
    return ratio(Double(won) / 2, Double(failing.count) * Double(healthy.count))
  }

  /// Σ (R_k − R_{k−1}) P_k over the distinct scores from high to low; `nil` without failing rows.
  public var averagePrecision: Double? {
    var sum = 0.0
    for vertex in vertices { sum += Double(vertex.failing) * vertex.precision }
    return ratio(sum, Double(failing.count))
  }

  /// Trapezoids under the precision-recall curve from (0, 1); `nil` without failing rows.
  public var precisionRecallArea: Double? {
    guard !failing.isEmpty else { return nil }
    let total = Double(failing.count)
    var area = 0.0
    var precision = 1.0
    for vertex in vertices {
      area += Double(vertex.failing) / total * (precision + vertex.precision) / 2
      precision = vertex.precision
    }
    return area
  }

  /// The point of no alarm and one for every distinct score, or `nil` if either class is absent.
  var curve: [ROCCurve.Point]? {
    guard !failing.isEmpty, !healthy.isEmpty else { return nil }
    var found = 0
    var points = [ROCCurve.Point(falsePositiveRate: 0, recall: 0, precision: nil)]
    for vertex in vertices {
      found += vertex.failing
      points.append(
        ROCCurve.Point(
          falsePositiveRate: Double(healthy.count - vertex.healthyBelow) / Double(healthy.count),
          recall: Double(found) / Double(failing.count), precision: vertex.precision))
    }
    return points
  }

  /// The distinct scores from high to low.
  private var vertices: Vertices { Vertices(failing: failing, healthy: healthy) }

  /// What one distinct score adds to the rows that lie at or above it.
  private struct Vertex {
    /// The rows of either class that have the score.
    let failing: Int
    let healthy: Int
    let healthyBelow: Int
    let precision: Double
  }

  private struct Vertices: Sequence, IteratorProtocol {
    let failing: [Double]
    let healthy: [Double]
    private var failingLeft: Int
    private var healthyLeft: Int

    init(failing: [Double], healthy: [Double]) {
      self.failing = failing
      self.healthy = healthy
      failingLeft = failing.count
      healthyLeft = healthy.count
    }

    mutating func next() -> Vertex? {
      guard let score = highest else { return nil }
      let before = (failing: failingLeft, healthy: healthyLeft)
      while failingLeft > 0, failing[failingLeft - 1] == score { failingLeft -= 1 }
      while healthyLeft > 0, healthy[healthyLeft - 1] == score { healthyLeft -= 1 }
      let found = failing.count - failingLeft
      let alarmed = found + healthy.count - healthyLeft
      return Vertex(
        failing: before.failing - failingLeft, healthy: before.healthy - healthyLeft,
        healthyBelow: healthyLeft, precision: Double(found) / Double(alarmed))
    }

    private var highest: Double? {
      if failingLeft == 0 { return healthyLeft == 0 ? nil : healthy[healthyLeft - 1] }
      if healthyLeft == 0 { return failing[failingLeft - 1] }
      return Swift.max(failing[failingLeft - 1], healthy[healthyLeft - 1])
    }
  }
}
