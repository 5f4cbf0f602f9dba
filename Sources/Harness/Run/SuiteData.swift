public import Datasets
import Numerics
import Preparation
public import Telemetry

/// The data sets of a suite, as far as they are at hand.
public struct SuiteData: Sendable {
  /// For every wanted entry the loaded data set, or why there is none.
  public let loaded: [(entry: DatasetEntry, dataSet: Result<DataSet, any Error>)]

  /// Loads data sets, each archive once.
  ///
  /// - Parameters:
  ///   - entries: The wanted data sets of a suite.
  ///   - locator: Where archives are looked up.
  ///   - jobs: How many threads may read at once.
  public init(_ entries: [DatasetEntry], locator: ArchiveLocator, jobs: Int) {
    let turbofans = Self.turbofans(entries, locator: locator, jobs: jobs)
    loaded = entries.map { entry in
      let dataSet: Result<DataSet, any Error> =
        switch entry.source {
        case .simulator(let parameters): .success(Simulator.dataSet(parameters))
        case .cmapss(let subset):
          turbofans.map { sets in
            let whole = sets[subset]
            return entry.split == .official ? whole : whole.map(CMAPSS.trainingPart)
          }.flatMap { set in
            set.map(Result.success)
              ?? .failure(DataSetError(nil, "subset \(subset) was not loaded"))
          }
        }
      return (entry, dataSet.map { entry.regime == .none ? $0.withoutRegimes : $0 })
    }
  }

  private static func turbofans(
    _ entries: [DatasetEntry], locator: ArchiveLocator, jobs: Int
  ) -> Result<[String: DataSet], any Error> {
    var subsets: [String] = []
    for entry in entries {
      if let subset = entry.source.subset, !subsets.contains(subset) { subsets.append(subset) }
    }
    if subsets.isEmpty { return .success([:]) }
    let needsTest = entries.contains { $0.split == .official }
    return Result {
      let archive = try locator.locate(CMAPSS.archiveNames, origin: CMAPSS.origin)
      let sets = try CMAPSS.load(
        subsets: subsets, archive: archive, includingTest: needsTest, width: jobs)
      return Dictionary(uniqueKeysWithValues: zip(subsets, sets.map(\.dataSet)))
    }
  }
}
