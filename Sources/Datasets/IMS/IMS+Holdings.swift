import Archives
import Telemetry

extension IMS {
  /// What a suite wants of a test.
  public struct Request: Sendable {
    let subset: String
    let features: [Feature]

    /// Asks for a test.
    ///
    /// - Parameters:
    ///   - subset: One of ``IMS/subsets``.
    ///   - channels: The ids of the channels that are wanted, or `nil` for the usual ones.
    public init(subset: String, channels: [String]?) {
      self.subset = subset
      features = IMS.features(ofChannels: channels)
    }
  }

  /// What of the bearing data is at hand: the features of the tests that a suite asks for.
  public struct Holdings: Sendable {
    /// What the user may want to know of how they were found, one sentence each.
    public private(set) var notes: [String] = []
    private var holdings: [String: Result<Holding, any Error>] = [:]

    /// Looks for tests and reads them, a raw archive once for all of them.
    ///
    /// A complete raw archive is taken first, tables where there is none; damage is an error either
    /// way.
    ///
    /// - Parameters:
    ///   - requests: What is wanted.
    ///   - locator: Where files are looked up.
    ///   - tablesOnly: Whether raw archives are passed over.
    ///   - width: How many threads may work at once.
    ///   - cache: Where features are kept for the next time, if anywhere.
    public init(
      _ requests: [Request], locator: ArchiveLocator, tablesOnly: Bool, width: Int,
      cache: DataCache?
    ) {
      let tests = benchmark.filter { test in requests.contains { $0.subset == test.subset } }
      let features = Feature.all.filter { feature in
        feature == .sd || requests.contains { $0.features.contains(feature) }
      }
      let raw =
        tablesOnly
        ? [:] : RawSearch(locator, features, width: width, cache: cache).search(for: tests)
      for test in tests {
        holdings[test.subset] = Result {
          guard let found = raw[test.subset] else {
            return try Self.tables(of: test, locator: locator, instead: nil, cache)
          }
          let (holding, path) = try found.get()
          guard let shortfall = holding.table.shortfall else { return holding }
          return try Self.tables(of: test, locator: locator, instead: (path, shortfall), cache)
        }
        if case .success(let holding) = holdings[test.subset], let note = holding.note {
          notes.append(note)
        }
      }
    }

    /// The data set that a request asks for.
    ///
    /// - Parameter request: One of those that were looked for.
    /// - Throws: ``DataSetError`` or `ArchiveError` with the reason that there is none.
    /// - Returns: The data set and the digests of the tables it was read from.
    public func dataSet(_ request: Request) throws -> LoadedDataSet {
      guard let holding = try holdings[request.subset]?.get() else {
        throw DataSetError(nil, "test \(request.subset) of the bearing data was not looked for")
      }
      return LoadedDataSet(
        dataSet: try IMS.dataSet(
          holding.table, features: request.features, containers: [holding.container]),
        members: holding.members)
    }

    /// Takes a test from the first table that there is, perhaps instead of a raw archive that falls
    /// short.
    private static func tables(
      of test: Test, locator: ArchiveLocator, instead raw: (path: String, shortfall: String)?,
      _ cache: DataCache?
    ) throws -> Holding {
      guard let path = try locator.find(tableNames + [test.tableName]) else {
        if let raw {
          throw DataSetError(
            Place(file: raw.path),
            "\(test.name) \(raw.shortfall); a run needs all of them: download the whole archive from"
              + " \(origin)")
        }
        _ = try locator.locate([archiveNames[0], tableNames[0]], origin: origin)
        throw DataSetError(nil, "\(test.tableName) vanished while it was looked for")
      }
      let holdings = try cached([test], .tables, Feature.basic, path: path, cache) { _ in
        [try readTable(of: test, from: path, limits: locator.limits)]
      }
      guard var holding = holdings.first else {
        throw DataSetError(Place(file: path), "there is no \(test.tableName) in it")
      }
      if let shortfall = holding.table.shortfall {
        throw DataSetError(
          Place(file: path, members: [test.tableName]),
          "\(test.name) \(shortfall); a run needs all of them")
      }
      holding.note = raw.map { raw in
        "\(raw.path): \(test.name) \(raw.shortfall); its features come from \(path)"
      }
      return holding
    }
  }

  /// The features of a test with the files that they came from.
  struct Holding: Sendable {
    let table: FeatureTable
    let container: Container
    var members: [MemberRecord] = []
    var note: String?
  }
}
