public import Telemetry

/// The rule "k of the last n scores": it turns scores into persistent scores.
public struct Persistence: Sendable, Equatable {
  public let k: Int
  public let n: Int

  /// Creates the rule.
  ///
  /// - Precondition: 1 ≤ `k` ≤ `n`.
  public init(k: Int, n: Int) {
    precondition(1 <= k && k <= n, "persistence needs 1 ≤ k ≤ n")
    self.k = k
    self.n = n
  }

  /// The k-th largest of the last n scores at every row; none while there are fewer than k.
  ///
  /// Rows without a score are passed over and get none themselves. "k of the last n scores above θ"
  /// is then the same as "persistent score above θ", whatever θ is.
  public func persistentScores(_ scores: ScoreTrace) -> ScoreTrace {
    if n == 1 { return scores }
    var result = ScoreTrace(count: scores.count)
    var window: [Double] = []
    var oldest = 0
    for row in 0..<scores.count {
      guard let score = scores[row] else { continue }
      if window.count < n {
        window.append(score)
      } else {
        window[oldest] = score
        oldest = (oldest + 1) % n
      }
      if window.count >= k { result[row] = kthLargest(of: window) }
    }
    return result
  }

  /// The k-th largest by counting: windows are a handful of scores.
  private func kthLargest(of window: [Double]) -> Double {
    for candidate in window {
      var greater = 0
      var equal = 0
      for score in window {
        if score > candidate { greater += 1 }
        if score == candidate { equal += 1 }
      }
      if greater < k && k <= greater + equal { return candidate }
    }
    preconditionFailure("one of the window's scores is its k-th largest")
  }
}
