public import JSON
public import Metrics

/// What `check` compares with the golden values; everything else is informational.
public struct Gate: Sendable, Equatable {
  public let metrics: [String]
  public let scopes: [Scope.Kind]
  public let seeds: Seeds
  public let tolerances: Tolerances

  public init(
    metrics: [String] = Self.defaultMetrics, scopes: [Scope.Kind] = [.all, .phase],
    seeds: Seeds = .mean, tolerances: Tolerances = Tolerances()
  ) {
    self.metrics = metrics
    self.scopes = scopes
    self.seeds = seeds
    self.tolerances = tolerances
  }

  /// The metrics that are gated where a suite says nothing.
  public static let defaultMetrics = [
    "average-precision", "false-positive-rate", "detection-rate", "lead.median",
    "lead.median.at-budget",
  ]

  /// Whether the mean over seeds is compared or every seed for itself.
  public enum Seeds: String, Sendable, CaseIterable {
    case mean
    case each
  }

  /// The gate as it stands in a resolved suite.
  public var json: JSONValue {
    [
      "metrics": .array(metrics.map(JSONValue.string)),
      "scopes": .array(scopes.map { .string($0.rawValue) }),
      "seeds": .string(seeds.rawValue),
      "tolerance": tolerances.json,
    ]
  }
}

/// How far a value may lie from its golden one: |new − golden| ≤ max(absolute, relative · |golden|).
public struct Tolerance: Sendable, Equatable {
  public let absolute: Double
  public let relative: Double

  public init(absolute: Double = 0, relative: Double = 0) {
    self.absolute = absolute
    self.relative = relative
  }

  /// Equal but for rounding.
  public static let exact = Tolerance(absolute: 1e-9)

  var json: JSONValue {
    if self == .exact { return "exact" }
    return ["absolute": .number(absolute), "relative": .number(relative)]
  }
}

/// The tolerance of every gated metric of every detector.
public struct Tolerances: Sendable, Equatable {
  public let standard: Tolerance
  /// In the order of the suite; each pair of detector and metric stands once.
  public let exceptions: [Exception]

  public init(standard: Tolerance = .exact, exceptions: [Exception] = []) {
    self.standard = standard
    self.exceptions = exceptions
  }

  /// The tolerance of one metric of one detector.
  public struct Exception: Sendable, Equatable {
    public let detector: String
    public let metric: String
    public let tolerance: Tolerance

    public init(detector: String, metric: String, tolerance: Tolerance) {
      self.detector = detector
      self.metric = metric
      self.tolerance = tolerance
    }
  }

  /// The tolerance that holds for a metric of a detector.
  public func tolerance(detector: String, metric: String) -> Tolerance {
    exceptions.first { $0.detector == detector && $0.metric == metric }?.tolerance ?? standard
  }

  var json: JSONValue {
    var members = [JSONValue.Member("default", standard.json)]
    var detectors: [String] = []
    for exception in exceptions where !detectors.contains(exception.detector) {
      detectors.append(exception.detector)
    }
    for detector in detectors {
      let metrics = exceptions.filter { $0.detector == detector }
      members.append(
        JSONValue.Member(
          detector, .object(metrics.map { JSONValue.Member($0.metric, $0.tolerance.json) })))
    }
    return .object(members)
  }
}
