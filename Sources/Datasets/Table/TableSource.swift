public import Archives
import Telemetry

/// A user's own data: delimited text with a line of column names, alone or in a container.
///
/// Units are gathered from all tables and sorted; the order in which rows of different units or the
/// tables of a container stand makes no difference. `docs/your-own-data.md` says how to use it.
public enum TableSource {
  /// The name of the source in suites and tables.
  public static let source = "table"

  /// The members that are read where a layout names none.
  public static let usualMembers = ["*.csv", "*.tsv", "*.txt"]

  /// Loads the tables at a path.
  ///
  /// - Parameters:
  ///   - path: A table, or an archive, compressed file or folder with tables.
  ///   - layout: What the tables' columns mean.
  ///   - limits: How much an archive may take.
  /// - Throws: ``TableMismatch`` where the tables lack what the layout names, ``DataSetError`` or
  ///   `ArchiveError` where they are damaged.
  /// - Returns: The data set and the digests of the members it was read from.
  public static func load(
    _ path: String, layout: TableLayout, limits: ArchiveLimits = .standard
  ) throws -> LoadedDataSet {
    var rows = TableRows(layout)
    let files = try TableFiles(path, layout: layout, limits: limits) { table, name in
      try rows.add(table, unit: name)
    }
    let assembly = try TableAssembly(rows)
    let units = try assembly.units()
    let channels = assembly.channels
    return LoadedDataSet(
      dataSet: DataSet(
        source: source, subset: nil, channels: channels, timeUnit: layout.timeUnit, units: units,
        loadChannels: try assembly.loadChannels(), regimeNames: assembly.regimeNames,
        rawChannels: [try assembly.rawChannel()],
        identity: Identity.digest(
          source: source, subset: nil, channels: channels, regimeNames: assembly.regimeNames,
          parts: [("units", units.sorted(byID: \.id))]),
        containers: files.containers),
      members: files.members)
  }
}
