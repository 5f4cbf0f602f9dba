/// What a walk has taken of its limits, shared by all archives that it opens.
final class ArchiveBudget {
  private let limits: ArchiveLimits
  private var storedBytes = 0
  private var bytes = 0
  private var members = 0

  init(_ limits: ArchiveLimits) {
    self.limits = limits
  }

  /// Adds a file on disk, whose size allows for more.
  func add(fileOf size: Int) { storedBytes = Self.sum(storedBytes, size) }

  /// Takes bytes that an archive unpacks.
  func take(_ count: Int, at place: Place) throws(ArchiveError) {
    bytes = Self.sum(bytes, count)
    if bytes > limits.bytes {
      throw exceeded(
        .bytes, "the archives unpack to more than \(limits.bytes) bytes in all", at: place)
    }
    let (multiple, isHuge) = storedBytes.multipliedReportingOverflow(by: limits.ratio)
    if !isHuge, bytes > Self.sum(multiple, Self.freeBytes) {
      throw exceeded(
        .ratio, "the archives unpack to more than \(limits.ratio) times their size", at: place)
    }
  }

  /// Takes an entry of an archive, whatever it is.
  func takeMember(at place: Place) throws(ArchiveError) {
    members += 1
    if members > limits.members {
      throw exceeded(
        .members, "the archives hold more than \(limits.members) members in all", at: place)
    }
  }

  /// Refuses an archive that stands in too many others.
  func checkNesting(at place: Place) throws(ArchiveError) {
    if place.members.count > limits.nesting {
      throw exceeded(.nesting, "archives are nested more than \(limits.nesting) deep", at: place)
    }
  }

  /// What small files may unpack to at any ratio: a few lines of one repeated character are no bomb.
  private static let freeBytes = 64 << 20

  private func exceeded(
    _ limit: ArchiveLimits.Name, _ what: String, at place: Place
  ) -> ArchiveError {
    ArchiveError(
      place, "\(what); if you trust the file, raise the limit with --archive-limit \(limit)=N")
  }

  private static func sum(_ one: Int, _ other: Int) -> Int {
    let (sum, isHuge) = one.addingReportingOverflow(other)
    return isHuge ? .max : sum
  }
}
