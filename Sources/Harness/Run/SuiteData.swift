public import Datasets
import Numerics
import Preparation
public import Telemetry

/// The data sets of a suite, as far as they are at hand.
public struct SuiteData: Sendable {
  /// For every wanted entry the loaded data set, or why there is none.
  public let loaded: [(entry: DatasetEntry, dataSet: Result<DataSet, any Error>)]

  /// The members of archives and folders that were read.
  public let members: [MemberRecord]

  /// What a user may want to know of how the data were found, one sentence each.
  public let notes: [String]

  /// Loads data sets, each archive once.
  ///
  /// - Parameters:
  ///   - entries: The wanted data sets of a suite.
  ///   - locator: Where archives are looked up.
  ///   - jobs: How many threads may read at once.
  ///   - cache: Where parsed data are kept for the next time, if anywhere.
  public init(
    _ entries: [DatasetEntry], locator: ArchiveLocator, jobs: Int, cache: DataCache?
  ) {
    let turbofans = Self.turbofans(entries, locator: locator, jobs: jobs, cache)
    var members = turbofans.sorted { $0.key < $1.key }.flatMap {
      (try? $0.value.get().members) ?? []
    }
    let bearings = Self.bearings(entries, tablesOnly: false, locator: locator, jobs: jobs, cache)
    let bearingTables = Self.bearings(
      entries, tablesOnly: true, locator: locator, jobs: jobs, cache)
    let tables = SuiteTables(entries, locator: locator)
    loaded = entries.map { entry in
      let dataSet: Result<DataSet, any Error> =
        switch entry.source {
        case .simulator(let parameters): .success(Simulator.dataSet(parameters))
        case .ims: Result { try bearings.load(entry, into: &members) }
        case .imsFeatures: Result { try bearingTables.load(entry, into: &members) }
        case .cmapss(let subset):
          (turbofans[subset] ?? .failure(DataSetError(nil, "subset \(subset) was not loaded")))
            .map {
              entry.split == .official ? $0.dataSet : CMAPSS.trainingPart(of: $0.dataSet)
            }
        case .table(let table): tables.dataSet(table, of: entry)
        }
      return (entry, dataSet.map { entry.regime == .none ? $0.withoutRegimes : $0 })
    }
    self.members = (members + tables.members).removingRepeats()
    notes = bearings.notes
  }

  /// The bearing tests of the entries that take them from raw archives too, or from tables alone.
  private static func bearings(
    _ entries: [DatasetEntry], tablesOnly: Bool, locator: ArchiveLocator, jobs: Int,
    _ cache: DataCache?
  ) -> IMS.Holdings {
    let own = entries.filter { $0.source.kind == (tablesOnly ? .imsFeatures : .ims) }
    return IMS.Holdings(
      own.compactMap(\.bearingRequest), locator: locator, tablesOnly: tablesOnly, width: jobs,
      cache: cache)
  }

  /// The wanted subsets of C-MAPSS; where not all can be loaded, each with its own reason.
  private static func turbofans(
    _ entries: [DatasetEntry], locator: ArchiveLocator, jobs: Int, _ cache: DataCache?
  ) -> [String: Result<LoadedDataSet, any Error>] {
    let subsets = entries.compactMap { entry in
      if case .cmapss(let subset) = entry.source { subset } else { nil }
    }.removingRepeats()
    if subsets.isEmpty { return [:] }
    let needsTest = entries.contains { $0.split == .official }
    func load(_ subsets: [String]) -> Result<[LoadedDataSet], any Error> {
      Result {
        try CMAPSS.load(
          subsets: subsets,
          archive: locator.locate(CMAPSS.archiveNames, origin: CMAPSS.origin),
          limits: locator.limits, includingTest: needsTest, width: jobs, cache: cache)
      }
    }
    if case .success(let sets) = load(subsets) {
      return Dictionary(uniqueKeysWithValues: zip(subsets, sets.map(Result.success)))
    }
    return Dictionary(
      uniqueKeysWithValues: subsets.map { subset in (subset, load([subset]).map { $0[0] }) })
  }
}

extension DatasetEntry {
  /// What the entry wants of the bearing data, if anything.
  fileprivate var bearingRequest: IMS.Request? {
    switch source {
    case .ims(let subset), .imsFeatures(let subset):
      // An entry that names unknown channels does not come to be.
      IMS.Request(
        subset: subset, channels: try? channels?.channels(among: IMS.channelIDs(ofSubset: subset)))
    case .cmapss, .simulator, .table: nil
    }
  }
}

extension IMS.Holdings {
  /// The data set of an entry, with the members behind it noted.
  fileprivate func load(
    _ entry: DatasetEntry, into members: inout [MemberRecord]
  ) throws -> DataSet {
    guard let request = entry.bearingRequest else {
      throw DataSetError(nil, "\(entry.id) is no test of the bearing data")
    }
    let loaded = try dataSet(request)
    members += loaded.members
    return loaded.dataSet
  }
}
