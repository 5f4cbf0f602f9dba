import Archives

/// Where the columns of a table stand.
struct TableColumns {
  let time: Int?
  let unit: Int?
  let label: Int?
  let phase: Int?
  let regime: Int?
  let failure: Int?
  /// The columns that are channels, or are if they hold numbers, in the order of the table.
  let channels: [Int]

  /// Finds the columns by their names.
  ///
  /// - Throws: ``TableMismatch`` for a column that is not there, `ArchiveError` for one that stands
  ///   there twice.
  init(_ layout: TableLayout, _ columns: [String], at header: Place) throws {
    var roles: [TableRole: Int] = [:]
    for role in TableRole.allCases {
      guard let name = layout.columns[role] else { continue }
      guard let index = columns.firstIndex(of: name) else {
        throw TableMismatch(
          setting: .column(role), place: header, reason: "no column \(name.debugDescription)",
          name: name, known: columns)
      }
      roles[role] = index
    }
    time = roles[.time]
    unit = roles[.unit]
    label = roles[.label]
    phase = roles[.phase]
    regime = roles[.regime]
    failure = roles[.failure]
    let mapped = Set(roles.values)
    // Programs that number their rows leave that column without a name.
    let free = columns.indices.filter { !mapped.contains($0) && !columns[$0].isEmpty }
    channels =
      try layout.channels.map { patterns in
        try Self.channels(patterns, columns, free: free, at: header)
      } ?? free
    try Self.checkRepeats(of: mapped.sorted() + channels, columns, at: header)
  }

  /// Whether a line holds any of the columns that a layout names: else it begins no table of its.
  static func hasAny(of layout: TableLayout, _ columns: [String]) -> Bool {
    layout.columns.isEmpty || layout.columns.values.contains(where: columns.contains)
  }

  private static func channels(
    _ patterns: [String], _ columns: [String], free: [Int], at header: Place
  ) throws -> [Int] {
    var found = Set<Int>()
    for (position, pattern) in patterns.enumerated() {
      let glob = Glob(pattern)
      let matches = free.filter { glob.matches(columns[$0]) }
      if matches.isEmpty {
        let isMapped = columns.contains(pattern)
        throw TableMismatch(
          setting: .channels(position), place: header,
          reason: isMapped
            ? "the column \(pattern.debugDescription) has another meaning already"
            : "no column \(pattern.debugDescription)",
          name: pattern, known: isMapped ? [] : free.map { columns[$0] })
      }
      found.formUnion(matches)
    }
    return found.sorted()
  }

  private static func checkRepeats(
    of used: [Int], _ columns: [String], at header: Place
  ) throws(ArchiveError) {
    for index in used where columns.count(where: { $0 == columns[index] }) > 1 {
      throw ArchiveError(header, "the column \(columns[index].debugDescription) stands twice")
    }
  }
}
