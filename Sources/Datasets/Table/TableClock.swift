import Archives

/// Reads the times of a data set, which are all of one kind.
struct TableClock {
  let format: TableLayout.TimeFormat
  /// Whether the times so far state their zone; times with and without one have no order.
  private var hasZone: Bool?

  init(format: TableLayout.TimeFormat) {
    self.format = format
  }

  mutating func time(
    _ row: borrowing TableRow, _ column: Int, _ fields: TableFields
  ) throws(ArchiveError) -> TableTime {
    switch format {
    case .number:
      if let time = try fields.number(row, column) { return .number(time) }
      let isISO = ISOTime(row.text(column)) != nil
      throw mistake(
        row, column, fields,
        "stands where a number belongs" + (isISO ? "; state time: { format: iso8601 }" : ""))
    case .iso8601:
      guard let time = ISOTime(row.text(column)) else {
        throw mistake(row, column, fields, "is no time such as 2024-03-31T06:30:00Z")
      }
      if let hasZone, hasZone != time.hasZone {
        throw mistake(
          row, column, fields,
          time.hasZone
            ? "has a zone, which times before it do not have"
            : "has no zone, which times before it have")
      }
      hasZone = time.hasZone
      return .instant(time.nanoseconds)
    }
  }

  private func mistake(
    _ row: borrowing TableRow, _ column: Int, _ fields: TableFields, _ reason: String
  ) -> ArchiveError {
    if row.text(column) == fields.names[column] {
      return ArchiveError(
        fields.place.at(line: row.line), "the line of column names stands here again; remove it")
    }
    return fields.error(row, column, "\(row.quotedText(column)) \(reason)")
  }
}
