import Foundation
import Glibc
import Numerics
import Testing

@testable import Archives

@Suite struct DecimalParserTests {
  private func parse(_ text: String) -> Double? {
    DecimalParser.parse(Array(text.utf8).span)
  }

  private func reference(_ text: String) -> UInt64 { unsafe strtod(text, nil).bitPattern }

  @Test(arguments: [
    "0", "-0", "+1", "1.", ".5", "-0.0007", "518.67", "9046.19", "8138.62", "1e3", "1E-3", "1e+22",
    "1e22", "1e23", "1e-22", "1e-23", "9007199254740992", "9007199254740993", "9007199254740991e22",
    "9999999999999999999", "18446744073709551616", "99999999999999999999999999", "0.1",
    "0.30000000000000004", "2.2250738585072011e-308", "2.2250738585072014e-308", "4.9e-324",
    "2.4703282292062327208e-324", "2.4703282292062328e-324", "1.7976931348623157e308", "1e308",
    "1.7976931348623159e308", "1e999", "-1e999", "1e-999", "1e99999999999999999999", "0e999",
    "0.000000000000000000000000000001", "00000000000000000000000000000001",
    "1.00000000000000000000",
    "8.5070591730234615847396907784232501249e37", "9007199254740993.0000000000000000000000001",
  ])
  func awkwardNumbersAreReadAsTheCLibraryReadsThem(_ text: String) {
    #expect(parse(text)?.bitPattern == reference(text))
  }

  @Test func aMillionRandomNumbersAreReadAsTheCLibraryReadsThem() {
    var random = RandomStream(seed: 1, path: ["decimal parser"])
    var different: [String] = []
    for round in 0..<1_000_000 {
      var text = random.integer(below: 2) == 0 ? "-" : ""
      switch round % 4 {
      case 0:  // as in the data: few digits
        text += "\(random.integer(below: 10000)).\(random.integer(below: 10000))"
      case 1:  // shortest forms, around the limits of the fast path
        text += "\(random.uniform() * Foundation.pow(10, random.uniform(in: -30..<30)))"
      case 2:  // any number of digits and any exponent
        for _ in 0..<(1 + random.integer(below: 22)) { text += "\(random.integer(below: 10))" }
        text += "e\(random.integer(below: 700) - 350)"
      default:  // a mantissa near 2⁵³ with a power near 10²²
        text += "\(9_007_199_254_740_992 + random.integer(below: 64) - 32)"
        text += "e\(random.integer(below: 50) - 25)"
      }
      if parse(text)?.bitPattern != reference(text) { different.append(text) }
    }
    #expect(different == [])
  }

  private func parseWord(_ text: [UInt8]) -> Double? {
    // What stands behind the text, as in a table, must not matter.
    let bytes = (text + Array(" .5-5.5-".utf8)).prefix(8)
    return DecimalParser.parse(
      word: bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }, count: text.count)
  }

  @Test func shortNumbersAreReadAtOnceAsTheyAreByteByByte() {
    let alphabet = Array("-.0279 /:x\u{e9}".utf8)
    var texts: [[UInt8]] = [[]]
    var different: [String] = []
    var found = 0
    for _ in 1...4 {
      texts = texts.flatMap { text in alphabet.map { text + [$0] } }
      for text in texts + texts.map({ Array("731".utf8) + $0 }) {
        guard let number = parseWord(text) else { continue }
        found += 1
        if DecimalParser.parse(text.span)?.bitPattern != number.bitPattern {
          different.append(String(decoding: text, as: UTF8.self))
        }
      }
    }
    #expect(different == [])
    #expect(found > 1000)
  }

  @Test(arguments: [
    "-0.0007", "12345678", "1.234567", "1234567.", ".1234567", "-.123456", "7", "-0",
  ])
  func plainNumbersOfAtMostEightBytesAreReadAtOnce(_ text: String) {
    #expect(parseWord(Array(text.utf8))?.bitPattern == reference(text))
  }

  @Test(arguments: [
    "", "-", "+", ".", "-.", "e5", "1e", "1e+", "1 ", " 1", "1x", "--1", "+-1", "1.2.3", "1e2.5",
    "0x10", "inf", "-inf", "Infinity", "nan", "NaN", "1,5", "1_000", "1d5", "1\u{0}", "١",
  ])
  func anythingElseIsRefused(_ text: String) {
    #expect(parse(text) == nil)
  }
}
