import Archives

extension IMS {
  /// What an archive holds of the bearing data.
  struct Verdict {
    private(set) var found: [Inspection.Found] = []
    /// What the tests lack of which there is something.
    private(set) var missing: [String] = []

    /// Judges what was read of the tests, raw or as tables of features.
    ///
    /// - Parameters:
    ///   - raw: The features of raw snapshots, at most one table per test.
    ///   - tables: The tables of features that were found.
    ///   - isSound: Whether nothing is wrong with them.
    init(raw: [FeatureTable], tables: [FeatureTable], isSound: Bool) {
      for (source, all) in [(IMS.source, raw), (IMS.tableSource, tables)] {
        for table in all {
          let shortfall = table.shortfall
          found.append(
            Inspection.Found(
              source: source, subset: table.test.subset, parts: [Inspection.Part(table)],
              isComplete: shortfall == nil && isSound))
          if let shortfall { missing.append("\(table.test.name) \(shortfall)") }
        }
        if all.isEmpty { continue }
        for test in benchmark where !all.contains(where: { $0.test == test }) {
          missing.append("\(test.name) has no snapshot here")
        }
      }
    }
  }
}

extension Inspection.Part {
  fileprivate init(_ table: IMS.FeatureTable) {
    let seconds = table.snapshots.map(\.seconds)
    let gaps = zip(seconds, seconds.dropFirst()).count { $1 - $0 > IMS.longestInterval }
    let span = (seconds.last ?? 0) - (seconds.first ?? 0)
    self.init(
      name: "bearings", units: Set(table.test.bearings).count, rows: seconds.count,
      channels: table.test.channels, gaps: gaps, firstTime: 0, lastTime: Double(span) / 3600,
      first: table.snapshots.first?.name ?? "", last: table.snapshots.last?.name ?? "")
  }
}
