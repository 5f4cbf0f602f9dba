extension Explanation {
  /// The channels with the largest contributions above 0, the largest first, ties in channel order.
  ///
  /// - Parameter count: How many channels at most.
  /// - Returns: Indices into ``contributions``.
  public func largestContributions(_ count: Int) -> [Int] {
    Array(
      contributions.indices.filter { contributions[$0] > 0 }
        .sorted { (contributions[$1], $0) < (contributions[$0], $1) }.prefix(count))
  }
}
