import Datasets
import Telemetry

/// The tables of a suite's data sets, each read once.
struct SuiteTables {
  private let loaded: [(table: TableEntry, result: Result<LoadedDataSet, any Error>)]

  /// Loads the tables that some data sets of a suite are made of.
  init(_ entries: [DatasetEntry], locator: ArchiveLocator) {
    var loaded: [(table: TableEntry, result: Result<LoadedDataSet, any Error>)] = []
    for entry in entries {
      guard case .table(let table) = entry.source, !loaded.contains(where: { $0.table == table })
      else { continue }
      loaded.append(
        (
          table,
          Result {
            try TableSource.load(
              locator.locate(table.path, beside: entry.origin.folder), layout: table.layout,
              limits: locator.limits)
          }
        ))
    }
    self.loaded = loaded
  }

  /// The data set of an entry; what the table lacks is the fault of that entry.
  func dataSet(_ table: TableEntry, of entry: DatasetEntry) -> Result<DataSet, any Error> {
    guard let found = loaded.first(where: { $0.table == table }) else {
      return .failure(DataSetError(nil, "table \(table.path) was not loaded"))
    }
    return found.result.map(\.dataSet).mapError { error in
      (error as? TableMismatch).map { $0.suiteError(entry) } ?? error
    }
  }

  /// The members that were read.
  var members: [MemberRecord] { loaded.flatMap { (try? $0.result.get().members) ?? [] } }
}
