import Testing

@testable import Harness

/// The bytes of arrays, as NumPy's own description of the format has them.
struct NumPyFileTests {
  @Test func headerAndNumbersByHand() {
    let bytes = NumPyFile.bytes(rows: 2, columns: 1, values: [[1], [-2]])
    let facts = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1), }"
    let header =
      [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0]
      + Array((facts + String(repeating: " ", count: 117 - facts.count) + "\n").utf8)
    #expect(header.count == 128)
    #expect(
      bytes == header + [0, 0, 0, 0, 0, 0, 0xF0, 0x3F] + [0, 0, 0, 0, 0, 0, 0, 0xC0])
  }

  @Test func whatIsMissingIsNoNumber() {
    let bytes = NumPyFile.bytes(rows: 1, columns: 2, values: [[.nan, 0.5]])
    let numbers = Binary64.numbers(in: bytes[128...])
    #expect(numbers.count == 2)
    #expect(numbers[0].isNaN)
    #expect(numbers[1] == 0.5)
  }

  /// However long the shape is, the numbers begin at a multiple of 64 bytes.
  @Test(arguments: [(0, 3), (1, 1), (123_456, 0), (0, 1_234_567_890_123)])
  func numbersAreAligned(rows: Int, columns: Int) {
    let bytes = NumPyFile.bytes(
      rows: rows, columns: columns, values: [[Double](repeating: 0, count: rows * columns)])
    let header = bytes.count - 8 * rows * columns
    #expect(header % 64 == 0)
    #expect(Int(bytes[8]) + 256 * Int(bytes[9]) == header - 10)
    #expect(bytes[header - 1] == 0x0A)
  }
}
