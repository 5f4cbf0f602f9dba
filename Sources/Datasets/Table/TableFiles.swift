import Archives
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
    try readMembers(of: path, limits, visit)
    if !FileBytes.isFolder(path) {
      containers = [
        Container(name: FileBytes.name(of: path), sha256: try FileBytes.digest(of: path).sha256)
      ]
    }
  }

  private mutating func readMembers(
    of path: String, _ limits: ArchiveLimits, _ visit: (TableReader, String) throws -> Void
  ) throws {
    var found: [String] = []
    var isUsed = [Bool](repeating: false, count: patterns.count)
    var places: Set<String> = []
    try Archive.visitAllMembers(of: path, limits: limits, plainFiles: true) { member in
      let place = member.place
      found.append(member.name)
      // A file that the layout names itself is a table, whatever its name.
      let isNamed = place.members.isEmpty
      let pattern = pattern(of: String(member.fileName), at: member.name)
      guard isNamed || pattern != nil else { return .proceed }
      guard places.insert(place.description).inserted else {
        throw DataSetError(place, "there is a second member of this name")
      }
      if let pattern { isUsed[pattern] = true }
      var isTable = true
      let content = try TableReader.read(member, delimiter: layout.delimiter) { table in
        isTable = isNamed || !isReadme(table, member.fileName)
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
    let isNamed = members.count == 1 && found.count == 1 && isUsed.allSatisfy { !$0 }
    if layout.members != nil, !isNamed, let unused = isUsed.firstIndex(of: false) {
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

  /// A file's name without its last suffix.
  private static func stem(of name: some StringProtocol) -> String {
    name.lastIndex(of: ".").map { String(name[..<$0]) } ?? String(name)
  }
}
