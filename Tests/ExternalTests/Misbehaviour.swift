import Detectors
import Numerics
import Testing

@testable import External

/// A program that does one thing wrong, and what is said of it.
struct Misbehaviour: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let script: String
  let error: DetectorError
  let limits: Limits

  /// Limits in seconds and bytes; by default longer and larger than any test.
  struct Limits: Sendable {
    var start = 20.0
    var fit = 20.0
    var score = 20.0
    var memory = 1_000_000_000
  }

  init(
    _ name: String, _ script: String, _ cause: DetectorError.Cause, _ message: String,
    limits: Limits = Limits()
  ) {
    testDescription = name
    self.script = script
    error = DetectorError(message, cause: cause)
    self.limits = limits
  }

  /// Starts the program, fits it, lets it score four rows together, then two of them alone, and
  /// compares the first error, which must remain the last word, and what is left.
  func check() throws {
    let program = Scripted(
      script, start: limits.start, fit: limits.fit, score: limits.score,
      memory: limits.memory)
    var session: ProgramSession?
    var model: (any FittedModel)?
    let found = #expect(throws: DetectorError.self) {
      session = try program.session()
      model = try session?.fit(
        Scripted.training(), randomness: Scripted.surroundings.randomness)
      _ = try model?.scores(of: Scripted.scored)
      _ = try model?.visit(Scripted.scored.prefix(2)) {
        (_, row, moment, scorer) throws(DetectorError) in
        try scorer.explanation(of: row, at: moment)
      }
    }
    #expect(found == error)
    if let model {
      #expect(throws: error) { try model.scores(of: Scripted.scored) }
    }
    if let session {
      #expect(throws: error) {
        try session.fit(Scripted.training(), randomness: Scripted.surroundings.randomness)
      }
      #expect(session.finish()?.disorder == nil)
    }
    #expect(program.remains == [])
  }
}
