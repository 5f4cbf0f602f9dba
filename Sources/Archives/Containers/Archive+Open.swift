/// How what a path, a file or a member holds is opened: its first bytes choose the reader.
extension Archive {
  static func open(
    _ path: String, plainFiles: Bool, _ budget: ArchiveBudget
  ) throws(ArchiveError) -> any MemberHolder {
    if Folder.stands(at: path) { return try Folder(path, budget) }
    let file = try OpenFile(path)
    if plainFiles, try isPlain(file) {
      let size = try file.size()
      return SingleMember(
        String(path.lastComponent), size: size, of: FileStream(file),
        format: "text", at: Place(file: path), budget)
    }
    return try open(file, budget)
  }

  /// Opens a file on disk, where formats with a table of contents are read by it.
  static func open(
    _ file: consuming OpenFile, _ budget: ArchiveBudget
  ) throws(ArchiveError) -> any MemberHolder {
    let place = file.place
    budget.add(fileOf: try file.size())
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
    if format.isCompression { return try open(stream, in: format, at: place, budget) }
    if isVolume(stream.start, format) {
      throw ArchiveError(
        place,
        "is one volume of several; unpack them together with unrar x and give the folder, "
          + "or pack it as zip")
    }
    if format == .sevenZip {
      return try ArchiveHandle(.spooled(stream, of: place), format, at: place, budget)
    }
    if format == .tar, ArchiveName(at: place).content != nil {
      throw ArchiveError(
        place, "not a compressed file of a known format (gzip, bzip2, xz, zstd)")
    }
    return try ArchiveHandle(stream, format, at: place, budget)
  }

  /// Opens a compressed stream: a tar, or by its name the only content.
  private static func open(
    _ stream: PeekedStream, in compression: ContainerFormat, at place: Place,
    _ budget: ArchiveBudget
  ) throws(ArchiveError) -> any MemberHolder {
    let content: any ByteStream =
      compression == .gzip
      ? try GzipStream(stream, at: place, budget)
      : try ArchiveHandle(contentOf: stream, compression, at: place, budget)
    guard let name = ArchiveName(at: place).content else {
      return try ArchiveHandle(content, .tar, in: compression, at: place, budget)
    }
    return SingleMember(
      name, of: content, format: compression.rawValue, at: place.member(name), budget)
  }

  /// Whether a RAR file is one volume of several, by its main header.
  private static func isVolume(_ start: [UInt8], _ format: ContainerFormat) -> Bool {
    guard format == .rar || format == .rar5 else { return false }
    let main = Array(start.dropFirst(format == .rar ? 7 : 8))
    guard let size = RARHeader.size(main, format) else { return false }
    return RARHeader(Array(main.prefix(size)), format).isVolume
  }

  /// Whether neither the name nor the bytes of a file are those of an archive.
  private static func isPlain(_ file: borrowing OpenFile) throws(ArchiveError) -> Bool {
    let start = try file.start(512)
    return ContainerFormat(start: start) == .tar && !ArchiveName(at: file.place).isArchive
      && !start.dropFirst(257).starts(with: "ustar".utf8)
  }
}
