public import Detectors

/// A detector that is a program of its own, spoken to as `docs/external-detectors.md` says.
public struct ProgramDetector: Detector {
  public let start: ProgramStart
  public let declaration: ProgramDeclaration
  /// How it left when it was asked otherwise than it should, in one sentence, if it did.
  public let disorder: String?

  public var isStochastic: Bool { declaration.isStochastic }
  public var predictsLife: Bool { declaration.lives }
  public var learning: Learning { declaration.needs }
  public var explains: Bool { declaration.contributions }

  /// Starts a program, to hear what it declares, and lets it leave again.
  ///
  /// - Parameters:
  ///   - start: The program.
  ///   - surroundings: What it is told of its first cell.
  /// - Throws: ``DetectorError`` with the end of standard error, if it does not become ready.
  public init(
    asking start: ProgramStart, _ surroundings: CellSurroundings
  ) throws(DetectorError) {
    let conversation = try Conversation(start, surroundings)
    disorder = conversation.finish().disorder
    self.start = start
    declaration = conversation.declaration
  }

  public func session(
    _ surroundings: CellSurroundings
  ) throws(DetectorError) -> any Detector {
    let conversation = try Conversation(start, surroundings)
    guard conversation.declaration == declaration else {
      _ = conversation.finish()
      throw DetectorError("the program declares something else than when the run began")
    }
    return ProgramSession(conversation)
  }

  public func fit(
    _ training: TrainingSet, randomness: Randomness
  ) throws(DetectorError) -> any FittedModel {
    preconditionFailure("a program is fitted in a session")
  }
}

/// A detector that could not be brought to work; every cell of it fails with the reason.
public struct UnavailableDetector: Detector {
  public let error: DetectorError

  public init(_ error: DetectorError) { self.error = error }

  public func session(
    _ surroundings: CellSurroundings
  ) throws(DetectorError) -> any Detector { throw error }

  public func fit(
    _ training: TrainingSet, randomness: Randomness
  ) throws(DetectorError) -> any FittedModel { throw error }
}
