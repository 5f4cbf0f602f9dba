import JSON
import Metrics
import Numerics
import Telemetry

extension Golden {
  /// Takes the gated values of a record as golden.
  ///
  /// - Parameters:
  ///   - record: The record to accept.
  ///   - suite: The suite that it is a record of.
  ///   - previous: The golden values so far, whose blesses are kept.
  ///   - reason: Why the values are accepted.
  ///   - folder: The golden folder, for errors.
  /// - Throws: ``GoldenError`` when a cell of the record failed, or when a value of an unchanged
  ///   detector changed and the suite's version was not raised.
  public init(
    blessing record: Record, suite: Suite, previous: Golden?, reason: String, folder: String
  ) throws(GoldenError) {
    if let failed = record.cells.first(where: { $0.status != .ok }) {
      throw GoldenError(
        folder,
        "\(failed.dataset) \(failed.detector) ended as \(failed.status.rawValue): \(failed.reason)")
    }
    let rows = suite.gate.rows(of: record)
    let names = record.cells.map(\.detector).removingRepeats()
    detectors = names.sorted().map { name in
      DetectorGolden(
        detector: name,
        rows: rows.filter { $0.key.detector == name }.map { GoldenRow($0, gate: suite.gate) },
        units: record.units.filter { $0.detector == name && $0.seed == MetricKey.mean })
    }
    run = Self.run(record, suite: suite, previous: previous, reason: reason)
    if let previous, previous.suiteVersion == suite.version,
      let row = firstChange(since: previous)
    {
      throw GoldenError(
        folder,
        "\(row.dataset) \(row.detector) \(row.metric) changed though the detector did not; raise"
          + " the suite's version above \(suite.version)")
    }
  }

  /// The first value that changed though neither its detector nor its data did.
  private func firstChange(since previous: Golden) -> MetricKey? {
    let new = Dictionary(
      detectors.flatMap(\.rows).map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    return previous.detectors.flatMap(\.rows).first { row in
      guard let value = new[row.key] else { return false }
      return !row.accepts(value)
        && version(of: row.key.detector) == previous.version(of: row.key.detector)
        && identity(of: row.key.dataset) == previous.identity(of: row.key.dataset)
    }?.key
  }

  private static func run(
    _ record: Record, suite: Suite, previous: Golden?, reason: String
  ) -> JSONValue {
    let bless: JSONValue = ["version": .integer(suite.version), "reason": .string(reason)]
    return [
      "format": .integer(Record.format), "suite": .string(suite.name),
      "version": .integer(suite.version),
      "data": .object(record.identities.map { JSONValue.Member($0.dataset, .string($0.identity)) }),
      "detectors": .object(
        record.detectorVersions.map { JSONValue.Member($0.detector, .integer($0.version)) }),
      "toolchain": record.run["toolchain"] ?? .null,
      "blesses": .array((previous?.blesses ?? []) + [bless]),
    ]
  }
}

extension Golden {
  /// Checks that the golden values belong to a suite and that their tolerances can mean something.
  ///
  /// - Throws: ``GoldenError`` when the suite has another version, or when a tolerance of a counted
  ///   metric is finer than one case and yet not exact.
  public func check(for suite: Suite, folder: String) throws(GoldenError) {
    if let name = run["suite"]?.string, name != suite.name {
      throw GoldenError("\(folder)/run.json", "it belongs to suite \(name), not \(suite.name)")
    }
    guard suiteVersion == suite.version else {
      throw GoldenError(
        "\(folder)/run.json",
        "it is of version \(suiteVersion.map(String.init) ?? "none") of the suite, which has"
          + " version \(suite.version); assay bless accepts the new one")
    }
    for detector in detectors {
      for (index, row) in detector.rows.enumerated() {
        let own = suite.detectors.first { $0.id == detector.detector }?.seeds ?? suite.seeds
        let seeds = row.key.seed == MetricKey.mean ? own.count : 1
        guard let metric = MetricCatalog.metric(row.key.metric) else {
          throw GoldenError(
            "\(folder)/\(detector.detector).csv", line: index + 2,
            "no metric is named \"\(row.key.metric)\"")
        }
        if metric.isCount, !row.isMeaningful(forCase: 1 / Double(seeds)) {
          throw GoldenError(
            "\(folder)/\(detector.detector).csv", line: index + 2,
            "the tolerance \(row.allowed.shortest) of \(metric.id) is finer than one"
              + " case; make it exact (1e-9) or at least \((1 / Double(seeds)).shortest)")
        }
      }
    }
  }

  /// Checks that the data of a run are those that the golden values were made from.
  ///
  /// - Throws: ``GoldenError`` for the first data set that is another.
  public func check(dataOf plan: RunPlan, folder: String) throws(GoldenError) {
    for experiment in plan.experiments {
      guard let blessed = identity(of: experiment.id),
        blessed != experiment.dataSet.identity
      else { continue }
      throw GoldenError(
        "\(folder)/run.json",
        "data set \(experiment.id) has other content than the golden values were made from"
          + " (\(experiment.dataSet.identity.prefix(12))…, not \(blessed.prefix(12))…);"
          + " assay bless accepts it")
    }
  }
}
