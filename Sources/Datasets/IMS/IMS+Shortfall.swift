import Archives

extension IMS.FeatureTable {
  /// What keeps the table from being the whole test, such as `lacks 3 of its 984 snapshots: before …`.
  ///
  /// It is `nil` for the published snapshots and no others.
  public var shortfall: String? {
    let lacking = test.snapshots - snapshots.count
    let gaps = gaps
    let places = gaps.isEmpty ? "" : ": \(Self.listed(gaps))"
    if lacking > 0 { return "lacks \(lacking) of its \(test.snapshots) snapshots\(places)" }
    if lacking < 0 { return "has \(snapshots.count) snapshots where \(test.snapshots) belong" }
    return namesDigest == test.namesDigest
      ? nil
      : "has \(test.snapshots) snapshots as it should, but not all are the published ones\(places)"
  }

  private var namesDigest: String {
    SHA256.digest(of: snapshots.map { $0.name + "\n" }.joined())
  }

  /// Where snapshots are missing, as far as the times tell: where the rig is not known to have paused.
  private var gaps: [String] {
    guard let first = snapshots.first, let last = snapshots.last else { return [] }
    let recording = test.recording
    let inner = zip(snapshots, snapshots.dropFirst()).filter { before, after in
      after.seconds - before.seconds > IMS.longestInterval
        && !recording.pauses.contains { $0 == before.name...after.name }
    }
    return (first.name > recording.first ? ["before \(first.name)"] : [])
      + inner.map { before, after in "between \(before.name) and \(after.name)" }
      + (last.name < recording.last ? ["after \(last.name)"] : [])
  }

  private static func listed(_ gaps: [String]) -> String {
    let shown = 3
    if gaps.count <= shown { return gaps.joined(separator: ", ") }
    return gaps.prefix(shown).joined(separator: ", ")
      + " and in \(gaps.count - shown) other places"
  }
}

extension IMS {
  /// The seconds beyond which two snapshots do not follow each other: the rig stood still between.
  static let longestInterval = 900
}
