import Archives
import Datasets
import Detectors
import External
import Foundation
import JSON
import Numerics
import Telemetry

/// The detectors of a suite that are no part of this program, as far as they can be brought to work.
///
/// Every program is started once to hear what it declares, for what it declares decides how it is
/// fitted and whether its stored results still stand.
struct OutsideDetectors: Sendable {
  /// A detector with what its results depend on beside its entry in the suite.
  struct Found: Sendable {
    let detector: any Detector
    let evidence: JSONValue
  }

  private let found: [String: Found]

  /// Asks the programs of some entries and reads their files of scores.
  ///
  /// - Parameters:
  ///   - entries: The entries, each with what its detector is told of a cell; the first of an id counts.
  ///   - jobs: How many are asked at once.
  init(asking entries: [(entry: DetectorEntry, surroundings: CellSurroundings)], jobs: Int) {
    var asked: Set<String> = []
    let outside = entries.filter { $0.entry.outside != nil && asked.insert($0.entry.id).inserted }
    let needsModule = outside.contains {
      if case .program = $0.entry.outside { true } else { false }
    }
    let module: Result<String, DetectorError> =
      needsModule ? Self.installedModule() : .success("")
    let answers = outside.concurrentMap(width: jobs, alone: { $0.entry.isExclusive }) {
      entry, surroundings in
      Self.found(entry, surroundings, module)
    }
    found = Dictionary(
      zip(outside.map(\.entry.id), answers).map { ($0, $1) },
      uniquingKeysWith: { first, _ in first })
  }

  subscript(id: String) -> Found? { found[id] }

  private static func found(
    _ entry: DetectorEntry, _ surroundings: CellSurroundings,
    _ module: Result<String, DetectorError>
  ) -> Found {
    switch entry.outside {
    case .program(let program): asked(program, surroundings, module)
    case .scores(let path): replayed(path, beside: entry.origin)
    case nil: preconditionFailure("\(entry.id) is a part of this program")
    }
  }

  private static func asked(
    _ program: ProgramEntry, _ surroundings: CellSurroundings,
    _ module: Result<String, DetectorError>
  ) -> Found {
    do throws(DetectorError) {
      let start = ProgramStart(
        command: ProgramCommand(
          words: program.words, folder: program.folder,
          environment: environment(module: try module.get())),
        parameters: program.parameters, limits: program.limits)
      // Before anything is started: what changes later must not pass for what ran.
      let files = start.command.files
      let detector = try ProgramDetector(asking: start, surroundings)
      return Found(
        detector: detector, evidence: ["files": files, "ready": detector.declaration.json])
    } catch {
      return Found(detector: UnavailableDetector(error), evidence: nil)
    }
  }

  private static func replayed(_ path: String, beside setting: Setting) -> Found {
    let folder = setting.folder.hasSuffix("/") ? setting.folder : setting.folder + "/"
    let place = path.hasPrefix("/") ? path : folder + path
    do throws(ArchiveError) {
      let digest = try FileBytes.digest(of: place).sha256
      return Found(
        detector: ReplayedScores(try ScoredRowsFile(place)), evidence: ["sha256": .string(digest)])
    } catch {
      return Found(
        detector: UnavailableDetector(DetectorError("\(error)", cause: .invalidOutput)),
        evidence: nil)
    }
  }

  /// Puts the Python module where programs can import it.
  private static func installedModule() -> Result<String, DetectorError> {
    guard let cache = DataCache.standard(environment: ProcessInfo.processInfo.environment) else {
      return .failure(
        DetectorError("\(PythonModule.name) needs a folder: set HOME or XDG_CACHE_HOME"))
    }
    do throws(FileError) {
      return .success(try PythonModule.install(in: cache.folder))
    } catch {
      return .failure(DetectorError("\(PythonModule.name) cannot be put in place: \(error)"))
    }
  }

  private static func environment(module folder: String) -> [String: String] {
    let environment = ProcessInfo.processInfo.environment
    let path = environment["PYTHONPATH"] ?? ""
    return [
      "PYTHONPATH": path.isEmpty ? folder : "\(folder):\(path)",
      // The order of Python's sets of texts changes from start to start otherwise.
      "PYTHONHASHSEED": environment["PYTHONHASHSEED"] ?? "0",
    ]
  }
}
