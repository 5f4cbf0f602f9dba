import Archives
import Telemetry

extension IMS {
  /// What of the bearing data is at hand: the features of the tests that a suite asks for.
  public struct Holdings: Sendable {
    /// Something that the user may want to know, one sentence each.
    public private(set) var notes: [String] = []
    private var holdings: [String: Result<Holding, any Error>] = [:]

    /// The features of a test with the files they came from.
    struct Holding: Sendable {
      let table: FeatureTable
      let container: Container
      let members: [MemberRecord]
    }

    /// Looks for the tests of a suite and reads them, the raw archive once for all of them.
    ///
    /// A complete raw archive is taken before tables, tables where there is no complete one; damage is
    /// an error either way.
    ///
    /// - Parameters:
    ///   - subsets: Some of ``IMS/subsets``, each at most once.
    ///   - locator: Where files are looked up.
    ///   - tablesOnly: Whether raw archives are passed over.
    public init(_ subsets: [String], locator: ArchiveLocator, tablesOnly: Bool) {
      let tests = subsets.compactMap(IMS.test(ofSubset:))
      for test in tests {
        holdings[test.subset] = Result { try Self.tables(of: test, locator: locator) }
      }
    }

    /// The data set of a test.
    ///
    /// - Parameters:
    ///   - subset: One of the subsets that were looked for.
    ///   - channels: The ids of the channels that are wanted, or `nil` for the usual ones.
    /// - Throws: ``DataSetError`` or `ArchiveError` with the reason that there is none.
    /// - Returns: The data set and the digests of the members it was read from.
    public func dataSet(subset: String, channels: [String]?) throws -> LoadedDataSet {
      guard let holding = try holdings[subset]?.get() else {
        throw DataSetError(nil, "IMS has no test \(subset.debugDescription)")
      }
      return LoadedDataSet(
        dataSet: try IMS.dataSet(
          holding.table, features: IMS.features(ofChannels: channels),
          containers: [holding.container]),
        members: holding.members)
    }

    private static func tables(of test: Test, locator: ArchiveLocator) throws -> Holding {
      let path = try locator.locate(
        tableNames + [tableName(of: test)], origin: IMS.origin)
      var found: (table: FeatureTable, member: MemberRecord)?
      try Archive.visitAllMembers(of: path) { member in
        guard member.fileName == tableName(of: test) else { return .proceed }
        if found != nil {
          throw DataSetError(member.place, "the archive holds a second \(tableName(of: test))")
        }
        let (text, content) = try member.bytes()
        let record = MemberRecord(
          path: member.place.member ?? "", bytes: content.bytes, sha256: content.sha256,
          isKnown: false)
        found = (try readTable(text, test, at: member.place), record)
        return .proceed
      }
      guard let (table, member) = found else {
        throw DataSetError(Place(file: path), "there is no \(tableName(of: test)) in it")
      }
      try checkComplete(table, at: Place(file: path, members: [member.path]))
      return Holding(
        table: table,
        container: Container(
          name: String(path.split(separator: "/").last ?? ""),
          sha256: try FileBytes.digest(of: path).sha256),
        members: [member])
    }
  }

  /// Checks that a test has all its snapshots.
  static func checkComplete(_ table: FeatureTable, at place: Place) throws(DataSetError) {
    let test = table.test
    if table.snapshots.count == test.snapshots { return }
    throw DataSetError(
      place,
      "\(table.snapshots.count) of the \(test.snapshots) snapshots of test \(test.subset); a run needs"
        + " all of them")
  }
}
