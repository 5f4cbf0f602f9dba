/// What a metric means: its id, which way is better, and when it does not exist.
public struct MetricDefinition: Sendable {
  public let id: String
  /// Raised whenever the values of the metric change for the same input.
  public let version: Int
  public let direction: Direction
  /// What it is counted in, such as `share` or `rows`; `time` is the data set's time unit.
  public let unit: String
  /// The formula in words, with the variant where there are several.
  public let definition: String
  /// Where the definition comes from.
  public let source: String
  /// When there is no value, and so no row.
  public let undefined: String

  /// Which way a metric is better.
  public enum Direction: String, Sendable {
    case higher
    case lower
    /// A change is neither better nor worse in itself.
    case neutral
  }

  /// Whether values are counts, which only come in whole cases.
  public var isCount: Bool { Self.counted.contains(unit) }

  private static let counted: Set<String> = ["rows", "events", "units", "alarms"]

  init(
    _ id: String, _ direction: Direction, _ unit: String, _ definition: String, version: Int = 1,
    source: String = "Assay, docs/protocol.md", undefined: String = "never"
  ) {
    self.id = id
    self.version = version
    self.direction = direction
    self.unit = unit
    self.definition = definition
    self.source = source
    self.undefined = undefined
  }
}

/// Every metric, in the order in which a record lists them.
public enum MetricCatalog {
  public static let metrics: [MetricDefinition] =
    PointMetrics.definitions + RankingMetrics.definitions + VolumeMetrics.definitions
    + RangeMetrics.definitions + TimeMetrics.definitions + PrognosisMetrics.definitions
    + ExplanationMetrics.definitions + BestThresholdMetrics.definitions

  /// The metrics whose values over all rows have an interval by resampling the units.
  public static let resampled: [String] = [
    "f1", "false-positive-rate", "roc-auc", "average-precision", "detection-rate",
    "detection-rate.at-budget", "lead.median.at-budget", "lead.median",
  ]

  /// The metric with an id, if there is one.
  public static func metric(_ id: String) -> MetricDefinition? { byID[id] }

  /// The place of a metric in the order of a record.
  static func rank(of id: String) -> Int { ranks[id] ?? metrics.count }

  private static let byID = Dictionary(uniqueKeysWithValues: metrics.map { ($0.id, $0) })
  private static let ranks = Dictionary(
    uniqueKeysWithValues: metrics.enumerated().map { ($1.id, $0) })
}
