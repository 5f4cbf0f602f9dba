public import Datasets
import Numerics
import Preparation
public import Telemetry

/// The data sets of a suite, as far as they are at hand.
public struct SuiteData: Sendable {
  /// For every wanted entry the loaded data set, or why there is none.
  public let loaded: [(entry: DatasetEntry, dataSet: Result<DataSet, any Error>)]

  /// The archive members that were read.
  public let members: [MemberRecord]

  /// What a user may want to know of how the data were found, one sentence each.
  public let notes: [String]

  /// Loads data sets, each archive once.
  ///
  /// - Parameters:
  ///   - entries: The wanted data sets of a suite.
  ///   - locator: Where archives are looked up.
  ///   - jobs: How many threads may read at once.
  public init(_ entries: [DatasetEntry], locator: ArchiveLocator, jobs: Int) {
    let turbofans = Self.turbofans(entries, locator: locator, jobs: jobs)
    var members = turbofans.sorted { $0.key < $1.key }.flatMap {
      (try? $0.value.get().members) ?? []
    }
    let bearings = Self.bearings(entries, tablesOnly: false, locator: locator)
    let bearingTables = Self.bearings(entries, tablesOnly: true, locator: locator)
    loaded = entries.map { entry in
      let dataSet: Result<DataSet, any Error> =
        switch entry.source {
        case .simulator(let parameters): .success(Simulator.dataSet(parameters))
        case .ims(let subset):
          Result { try bearings.load(subset, entry, into: &members) }
        case .imsFeatures(let subset):
          Result { try bearingTables.load(subset, entry, into: &members) }
        case .cmapss(let subset):
          (turbofans[subset] ?? .failure(DataSetError(nil, "subset \(subset) was not loaded")))
            .map {
              entry.split == .official ? $0.dataSet : CMAPSS.trainingPart(of: $0.dataSet)
            }
        }
      return (entry, dataSet.map { entry.regime == .none ? $0.withoutRegimes : $0 })
    }
    self.members = members.removingRepeats()
    notes = bearings.notes
  }

  /// The bearing tests of the entries that take them from raw archives too, or from tables alone.
  private static func bearings(
    _ entries: [DatasetEntry], tablesOnly: Bool, locator: ArchiveLocator
  ) -> IMS.Holdings {
    let subsets = entries.compactMap { entry in
      switch entry.source {
      case .ims(let subset): tablesOnly ? nil : subset
      case .imsFeatures(let subset): tablesOnly ? subset : nil
      case .cmapss, .simulator: nil
      }
    }
    return IMS.Holdings(
      subsets.removingRepeats(), locator: locator, tablesOnly: tablesOnly)
  }

  /// The wanted subsets of C-MAPSS; where not all can be loaded, each with its own reason.
  private static func turbofans(
    _ entries: [DatasetEntry], locator: ArchiveLocator, jobs: Int
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
          includingTest: needsTest, width: jobs)
      }
    }
    if case .success(let sets) = load(subsets) {
      return Dictionary(uniqueKeysWithValues: zip(subsets, sets.map(Result.success)))
    }
    return Dictionary(
      uniqueKeysWithValues: subsets.map { subset in (subset, load([subset]).map { $0[0] }) })
  }
}

extension IMS.Holdings {
  /// The data set of an entry, with the members behind it noted.
  fileprivate func load(
    _ subset: String, _ entry: DatasetEntry, into members: inout [MemberRecord]
  ) throws -> DataSet {
    let wanted = try entry.channels?.channels(among: IMS.channelIDs(ofSubset: subset))
    let loaded = try dataSet(subset: subset, channels: wanted)
    members += loaded.members
    return loaded.dataSet
  }
}
