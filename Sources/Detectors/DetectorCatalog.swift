/// Every kind of detector that a suite can name.
///
/// A new one is a file of its own and a line here: docs/adding-a-detector.md.
public enum DetectorCatalog {
  public static let kinds: [DetectorKind] = [
    .maxZ,
    .meanZ,
    .channel,
    .hardLimit,
    .baseline,
    .iqr,
    .ewma,
    .cusum,
    .mahalanobis,
    .pcaResidual,
    .pcaDistance,
    .hbos,
    .ecod,
    .copod,
    .nearestNeighbours,
    .localOutlierFactor,
    .isolationForest,
    .logisticRegression,
    .randomForest,
    .gradientBoosting,
    .rulForest,
    .rulBoosting,
    .kalman,
    .arima,
    .ensemble,
  ]

  /// The kind with a name, if there is one.
  public static func kind(named name: String) -> DetectorKind? {
    kinds.first { $0.name == name }
  }
}

/// The reference detectors that the harness adds to every table; a suite never lists them.
public enum Control: String, Sendable, CaseIterable {
  case random
  case constant
  case age
  case raw
  case oracle

  /// The controls that look at no sensor and no label.
  public static let blind: [Control] = [.random, .constant, .age]

  /// One line for listings.
  public var summary: String {
    switch self {
    case .random: "a uniform number per row"
    case .constant: "zero for every row"
    case .age: "the number of rows seen before"
    case .raw: "one channel as prepared, no model"
    case .oracle: "the labels themselves"
    }
  }

  /// Makes the control; `rawChannels` are the data set's plainest indicators.
  public func detector(rawChannels: [String]) -> any Detector {
    switch self {
    case .random: RandomControl()
    case .constant: ConstantControl()
    case .age: AgeControl()
    case .raw: ChannelLevel(channels: rawChannels)
    case .oracle: OracleControl()
    }
  }
}
