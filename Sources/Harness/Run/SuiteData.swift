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
          (turbofans[subset] ?? .failure(DataSetError(nil, "subset \(subset) was not loaded")))
            .map {
              entry.split == .official ? $0.dataSet : CMAPSS.trainingPart(of: $0.dataSet)
            }
        }
      return (entry, dataSet.map { entry.regime == .none ? $0.withoutRegimes : $0 })
    }
    members = turbofans.sorted { $0.key < $1.key }.flatMap { (try? $0.value.get().members) ?? [] }
  }

  /// The wanted subsets of C-MAPSS; where not all can be loaded, each with its own reason.
  private static func turbofans(
    _ entries: [DatasetEntry], locator: ArchiveLocator, jobs: Int
  ) -> [String: Result<LoadedDataSet, any Error>] {
    let subsets = entries.compactMap(\.source.subset).removingRepeats()
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
