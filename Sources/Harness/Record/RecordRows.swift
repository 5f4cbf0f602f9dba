public import Metrics

/// One line of `metrics.csv`.
public struct MetricRow: Sendable, Equatable {
  public let key: MetricKey
  public let value: Double
  public let low: Double?
  public let high: Double?
  public let n: Int
}

/// What a metric's value belongs to.
public struct MetricKey: Sendable, Hashable {
  public let dataset: String
  public let detector: String
  /// A number, or `mean` over the seeds.
  public let seed: String
  public let scope: String
  public let metric: String

  public init(dataset: String, detector: String, seed: String, scope: String, metric: String) {
    self.dataset = dataset
    self.detector = detector
    self.seed = seed
    self.scope = scope
    self.metric = metric
  }

  /// The name in the seed column of what is averaged over seeds.
  public static let mean = "mean"
}

/// One line of `units.csv`: a number of one unit that explains a change.
public struct UnitRow: Sendable, Equatable {
  public let dataset: String
  public let detector: String
  public let seed: String
  public let unit: String
  public let metric: String
  public let value: Double
}

/// One line of `events.csv`: what became of one failing event; times in the data set's unit.
public struct EventRow: Sendable, Equatable {
  public let dataset: String
  public let detector: String
  public let seed: String
  public let unit: String
  public let onset: Double
  public let end: Double
  public let firstAlarm: Double?
  public let alarm: Double?
  public let outcome: EventOutcome.Kind
  public let delay: Double?
  public let lead: Double
  public let isEarly: Bool
}

/// One line of `curves.csv`: a point of the activity monitoring curve.
public struct CurveRow: Sendable, Equatable {
  public let dataset: String
  public let detector: String
  public let seed: String
  public let point: ActivityCurve.Point
}

/// One line of `cells.csv`: how a cell ended.
public struct CellRow: Sendable, Equatable {
  public let dataset: String
  public let detector: String
  public let seed: String
  public let status: CellStatus
  public let reason: String
}

/// One line of `timings.csv`: how long a cell's fit and the scoring of single rows took.
public struct TimingRow: Sendable, Equatable {
  public let dataset: String
  public let detector: String
  public let seed: String
  public let timing: CellTiming
}
