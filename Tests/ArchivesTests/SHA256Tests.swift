import Testing

@testable import Archives

@Suite struct SHA256Tests {
  /// Test vectors of FIPS 180-4 as published by NIST.
  @Test func knownAnswers() {
    #expect(
      SHA256.digest(of: "")
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.digest(of: "abc")
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func piecesGiveTheDigestOfTheWhole() {
    var sha = SHA256()
    sha.update("a")
    sha.update("")
    sha.update("bc")
    #expect(sha.finish() == SHA256.digest(of: "abc"))
    sha.update("abc")
    #expect(sha.finish() == SHA256.digest(of: "abc"))
  }
}
