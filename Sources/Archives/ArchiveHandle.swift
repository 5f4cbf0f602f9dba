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
  private var memberSize: Int?
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
    try self.init(format, in: compression, feed: MemberFeed(stream), at: place, budget)
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
    try self.init(compression, feed: MemberFeed(stream), at: place, budget)
    // None that would start an outside program.
    switch compression {
    case .gzip: try unsafe check(archive_read_support_filter_gzip(handle))
    case .bzip2: try unsafe check(archive_read_support_filter_bzip2(handle))
    case .xz: try unsafe check(archive_read_support_filter_xz(handle))
    case .lz4: try unsafe check(archive_read_support_filter_lz4(handle))
    default: try unsafe check(archive_read_support_filter_zstd(handle))
    }
    try unsafe check(archive_read_support_format_raw(handle))
    try openFeed("the compressed data are empty or cut short; download or pack them again")
    var entry: OpaquePointer?
    try unsafe check(archive_read_next_header(handle, &entry))
  }

  /// Goes to the next regular file in the archive; directories and links are passed over.
  func nextMember() throws(ArchiveError) -> (name: String, size: Int?)? {
    while true {
      if let fatal { throw fatal }
      memberPlace = place
      var entry: OpaquePointer?
      let status = unsafe archive_read_next_header(handle, &entry)
      if status == ARCHIVE_EOF {
        try feed?.finish(kind, at: place)
        return nil
      }
      try check(status)
      guard let entry = unsafe entry, let name = unsafe archive_entry_pathname(entry) else {
        throw ArchiveError(place, "a member has a name that is no text")
      }
      guard unsafe archive_entry_filetype(entry) == S_IFREG else { continue }
      let text = unsafe String(cString: name)
      memberPlace = place.member(text)
      memberSize =
        unsafe archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil
      received = 0
      return (text, memberSize)
    }
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    if let fatal { throw fatal }
    var base: UnsafeRawPointer?
    var count = 0
    var offset: la_int64_t = 0
    let status = unsafe archive_read_data_block(handle, &base, &count, &offset)
    if status == ARCHIVE_EOF {
      if let memberSize, memberSize != received {
        throw ArchiveError(memberPlace, "holds \(received) bytes where \(memberSize) are announced")
      }
      if kind.isCompression { try feed?.finish(kind, at: place) }
      return nil
    }
    try check(status)
    guard count == 0 || offset == received else {
      throw ArchiveError(memberPlace, "a sparse member cannot be read; pack it again without holes")
    }
    received += count
    return unsafe UnsafeRawBufferPointer(start: base, count: count)
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
    let error =
      feed?.error
      ?? ArchiveError(
        memberPlace,
        "cannot be read (\(message ?? "unknown error")); download it or pack it again")
    if status == ARCHIVE_FATAL { fatal = error }
    throw error
  }

  /// As ``check(_:)``, with better words for what libarchive calls an unrecognised format.
  private func checkOpening(_ status: CInt, _ unrecognised: String) throws(ArchiveError) {
    do {
      try check(status)
    } catch {
      guard feed?.error == nil, message == "Unrecognized archive format" else { throw error }
      throw ArchiveError(place, unrecognised)
    }
  }

  private var message: String? {
    unsafe archive_error_string(handle).map { unsafe String(cString: $0) }
  }

  /// Makes libarchive return member names outside ASCII; set once, before the first archive opens.
  private static let characterType: Void = {
    _ = unsafe setlocale(LC_CTYPE, "C.UTF-8")
  }()
}
