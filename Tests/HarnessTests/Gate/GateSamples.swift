import Detectors
import JSON
import Metrics

@testable import Harness

/// The small suite of the gate's tests: one data set, two detectors, and whatever its gate says.
func gateSuite(version: Int = 1, gate: String = "metrics: [roc-auc, detected]") throws -> Suite {
  let text = """
    name: small
    version: \(version)
    seeds: [1, 2]
    datasets: [{ id: pumps, source: simulator }]
    detectors: [{ id: a, kind: max-z }, { id: b, kind: mean-z, seeds: [7] }]
    gate: { \(gate) }
    """
  return try Suite.decode(
    Array(text.utf8), file: "small.yaml", knownMetrics: MetricCatalog.metrics.map(\.id),
    knownKinds: DetectorCatalog.kinds.map(\.name))
}

extension MetricKey {
  static func sample(
    _ detector: String, _ metric: String, seed: String = mean, scope: String = "all",
    dataset: String = "pumps"
  ) -> MetricKey {
    MetricKey(dataset: dataset, detector: detector, seed: seed, scope: scope, metric: metric)
  }
}

extension GoldenRow {
  static func sample(
    _ detector: String, _ metric: String, _ value: Double, _ tolerance: Tolerance = .exact
  ) -> GoldenRow {
    GoldenRow(key: .sample(detector, metric), value: value, tolerance: tolerance)
  }
}

extension MetricRow {
  static func sample(
    _ detector: String, _ metric: String, _ value: Double, seed: String = MetricKey.mean,
    scope: String = "all"
  ) -> MetricRow {
    MetricRow(
      key: .sample(detector, metric, seed: seed, scope: scope), value: value, low: nil, high: nil,
      n: 10)
  }
}

extension UnitRow {
  static func sample(
    _ detector: String, _ unit: String, _ metric: String, _ value: Double,
    seed: String = MetricKey.mean
  ) -> UnitRow {
    UnitRow(
      dataset: "pumps", detector: detector, seed: seed, unit: unit, metric: metric, value: value)
  }
}

extension Golden {
  /// Golden values without a file: the rows and units of each detector that they name.
  static func sample(
    _ rows: [GoldenRow], units: [UnitRow] = [], version: Int = 1, identity: String = "d1",
    blesses: [JSONValue] = []
  ) -> Golden {
    let names = Set(rows.map(\.key.detector)).sorted()
    return Golden(
      detectors: names.map { name in
        DetectorGolden(
          detector: name, rows: rows.filter { $0.key.detector == name },
          units: units.filter { $0.detector == name })
      },
      run: [
        "format": 1, "suite": "small", "version": .integer(version),
        "data": ["pumps": .string(identity)],
        "detectors": .object(names.map { JSONValue.Member($0, 1) }), "toolchain": "t",
        "blesses": .array(blesses),
      ])
  }
}

extension Record {
  /// A record of the small suite with these rows, all of whose cells are well.
  static func sample(
    _ metrics: [MetricRow], units: [UnitRow] = [], suite: Suite? = nil, identity: String = "d1",
    versions: [String: Int] = [:]
  ) -> Record {
    let names = Set(metrics.map(\.key.detector)).sorted()
    var record = Record()
    record.metrics = metrics
    record.units = units
    record.cells = names.map {
      CellRow(dataset: "pumps", detector: $0, seed: "1", status: .ok, reason: "")
    }
    record.run = [
      "format": 1, "suite": suite?.resolved ?? .null,
      "data": [["id": "pumps", "identity": .string(identity)]],
      "detectors": .array(
        names.map { ["id": .string($0), "version": .integer(versions[$0] ?? 1)] }),
      "toolchain": "t",
    ]
    return record
  }
}
