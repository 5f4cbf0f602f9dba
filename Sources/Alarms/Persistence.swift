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
    var window = SortedWindow(capacity: n)
    for row in 0..<scores.count {
      guard let score = scores[row] else { continue }
      window.push(score)
      if window.count >= k { result[row] = window.largest(k) }
    }
    return result
  }
}

/// The last scores, in the order of time and in that of size.
private struct SortedWindow {
  private let capacity: Int
  /// A ring once it is full; `oldest` is where the next score goes.
  private var recent: [Double] = []
  private var oldest = 0
  private var ascending: [Double] = []

  init(capacity: Int) {
    self.capacity = capacity
  }

  var count: Int { ascending.count }

  mutating func push(_ score: Double) {
    if recent.count < capacity {
      recent.append(score)
    } else {
      ascending.remove(at: position(of: recent[oldest]))
      recent[oldest] = score
      oldest = (oldest + 1) % capacity
    }
    ascending.insert(score, at: position(of: score))
  }

  /// The k-th largest score, from 1.
  func largest(_ k: Int) -> Double { ascending[ascending.count - k] }

  /// The first position whose score is not below another.
  private func position(of score: Double) -> Int {
    var low = 0
    var high = ascending.count
    while low < high {
      let middle = (low + high) / 2
      if ascending[middle] < score { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
