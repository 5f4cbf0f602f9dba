import CArchive
import Glibc

/// One open libarchive reader: the only owner of its handle, every status checked.
///
/// A zip on disk is read by its central directory, an archive inside an archive as a stream through
/// a ``MemberFeed``. Any other source, such as an inner member that was spooled because its format
/// needs random access, is one more `static func` beside the two here.
@safe final class ArchiveHandle {
  let place: Place
  private let handle: OpaquePointer
  private let feed: MemberFeed?
  /// The error that ended all reading; libarchive's own answer to a later call would hide it.
  private var fatal: ArchiveError?
  private var memberPlace: Place
  private var memberSize: Int?
  private var received = 0

  private init(place: Place, feed: MemberFeed?) throws(ArchiveError) {
    _ = Self.characterType
    guard let handle = unsafe archive_read_new() else {
      throw ArchiveError(place, "there is not enough memory to open it")
    }
    unsafe self.handle = handle
    self.place = place
    self.feed = feed
    memberPlace = place
  }

  deinit { unsafe archive_read_free(handle) }

  /// Opens an archive file.
  static func file(_ path: String) throws(ArchiveError) -> ArchiveHandle {
    let archive = try ArchiveHandle(place: Place(file: path), feed: nil)
    try unsafe archive.check(archive_read_support_format_zip_seekable(archive.handle))
    try unsafe archive.check(archive_read_support_format_7zip(archive.handle))
    try archive.supportStreams()
    let start = try FileBytes.start(of: path, count: 4)
    let status = unsafe archive_read_open_filename(archive.handle, path, 1 << 18)
    let isZip = start == Array("PK\u{3}\u{4}".utf8)
    try archive.checkOpening(
      status,
      isZip
        ? "the file ends before its table of contents; it is cut short, so download it again"
        : "not an archive of a known format (zip, 7z, rar, tar)")
    return archive
  }

  /// Opens the current member of an archive as an archive itself, read as a stream.
  static func member(_ name: String, of outer: ArchiveHandle) throws(ArchiveError) -> ArchiveHandle
  {
    let place = outer.place.member(name)
    guard place.members.count <= deepestNesting else {
      throw ArchiveError(place, "archives are nested more than \(deepestNesting) deep")
    }
    let feed = MemberFeed(outer)
    let archive = try ArchiveHandle(place: place, feed: feed)
    try unsafe archive.check(archive_read_support_format_zip_streamable(archive.handle))
    try archive.supportStreams()
    let status = unsafe archive_read_open(
      archive.handle, Unmanaged.passUnretained(feed).toOpaque(), nil, MemberFeed.read, nil)
    try archive.checkOpening(status, "not an archive that can be read inside another")
    return archive
  }

  /// Goes to the next regular file in the archive; directories and links are passed over.
  ///
  /// - Returns: Its name and, where the archive states it, its size in bytes; `nil` at the end.
  func nextMember() throws(ArchiveError) -> (name: String, size: Int?)? {
    while true {
      if let fatal { throw fatal }
      memberPlace = place
      var entry: OpaquePointer?
      let status = unsafe archive_read_next_header(handle, &entry)
      if status == ARCHIVE_EOF {
        try feed?.finish(inner: place)
        return nil
      }
      try check(status)
      guard let entry = unsafe entry, let name = unsafe archive_entry_pathname(entry) else {
        throw ArchiveError(place, "a member has a name that is no text")
      }
      guard unsafe archive_entry_filetype(entry) == 0o100000 else { continue }
      let text = unsafe String(cString: name)
      memberPlace = place.member(text)
      memberSize =
        unsafe archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil
      received = 0
      return (text, memberSize)
    }
  }

  /// The next bytes of the current member, valid until the next call; `nil` at its checked end.
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
      return nil
    }
    try check(status)
    guard count == 0 || offset == received else {
      throw ArchiveError(memberPlace, "a sparse member cannot be read; pack it again without holes")
    }
    received += count
    return unsafe UnsafeRawBufferPointer(start: base, count: count)
  }

  /// The container format and its compression, such as `zip` or `tar (zstd)`; known after a member.
  var format: String {
    let name =
      switch unsafe archive_format(handle) & ARCHIVE_FORMAT_BASE_MASK {
      case ARCHIVE_FORMAT_ZIP: "zip"
      case ARCHIVE_FORMAT_7ZIP: "7z"
      case ARCHIVE_FORMAT_RAR: "rar"
      case ARCHIVE_FORMAT_RAR_V5: "rar5"
      default: "tar"
      }
    guard unsafe archive_filter_count(handle) > 1,
      let filter = unsafe archive_filter_name(handle, 0)
    else { return name }
    return unsafe "\(name) (\(String(cString: filter)))"
  }

  /// Formats and compressions that need no seeking; none that would start an outside program.
  private func supportStreams() throws(ArchiveError) {
    try unsafe check(archive_read_support_format_tar(handle))
    try unsafe check(archive_read_support_format_rar(handle))
    try unsafe check(archive_read_support_format_rar5(handle))
    try unsafe check(archive_read_support_filter_gzip(handle))
    try unsafe check(archive_read_support_filter_bzip2(handle))
    try unsafe check(archive_read_support_filter_xz(handle))
    try unsafe check(archive_read_support_filter_zstd(handle))
  }

  /// Accepts nothing but full success: a warning means data that are not what was packed.
  private func check(_ status: CInt) throws(ArchiveError) {
    if status == ARCHIVE_OK { return }
    let message = unsafe archive_error_string(handle).map { unsafe String(cString: $0) }
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
      let message = unsafe archive_error_string(handle).map { unsafe String(cString: $0) }
      guard feed?.error == nil, message == "Unrecognized archive format" else { throw error }
      throw ArchiveError(place, unrecognised)
    }
  }

  private static let deepestNesting = 8

  /// Makes libarchive return member names outside ASCII; set once, before the first archive opens.
  private static let characterType: Void = {
    _ = unsafe setlocale(LC_CTYPE, "C.UTF-8")
  }()
}
