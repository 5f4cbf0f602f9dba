import Testing

@testable import Processes

/// The last bytes of a text.
struct TailTests {
  @Test(arguments: [1, 7, 1000, 65536, 65537, 200_000])
  func theLastBytesInPiecesOfAnySize(_ size: Int) {
    let text = (0..<200_000).map { UInt8(ascii: "a") + UInt8($0 % 23) }
    var tail = Tail()
    for start in stride(from: 0, to: text.count, by: size) {
      tail.append(text[start..<min(start + size, text.count)])
      #expect(tail.text.utf8.elementsEqual(text[..<min(start + size, text.count)].suffix(65536)))
      if size < 1000, start > 1000 * size { break }
    }
  }

  @Test func aCharacterIsNotCutInTwo() {
    var tail = Tail()
    tail.append(ArraySlice("äb".utf8))
    #expect(tail.text == "äb")
    tail.append(ArraySlice([UInt8](repeating: UInt8(ascii: "c"), count: 65534)))
    #expect(tail.text == "b" + String(repeating: "c", count: 65534))
  }

  @Test func aFloodTakesNoMemory() {
    var tail = Tail()
    let some = [UInt8](repeating: 97, count: 50_000)
    for _ in 0..<1000 {
      tail.append(some[...])
      #expect(tail.bytes.count <= 2 * Tail.capacity)
    }
    #expect(tail.bytes.capacity < 8 * Tail.capacity)
  }
}
