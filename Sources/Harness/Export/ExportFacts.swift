import JSON
import Preparation
import Telemetry

/// Where exported rows come from and what their files hold: `export.json`.
struct ExportFacts {
  /// The number of the files' format.
  static let format = 1

  let program: String
  let suite: Suite
  let entry: DatasetEntry
  let experiment: Experiment
  let exported: ExportedDataSet
  let files: [(name: String, holds: String)]

  var json: JSONValue {
    [
      "format": .integer(Self.format),
      "program": .string(program),
      "suite": ["name": .string(suite.name), "version": .integer(suite.version)],
      "dataset": entry.json,
      "identity": .string(experiment.dataSet.identity),
      "time_unit": .string(experiment.dataSet.timeUnit.rawValue),
      "channels": .array(
        exported.channels.map { channel in
          ["id": .string(channel.id), "unit": channel.unit.map(JSONValue.string) ?? .null]
        }),
      "regimes": .array(experiment.regimes.map(JSONValue.string)),
      "train": [
        "units": .integer(exported.training.units.count),
        "rows": .integer(exported.training.rows),
        "fit_rows": .integer(exported.training.markedRows),
      ],
      "test": [
        "units": .integer(exported.test.units.count), "rows": .integer(exported.test.rows),
        "evaluated_rows": .integer(exported.test.markedRows),
      ],
      "scores_need_part": .bool(experiment.split.rule == .official && sharesIDs),
      "files": .object(files.map { JSONValue.Member($0.name, .string($0.holds)) }),
    ]
  }

  /// Whether ids of training units are also those of test units, which then are other machines.
  private var sharesIDs: Bool {
    let training = Set(exported.training.units.map(\.id))
    return exported.test.units.contains { training.contains($0.id) }
  }
}
