extension TableState {
  /// Reads a line of plain numbers of at most seven bytes, as nearly all lines are.
  ///
  /// Eight bytes are looked at together, which hold a number and what ends it.
  ///
  /// - Parameters:
  ///   - text: A piece of text.
  ///   - start: Where the line begins.
  ///   - row: Room for the numbers.
  /// - Returns: Where the next line begins; `nil` where the line is not plain, not in the piece to
  ///   its end, or no row of the table.
  func readPlainLine(
    _ text: RawSpan, from start: Int, into row: UnsafeMutableBufferPointer<Double>
  ) -> Int? {
    var position = start
    var fields = 0
    while position + MemoryLayout<UInt64>.size <= text.byteCount {
      let word = unsafe UInt64(
        littleEndian: text.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      guard let length = Self.lengthBeforeBlank(word) else { return nil }
      if length > 0 {
        guard fields < columns, let value = DecimalParser.parse(word: word, count: length) else {
          return nil
        }
        unsafe row[fields] = value
        fields += 1
      } else if !skipsEmptyFields {
        return nil
      }
      position += length + 1
      let end = UInt8(truncatingIfNeeded: word &>> (8 * length))
      if end == separator { continue }
      return fields == columns ? Self.lineStart(in: text, at: position, after: end) : nil
    }
    return nil
  }

  /// The bytes before the first one that is a blank or a control character, if there is one.
  @inline(__always)
  private static func lengthBeforeBlank(_ word: UInt64) -> Int? {
    // Borrows reach only bytes above the first one that is less, which is the one that counts.
    let found = (word &- 0x2121_2121_2121_2121) & ~word & 0x8080_8080_8080_8080
    return found == 0 ? nil : found.trailingZeroBitCount / 8
  }

  /// Where the next line begins, if the byte before a position begins a line end.
  private static func lineStart(in text: RawSpan, at position: Int, after end: UInt8) -> Int? {
    if end == UInt8(ascii: "\n") { return position }
    guard end == UInt8(ascii: "\r"), position < text.byteCount,
      unsafe text.unsafeLoad(fromByteOffset: position, as: UInt8.self) == UInt8(ascii: "\n")
    else { return nil }
    return position + 1
  }
}
