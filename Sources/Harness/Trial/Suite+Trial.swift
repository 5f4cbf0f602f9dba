import JSON

extension Suite {
  /// The suite in which a detector is tried: a small fleet of simulated pumps, or another suite's data.
  ///
  /// - Parameters:
  ///   - detector: What a suite would say of the detector, in YAML; paths are relative to the current
  ///     folder.
  ///   - file: The suite whose data sets, alarm rule and limits are taken; by default a small fleet.
  ///   - knownMetrics: The ids of all metrics.
  ///   - knownKinds: The names of all kinds of detectors.
  /// - Returns: The suite with the detector alone.
  /// - Throws: ``SuiteError`` for what the detector's keys or the other suite do not allow.
  public static func trial(
    of detector: String, on file: String?, knownMetrics: [String], knownKinds: [String]
  ) throws(SuiteError) -> Suite {
    let own = try Setting(
      parsing: Array(detector.utf8), file: "command line", whenEmpty: "there is no detector")
    let content =
      if let file { try Suite.content(of: file) } else { Array(smallFleet.utf8) }
    let root = try Setting(
      parsing: content, file: file ?? "trial",
      whenEmpty: "the file is empty; a suite states name, version, datasets and detectors")
    return try Suite(
      root, vocabulary: Vocabulary(metrics: knownMetrics, kinds: knownKinds), detectors: own)
  }

  /// Enough events to tell a detector from the controls, few enough rows for a second.
  private static let smallFleet = """
    name: trial
    version: 1
    seeds: [1]
    datasets:
      - id: pumps
        source: simulator
        days: 6
        pumps: 8
        regime: state
        scaling: { kind: standard, per: regime }
        missing: forward-fill
    detectors: []
    """
}
