public import Harness
public import JSON
public import Metrics

/// The metrics of a file of scores, for people and for programs.
public struct ScoreReport: Sendable {
  let file: ScoreFile.Facts
  /// `nil` where no alarm was asked for.
  let threshold: Double?
  let settings: ScoreEvaluation.Settings
  let values: [ScoreEvaluation.Value]

  /// Evaluates a file and reports it.
  ///
  /// - Parameters:
  ///   - file: The file, read with this threshold.
  ///   - threshold: The threshold; `nil` leaves out what looks at alarms.
  ///   - ids: The wanted metrics.
  ///   - settings: The variants of metrics that have some.
  public init(
    _ file: consuming ScoreFile, threshold: Double?, metrics ids: [String],
    settings: ScoreEvaluation.Settings
  ) {
    self.file = file.facts
    self.threshold = threshold
    self.settings = settings
    values =
      ScoreEvaluation(
        file.takeRows(), phases: file.facts.phases, metrics: ids, settings: settings
      ).values
  }

  /// Two columns, `metric,value`; a value that needs that of random scores is followed by it.
  public var csv: String {
    var text = DelimitedText(columns: "metric,value")
    for (name, value) in named {
      text.add(name)
      text.add(value)
      text.endLine()
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// An object with the facts of the file, the settings and the metrics.
  public var json: JSONValue {
    [
      "file": .string(file.name), "rows": .integer(file.rows),
      "units": .integer(file.units), "events": .integer(file.events),
      "grey_rows": .integer(file.greyRows),
      "rows_without_score": .integer(file.rowsWithoutScore),
      "threshold": threshold.map(JSONValue.number) ?? .null,
      "window": .integer(settings.window), "alpha": .number(settings.range.alpha),
      "bias": .string(settings.range.recallBias.rawValue),
      "cardinality": .string(settings.range.cardinality.rawValue),
      "metrics": .object(named.map { JSONValue.Member($0.name, .number($0.value)) }),
    ]
  }

  private var named: [(name: String, value: Double)] {
    values.flatMap { value in
      let scope = value.scope == .all ? "" : "@\(value.scope)"
      let own = ("\(value.metric)\(scope)", value.value)
      return [own] + (value.random.map { [("\(value.metric).random\(scope)", $0)] } ?? [])
    }
  }
}
