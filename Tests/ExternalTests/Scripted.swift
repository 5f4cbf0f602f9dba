import Detectors
import Foundation
import JSON
import Numerics
import Telemetry
import TestSupport

@testable import External
@testable import Processes

/// A program for one test: ``PerlProgram`` with what the test does otherwise, and its limits.
struct Scripted {
  let start: ProgramStart
  /// Marks all its processes in their environment.
  private let mark = UUID().uuidString

  init(
    _ script: String = "", parameters: JSONValue = .object([]), start: Double = 120,
    fit: Double = 120, score: Double = 120, memory: Int = 1_000_000_000
  ) {
    self.start = ProgramStart(
      command: ProgramCommand(
        words: ["perl", "-e", PerlProgram.text(script)],
        environment: [Self.variable: mark]), parameters: parameters,
      limits: ProgramLimits(start: start, fit: fit, score: score, memory: memory))
  }

  /// The processes of the program that still run, and those that they have started.
  var remains: [Int32] {
    ProcessRecord.all.filter {
      !$0.hasEnded && ProcessRecord.environment(of: $0.process, has: "\(Self.variable)=\(mark)")
    }.map(\.process)
  }

  /// Starts it for a cell.
  func session(_ surroundings: CellSurroundings = surroundings) throws -> ProgramSession {
    ProgramSession(try Conversation(start, surroundings))
  }

  private static let variable = "ASSAY_TEST_MARK"
}

extension Scripted {
  static let surroundings = CellSurroundings(
    channels: ["a", "b"], timeUnit: .hour,
    randomness: Randomness(seed: 7, dataset: "toy", detector: "mine"))

  /// Two units of two channels; of the first, the middle one of three rows is not to be learnt from.
  static func training(targets: Bool = false) -> TrainingSet {
    TrainingSet(
      channels: surroundings.channels.map { Channel(id: $0) },
      units: [
        TrainingUnit(
          id: "1", values: rows([1, 2, 30, 40, 5, 6]), moments: moments(3), fitRows: [0, 2],
          targets: targets ? [0, 1] : nil),
        TrainingUnit(
          id: "2", values: rows([0, -2]), moments: moments(1), fitRows: [0],
          targets: targets ? [0.5] : nil),
      ])
  }

  /// Rows of two channels.
  static func rows(_ values: [Double]) -> Matrix {
    Matrix(rows: values.count / 2, columns: 2, storage: values)
  }

  /// Every other hour, with regimes 0 and 1 in turn.
  static func moments(_ count: Int) -> [Moment] {
    (0..<count).map { Moment(time: 2 * Double($0), regime: $0 % 2) }
  }

  static let scored = rows([2, 2, 3, 3, 0.5, 7, -1, 1])
}

extension FittedModel {
  /// The scores of rows that are sent all at once.
  func scores(of rows: Matrix, unit: String = "7") throws(DetectorError) -> [Double?] {
    let trace = try scores(
      of: rows, moments: Scripted.moments(rows.rows), for: ScoredUnit(id: unit))
    return (0..<rows.rows).map { trace[$0] }
  }

  /// What a visitor finds after every row that is sent alone.
  func visit<Found>(
    _ rows: Matrix, unit: String = "7",
    _ visit: (Double?, Span<Double>, Moment, any Scorer) throws(DetectorError) -> Found
  ) throws(DetectorError) -> [Found] {
    var scorer = scorer(for: ScoredUnit(id: unit))
    let moments = Scripted.moments(rows.rows)
    var found: [Found] = []
    for row in 0..<rows.rows {
      let one = try rows.withRow(row) { (values) throws(DetectorError) in
        try visit(try scorer.score(values, at: moments[row]), values, moments[row], scorer)
      }
      found.append(one)
    }
    return found
  }
}
