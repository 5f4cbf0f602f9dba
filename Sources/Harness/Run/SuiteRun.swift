import Archives
import CMalloc
public import Datasets
import Detectors
import Telemetry

/// A run of a suite as a person asks for it: which cells, from which data, into which record.
public struct SuiteRun: Sendable {
  public let suite: Suite
  public let selection: Selection
  public let locator: ArchiveLocator
  /// Where parsed data are kept for the next run, if anywhere.
  public let cache: DataCache?
  /// The record's folder.
  public let folder: RecordFolder
  public let jobs: Int
  public let isForced: Bool
  /// The instruction set that the program was compiled for, for the record of the machine.
  public let march: String

  public init(
    suite: Suite, selection: Selection, locator: ArchiveLocator, cache: DataCache?,
    folder: RecordFolder, jobs: Int, isForced: Bool, march: String
  ) {
    self.suite = suite
    self.selection = selection
    self.locator = locator
    self.cache = cache
    self.folder = folder
    self.jobs = jobs
    self.isForced = isForced
    self.march = march
  }

  /// What a run would do: its cells and what keeps data sets from being there.
  public struct Outline: Sendable {
    /// The cells of the data sets that are there.
    public let cells: [(name: String, isStored: Bool)]
    /// The data sets that cannot be loaded, each with the reason and the cells that wait for it.
    public let missing: [(dataset: String, reason: String, cells: [String])]
  }

  /// Loads the data that are there and lists the cells, without computing any.
  public func outline() throws -> Outline {
    try suite.checkParameters()
    let data = loadData()
    var present: [(entry: DatasetEntry, dataSet: DataSet)] = []
    var missing: [(dataset: String, reason: String, cells: [String])] = []
    for (entry, dataSet) in data.loaded {
      switch dataSet {
      case .success(let dataSet): present.append((entry, dataSet))
      case .failure(let error):
        let detectors =
          selection.detectors(of: entry, in: suite).map(\.id) + Control.allCases.map(\.rawValue)
        missing.append((entry.id, "\(error)", detectors.map { "\(entry.id) \($0)" }))
      }
    }
    let runner = try runner(present, data)
    return Outline(
      cells: runner.plan.cells.map { (runner.plan.name(of: $0), runner.isStored($0)) },
      missing: missing)
  }

  /// Loads all data and plans the run; nothing is computed or written when any of it is missing.
  public func prepare() throws -> Runner {
    try suite.checkParameters()
    let data = loadData()
    return try runner(data.loaded.map { ($0.entry, try $0.dataSet.get()) }, data)
  }

  private func loadData() -> SuiteData {
    SuiteData(selection.datasets(of: suite), locator: locator, jobs: jobs, cache: cache)
  }

  private func runner(
    _ present: [(entry: DatasetEntry, dataSet: DataSet)], _ data: SuiteData
  ) throws -> Runner {
    var plan = try RunPlan(
      suite, selection: selection, data: present, program: RunPlan.programDigest(), jobs: jobs)
    plan.members = data.members
    plan.notes = data.notes
    return Runner(plan: plan, storeFolder: folder.store, jobs: jobs, isForced: isForced)
  }

  /// What is larger than this gets memory of its own: the allocator's threshold before it adapts.
  private static let ownMemoryBytes: Int32 = 1 << 17

  /// Gives back what the fits have freed, and for the rest of the process what large arrays free.
  ///
  /// The allocator keeps such memory for arrays to come, which are not those of a record: it would
  /// double what a large suite takes. Fits, which take and free all the time, are faster with it.
  private static func returnMemoryFromNowOn() {
    mallopt(M_MMAP_THRESHOLD, ownMemoryBytes)
    malloc_trim(0)
  }

  /// Computes the record of a prepared run and writes its files.
  ///
  /// - Returns: The record, and how many cells were stored before.
  public func record(
    _ runner: Runner, report: @escaping @Sendable (Runner.Progress) -> Void
  ) throws -> (record: Record, reused: Int) {
    let start = ContinuousClock.now
    let result = try runner.run(report: report)
    let logs = ProgramLogs(runner.plan, result.outputs)
    let reused = result.reused
    Self.returnMemoryFromNowOn()
    var record = Record(consume result, of: runner.plan, jobs: jobs, report: report)
    record.run = Record.run(suite, runner.plan, selection: selection)
    record.machine = Record.machine(
      runner.plan, seconds: (ContinuousClock.now - start) / .seconds(1), jobs: jobs, march: march)
    try folder.removeScoresAndModels(of: suite.datasets.map(\.id))
    try folder.write(record)
    try folder.write(logs)
    if selection == .everything, !runner.plan.lacksDetectors { runner.removeOtherCells() }
    return (record, reused)
  }
}
