import Archives

extension CacheDraft {
  /// Adds the record of the members that the data were read from.
  mutating func add(_ members: [MemberRecord]) {
    add(members.flatMap { [$0.path, String($0.bytes), $0.sha256] }, as: CacheEntry.membersBlock)
  }
}

extension CacheEntry {
  fileprivate static let membersBlock = "members"

  /// The members that the data were read from.
  ///
  /// - Parameter isKnown: Whether a member of a file name and a digest is one that is published.
  /// - Throws: ``Damage`` if the block is not as it was written.
  /// - Returns: The members, in the order of their loader.
  borrowing func members(
    isKnown: (_ fileName: String, _ sha256: String) -> Bool
  ) throws(Damage) -> [MemberRecord] {
    var texts = try texts(Self.membersBlock)
    if texts == [""] { texts = [] }
    return try stride(from: 0, to: texts.count, by: 3).map { start throws(Damage) in
      let fields = texts[start...].prefix(3).map(\.self)
      guard fields.count == 3, let bytes = Int(fields[1]) else { throw Damage() }
      return MemberRecord(
        path: fields[0], bytes: bytes, sha256: fields[2],
        isKnown: isKnown(FileBytes.name(of: fields[0]), fields[2]))
    }
  }
}
