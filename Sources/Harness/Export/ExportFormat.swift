import Detectors

/// The form of the files in which prepared rows are exported.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// Everything about a row on one line of text.
  case csv
  /// The values as an array of NumPy, all else about the rows as text beside it.
  case npy

  /// The files of a part, each with what it holds.
  func files(
    of part: ExportedPart, channels: [String]
  ) -> [(name: String, holds: String, bytes: [UInt8])] {
    let name = part.name.rawValue
    let rows = part.name == .train ? "the rows to learn from" : "the rows to score"
    return switch self {
    case .csv:
      [(Self.text(name), "\(rows), with their channels", part.text(channels: channels))]
    case .npy:
      [
        (Self.rows(name), rows, part.text(channels: nil)),
        (
          Self.values(name), "their channels: rows x channels, nan where a unit has none",
          part.array(channels: channels.count)
        ),
      ]
    }
  }

  /// The names of the files that any format writes for a data set.
  static let fileNames = ScoredUnit.Part.allCases.map(\.rawValue).flatMap {
    [text($0), rows($0), values($0)]
  }

  private static func text(_ part: String) -> String { "\(part).csv" }
  private static func rows(_ part: String) -> String { "\(part)_rows.csv" }
  private static func values(_ part: String) -> String { "\(part)_values.npy" }
}
