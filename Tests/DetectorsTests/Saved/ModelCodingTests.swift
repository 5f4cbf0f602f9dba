import Numerics
import Testing

@testable import Detectors

/// Values of models as bytes, and back.
struct ModelCodingTests {
  private enum Word: String, Codable { case one, two }

  private struct Part: Codable, Equatable {
    var name: String
    var count: UInt64
    var small: Int8?
    var word: Word
  }

  private struct Whole: Codable, Equatable {
    var flag = true
    var numbers: [Double] = [1, -0.0, .infinity, .leastNonzeroMagnitude, 0.1]
    var none: Double?
    var words: [Int32] = [.min, 0, .max]
    var bytes: [UInt8] = [0, 255]
    var integers = [Int.min, 0, .max]
    var flags = [true, false]
    var single: Float = 0.1
    var empty: [Int32] = []
    var texts = ["", "ä\n"]
    var matrix = Matrix(rows: 2, columns: 2, storage: [1, 2, 3, 4])
    var parts = [
      Part(name: "a", count: .max, small: -1, word: .two),
      Part(name: "b", count: 0, small: nil, word: .one),
    ]
    var maybe: [Double?] = [1, nil]
    var byName = ["x": [1, 2]]
  }

  @Test func everythingComesBack() throws {
    let bytes = try ModelEncoder.encode(Whole())
    let back = try ModelDecoder.decode(Whole.self, from: bytes[...])
    #expect(back == Whole())
    // Equal numbers may differ in their sign of zero.
    #expect(back.numbers.map(\.bitPattern) == Whole().numbers.map(\.bitPattern))
    #expect(try ModelEncoder.encode(back) == bytes)
  }

  @Test func notANumberKeepsItsBits() throws {
    let value = [Double(bitPattern: 0x7FF8_0000_0000_1234)]
    let back = try ModelDecoder.decode([Double].self, from: try ModelEncoder.encode(value)[...])
    #expect(back.map(\.bitPattern) == value.map(\.bitPattern))
  }

  /// No change of a byte, and no cut, may end the program or take memory without end.
  @Test func damageIsAnErrorOrAnotherValue() throws {
    let bytes = try ModelEncoder.encode(Whole())
    var refused = 0
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 0xFF
      if (try? ModelDecoder.decode(Whole.self, from: changed[...])) == nil { refused += 1 }
      #expect(throws: DecodingError.self) {
        try ModelDecoder.decode(Whole.self, from: bytes[..<place])
      }
    }
    #expect(refused > bytes.count / 3)
    #expect(throws: DecodingError.self) {
      try ModelDecoder.decode(Whole.self, from: (bytes + [0])[...])
    }
  }

  @Test func anotherTypeIsRefused() throws {
    let bytes = try ModelEncoder.encode(Part(name: "a", count: 300, small: 1, word: .one))
    struct Small: Codable { var count: UInt8 }
    struct Other: Codable { var missing: Double }
    struct Wrong: Codable { var name: Double }
    #expect(throws: DecodingError.self) { try ModelDecoder.decode(Small.self, from: bytes[...]) }
    #expect(throws: DecodingError.self) { try ModelDecoder.decode(Other.self, from: bytes[...]) }
    #expect(throws: DecodingError.self) { try ModelDecoder.decode(Wrong.self, from: bytes[...]) }
    #expect(throws: DecodingError.self) { try ModelDecoder.decode([Double].self, from: bytes[...]) }
  }

  @Test func listsInListsHaveAnEnd() {
    // A list of one list of one list …, deeper than any model.
    let one: [UInt8] = [11, 1, 0, 0, 0, 0, 0, 0, 0]
    var bytes: [UInt8] = []
    for _ in 0..<100_000 { bytes += one }
    #expect(throws: DecodingError.self) { try ModelDecoder.decode([Bool].self, from: bytes[...]) }
  }
}
