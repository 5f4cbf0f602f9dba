import Detectors
import JSON
import Processes

/// The frames that go to a program and come from it.
///
/// The first failure is the last word: the program hears nothing after it.
final class ProgramChannel {
  private let program: WatchedProgram
  private let limits: ProgramLimits
  /// Frames that need no answer, which go with the next that does.
  private var waiting: [UInt8] = []
  private var failure: DetectorError?
  /// The header that came last, and what it says: that of rows sent alone is always the same.
  private var lastLine: [UInt8] = []
  private var lastHeader: (value: JSONValue, type: String)?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - command: The program.
  ///   - limits: The memory that it may hold.
  /// - Throws: ``DetectorError`` if it cannot be started.
  init(_ command: ProgramCommand, limits: ProgramLimits) throws(DetectorError) {
    self.limits = limits
    do throws(ProgramFailure) {
      program = try WatchedProgram(
        WatchedProgram.Setup(
          command: command.words, folder: command.folder,
          environment: command.environment.merging(
            [WireProtocol.variable: String(WireProtocol.version)]) { _, own in own },
          memoryLimit: limits.memory, outputLimit: WireProtocol.headerLimit,
          controlGroup: WireProtocol.controlGroup))
    } catch {
      throw DetectorError("the program \(WireProtocol.shown(command.words.first ?? "")) \(error)")
    }
  }

  /// Keeps a frame that needs no answer until the next that does.
  func add(_ header: String) { waiting += Array((header + "\n").utf8) }

  /// Asks and waits for the answer.
  ///
  /// - Parameter question: The question.
  /// - Returns: The header and the numbers of the answer.
  /// - Throws: ``DetectorError`` in place of every answer that is none, and ever after.
  func ask(_ question: Question) throws(DetectorError) -> Answer {
    if let failure { throw failure }
    do throws(DetectorError) {
      return try answer(to: question)
    } catch {
      failure = error
      throw error
    }
  }

  /// Takes an answer, which came as it should, for a failure all the same.
  func refuse(_ error: DetectorError) -> DetectorError {
    failure = error
    return error
  }

  /// Tells the program to leave and sees to it that it does.
  func finish() -> ProgramRemains {
    var disorder: String?
    let ending: ProgramEnding
    // Once the program is told to leave, it may be gone before anybody looks.
    let peakMemory = program.peakMemory
    if failure == nil {
      let surplus = program.hasUnreadOutput ? unasked() : nil
      add(#"{"type":"bye"}"#)
      // One that reads no more is killed below.
      try? program.write(waiting, until: .now + .seconds(ProgramLimits.patience))
      ending = program.finish(within: ProgramLimits.patience)
      disorder = Self.disorder(ending) ?? surplus
    } else {
      ending = program.kill()
    }
    return ProgramRemains(
      standardError: program.standardErrorTail, peakMemory: max(peakMemory, ending.peakMemory),
      disorder: disorder)
  }

  private static func disorder(_ ending: ProgramEnding) -> String? {
    if ending.wasKilled {
      return "the program did not leave within \(Int(ProgramLimits.patience)) seconds of bye"
    }
    if ending.status != .code(0) { return "told to leave, the program \(ending.status)" }
    return ending.leftProcesses ? "the program left other processes behind" : nil
  }

  private func answer(to question: Question) throws(DetectorError) -> Answer {
    if program.hasUnreadOutput { throw .invalid("before \(question.name): \(unasked())") }
    let deadline = ContinuousClock.now + .seconds(question.seconds)
    let frame = waiting + Array((question.header + "\n").utf8)
    waiting.removeAll(keepingCapacity: true)
    let line = try within(question) { () throws(ProgramFailure) in
      try program.write(frame, body: question.body, until: deadline)
      return try program.readLine(atMost: WireProtocol.headerLimit, until: deadline)
    }
    let header = try header(of: line, in: question)
    let count = try question.size(header)
    let bytes = header["bytes"].map { $0.integer } ?? 0
    guard bytes == 8 * count else {
      throw .invalid(
        "\(question.name): \(question.answer) announces"
          + " \(WireProtocol.shown(header["bytes"]?.compact ?? "0")) bytes, not \(8 * count)")
    }
    var body = [Double](repeating: 0, count: count)
    if count > 0 {
      try within(question) { () throws(ProgramFailure) in
        try program.read(into: &body, until: deadline)
      }
    }
    return Answer(header: header, body: body)
  }

  /// Reads the header of a frame, or knows it from the last time.
  private func parsed(
    _ line: [UInt8], in question: Question
  ) throws(DetectorError) -> (value: JSONValue, type: String) {
    if let lastHeader, line == lastLine { return lastHeader }
    let text = String(decoding: line, as: UTF8.self)
    guard let header = try? JSONValue(parsing: text), let type = header["type"]?.string else {
      throw .invalid(
        "\(question.name): the program wrote \"\(WireProtocol.shown(text))\", which is no frame")
    }
    lastLine = line
    lastHeader = (header, type)
    return (header, type)
  }

  /// The header of an answer, which may be the same as the last and yet no answer to this question.
  private func header(of line: [UInt8], in question: Question) throws(DetectorError) -> JSONValue {
    let (header, type) = try parsed(line, in: question)
    if type == "error" {
      let reason = WireProtocol.shown(header["reason"]?.string ?? "no reason given")
      throw DetectorError(
        "\(question.name): \(reason)", cause: question.isScoring ? .crash : .refusal)
    }
    guard type == question.answer else {
      throw .invalid(
        "\(question.name): the program answered \"\(WireProtocol.shown(type))\", not"
          + " \"\(question.answer)\"")
    }
    return header
  }

  /// What the program wrote before anything was asked.
  private func unasked() -> String {
    let line = try? program.readLine(
      atMost: WireProtocol.headerLimit, until: .now + .milliseconds(100))
    let text = line.map { "\"\(WireProtocol.shown(String(decoding: $0, as: UTF8.self)))\"" }
    return "the program wrote \(text ?? "bytes") unasked"
  }

  private func within<Result>(
    _ question: Question, _ body: () throws(ProgramFailure) -> Result
  ) throws(DetectorError) -> Result {
    do throws(ProgramFailure) {
      return try body()
    } catch {
      throw DetectorError(failure: error, question, limits)
    }
  }
}

extension DetectorError {
  /// What a failure of the program means for the detector.
  fileprivate init(failure: ProgramFailure, _ question: Question, _ limits: ProgramLimits) {
    switch failure.kind {
    case .timedOut:
      self.init(
        "\(question.name): no answer within \(SpanText.seconds(question.limit))", cause: .timeout)
    case .outOfMemory:
      self.init(
        "\(question.name): the program holds more than \(SpanText.bytes(limits.memory)) of memory",
        cause: .memory)
    case .flood, .lineTooLong:
      self.init("\(question.name): the program \(failure)", cause: .invalidOutput)
    default: self.init("\(question.name): the program \(failure)", cause: .crash)
    }
  }
}
