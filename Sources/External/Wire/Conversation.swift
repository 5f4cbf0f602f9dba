import Detectors
import JSON
import Numerics
import Telemetry

/// The conversation with a program that is ready: the messages in their order.
final class Conversation {
  let declaration: ProgramDeclaration
  private let channel: ProgramChannel
  private let limits: ProgramLimits
  private var models = 0
  /// The channels of every model that was fitted and not forgotten.
  private var columns: [Int: Int] = [:]
  private var units = 0
  private var unit: OpenUnit?
  private var remains: ProgramRemains?

  /// A unit that is being scored.
  private struct OpenUnit {
    let number: Int
    let id: String
    let model: Int
    let columns: Int
    /// The rows sent so far.
    var rows = 0
    /// What is left of the time for its scores, in seconds.
    var seconds: Double
  }

  /// Starts a program and greets it.
  ///
  /// - Throws: ``DetectorError`` with the end of standard error, if it does not become ready.
  init(_ start: ProgramStart, _ surroundings: CellSurroundings) throws(DetectorError) {
    limits = start.limits
    channel = try ProgramChannel(start.command, limits: start.limits)
    do throws(DetectorError) {
      let ready = try channel.ask(
        Question(
          name: "hello", header: Self.hello(start, surroundings), answer: "ready",
          seconds: limits.start, limit: limits.start))
      do throws(DetectorError) {
        declaration = try ProgramDeclaration(ready.header)
      } catch {
        throw channel.refuse(error)
      }
    } catch {
      let remains = channel.finish()
      throw DetectorError(
        error.description, cause: error.cause, standardError: remains.standardError)
    }
  }

  private static func hello(_ start: ProgramStart, _ surroundings: CellSurroundings) -> String {
    let header: JSONValue = [
      "type": "hello", "protocol": .integer(WireProtocol.version),
      "detector": .string(surroundings.randomness.detector),
      "dataset": .string(surroundings.randomness.dataset),
      "seed": .integer(Int(surroundings.randomness.seed)),
      "channels": .array(surroundings.channels.map(JSONValue.string)),
      "time_unit": .string(surroundings.timeUnit.rawValue), "parameters": start.parameters,
    ]
    return header.compact
  }

  /// Has a model fitted.
  ///
  /// - Parameter training: The prepared rows; only those that may be fitted on are sent.
  /// - Returns: The model's number.
  /// - Throws: ``DetectorError`` if the program refuses or fails.
  func fit(_ training: TrainingSet) throws(DetectorError) -> Int {
    closeUnit()
    models += 1
    let frame = FitFrame(training, model: models)
    _ = try channel.ask(
      Question(
        name: "fit", header: frame.header.compact, body: frame.body, answer: "fitted",
        seconds: limits.fit, limit: limits.fit))
    columns[models] = training.channels.count
    return models
  }

