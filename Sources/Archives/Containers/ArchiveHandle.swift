import CArchive
import Glibc

/// One open libarchive reader: the only owner of its handle, every status checked.
@safe final class ArchiveHandle: MemberHolder {
  let format: String
  private(set) var memberPlace: Place
  let budget: ArchiveBudget
  let place: Place
  let kind: ContainerFormat
  let handle: OpaquePointer
  let feed: MemberFeed?
  private let file: OpenFile?
  /// The error that ended all reading; libarchive's own answer to a later call would hide it.
  var fatal: ArchiveError?
  /// Whether a format was recognised, before which libarchive must not be asked about it.
  var isOpen = false
  private var memberSize: Int?
  private var memberIsEncrypted = false
  var memberIsRead = true
  /// The number of the entry, from 0.
  private var memberIndex = -1
  private var received = 0

  init(
    _ kind: ContainerFormat, in compression: ContainerFormat? = nil, feed: MemberFeed? = nil,
    file: consuming OpenFile? = nil, at place: Place, _ budget: ArchiveBudget
  ) throws(ArchiveError) {
    _ = Self.characterType
    guard let handle = unsafe archive_read_new() else {
      throw ArchiveError(place, "there is not enough memory to open it")
    }
    unsafe self.handle = handle
    self.kind = kind
    self.feed = feed
    self.file = file
    self.place = place
    self.budget = budget
    format = compression.map { "\(kind.rawValue) (\($0.rawValue))" } ?? kind.rawValue
    memberPlace = place
  }

  deinit { unsafe archive_read_free(handle) }

  func nextMember() throws(ArchiveError) -> (name: String, size: Int?)? {
    while true {
      try passOver()
      memberPlace = place
      var entry: OpaquePointer?
      let status = unsafe archive_read_next_header(handle, &entry)
      if status == ARCHIVE_EOF {
        try feed?.finish(at: place)
        return nil
      }
      try check(status)
      guard let entry = unsafe entry, let name = unsafe archive_entry_pathname(entry) else {
        throw ArchiveError(place, "a member has a name that is no text")
      }
      let text = unsafe String(cString: name).withoutControlCharacters
      memberPlace = place.member(text)
      try endReading { () throws(ArchiveError) in try unsafe begin(entry) }
      // Links may lead anywhere, and devices and pipes have no end.
      if unsafe archive_entry_filetype(entry) == S_IFREG { return (text, memberSize) }
    }
  }

  /// Notes what the archive says of a member.
  private func begin(_ entry: OpaquePointer) throws(ArchiveError) {
    try budget.takeMember(at: memberPlace)
    let size = unsafe archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil
    memberSize = size
    memberIsEncrypted = unsafe archive_entry_is_encrypted(entry) != 0
    memberIsRead = false
    memberIndex += 1
    received = 0
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    if let fatal { throw fatal }
    if memberIsRead { return nil }
    if memberIsEncrypted { throw ArchiveError(memberPlace, Self.encrypted) }
    var base: UnsafeRawPointer?
    var count = 0
    var offset: la_int64_t = 0
    let status = unsafe archive_read_data_block(handle, &base, &count, &offset)
    if status == ARCHIVE_EOF {
      memberIsRead = true
      try checkEnd()
      return nil
    }
    try check(status)
    guard count == 0 || offset == received else {
      throw ArchiveError(memberPlace, "a sparse member cannot be read; pack it again without holes")
    }
    received += count
    // A tar only cuts up what came to it.
    if kind != .tar {
      try endReading { () throws(ArchiveError) in try budget.take(count, at: memberPlace) }
    }
    return unsafe UnsafeRawBufferPointer(start: base, count: count)
  }

  private func checkEnd() throws(ArchiveError) {
    if let memberSize, memberSize != received {
      throw ArchiveError(memberPlace, "holds \(received) bytes where \(memberSize) are announced")
    }
    guard let feed else { return }
    if !feed.isIntact(file: memberIndex) {
      throw ArchiveError(memberPlace, reason("its checksum is wrong"))
    }
    guard kind.isCompression else { return }
    try feed.finish(at: place)
    // What does not begin as one more piece of compressed data is no error for libarchive.
    guard unsafe archive_filter_bytes(handle, -1) == feed.bytes else {
      throw ArchiveError(
        place, "something else stands behind the compressed data; download or pack them again")
    }
  }

  /// Accounts for what a visit left unread of a member, because most formats unpack it all the same.
  private func passOver() throws(ArchiveError) {
    if let fatal { throw fatal }
    if memberIsRead { return }
    if let memberSize {
      guard kind.unpacksWhatIsPassedOver else { return }
      try endReading { () throws(ArchiveError) in
        try budget.take(max(memberSize - received, 0), at: memberPlace)
      }
    } else if !memberIsEncrypted {
      do {
        while unsafe try nextBlock() != nil {}
      } catch {
        // Damage in what nobody wanted stops nothing unless it ends all reading.
        if let fatal { throw fatal }
      }
    }
  }

  /// Makes an error of `step` the end of all reading.
  private func endReading(_ step: () throws(ArchiveError) -> Void) throws(ArchiveError) {
    do throws(ArchiveError) {
      try step()
    } catch {
      fatal = error
      throw error
    }
  }

  /// Makes libarchive return member names outside ASCII; set once, before the first archive opens.
  private static let characterType: Void = {
    _ = unsafe setlocale(LC_CTYPE, "C.UTF-8")
  }()
}
