/// The variances of a structural model, in one common unit.
struct LocalTrendVariances: Sendable, Equatable, Codable {
  /// Of the observation's noise e in y = l + e.
  var noise: Double
  /// Of the level's steps n in l′ = l + b + n.
  var level: Double
  /// Of the slope's steps x in b′ = b + x; `nil` in the local level model, which has no slope b.
  var trend: Double?

  /// Checks that forecasts can be held against variances such as these.
  ///
  /// - Throws: ``DetectorError`` where one is no variance, or all of them are 0.
  func check() throws(DetectorError) {
    let all = [noise, level, trend ?? 0]
    try DetectorError.unlessFinite(all, "variances")
    for variance in all where variance < 0 { throw DetectorError("a variance is \(variance)") }
    try DetectorError.unless(
      all.contains { $0 > 0 },
      "the variances are all 0, so that every error would be infinitely large")
  }
}

/// Variances and gains of the local level and the local linear trend model.
///
/// The recursions are those of Harvey (1989), section 4.1. Without a given start the state before
/// the first row is diffuse, exactly: the level takes up the first row and the slope the first two,
/// which have no forecast (Durbin and Koopman, "Time Series Analysis by State Space Methods", 2012,
/// section 5.2, in closed form).
///
/// In companion form the state is the level and the slope minus the level.
struct LocalTrendGains: GainSequence {
  private let noise: Double
  private let levelStep: Double
  private let trendStep: Double
  private let hasSlope: Bool
  /// How many rows the diffuse start has yet to take up.
  private var diffuseRows: Int
  /// The covariance of level and slope before the coming row, once there is one.
  private var levelVariance = 0.0
  private var covariance = 0.0
  private var slopeVariance = 0.0

  /// Starts with an unknown level and slope.
  init(_ variances: LocalTrendVariances) {
    noise = variances.noise
    levelStep = variances.level
    trendStep = variances.trend ?? 0
    hasSlope = variances.trend != nil
    diffuseRows = variances.trend == nil ? 1 : 2
  }

  /// Starts with a level and a slope that are known but for their covariance.
  ///
  /// - Parameters:
  ///   - variances: Those of the model.
  ///   - start: The variance of the level, the covariance, and the variance of the slope.
  init(_ variances: LocalTrendVariances, start: (Double, Double, Double)) {
    self.init(variances)
    diffuseRows = 0
    (levelVariance, covariance, slopeVariance) = start
  }

  var transition: SIMD8<Double> {
    hasSlope ? .init(2, -1, 0, 0, 0, 0, 0, 0) : .init(1, 0, 0, 0, 0, 0, 0, 0)
  }

  var order: Int { hasSlope ? 2 : 1 }

  var variance: Double? { diffuseRows > 0 ? nil : levelVariance + noise }

  var gain: SIMD8<Double> {
    // A row that the diffuse start takes up becomes the level; the second one also tells the slope.
    let level = diffuseRows == 0 ? levelGain : hasSlope && diffuseRows == 1 ? 2 : 1
    let slope = diffuseRows == 0 ? slopeGain : hasSlope && diffuseRows == 1 ? 1 : 0
    return .init(level, hasSlope ? slope - level : 0, 0, 0, 0, 0, 0, 0)
  }

  private var levelGain: Double { (levelVariance + covariance) / (levelVariance + noise) }
  private var slopeGain: Double { covariance / (levelVariance + noise) }

  mutating func advance() {
    guard diffuseRows == 0 else { return takeUp() }
    let total = levelVariance + noise
    let level = levelVariance * noise / total
    let between = covariance * noise / total
    let slope = slopeVariance - covariance * covariance / total
    levelVariance = level + 2 * between + slope + levelStep
    covariance = between + slope
    slopeVariance = slope + trendStep
  }

  /// The covariance that the diffuse start leaves, from the rows' own noise and steps.
  private mutating func takeUp() {
    diffuseRows -= 1
    guard diffuseRows == 0 else { return }
    if hasSlope {
      levelVariance = 5 * noise + 2 * levelStep + trendStep
      covariance = 3 * noise + levelStep + trendStep
      slopeVariance = 2 * noise + levelStep + 2 * trendStep
    } else {
      levelVariance = noise + levelStep
    }
  }
}