  /// Lets the program forget a model.
  func forget(_ model: Int) {
    if unit?.model == model { closeUnit() }
    if columns.removeValue(forKey: model) != nil {
      channel.add(#"{"type":"forget","model":\#(model)}"#)
    }
  }

  /// Begins a unit; the one before is over.
  ///
  /// - Parameters:
  ///   - id: The unit's name.
  ///   - model: The model that is to score it.
  /// - Returns: The number of the unit in this conversation.
  func begin(_ id: String, model: Int) -> Int {
    closeUnit()
    units += 1
    unit = OpenUnit(
      number: units, id: id, model: model, columns: columns[model] ?? 0, seconds: limits.score)
    let header: JSONValue = ["type": "begin", "model": .integer(model), "unit": .string(id)]
    channel.add(header.compact)
    return units
  }

  /// The scores of the next rows of a unit, with the remaining lives that come with them.
  ///
  /// - Parameters:
  ///   - numbers: The values, times and regimes of the rows, as they are sent.
  ///   - count: How many rows these are.
  ///   - number: The unit's number; only the unit that began last can be scored.
  /// - Returns: One score, or none, per row, NaN standing for none; and as many lives, if any.
  /// - Throws: ``DetectorError`` if the program fails or answers what it should not.
  func score(
    _ numbers: [Double], rows count: Int, ofUnit number: Int
  ) throws(DetectorError) -> (scores: [Double], lives: [Double]) {
    guard let open = unit, open.number == number else {
      preconditionFailure("the scorer of an earlier unit is not used any more")
    }
    let start = ContinuousClock.now
    let answer = try channel.ask(
      Question(
        name: "score of unit \(open.id)",
        header: #"{"type":"score","rows":\#(count),"bytes":\#(8 * numbers.count)}"#,
        body: numbers, answer: "scores", seconds: open.seconds, limit: limits.score,
        isScoring: true,
        size: { (header) throws(DetectorError) in
          try self.size(of: header, rows: count, in: open)
        }))
    let scores = try checked(answer, rows: count, in: open)
    unit?.rows += count
    unit?.seconds -= (ContinuousClock.now - start) / .seconds(1)
    return scores
  }

  /// What drove the score of the row scored last.
  ///
  /// - Returns: The explanation, with one share per channel.
  /// - Throws: ``DetectorError`` if the program fails or answers what it should not.
  func explain(unit number: Int) throws(DetectorError) -> Explanation? {
    guard let open = unit, open.number == number, open.rows > 0 else { return nil }
    let start = ContinuousClock.now
    let answer = try channel.ask(
      Question(
        name: "explain of unit \(open.id)", header: #"{"type":"explain"}"#,
        answer: "explanation", seconds: open.seconds, limit: limits.score, isScoring: true,
        size: { (_) throws(DetectorError) in open.columns }))
    unit?.seconds -= (ContinuousClock.now - start) / .seconds(1)
    if let share = answer.body.first(where: { !$0.isFinite }) {
      throw channel.refuse(
        .invalid(
          "explain of unit \(open.id): a contribution is \(Self.text(share)), no finite number"))
    }
    return Explanation(
      reason: answer.header["reason"]?.string.map(WireProtocol.shown), contributions: answer.body)
  }

  /// Ends the conversation.
  ///
  /// - Returns: What the program leaves behind; the same whenever it is asked again.
  func finish() -> ProgramRemains {
    if let remains { return remains }
    closeUnit()
    let remains = channel.finish()
    self.remains = remains
    return remains
  }

  /// A number as errors show it: the sign of NaN differs between processors.
  private static func text(_ number: Double) -> String { number.isNaN ? "nan" : "\(number)" }

  private func closeUnit() {
    if unit != nil { channel.add(#"{"type":"end"}"#) }
    unit = nil
  }
}

/// What an answer to `score` must be.
extension Conversation {
  /// The rows without a score that an answer announces.
  private func none(_ header: JSONValue, rows count: Int) -> Int? {
    guard let none = header["none"] else { return 0 }
    return none.integer.flatMap { (0...count).contains($0) ? $0 : nil }
  }

  private func size(
    of header: JSONValue, rows count: Int, in unit: OpenUnit
  ) throws(DetectorError) -> Int {
    guard header["rows"]?.integer == count else {
      throw .invalid(
        "score of unit \(unit.id): scores of \(shown(header["rows"])) rows, not of \(count)")
    }
    guard let none = none(header, rows: count) else {
      throw .invalid(
        "score of unit \(unit.id): \(shown(header["none"])) of \(count) rows without a score")
    }
    return (count - none) * (declaration.lives ? 2 : 1)
  }

  private func shown(_ value: JSONValue?) -> String {
    WireProtocol.shown(value?.compact ?? "no")
  }

  private func checked(
    _ answer: Answer, rows count: Int, in unit: OpenUnit
  ) throws(DetectorError) -> (scores: [Double], lives: [Double]) {
    let none = none(answer.header, rows: count) ?? 0
    let silent = min(count, declaration.silentRows - unit.rows)
    if none < silent {
      throw channel.refuse(
        .invalid(
          "score of unit \(unit.id): row \(unit.rows + none + 1) has a score, though ready declared"
            + " \(declaration.silentRows) rows without one"))
    }
    if let index = answer.body.firstIndex(where: { !$0.isFinite }) {
      let row = unit.rows + none + index % (count - none) + 1
      throw channel.refuse(
        .invalid(
          "score of unit \(unit.id): the \(index < count - none ? "score" : "remaining life") of"
            + " row \(row) is \(Self.text(answer.body[index])), no finite number"))
    }
    let absent = [Double](repeating: .nan, count: none)
    let scores =
      none == 0 && !declaration.lives ? answer.body : absent + answer.body.prefix(count - none)
    return (scores, declaration.lives ? absent + answer.body.dropFirst(count - none) : [])
  }
}
