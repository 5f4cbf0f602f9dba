import Archives

/// Where the columns of a file of scores stand.
struct ScoreColumns {
  let label: Int
  let score: Int
  let unit: Int?
  let time: Int?
  let phase: Int?

  /// Finds the columns by their names.
  ///
  /// - Throws: ``ArchiveError`` where a needed one is missing or a used one stands twice.
  init(_ table: TableReader) throws(ArchiveError) {
    for name in ["label", "score", "unit", "time", "phase"]
    where table.columns.count(where: { $0 == name }) > 1 {
      throw ArchiveError(table.header, "the column \"\(name)\" stands twice")
    }
    let label = table.columns.firstIndex(of: "label")
    let score = table.columns.firstIndex(of: "score")
    guard let label, let score else {
      let missing = [("label", label), ("score", score)].filter { $0.1 == nil }.map(\.0)
      throw ArchiveError(table.header, Self.complaint(missing, among: table.columns))
    }
    self.label = label
    self.score = score
    unit = table.columns.firstIndex(of: "unit")
    time = table.columns.firstIndex(of: "time")
    phase = table.columns.firstIndex(of: "phase")
  }

  /// A header has at most so many of its columns named in a message.
  private static let named = 8

  private static func complaint(_ missing: [String], among columns: [String]) -> String {
    let names = missing.map { "no column \"\($0)\"" }.joined(separator: " and ")
    // A file that is no table may have anything in its first line.
    let header = columns.prefix(named).map { String($0.prefix(32)).debugDescription }
      .joined(separator: ", ")
    let rest = columns.count > named ? ", …" : ""
    let meant = missing.compactMap { name in
      Spelling.suggestion(for: name, among: columns.map { String($0.prefix(32)) }).map {
        "; did you mean \"\(name)\" by \($0.debugDescription)?"
      }
    }.first
    return "there is \(names) among \(header)\(rest)\(meant ?? "")"
  }
}
