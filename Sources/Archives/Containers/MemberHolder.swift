/// What members stand in, one after another: an archive, a folder, or a file around a single one.
///
/// The stream is that of the current member.
protocol MemberHolder: ByteStream {
  /// What it is, such as `zip`, `tar (gzip)` or `folder`.
  var format: String { get }
  /// Where the current member stands.
  var memberPlace: Place { get }
  var budget: ArchiveBudget { get }

  /// Goes to the next member; what was left unread of the current one is passed over.
  ///
  /// - Returns: Its name and, where it is known, its size in bytes; `nil` at the checked end.
  func nextMember() throws(ArchiveError) -> (name: String, size: Int?)?

  /// Opens the current member as an archive itself.
  func openMember() throws(ArchiveError) -> any MemberHolder
}

extension MemberHolder {
  func openMember() throws(ArchiveError) -> any MemberHolder {
    try Archive.open(self, at: memberPlace, budget)
  }
}
