extension IMS {
  /// The features of a test's snapshots, computed from the raw data or read from a table.
  public struct FeatureTable: Sendable, Equatable {
    /// The test, of which the table may hold only a part.
    public let test: Test
    /// The features of every channel, in column order.
    public let features: [Feature]
    /// Ascending in time, no time twice.
    public let snapshots: [Snapshot]
    /// Snapshots × channels × features, not rounded.
    public let values: [Double]

    init(test: Test, features: [Feature], snapshots: [Snapshot], values: [Double]) {
      precondition(
        values.count == snapshots.count * test.channels * features.count, "one value per place")
      self.test = test
      self.features = features
      self.snapshots = snapshots
      self.values = values
    }

    /// The place of a value; all three count from 0.
    public func index(snapshot: Int, channel: Int, feature: Int) -> Int {
      (snapshot * test.channels + channel) * features.count + feature
    }
  }
}
