import Numerics

/// How far channels are from the forecasts of an autoregressive integrated moving average:
/// max_c |v_c| ÷ (σ_c √F_c).
///
/// Every channel is differenced `d` times and then has a stationary, invertible ARMA(p, q) of its own
/// (Box and Jenkins, "Time Series Analysis", 1970), about a mean where `d` is 0 and without a constant
/// elsewhere. v is the difference of a row to its forecast from the unit's earlier rows, σ²F its
/// variance in an exact filter that starts in the stationary distribution (Harvey, "Forecasting,
/// Structural Time Series Models and the Kalman Filter", 1989, section 3.4). A unit's first `d` rows
/// have no forecast and score 0.
///
/// Coefficients, mean and σ are those of the greatest exact Gaussian likelihood of the differenced
/// channel, summed over every run of consecutive fit rows of every unit, the state starting anew with
/// each run; runs of at most `d` rows are left out, and so is a channel that does not vary within any
/// run, or goes beyond ±1e100. Partial autocorrelations keep the search within stationary models; one
/// that does not settle keeps the best model that it met. σ stays above a millionth of the channel's
/// typical step. Values beyond ±1e100 are scored as if they lay there.
///
/// Hyper-parameters: `p` (2), `d` (1) and `q` (1). Coefficients that a suite gives, `ar` and `ma`,
/// stand for those of every channel, and their numbers for `p` and `q`; only mean and σ are then found,
/// and a fit is refused where they are not stationary or not invertible. Contributions are
/// |v_c| ÷ (σ_c √F_c); the score is the largest.
public struct ARIMA: Detector {
  public let autoregressive: Int
  public let differences: Int
  public let movingAverage: Int
  /// The coefficients of all channels, where they are not to be found.
  public let given: Coefficients?

  /// Autoregressive coefficients φ and moving-average coefficients θ.
  public struct Coefficients: Sendable {
    public let ar: [Double]
    public let ma: [Double]

    public init(ar: [Double], ma: [Double]) {
      self.ar = ar
      self.ma = ma
    }
  }

  public init(autoregressive: Int = 2, differences: Int = 1, movingAverage: Int = 1) {
    self.autoregressive = autoregressive
    self.differences = differences
    self.movingAverage = movingAverage
    given = nil
  }

  public init(given: Coefficients, differences: Int = 1) {
    autoregressive = given.ar.count
    self.differences = differences
    movingAverage = given.ma.count
    self.given = given
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let process = try given.map { (given) throws(DetectorError) in
      try ARMAProcess(ar: given.ar, ma: given.ma)
    }
    let parameters =
      (given == nil ? autoregressive + movingAverage : 0) + (differences == 0 ? 2 : 1)
    let count = training.countOfRows(withoutFirst: differences)
    guard count > parameters else {
      throw DetectorError(
        "with d = \(differences) the fit rows give \(count) values, too few for"
          + " \(parameters) parameters")
    }
    let all = Array(training.channels.indices)
    let found = all.concurrentMap(width: Concurrency.fitWidth) { channel in
      let series = ChannelSeries(channel: channel, of: training, differences: differences)
      guard series.canBeForecast else { return nil as ARIMAChannel? }
      if let process { return ARIMAChannel(process, of: series, withMean: differences == 0) }
      return ARIMAChannel(
        fitting: (autoregressive, movingAverage), to: series, withMean: differences == 0)
    }
    let channels = all.filter { found[$0] != nil }
    if channels.isEmpty { throw ChannelSeries.noneCanBeForecast }
    return Model(
      columns: all.count, differences: differences, channels: channels,
      fitted: found.compactMap { $0 })
  }

  struct Model: FittedModel, Codable {
    let columns: Int
    let differences: Int
    /// The channels that are forecast.
    let channels: [Int]
    /// One per forecast channel.
    let fitted: [ARIMAChannel]

    func check(channels: Int) throws(DetectorError) {
      try DetectorError.unlessCounts([columns], are: channels, of: "channels")
      try DetectorError.unlessChannels(self.channels, of: channels)
      try DetectorError.unlessCounts(
        [fitted.count], are: self.channels.count, of: "models of channels")
      // A forecast has room for the value of the newest row and its difference.
      try DetectorError.unless(
        (0...2).contains(differences), "channels are differenced \(differences) times")
      for channel in fitted { try channel.check() }
    }

    func scorer(for unit: ScoredUnit) -> any Scorer {
      let forecasts = fitted.map { channel in
        ChannelForecast(
          ARMAGains(channel.process), differences: differences, mean: channel.mean,
          scale: channel.standardDeviation)
      }
      return ForecastScorer(channels: channels, forecasts: forecasts, columns: columns)
    }
  }
}

extension DetectorKind {
  static let arima = DetectorKind(
    name: "arima", summary: "largest standardised error of an ARIMA's forecasts",
    parameters: [
      Parameter(
        name: "p", summary: "autoregressive coefficients", domain: .integer(default: 2, in: 0...5)),
      Parameter(
        name: "d", summary: "how often a channel is differenced",
        domain: .integer(default: 1, in: 0...2)),
      Parameter(
        name: "q", summary: "moving-average coefficients", domain: .integer(default: 1, in: 0...5)),
      Parameter(
        name: "ar",
        summary: "given autoregressive coefficients, in place of p, and none for q without ma",
        domain: .optionalNumbers(atMost: 5)),
      Parameter(
        name: "ma",
        summary: "given moving-average coefficients, in place of q, and none for p without ar",
        domain: .optionalNumbers(atMost: 5)),
    ],
    model: ARIMA.Model.self,
    make: {
      let (ar, ma) = ($0.optionalNumbers("ar"), $0.optionalNumbers("ma"))
      if ar != nil || ma != nil {
        return ARIMA(given: .init(ar: ar ?? [], ma: ma ?? []), differences: $0.integer("d"))
      }
      return ARIMA(
        autoregressive: $0.integer("p"), differences: $0.integer("d"),
        movingAverage: $0.integer("q"))
    })
}
