/// The ROC and precision-recall curves of pooled scores, thinned for drawing.
public struct ROCCurve: Sendable {
  /// From the highest threshold down; the first point alarms nothing, the last everything.
  public let points: [Point]

  /// What alarming every row at or above one score gives.
  public struct Point: Sendable, Equatable {
    public let falsePositiveRate: Double
    public let recall: Double
    /// `nil` where nothing is alarmed.
    public let precision: Double?
  }

  /// Draws the curve of the evaluated rows of units, grey ones left out.
  ///
  /// There is none where a class is missing. Points are chosen evenly along the curve's length, so
  /// that its steep beginning keeps as many as its flat end.
  ///
  /// - Parameters:
  ///   - units: The units.
  ///   - most: The greatest number of points, at least 2.
  public init?(_ units: [EvaluatedUnit], most: Int) {
    precondition(most >= 2, "a curve has two ends")
    let series = units.map { Series($0) }
    let ranking = PooledRanking(
      failing: series.failingScores, healthy: series.healthyScores)
    guard let vertices = ranking.curve else { return nil }
    if vertices.count <= most {
      points = vertices
      return
    }
    // Both rates rise from 0 to 1: in steps of either rate the curve has length 2.
    let gap = 2 / Double(most - 1)
    var kept = [vertices[0]]
    var due = gap
    for (vertex, next) in zip(vertices.dropFirst(), vertices.dropFirst(2)) {
      if next.falsePositiveRate + next.recall > due, kept.count < most - 1 {
        kept.append(vertex)
        while due < next.falsePositiveRate + next.recall { due += gap }
      }
    }
    kept.append(vertices[vertices.count - 1])
    points = kept
  }
}
