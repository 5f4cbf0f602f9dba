import Archives
import Datasets
import JSON
import Telemetry

extension TableEntry {
  /// The entry as it stands in a resolved suite, in the order of the documentation.
  var members: [JSONValue.Member] {
    [
      .init("path", .string(path)),
      .init("members", .texts(layout.members ?? TableSource.usualMembers)),
      .init("delimiter", layout.delimiter.map { .string($0.rawValue) } ?? .null),
      .init("columns", .object(columns)),
      .init(
        "time",
        ["unit": .string(layout.timeUnit.rawValue), "format": .string(layout.timeFormat.rawValue)]),
      .init("label_words", .object(labelWords)),
      .init("missing_words", .texts(layout.missingWords)),
      .init("run_to_failure", .bool(layout.runsToFailure)),
    ]
  }

  private var columns: [JSONValue.Member] {
    TableRole.allCases.compactMap { role in
      layout.columns[role].map { .init(role.rawValue, .string($0)) }
    } + [
      .init("channels", layout.channels.map(JSONValue.texts) ?? .null),
      .init("load", layout.load.map(JSONValue.texts) ?? .null),
      .init("raw", layout.raw.map(JSONValue.string) ?? .null),
    ]
  }

  private var labelWords: [JSONValue.Member] {
    layout.labelWords.sorted { $0.key < $1.key }.map { word, label in
      .init(word, .string(RowLabel.names.first { $0.label == label }?.word ?? ""))
    }
  }
}

extension JSONValue {
  fileprivate static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(string)) }
}
