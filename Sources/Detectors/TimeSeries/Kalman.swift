import Numerics

/// How far channels are from a Kalman filter's forecasts: max_c |v_c| ÷ √F_c.
///
/// Every channel has a structural model of its own (Harvey, "Forecasting, Structural Time Series
/// Models and the Kalman Filter", 1989, chapter 2): the local level y = l + e, l′ = l + n, or the
/// local linear trend with l′ = l + b + n, b′ = b + x. v is the difference to the forecast, F its
/// variance; both are taken before the row is taken in. The start of a unit is diffuse, so that it
/// is measured against its own earlier rows alone: the first row, and with a trend the second, have
/// no forecast and add nothing to the score, which is 0 before any channel is forecast.
///
/// Hyper-parameters: `model` (`level`) and the variances `noise` of e, `level` of n and `trend` of x,
/// all that the model has, the same for every channel, or none. Then they are found, channel by
/// channel, by maximum likelihood of the forecasts: the sum over every run of consecutive fit rows of
/// every unit, the state starting anew with each run. A channel that does not vary within any run, or
/// goes beyond ±1e100, is left out; a search that does not settle keeps the best variances that it
/// met. Values beyond ±1e100 are scored as if they lay there.
///
/// Contributions are |v_c| ÷ √F_c; the score is the largest.
public struct Kalman: Detector {
  public let structure: Structure
  public let noise: Double?
  public let level: Double?
  public let trend: Double?

  /// The models of a channel.
  public enum Structure: String, Sendable, CaseIterable {
    /// A level that wanders.
    case level
    /// A level with a slope that wanders.
    case trend
  }

  public init(
    structure: Structure = .level, noise: Double? = nil, level: Double? = nil, trend: Double? = nil
  ) {
    self.structure = structure
    self.noise = noise
    self.level = level
    self.trend = trend
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let columns = training.channels.count
    let all = Array(0..<columns)
    if let given = try givenVariances() {
      let variances = all.map { _ in given }
      return Model(columns: columns, channels: all, variances: variances)
    }
    let parameters = structure == .level ? 2 : 3
    let count = training.countOfRows(withoutFirst: parameters - 1)
    guard count > parameters else {
      throw DetectorError(
        "the fit rows give \(count) forecasts, too few for the \(parameters) variances of the"
          + " \(structure) model")
    }
    let found = all.concurrentMap(width: Concurrency.fitWidth) { channel in
      let series = ChannelSeries(channel: channel, of: training)
      return series.canBeForecast ? LocalTrendVariances(fitting: structure, to: series) : nil
    }
    let channels = all.filter { found[$0] != nil }
    if channels.isEmpty { throw ChannelSeries.noneCanBeForecast }
    return Model(columns: columns, channels: channels, variances: found.compactMap { $0 })
  }

  /// The variances of the suite, if it states any.
  private func givenVariances() throws(DetectorError) -> LocalTrendVariances? {
    if noise == nil, level == nil, trend == nil { return nil }
    switch (structure, noise, level, trend) {
    case (.level, let noise?, let level?, nil):
      return try checked(LocalTrendVariances(noise: noise, level: level))
    case (.trend, let noise?, let level?, let trend?):
      return try checked(LocalTrendVariances(noise: noise, level: level, trend: trend))
    case (.level, _, _, _):
      throw DetectorError("model level needs the variances noise and level and no other, or none")
    case (.trend, _, _, _):
      throw DetectorError("model trend needs the variances noise, level and trend, or none")
    }
  }

  private func checked(
    _ variances: LocalTrendVariances
  ) throws(DetectorError) -> LocalTrendVariances {
    try variances.check()
    return variances
  }

  struct Model: FittedModel, Codable {
    let columns: Int
    /// The channels that are forecast.
    let channels: [Int]
    /// One per forecast channel.
    let variances: [LocalTrendVariances]

    func check(channels: Int) throws(DetectorError) {
      try DetectorError.unlessCounts([columns], are: channels, of: "channels")
      try DetectorError.unlessChannels(self.channels, of: channels)
      try DetectorError.unlessCounts(
        [variances.count], are: self.channels.count, of: "sets of variances")
      for variances in variances { try variances.check() }
    }

    func scorer(for unit: ScoredUnit) -> any Scorer {
      ForecastScorer(
        channels: channels, forecasts: variances.map { ChannelForecast(LocalTrendGains($0)) },
        columns: columns)
    }
  }
}

extension DetectorKind {
  private static let variances = 0.0...1e12

  static let kalman = DetectorKind(
    name: "kalman", summary: "largest standardised error of a Kalman filter's forecasts",
    parameters: [
      Parameter(
        name: "model", summary: "a level that wanders, or one with a slope",
        domain: .choice(default: "level", of: Kalman.Structure.allCases.map(\.rawValue))),
      Parameter(
        name: "noise", summary: "the variance of the observations",
        domain: .optionalNumber(in: variances)),
      Parameter(
        name: "level", summary: "the variance of the level's steps",
        domain: .optionalNumber(in: variances)),
      Parameter(
        name: "trend", summary: "the variance of the slope's steps",
        domain: .optionalNumber(in: variances)),
    ],
    model: Kalman.Model.self,
    make: {
      Kalman(
        structure: $0.choice("model"), noise: $0.optionalNumber("noise"),
        level: $0.optionalNumber("level"), trend: $0.optionalNumber("trend"))
    })
}
