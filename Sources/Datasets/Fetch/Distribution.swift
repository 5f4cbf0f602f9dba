import Archives

/// A data set as it is published: where its archive can be had, and how the right one is recognised.
public struct Distribution: Sendable {
  /// An archive of the data set at a public address.
  struct Copy: Sendable {
    let address: String
    /// The name under which loaders look the file up.
    let fileName: String
    /// The size and the digest of the file; `nil` where only those of its members are known.
    let content: MemberContent?
  }

  /// A file inside the archive, in whatever folder or inner archive it stands.
  struct Member: Sendable, Hashable {
    let fileName: String
    let sha256: String
  }

  /// The data set's source, as a suite names it.
  public let name: String
  let subsets: [String]
  /// The preferred one first.
  let copies: [Copy]
  /// What tells the data in any packing.
  let members: [Member]
  /// Finds what an archive of unlisted members holds.
  let inspect: @Sendable (_ path: String) throws -> Inspection

  init(
    name: String, subsets: [String], copies: [Copy], members: [Member],
    inspect: @escaping @Sendable (_ path: String) throws -> Inspection = { path in
      try Inspection(ofArchiveAt: path)
    }
  ) {
    self.name = name
    self.subsets = subsets
    self.copies = copies
    self.members = members
    self.inspect = inspect
  }
}
