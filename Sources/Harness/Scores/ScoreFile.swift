public import Archives
public import Metrics
import Telemetry

/// A table of scores made elsewhere: one row per row of a series, with its label.
///
/// The columns `label` and `score` are needed, `unit`, `time` and `phase` are used where there are
/// such, and all others are passed over. Rows of several units may be mixed.
public struct ScoreFile: Sendable {
  public let facts: Facts
  private var rows: ScoredRows

  /// What is known of a file without its rows.
  public struct Facts: Sendable {
    /// What the file is called in messages.
    public let name: String
    public let rows: Int
    public let units: Int
    /// The maximal runs of failing rows.
    public let events: Int
    public let greyRows: Int
    public let rowsWithoutScore: Int
    /// The names of the phases by their numbers in the rows; empty without a column for them.
    public let phases: [String]
  }

  /// Reads a file once, row by row, and keeps of it what some metrics need.
  ///
  /// - Parameters:
  ///   - path: A file or a pipe; `-` is standard input.
  ///   - threshold: Rows with a score of at least this are alarmed; `nil` alarms none.
  ///   - parts: What is kept of the rows.
  /// - Throws: ``ArchiveError`` with the line for everything that is no such table.
  public init(
    _ path: String, threshold: Double?, keeping parts: ScoredRows.Parts
  ) throws(ArchiveError) {
    let table = try TableReader(path)
    let fields = ScoreFields(try ScoreColumns(table), place: table.place)
    var rows = ScoredRows(keeping: parts)
    var units = NameNumbers()
    var phases = NameNumbers()
    try table.forEachRow { (row) throws(ArchiveError) in
      let label = try fields.label(of: row)
      let score = try fields.score(of: row)
      let time = try fields.time(of: row)
      // A machine that stands still is neither healthy nor failing: as if not recorded.
      if label == .off { return }
      let unit = fields.columns.unit.map { units.number(of: $0, in: row) } ?? 0
      let phase = fields.columns.phase.map { phases.number(of: $0, in: row) }
      if let time, let last = rows.lastTime(ofUnit: unit), time <= last {
        throw fields.disorder(row, after: last)
      }
      rows.add(
        ScoredRow(
          label: label, score: score, time: time,
          isAlarmed: threshold.map { threshold in score.map { $0 >= threshold } ?? false } ?? false
        ), unit: unit, phase: phase)
    }
    if rows.rows == 0 {
      throw ArchiveError(table.header, "no row follows the names of the columns")
    }
    facts = Facts(
      name: table.place.file, rows: rows.rows, units: rows.unitCount, events: rows.events,
      greyRows: rows.greyRows, rowsWithoutScore: rows.rowsWithoutScore, phases: phases.names)
    self.rows = rows
  }

  /// Gives the rows away, so that what uses them up holds them alone.
  public mutating func takeRows() -> ScoredRows {
    defer { rows = ScoredRows(keeping: []) }
    return rows
  }
}
