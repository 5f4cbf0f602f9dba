import JSON
import Telemetry

/// The prepared rows of a suite's data sets, for work with other tools.
public struct SuiteExport: Sendable {
  /// What a user may want to know of how the data were found, one sentence each.
  public let notes: [String]
  public let format: ExportFormat
  private let suite: Suite
  private let data: [(entry: DatasetEntry, experiment: Experiment)]
  private let folder: ExportFolder

  /// How much was written of a data set.
  public struct Summary: Sendable, Equatable {
    public let dataset: String
    public let channels: Int
    public let trainingUnits: Int
    public let trainingRows: Int
    public let testUnits: Int
    public let testRows: Int
  }

  /// Loads and splits the selected data sets; nothing is written yet.
  ///
  /// - Parameters:
  ///   - run: The suite, which of its data sets are wanted and where they are looked up.
  ///   - path: The folder to write to.
  ///   - format: The form of the files.
  /// - Throws: ``FileError`` when something else stands in the folder, ``SuiteError`` where the
  ///   suite asks for what the data do not allow, and what keeps the data from being loaded.
  public init(_ run: SuiteRun, to path: String, format: ExportFormat) throws {
    suite = run.suite
    folder = ExportFolder(path: path)
    self.format = format
    let entries = run.selection.datasets(of: run.suite)
    try folder.check(entries.map(\.id))
    let loaded = SuiteData(entries, locator: run.locator, jobs: run.jobs, cache: run.cache)
    notes = loaded.notes
    data = try loaded.loaded.map { entry, dataSet in
      (entry, try Experiment(entry, dataSet: try dataSet.get()))
    }
  }

  /// Prepares and writes one data set after another, each whole or not at all.
  ///
  /// - Parameters:
  ///   - program: The program and its version, for the files.
  ///   - report: Is told before each data set which it is and how many there are before and in all.
  /// - Returns: How much was written.
  /// - Throws: ``PreparationError`` when the training rows of a data set allow no preparation, and
  ///   ``FileError``.
  public func write(
    program: String, report: (_ done: Int, _ total: Int, _ dataset: String) -> Void
  ) throws -> [Summary] {
    var summaries: [Summary] = []
    for (entry, experiment) in data {
      report(summaries.count, data.count, entry.id)
      let exported = try ExportedDataSet(experiment)
      let channels = exported.channels.map(\.id)
      let files = [exported.training, exported.test].flatMap {
        format.files(of: $0, channels: channels)
      }
      let facts = ExportFacts(
        program: program, suite: suite, entry: entry, experiment: experiment, exported: exported,
        files: files.map { ($0.name, $0.holds) })
      try folder.write(
        files.map { ($0.name, $0.bytes) } + [
          (ExportFolder.facts, Array(facts.json.pretty.utf8))
        ], of: entry.id)
      summaries.append(
        Summary(
          dataset: entry.id, channels: channels.count,
          trainingUnits: exported.training.units.count, trainingRows: exported.training.rows,
          testUnits: exported.test.units.count, testRows: exported.test.rows))
    }
    return summaries
  }
}
