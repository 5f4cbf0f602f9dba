import CArchive
import Glibc

/// The three ways in which libarchive comes to its bytes.
extension ArchiveHandle {
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

  private func openFeed(_ unrecognised: String) throws(ArchiveError) {
    guard let feed else { return }
    try checkOpening(
      unsafe archive_read_open(
        handle, Unmanaged.passUnretained(feed).toOpaque(), nil, MemberFeed.read, nil),
      unrecognised)
  }

  /// As ``check(_:)``, with better words for what libarchive calls an unrecognised format.
  private func checkOpening(_ status: CInt, _ unrecognised: String) throws(ArchiveError) {
    if status != ARCHIVE_OK, feed?.error == nil, message == "Unrecognized archive format" {
      throw ArchiveError(place, unrecognised)
    }
    try check(status)
    isOpen = true
  }
}
