import Detectors
import Numerics
import Synchronization
import Telemetry

/// A program at work on one cell: one process that is fitted several times and keeps its models.
final class ProgramSession: Detector {
  private let declaration: ProgramDeclaration
  private let conversation: Mutex<Conversation>

  var isStochastic: Bool { declaration.isStochastic }
  var predictsLife: Bool { declaration.lives }
  var learning: Learning { declaration.needs }
  var explains: Bool { declaration.contributions }

  /// Takes over a conversation with a program that is ready.
  init(_ conversation: sending Conversation) {
    declaration = conversation.declaration
    self.conversation = Mutex(conversation)
  }

  func fit(
    _ training: TrainingSet, randomness: Randomness
  ) throws(DetectorError) -> any FittedModel {
    let number = try conversation.withLock { (conversation) throws(DetectorError) in
      try conversation.fit(training)
    }
    return ProgramModel(session: self, number: number)
  }

  func finish() -> ProgramRemains? { conversation.withLock { $0.finish() } }

  func forget(_ model: Int) { conversation.withLock { $0.forget(model) } }

  func begin(_ unit: String, model: Int) -> Int {
    conversation.withLock { $0.begin(unit, model: model) }
  }

  func score(
    _ numbers: [Double], rows: Int, ofUnit unit: Int
  ) throws(DetectorError) -> (scores: [Double], lives: [Double]) {
    try conversation.withLock { (conversation) throws(DetectorError) in
      try conversation.score(numbers, rows: rows, ofUnit: unit)
    }
  }

  func explain(unit: Int) throws(DetectorError) -> Explanation? {
    try conversation.withLock { (conversation) throws(DetectorError) in
      try conversation.explain(unit: unit)
    }
  }
}
