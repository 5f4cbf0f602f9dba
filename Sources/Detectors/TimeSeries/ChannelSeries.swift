import Numerics

/// The fit rows of one channel as a time-series model learns from them.
///
/// Every run of consecutive fit rows of a unit is a series of its own, with a state that starts
/// anew: what happened in a gap is unknown.
struct ChannelSeries: Sendable {
  /// The series, differenced, and centred where they are not.
  let batch: SeriesBatch
  /// The same, one after another.
  let series: [[Double]]
  /// What centring took away.
  let centre: Double
  /// The root mean square of the differences of neighbours.
  private let typicalStep: Double
  /// The largest magnitude before differencing.
  private let extent: Double

  /// Takes one channel out of the training rows.
  ///
  /// - Parameters:
  ///   - channel: The channel.
  ///   - training: The rows.
  ///   - differences: How often to difference; runs that are not longer are left out.
  init(channel: Int, of training: TrainingSet, differences: Int = 0) {
    let runs = training.runs(ofChannel: channel)
    let steps = runs.flatMap { $0.differenced(1) }
    typicalStep = (Statistics.mean(steps.map { $0 * $0 }) ?? 0).squareRoot()
    extent = runs.joined().lazy.map(\.magnitude).max() ?? 0
    let centre = differences == 0 ? Statistics.mean(runs.flatMap { $0 }) ?? 0 : 0
    series = runs.map { run in run.differenced(differences).map { $0 - centre } }
    batch = SeriesBatch(series)
    self.centre = centre
  }

  /// Whether the channel varies within any run, and not beyond numbers whose squares are numbers.
  ///
  /// A step at or below 1e-9 is rounding.
  var canBeForecast: Bool { typicalStep > 1e-9 && extent <= 1e100 }

  /// Why no model is fitted where no channel can be forecast.
  static let noneCanBeForecast = DetectorError(
    "no channel can be forecast: within the runs of fit rows each stands still or goes beyond ±1e100"
  )

  /// The factor of all variances that makes the likelihood greatest.
  ///
  /// It stays above the square of a millionth of a typical step, so that a channel which a model
  /// forecasts without error still has finite scores.
  func scale(of sums: InnovationSums, mean: Double = 0) -> Double {
    let smallest = 1e-6 * typicalStep
    guard sums.count > 0 else { return smallest * smallest }
    return max(sums.squares(about: mean) / Double(sums.count), smallest * smallest)
  }
}

extension TrainingSet {
  /// How many fit rows remain when each run of them loses its first rows.
  func countOfRows(withoutFirst rows: Int) -> Int {
    units.flatMap(\.consecutiveRuns).reduce(0) { $0 + max(0, $1.count - rows) }
  }
}
