/// How what a path, a file or a member holds is opened: its first bytes choose the reader.
extension Archive {
  static func open(
    _ path: String, _ budget: ArchiveBudget
  ) throws(ArchiveError) -> any MemberHolder {
    if Folder.stands(at: path) { return try Folder(path, budget) }
    return try open(OpenFile(path), budget)
  }

  /// Opens a file on disk, where formats with a table of contents are read by it.
  static func open(
    _ file: consuming OpenFile, _ budget: ArchiveBudget
  ) throws(ArchiveError) -> any MemberHolder {
    let place = file.place
    let format = ContainerFormat(start: try file.start(ContainerFormat.signatureLength))
    if format == .zip || format == .sevenZip {
      return try ArchiveHandle(file, format, at: place, budget)
    }
    return try open(FileStream(file), at: place, budget)
  }

  /// Opens what comes as a stream.
  static func open(
    _ source: any ByteStream, at place: Place, _ budget: ArchiveBudget
  ) throws(ArchiveError) -> any MemberHolder {
    try budget.checkNesting(at: place)
    let stream = try PeekedStream(source, count: ContainerFormat.signatureLength)
    let format = ContainerFormat(start: stream.start)
    if format == .sevenZip {
      return try ArchiveHandle(.spooled(stream, of: place), format, at: place, budget)
    }
    let content = ArchiveName(place.members.last ?? place.file).content
    if format.isCompression {
      let unpacked = try ArchiveHandle(contentOf: stream, format, at: place, budget)
      guard let content else {
        return try ArchiveHandle(unpacked, .tar, in: format, at: place, budget)
      }
      return SingleMember(content, of: unpacked, format: format.rawValue, at: place, budget)
    }
    if content != nil {
      throw ArchiveError(
        place, "not a compressed file of a known format (gzip, bzip2, xz, zstd, lz4)")
    }
    return try ArchiveHandle(stream, format, at: place, budget)
  }
}
