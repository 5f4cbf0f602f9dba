import Testing

@testable import Archives

@Suite struct ChecksumTests {
  /// The check values of the catalogue of CRC algorithms, for CRC-32/ISO-HDLC.
  @Test(arguments: [("", 0), ("123456789", 0xCBF4_3926), ("a", 0xE8B7_BE43)] as [(String, UInt32)])
  func checksumsOfKnownTexts(_ text: String, _ expected: UInt32) {
    #expect(Checksum.of(Array(text.utf8)) == expected)
  }

  @Test func piecesGiveTheChecksumOfTheWhole() {
    var checksum = Checksum()
    for piece in ["", "1234", "", "56789"] {
      unsafe checksum.update(Array(piece.utf8).span.bytes)
    }
    #expect(checksum.value == 0xCBF4_3926)
  }
}
