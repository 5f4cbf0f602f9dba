public import Telemetry

/// A data set with the record of the members it was read from.
public struct LoadedDataSet: Sendable {
  public let dataSet: DataSet
  /// The members that were read, in the order of the source's own list.
  public let members: [MemberRecord]

  public init(dataSet: DataSet, members: [MemberRecord]) {
    self.dataSet = dataSet
    self.members = members
  }
}

/// A member of an archive that was read to its end.
public struct MemberRecord: Sendable, Hashable, Codable {
  /// The path through the archives, without the file itself, such as `inner.zip › table.txt`.
  public let path: String
  public let bytes: Int
  /// SHA-256 of the bytes, as lower-case hexadecimal digits.
  public let sha256: String
  /// Whether the digest is the one listed for the member; an unlisted one is allowed.
  public let isKnown: Bool

  public init(path: String, bytes: Int, sha256: String, isKnown: Bool) {
    self.path = path
    self.bytes = bytes
    self.sha256 = sha256
    self.isKnown = isKnown
  }
}
