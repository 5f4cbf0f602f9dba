import Archives
import Glibc
import Telemetry

/// The tables at a path, read one after another.
struct TableFiles {
  /// The file that was read, unless it is a folder.
  private(set) var containers: [Container] = []
  /// The members of it that were read.
  private(set) var members: [MemberRecord] = []
  private let layout: TableLayout
  private let patterns: [Glob]

  /// Reads all tables that a layout asks for.
  ///
  /// - Parameters:
  ///   - path: A table, or an archive, compressed file or folder with tables.
  ///   - layout: Which members are tables, and what separates their fields.
  ///   - limits: How much an archive may take.
  ///   - visit: Reads a table to its end; told its file's name without the suffix.
  /// - Throws: ``DataSetError`` or ``TableMismatch`` where nothing is found, `ArchiveError`, and what
  ///   `visit` throws.
  init(
    _ path: String, layout: TableLayout, limits: ArchiveLimits,
    _ visit: (TableReader, String) throws -> Void
  ) throws {
    self.layout = layout
    patterns = (layout.members ?? TableSource.usualMembers).map(Glob.init)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let isFolder = Self.isFolder(path)
    if !isFolder, pattern(of: name, at: name) != nil {
      let content = try TableReader.read(file: path, delimiter: layout.delimiter) { table in
        try visit(table, Self.stem(of: name))
      }
      containers = [Container(name: name, sha256: content.sha256)]
      return
    }
    try readMembers(of: path, limits, visit)
    if !isFolder {
      containers = [Container(name: name, sha256: try FileBytes.digest(of: path).sha256)]
    }
  }

  private mutating func readMembers(
    of path: String, _ limits: ArchiveLimits, _ visit: (TableReader, String) throws -> Void
  ) throws {
    var found: [String] = []
    var isUsed = [Bool](repeating: false, count: patterns.count)
    try Archive.visitAllMembers(of: path, limits: limits) { member in
      found.append(member.name)
      guard let pattern = pattern(of: String(member.fileName), at: member.name) else {
        return .proceed
      }
      isUsed[pattern] = true
      var isTable = true
      let content = try TableReader.read(member, delimiter: layout.delimiter) { table in
        isTable = !isReadme(table, member.fileName)
        if isTable { try visit(table, Self.stem(of: member.fileName)) }
      }
      if isTable {
        members.append(
          MemberRecord(
            path: member.place.member ?? member.name, bytes: content.bytes,
            sha256: content.sha256, isKnown: false))
      }
      return .proceed
    }
    if layout.members != nil, let unused = isUsed.firstIndex(of: false) {
      throw TableMismatch(
        setting: .members(unused), place: Place(file: path),
        reason: "no member \(patterns[unused].pattern.debugDescription)",
        name: patterns[unused].pattern, known: found)
    }
    if members.isEmpty {
      throw DataSetError(
        Place(file: path),
        "none of its \(found.count) members is a table with the named columns, called"
          + " \(TableSource.usualMembers.joined(separator: ", ")); name others in members")
    }
  }

  /// The first pattern that covers a file's name or its whole path within a container.
  private func pattern(of name: String, at path: String) -> Int? {
    // Hidden files, such as those that macOS adds to archives, are meant only by patterns of theirs.
    if layout.members == nil {
      return name.hasPrefix(".") ? nil : patterns.firstIndex { $0.matches(name.lowercased()) }
    }
    return patterns.firstIndex { $0.matches(name) || $0.matches(path) }
  }

  /// Whether a text that no pattern of the layout's own asks for is about the tables, not one of them.
  private func isReadme(_ table: TableReader, _ name: Substring) -> Bool {
    layout.members == nil && name.lowercased().hasSuffix(".txt")
      && !TableColumns.hasAny(of: layout, table.columns)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// A file's name without its last suffix.
  private static func stem(of name: some StringProtocol) -> String {
    name.lastIndex(of: ".").map { String(name[..<$0]) } ?? String(name)
  }
}
