import CArchive
import Glibc

/// One open libarchive reader: the only owner of its handle, every status checked.
@safe final class ArchiveHandle: MemberHolder {
  let format: String
  private(set) var memberPlace: Place
  let budget: ArchiveBudget
  private let place: Place
  private let kind: ContainerFormat
  private let handle: OpaquePointer
  private let feed: MemberFeed?
  private let file: OpenFile?
  /// The error that ended all reading; libarchive's own answer to a later call would hide it.
  private var fatal: ArchiveError?
  /// Whether a format was recognised, before which libarchive must not be asked about it.
  private var isOpen = false
  private var memberSize: Int?
  private var memberIsEncrypted = false
  private var memberIsRead = true
  /// The number of the entry, from 0.
  private var memberIndex = -1
  private var received = 0

  private init(
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

  /// Opens an archive that is read by the table of contents at its end.
  convenience init(
    _ file: consuming OpenFile, _ format: ContainerFormat, at place: Place, _ budget: ArchiveBudget
  ) throws(ArchiveError) {
    let descriptor = file.descriptor
    try self.init(format, file: file, at: place, budget)
    try unsafe check(archive_read_support_format_zip_seekable(handle))
    try unsafe check(archive_read_support_format_7zip(handle))
    lseek(descriptor, 0, SEEK_SET)
    try checkOpening(
      unsafe archive_read_open_fd(handle, descriptor, 1 << 18),
      "the file ends before its table of contents; it is cut short, so download it again")
  }

  /// Opens an archive that comes as a stream.
  convenience init(
    _ stream: any ByteStream, _ format: ContainerFormat, in compression: ContainerFormat? = nil,
    at place: Place, _ budget: ArchiveBudget
  ) throws(ArchiveError) {
    try self.init(format, in: compression, feed: MemberFeed(stream, format), at: place, budget)
    switch format {
    case .zip: try unsafe check(archive_read_support_format_zip_streamable(handle))
    case .rar: try unsafe check(archive_read_support_format_rar(handle))
    case .rar5: try unsafe check(archive_read_support_format_rar5(handle))
    default: try unsafe check(archive_read_support_format_tar(handle))
    }
    try openFeed("not an archive of a known format (zip, 7z, rar, tar)")
  }

  /// Opens the content of a compressed file, to be read at once.
  convenience init(
    contentOf stream: any ByteStream, _ compression: ContainerFormat, at place: Place,
    _ budget: ArchiveBudget
  ) throws(ArchiveError) {
    try self.init(compression, feed: MemberFeed(stream, compression), at: place, budget)
    // None that would start an outside program.
    switch compression {
    case .bzip2: try unsafe check(archive_read_support_filter_bzip2(handle))
    case .xz: try unsafe check(archive_read_support_filter_xz(handle))
    default: try unsafe check(archive_read_support_filter_zstd(handle))
    }
    try unsafe check(archive_read_support_format_raw(handle))
    let cut = "the compressed data are empty or cut short; download or pack them again"
    try openFeed(cut)
    // Too few bytes to be known as compressed would pass as they are.
    if unsafe archive_filter_code(handle, 0) == ARCHIVE_FILTER_NONE {
      throw ArchiveError(place, cut)
    }
    var entry: OpaquePointer?
    try unsafe check(archive_read_next_header(handle, &entry))
    memberIsRead = false
  }

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

  private func openFeed(_ unrecognised: String) throws(ArchiveError) {
    guard let feed else { return }
    try checkOpening(
      unsafe archive_read_open(
        handle, Unmanaged.passUnretained(feed).toOpaque(), nil, MemberFeed.read, nil),
      unrecognised)
  }

  /// Accepts nothing but full success: a warning means data that are not what was packed.
  private func check(_ status: CInt) throws(ArchiveError) {
    if status == ARCHIVE_OK { return }
    let error = feed?.error ?? ArchiveError(memberPlace, reason(message ?? "unknown error"))
    if status == ARCHIVE_FATAL { fatal = error }
    throw error
  }

  /// What to say of a cause, with the remedy that fits.
  private func reason(_ cause: String) -> String {
    if isOpen, memberPlace == place, unsafe archive_read_has_encrypted_entries(handle) > 0 {
      return Self.encrypted
    }
    let remedy =
      kind == .rar || kind == .rar5
      ? "download it again, or unpack it with unrar x or 7-Zip, which read more of RAR than "
        + "libarchive does, and give the folder or pack it as zip"
      : "download it or pack it again"
    return "cannot be read (\(cause)); \(remedy)"
  }

  private static let encrypted =
    "is encrypted; unpack it with its password and give the folder, or pack it again without one"

  /// As ``check(_:)``, with better words for what libarchive calls an unrecognised format.
  private func checkOpening(_ status: CInt, _ unrecognised: String) throws(ArchiveError) {
    if status != ARCHIVE_OK, feed?.error == nil, message == "Unrecognized archive format" {
      throw ArchiveError(place, unrecognised)
    }
    try check(status)
    isOpen = true
  }

  private var message: String? {
    unsafe archive_error_string(handle).map { unsafe String(cString: $0) }
  }

  /// Makes libarchive return member names outside ASCII; set once, before the first archive opens.
  private static let characterType: Void = {
    _ = unsafe setlocale(LC_CTYPE, "C.UTF-8")
  }()
}
