import JSON
import Metrics
import Numerics

extension Gate {
  /// Reads the gate.
  ///
  /// - Parameters:
  ///   - setting: The mapping under `gate`.
  ///   - vocabulary: The metrics that there are.
  ///   - detectors: The ids of the suite's detectors.
  ///   - seedCount: The number of the suite's seeds, over which a counted metric is averaged.
  /// - Throws: ``SuiteError`` with the place of the first fault.
  init(
    _ setting: Setting, vocabulary: Vocabulary, detectors: [String], seedCount: Int
  ) throws(SuiteError) {
    var reader = try setting.mapping()
    let metrics =
      try reader.take("metrics")?.distinct { (setting) throws(SuiteError) in
        try vocabulary.metric(setting)
      } ?? Self.defaultMetrics
    self.metrics = metrics
    scopes =
      try reader.take("scopes")?.distinct { (setting) throws(SuiteError) in
        try setting.choice(among: Scope.Kind.allCases)
      } ?? [.all, .phase]
    seeds = try reader.choice("seeds", default: .mean, among: Seeds.allCases)
    tolerances =
      if let setting = reader.take("tolerance") {
        try Tolerances(
          setting, metrics: metrics, detectors: detectors,
          case: seeds == .mean ? 1 / Double(seedCount) : 1)
      } else {
        Tolerances()
      }
    try reader.finish()
  }
}

extension Tolerances {
  /// The key that stands for every detector; no detector may have it as its id.
  static let defaultKey = "default"

  fileprivate init(
    _ setting: Setting, metrics: [String], detectors: [String], case size: Double
  ) throws(SuiteError) {
    guard setting.isMapping else {
      self.init(standard: try Tolerance(setting, of: metrics, case: size))
      return
    }
    var reader = try setting.mapping()
    let standard =
      try reader.take(Self.defaultKey).map { (setting) throws(SuiteError) in
        try Tolerance(setting, of: metrics, case: size)
      } ?? .exact
    var exceptions: [Exception] = []
    for detector in detectors {
      guard let setting = reader.take(detector) else { continue }
      var ownReader = try setting.mapping()
      for metric in metrics {
        guard let setting = ownReader.take(metric) else { continue }
        exceptions.append(
          Exception(
            detector: detector, metric: metric,
            tolerance: try Tolerance(setting, of: [metric], case: size)))
      }
      try ownReader.finish()
    }
    for control in Suite.controls {
      if let setting = reader.take(control) {
        throw setting.error("a control has no tolerance: it fails on any change")
      }
    }
    try reader.finish()
    self.init(standard: standard, exceptions: exceptions)
  }
}

extension Tolerance {
  /// Reads the tolerance of some metrics; for a counted one it is exact or lets one case pass.
  fileprivate init(
    _ setting: Setting, of metrics: [String], case size: Double
  ) throws(SuiteError) {
    try self.init(setting)
    let counted = metrics.first { MetricCatalog.metric($0)?.isCount ?? false }
    if let counted, relative == 0, self != .exact, absolute < size * (1 - 1e-9) {
      throw setting.error(
        "\(absolute.shortest) is finer than one case of \(counted); make it exact or at least"
          + " \(size.shortest)")
    }
  }

  private init(_ setting: Setting) throws(SuiteError) {
    if setting.json == "exact" {
      self = .exact
      return
    }
    guard setting.isMapping else {
      guard setting.json.double != nil else {
        throw setting.mismatch(
          expected: "exact, a number of at least 0 or a mapping of absolute and relative")
      }
      self.init(absolute: try setting.number(in: .nonNegative))
      return
    }
    var reader = try setting.mapping()
    let stated = reader.keys.count
    let absolute = try reader.number("absolute", default: 0, in: .nonNegative)
    let relative = try reader.number("relative", default: 0, in: .nonNegative)
    try reader.finish()
    if stated == 0 { throw setting.error("expected absolute, relative or both") }
    self.init(absolute: absolute, relative: relative)
  }
}
