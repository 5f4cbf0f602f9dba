import Archives

/// Why an address or a file is no source of a data set; another one may be.
struct Refusal: Error, Equatable {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }

  /// What came is not what is listed for its address.
  init(unlisted content: MemberContent) {
    self.init(
      "the file is not the listed one: it has \(content.bytes) bytes and SHA-256 \(content.sha256)")
  }
}
