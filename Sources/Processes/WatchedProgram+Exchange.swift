/// What is written to a program and read from it.
extension WatchedProgram {
  /// Writes bytes, while the program may write too.
  ///
  /// - Parameters:
  ///   - bytes: What to write.
  ///   - deadline: When all must have been taken.
  /// - Throws: ``ProgramFailure``.
  public func write(
    _ bytes: [UInt8], until deadline: ContinuousClock.Instant
  ) throws(ProgramFailure) {
    try write(bytes, body: [], until: deadline)
  }

  /// Writes bytes and numbers behind them, least significant byte first, while the program may write
  /// too.
  ///
  /// - Parameters:
  ///   - header: What to write first.
  ///   - body: What to write then.
  ///   - deadline: When all must have been taken.
  /// - Throws: ``ProgramFailure``.
  public func write(
    _ header: [UInt8], body: [Double], until deadline: ContinuousClock.Instant
  ) throws(ProgramFailure) {
    // Every platform that Swift runs on has the least significant byte first.
    let (headerBytes, bodyBytes) = unsafe (header.span.bytes, body.span.bytes)
    let count = headerBytes.byteCount + bodyBytes.byteCount
    var written = 0
    while written < count {
      guard let input else { throw ProgramFailure(.closedInput) }
      switch input.write(headerBytes, bodyBytes, from: written) {
      case .bytes(let more): written += more
      case .nothingYet: try wait(.forRoom, until: deadline)
      case .closed: throw failure(else: .closedInput)
      }
    }
  }

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - limit: The bytes that it may have.
  ///   - deadline: When it must have come.
  /// - Returns: The line without its line feed.
  /// - Throws: ``ProgramFailure``.
  public func readLine(
    atMost limit: Int, until deadline: ContinuousClock.Instant
  ) throws(ProgramFailure) -> [UInt8] {
    var searched = 0
    while true {
      if let end = received.lineFeed(from: searched) {
        if end > limit { throw ProgramFailure(.lineTooLong(limit: limit)) }
        let line = received.take(end)
        _ = received.take(1)
        return line
      }
      searched = received.count
      if searched > limit { throw ProgramFailure(.lineTooLong(limit: limit)) }
      try receive(until: deadline)
    }
  }

  /// Reads bytes.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - deadline: When they must have come.
  /// - Returns: The bytes.
  /// - Throws: ``ProgramFailure``.
  public func read(
    count: Int, until deadline: ContinuousClock.Instant
  ) throws(ProgramFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var span = bytes.mutableSpan
    var place = unsafe span.mutableBytes
    try fill(&place, until: deadline)
    return bytes
  }

  /// Reads numbers, least significant byte first.
  ///
  /// - Parameters:
  ///   - numbers: Takes them, as many as it has.
  ///   - deadline: When they must have come.
  /// - Throws: ``ProgramFailure``.
  public func read(
    into numbers: inout [Double], until deadline: ContinuousClock.Instant
  ) throws(ProgramFailure) {
    var span = numbers.mutableSpan
    var place = unsafe span.mutableBytes
    try fill(&place, until: deadline)
  }

  /// Large bodies go from the pipe to their place without a stay among the received bytes.
  private func fill(
    _ place: inout MutableRawSpan, until deadline: ContinuousClock.Instant
  ) throws(ProgramFailure) {
    var count = received.take(into: &place)
    while count < place.byteCount {
      guard let output else { throw failure(else: .closedOutput) }
      switch output.read(into: &place, from: count) {
      case .bytes(let more): count += more
      case .nothingYet: try wait(.forOutput, until: deadline)
      case .closed: self.output = nil
      }
    }
  }

  /// Receives something.
  private func receive(until deadline: ContinuousClock.Instant) throws(ProgramFailure) {
    while true {
      guard let output else { throw failure(else: .closedOutput) }
      switch received.receive(from: output) {
      case .bytes: return
      case .nothingYet: try wait(.forOutput, until: deadline)
      case .closed: self.output = nil
      }
    }
  }
}
