import Archives
import Telemetry

/// Gathers the rows of tables by unit, wherever they stand.
struct TableRows {
  let layout: TableLayout
  private(set) var units = NameNumbers()
  private(set) var phases = NameNumbers()
  private(set) var regimes = NameNumbers()
  /// What each table has of each unit, in the order in which it was read.
  private(set) var parts: [TablePart] = []
  /// Which of the columns read are channels.
  private(set) var channels: TableChannels
  /// The first table, whose columns all others must have.
  private(set) var first: (place: Place, names: [String], columns: TableColumns)?
  private var clock: TableClock
  /// For every unit its part of the table being read; −1 where there is none yet.
  private var current: [Int] = []

  init(_ layout: TableLayout) {
    self.layout = layout
    clock = TableClock(format: layout.timeFormat)
    channels = TableChannels(layout)
  }

  /// Adds the rows of a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - unit: The unit of all rows where no column says which.
  /// - Throws: ``TableMismatch`` or `ArchiveError` when it is no table of the layout.
  mutating func add(_ table: TableReader, unit: String) throws {
    let columns = try columns(of: table)
    let fields = TableFields(layout, table)
    let count = parts.count
    current = [Int](repeating: -1, count: units.names.count)
    try table.forEachRow { (row) throws(ArchiveError) in
      let number =
        try Self.name(row, columns.unit, .unit, &units, fields) ?? units.number(of: unit)
      try add(row, to: part(of: number, row, fields), columns, fields)
    }
    if parts.count == count {
      throw ArchiveError(table.header, "no row follows the names of the columns")
    }
  }

  private mutating func add(
    _ row: borrowing TableRow, to part: Int, _ columns: TableColumns, _ fields: TableFields
  ) throws(ArchiveError) {
    if let column = columns.time {
      try addTime(try clock.time(row, column, fields), to: part, row, column, columns, fields)
    }
    if let column = columns.label {
      parts[part].labels.append(try fields.label(row, column))
    }
    if let phase = try Self.name(row, columns.phase, .phase, &phases, fields) {
      parts[part].phases.append(phase)
    }
    if let regime = try Self.name(row, columns.regime, .regime, &regimes, fields) {
      parts[part].regimes.append(regime)
    }
    if let column = columns.failure, !fields.isMissing(row, column) {
      try addFailure(try clock.time(row, column, fields), to: part, row, column, fields)
    }
    try channels.read(row, columns.channels, fields, into: &parts[part].values)
  }

  private mutating func addTime(
    _ time: TableTime, to part: Int, _ row: borrowing TableRow, _ column: Int,
    _ columns: TableColumns, _ fields: TableFields
  ) throws(ArchiveError) {
    if let last = parts[part].times.last, !time.isLater(than: last) {
      let unit = units.names[parts[part].unit].debugDescription
      let reason =
        time == last
        ? "stands twice" : "follows a later one; rows of a unit stand in the order of time,"
      let remedy =
        columns.unit == nil
        ? "; if the table has several, name their column in columns: { unit: … }" : ""
      throw fields.error(
        row, column, "the time \(row.quotedText(column)) \(reason) in unit \(unit)\(remedy)")
    }
    parts[part].times.append(time)
  }

  private mutating func part(
    of unit: Int, _ row: borrowing TableRow, _ fields: TableFields
  ) -> Int {
    if unit == current.count { current.append(-1) }
    if current[unit] < 0 {
      current[unit] = parts.count
      parts.append(TablePart(unit: unit, place: fields.place.at(line: row.line)))
    }
    return current[unit]
  }

  private mutating func addFailure(
    _ time: TableTime, to part: Int, _ row: borrowing TableRow, _ column: Int,
    _ fields: TableFields
  ) throws(ArchiveError) {
    if let known = parts[part].failure, known.time != time {
      throw fields.error(
        row, column,
        "\(row.quotedText(column)) is not the time of failure that unit"
          + " \(units.names[parts[part].unit].debugDescription) had before")
    }
    if parts[part].failure == nil {
      parts[part].failure = (time, fields.place.at(line: row.line, column: column + 1))
    }
  }

  /// Finds the columns of a table, which must be those of the tables before it.
  private mutating func columns(of table: TableReader) throws -> TableColumns {
    guard let first else {
      let columns = try TableColumns(layout, table.columns, at: table.header)
      first = (table.header, table.columns, columns)
      return columns
    }
    if table.columns == first.names { return first.columns }
    let missing = first.names.first { !table.columns.contains($0) }
    let further = table.columns.first { !first.names.contains($0) }
    let difference =
      missing.map { "there is no \($0.debugDescription)" }
      ?? further.map { "\($0.debugDescription) is one more" } ?? "their order is another"
    throw ArchiveError(table.header, "the columns are not those of \(first.place): \(difference)")
  }

  /// The number of the name in a column, or `nil` where the layout has no such column.
  private static func name(
    _ row: borrowing TableRow, _ column: Int?, _ role: TableRole, _ names: inout NameNumbers,
    _ fields: TableFields
  ) throws(ArchiveError) -> Int? {
    guard let column else { return nil }
    if fields.isMissing(row, column) {
      throw fields.error(row, column, "the \(role.rawValue) is missing")
    }
    let known = names.names.count
    let number = names.number(of: column, in: row)
    // Mended, different names could become one; the first of them is always new.
    if number == known, !row.holds(Array(names.names[number].utf8), in: column) {
      throw fields.error(
        row, column,
        "the \(role.rawValue) \(row.quotedText(column)) is no UTF-8; save the table as that")
    }
    return number
  }
}
