public import Archives
public import Telemetry

/// How a user's own table is to be read: what its columns mean.
public struct TableLayout: Sendable, Equatable {
  /// Patterns of the members that are read of an archive or folder; those of text where `nil`.
  public var members: [String]?
  /// What separates fields; found in the first line where `nil`.
  public var delimiter: NumericTable.Delimiter?
  /// The names of the columns by what they say; without one of times the rows of a unit are counted.
  public var columns: [TableRole: String]
  public var timeUnit: TimeUnit
  public var timeFormat: TimeFormat
  /// Names or patterns of the columns that are channels; all columns of numbers where `nil`.
  public var channels: [String]?
  /// Names or patterns of the channels that follow the machine's load; all where `nil`.
  public var load: [String]?
  /// The channel of the `raw` control; the first where `nil`.
  public var raw: String?
  /// What the words in the column of labels mean.
  public var labelWords: [String: RowLabel]
  /// Words that stand for a missing value, beside nothing and `nan`.
  public var missingWords: [String]
  /// Whether every unit failed at its last row.
  public var runsToFailure: Bool

  /// How times are written.
  public enum TimeFormat: String, Sendable, CaseIterable {
    /// Numbers in the time unit.
    case number
    /// Dates and times of day, such as `2024-03-31T06:30:00Z`; counted from the unit's first row.
    case iso8601
  }

  /// Creates the layout of a table of which nothing but its time is known: all numbers are channels.
  public init(time: String?, unit: TimeUnit, format: TimeFormat) {
    columns = [:]
    columns[.time] = time
    timeUnit = unit
    timeFormat = format
    labelWords = Dictionary(uniqueKeysWithValues: RowLabel.words.map { ($0.word, $0.label) })
    missingWords = []
    runsToFailure = false
  }

  /// Whether it is known of units when they fail.
  public var knowsLives: Bool { runsToFailure || columns[.failure] != nil }
}
