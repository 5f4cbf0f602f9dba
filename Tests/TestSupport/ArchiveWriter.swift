import CArchive

/// Writes small archives for tests through libarchive.
public enum ArchiveWriter {
  /// A container format.
  public enum Format: CaseIterable, Sendable {
    case zip
    /// A zip whose members are not compressed.
    case storedZip
    /// A zip that states the size of a member only behind its data.
    case streamedZip
    case streamedStoredZip
    case tar
    case compressedTar
    case bzip2Tar
    case xzTar
    case zstdTar
    case sevenZip

    public static let zips: [Format] = [.zip, .storedZip, .streamedZip, .streamedStoredZip]

    var isStreamed: Bool { self == .streamedZip || self == .streamedStoredZip }
    /// How the names of such archives end.
    public var suffix: String {
      switch self {
      case .zip, .storedZip, .streamedZip, .streamedStoredZip: ".zip"
      case .tar: ".tar"
      case .compressedTar: ".tar.gz"
      case .bzip2Tar: ".tar.bz2"
      case .xzTar: ".tar.xz"
      case .zstdTar: ".tar.zst"
      case .sevenZip: ".7z"
      }
    }
  }

  /// How a single file is compressed.
  public enum Compression: String, CaseIterable, Sendable {
    case gzip = ".gz"
    case bzip2 = ".bz2"
    case xz = ".xz"
    case zstd = ".zst"
  }

  /// What went wrong, in libarchive's words.
  public struct Failure: Error {
    public let message: String
  }

  /// The bytes of an archive with these members, in this order.
  public static func bytes(
    _ members: [(name: String, bytes: [UInt8])], format: Format = .zip
  ) throws -> [UInt8] {
    var capacity = 1 << 16
    for member in members { capacity += 2 * member.bytes.count + 4 * member.name.utf8.count + 2048 }
    return try unsafe written(capacity) { archive, check in
      try unsafe choose(format, for: archive, check)
    } members: { archive, check in
      for member in members {
        try unsafe add(member.name, member.bytes, isStreamed: format.isStreamed, to: archive, check)
      }
    }
  }

  /// The bytes of a compressed file.
  public static func bytes(of content: [UInt8], _ compression: Compression) throws -> [UInt8] {
    try unsafe written(2 * content.count + 1 << 16) { archive, check in
      try unsafe check(archive_write_set_format_raw(archive))
      switch compression {
      case .gzip: try unsafe check(archive_write_add_filter_gzip(archive))
      case .bzip2: try unsafe check(archive_write_add_filter_bzip2(archive))
      case .xz: try unsafe check(archive_write_add_filter_xz(archive))
      case .zstd: try unsafe check(archive_write_add_filter_zstd(archive))
      }
    } members: { archive, check in
      try unsafe add("data", content, isStreamed: false, to: archive, check)
    }
  }

  /// What libarchive writes, checked call by call.
  private static func written(
    _ capacity: Int, format: (OpaquePointer, (CInt) throws -> Void) throws -> Void,
    members: (OpaquePointer, (CInt) throws -> Void) throws -> Void
  ) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: capacity)
    var used = 0
    try unsafe buffer.withUnsafeMutableBytes { memory in
      guard let archive = unsafe archive_write_new() else { throw Failure(message: "no memory") }
      defer { unsafe archive_write_free(archive) }
      func check(_ status: CInt) throws {
        guard status != ARCHIVE_OK else { return }
        throw unsafe Failure(message: String(cString: archive_error_string(archive)))
      }
      try unsafe format(archive, check)
      try unsafe check(archive_write_set_bytes_in_last_block(archive, 1))
      try unsafe check(
        archive_write_open_memory(archive, memory.baseAddress, memory.count, &used))
      try unsafe members(archive, check)
      try unsafe check(archive_write_close(archive))
    }
    return Array(buffer.prefix(used))
  }

  /// The bytes of an archive with members of text.
  public static func bytes(
    texts: [(name: String, text: String)], format: Format = .zip
  ) throws -> [UInt8] {
    try bytes(texts.map { ($0.name, Array($0.text.utf8)) }, format: format)
  }

  private static func choose(
    _ format: Format, for archive: OpaquePointer, _ check: (CInt) throws -> Void
  ) throws {
    switch format {
    case .zip, .streamedZip: try unsafe check(archive_write_set_format_zip(archive))
    case .storedZip, .streamedStoredZip:
      try unsafe check(archive_write_set_format_zip(archive))
      try unsafe check(archive_write_zip_set_compression_store(archive))
    case .sevenZip: try unsafe check(archive_write_set_format_7zip(archive))
    case .tar, .compressedTar, .bzip2Tar, .xzTar, .zstdTar:
      try unsafe check(archive_write_set_format_pax_restricted(archive))
    }
    switch format {
    case .compressedTar: try unsafe check(archive_write_add_filter_gzip(archive))
    case .bzip2Tar: try unsafe check(archive_write_add_filter_bzip2(archive))
    case .xzTar: try unsafe check(archive_write_add_filter_xz(archive))
    case .zstdTar: try unsafe check(archive_write_add_filter_zstd(archive))
    default: break
    }
  }

  /// What a member is by its name: folders end in a slash, and links, pipes and devices are called so.
  private static func fileType(_ name: String) -> CUnsignedInt {
    if name.hasSuffix("/") { return 0o040000 }
    return ["link": 0o120000, "pipe": 0o010000, "device": 0o020000][name] ?? 0o100000
  }

  private static func add(
    _ name: String, _ bytes: [UInt8], isStreamed: Bool, to archive: OpaquePointer,
    _ check: (CInt) throws -> Void
  ) throws {
    guard let entry = unsafe archive_entry_new() else { throw Failure(message: "no memory") }
    defer { unsafe archive_entry_free(entry) }
    unsafe archive_entry_set_pathname_utf8(entry, name)
    unsafe archive_entry_set_filetype(entry, fileType(name))
    if name == "link" { unsafe archive_entry_set_symlink(entry, "/etc/passwd") }
    unsafe archive_entry_set_perm(entry, 0o644)
    if !isStreamed { unsafe archive_entry_set_size(entry, la_int64_t(bytes.count)) }
    try unsafe check(archive_write_header(archive, entry))
    let written = unsafe archive_write_data(archive, bytes, bytes.count)
    if written != bytes.count {
      throw unsafe Failure(message: String(cString: archive_error_string(archive)))
    }
  }
}
