import Numerics

/// The fitted model of one differenced channel.
struct ARIMAChannel: Sendable, Equatable, Codable {
  /// Partial autocorrelations, one per autoregressive lag.
  let autoregressive: [Double]
  /// The same of the moving average, one per lag.
  let movingAverage: [Double]
  let mean: Double
  /// Of the innovations.
  let standardDeviation: Double

  var process: ARMAProcess {
    ARMAProcess(autoregressive: autoregressive, movingAverage: movingAverage)
  }

  /// Checks a channel's model that was read from a file.
  ///
  /// - Throws: ``DetectorError`` where it is not stationary and invertible, or has no scale.
  func check() throws(DetectorError) {
    try DetectorError.unless(
      max(autoregressive.count, movingAverage.count) < ARMAGains.mostElements,
      "\(autoregressive.count) and \(movingAverage.count) lags are too many")
    try DetectorError.unless(
      autoregressive.allSatisfy { $0.magnitude < 1 }, "a channel's model is not stationary")
    try DetectorError.unless(
      movingAverage.allSatisfy { $0.magnitude <= 1 }, "a channel's model is not invertible")
    try DetectorError.unlessFinite([mean, standardDeviation], "means and deviations")
    try DetectorError.unless(
      standardDeviation > 0, "the deviation of innovations is \(standardDeviation)")
  }
}

extension ARIMAChannel {
  /// Finds the model of greatest exact likelihood.
  ///
  /// Mean and standard deviation have closed forms given the rest, which leaves the partial
  /// autocorrelations to the search. It starts from the conditional least squares of the
  /// autoregression, or none, with several moving averages, and goes on from the two best of them.
  ///
  /// - Parameters:
  ///   - orders: How many autoregressive and moving-average lags.
  ///   - series: The differenced channel.
  ///   - withMean: Whether it has a mean other than 0.
  init(
    fitting orders: (autoregressive: Int, movingAverage: Int), to series: ChannelSeries,
    withMean: Bool
  ) {
    let split = orders.autoregressive
    let starts = Self.starts(orders, series, withMean)
    let found = QuasiNewton().minimum(fromBestOf: starts, searches: 2) { point in
      let sums = series.batch.innovationSums(ARMAGains(Self.process(point, split)))
      // No variance is below that of the innovations, except where rounding has spoilt it.
      guard sums.smallestVariance > 0.999999, sums.squares.isFinite else { return .infinity }
      let mean = withMean ? sums.mean : 0
      return -sums.logLikelihood(scale: series.scale(of: sums, mean: mean), mean: mean)
    }
    self.init(Self.process(found.point, split), of: series, withMean: withMean)
  }

  /// Finds the mean and standard deviation of greatest exact likelihood for a process.
  init(_ process: ARMAProcess, of series: ChannelSeries, withMean: Bool) {
    let sums = series.batch.innovationSums(ARMAGains(process))
    let mean = withMean ? sums.mean : 0
    self.init(
      autoregressive: process.partials, movingAverage: process.movingAveragePartials,
      mean: series.centre + mean,
      standardDeviation: series.scale(of: sums, mean: mean).squareRoot())
  }

  private static func process(_ point: [Double], _ split: Int) -> ARMAProcess {
    ARMAProcess(
      autoregressive: autoregressive(point, split), movingAverage: movingAverage(point, split))
  }

  /// A partial autocorrelation of exactly 1 would have no stationary distribution to start in.
  private static let border = 1 - 1e-6

  private static func autoregressive(_ point: [Double], _ split: Int) -> [Double] {
    point[..<split].map { border * partial($0) }
  }

  private static func movingAverage(_ point: [Double], _ split: Int) -> [Double] {
    point[split...].map(partial)
  }

  /// The sine of the angle whose half has the tangent t: smooth, and 1 within reach.
  private static func partial(_ t: Double) -> Double { 2 * t / (1 + t * t) }

  /// The inverse of ``partial(_:)``, kept off the ends, where the function is level.
  private static func tangent(_ partial: Double) -> Double {
    let inner = min(max(partial, -0.95), 0.95)
    return inner / (1 + (1 - inner * inner).squareRoot())
  }

  private static func starts(
    _ orders: (autoregressive: Int, movingAverage: Int), _ series: ChannelSeries, _ withMean: Bool
  ) -> [[Double]] {
    var autoregressions = [[Double](repeating: 0, count: orders.autoregressive)]
    if orders.autoregressive > 0,
      let fitted = ConditionalAutoregression(
        order: orders.autoregressive, withConstant: withMean, of: series.series),
      let partials = ARMAProcess.partials(ofCoefficients: fitted.coefficients)
    {
      autoregressions.append(partials.map(tangent))
    }
    guard orders.movingAverage > 0 else { return autoregressions }
    let others = [Double](repeating: 0, count: orders.movingAverage - 1)
    return autoregressions.flatMap { autoregression in
      [-0.9, -0.5, 0, 0.5].map { autoregression + [tangent($0)] + others }
    }
  }
}
