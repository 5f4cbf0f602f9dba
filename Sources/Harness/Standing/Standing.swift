import Detectors
public import Metrics
import Numerics

/// How the detectors of a record stand to its controls and to each other.
public struct Standing: Sendable {
  /// The metrics that rank detectors: of the scores, and at one false-alarm rate.
  ///
  /// Values at a detector's own threshold depend on where that came to lie, and rank nothing.
  public static let rankingMetrics = [
    "roc-auc", "average-precision", "detection-rate.at-budget", "lead.median.at-budget",
  ]

  /// The data sets in the order of the record.
  public let datasets: [String]
  private let estimates: Estimates
  /// For every data set its own detectors, in the order of the record, without those that failed.
  private let well: [String: [String]]
  /// The detectors of all data sets, in the order of the record, the controls apart.
  public let detectors: [String]

  public init(_ record: Record) {
    estimates = Estimates(record)
    datasets = record.cells.map(\.dataset).removingRepeats()
    let own = record.cells.filter { !record.isControl($0.detector) }
    detectors = own.map(\.detector).removingRepeats()
    well = Dictionary(grouping: own, by: \.dataset).mapValues { cells in
      let failed = Set(cells.filter { $0.status != .ok }.map(\.detector))
      return cells.map(\.detector).removingRepeats().filter { !failed.contains($0) }
    }
  }

  /// The control that does best by a metric of a data set, the oracle apart.
  ///
  /// Ties go to the one that finds more events at the budget, then to the first.
  public func bestControl(_ dataset: String, _ metric: String) -> String? {
    let controls = Control.allCases.filter { $0 != .oracle }.map(\.rawValue)
    return best(among: controls, dataset, metric)?.detector
  }

  /// What a detector is ahead of the best control by a metric: positive is better.
  public func lead(
    of detector: String, _ dataset: String, _ metric: String
  ) -> Estimate? {
    guard let control = bestControl(dataset, metric),
      let ours = estimates[dataset, detector, metric],
      let theirs = estimates[dataset, control, metric]
    else { return nil }
    return isLowerBetter(metric) ? theirs - ours : ours - theirs
  }

  /// The blind control that beats the median detector by a metric of a data set, if one does.
  ///
  /// A metric that a control does well by without looking at a sensor says little about detectors:
  /// it is printed, but does not rank.
  public func blindControlAhead(_ dataset: String, _ metric: String) -> String? {
    let values = (well[dataset] ?? []).compactMap { estimates[dataset, $0, metric]?.value }
    guard let median = Statistics.median(values),
      let best = best(among: Control.blind.map(\.rawValue), dataset, metric)
    else { return nil }
    let isAhead = isLowerBetter(metric) ? best.value < median : best.value > median
    return isAhead ? best.detector : nil
  }

  /// Whether every detector that ran well on all data sets has a value of a metric on one.
  ///
  /// A data set without failing rows, for one, has no detection rate, and ranks nobody by it.
  public func isDefined(_ dataset: String, _ metric: String) -> Bool {
    rankedDetectors.allSatisfy { estimates[dataset, $0, metric] != nil }
  }

  private func best(
    among detectors: [String], _ dataset: String, _ metric: String
  ) -> (detector: String, value: Double)? {
    var best: (detector: String, value: Double, found: Double)?
    for detector in detectors {
      guard let value = estimates[dataset, detector, metric]?.value else { continue }
      let found = estimates[dataset, detector, "detection-rate.at-budget"]?.value ?? 0
      if let before = best {
        let isAhead = isLowerBetter(metric) ? value < before.value : value > before.value
        guard isAhead || value == before.value && found > before.found else { continue }
      }
      best = (detector, value, found)
    }
    return best.map { ($0.detector, $0.value) }
  }

  private func isLowerBetter(_ metric: String) -> Bool {
    MetricCatalog.metric(metric)?.direction == .lower
  }
}

extension Standing {
  /// The mean rank of detectors over data sets, by one metric.
  public struct MeanRanks: Sendable {
    /// The data sets that rank: those in which no blind control is ahead of the median detector.
    public let datasets: [String]
    /// The mean rank of every detector, 1 is best; its resamples rank the resampled values.
    public let ranks: [(detector: String, rank: Estimate)]
  }

  /// The detectors that ran well on every data set: only their ranks can be averaged.
  public var rankedDetectors: [String] {
    detectors.filter { detector in
      datasets.allSatisfy { well[$0]?.contains(detector) == true }
    }
  }

  /// Ranks the detectors that ran on every data set by a metric.
  ///
  /// Equal values share the mean of their ranks (Demšar, JMLR 7, 2006). In each resample of the
  /// units the detectors of every data set are ranked anew.
  ///
  /// - Returns: The ranks, or `nil` where fewer than two detectors or no data set is left to rank.
  public func meanRanks(_ metric: String) -> MeanRanks? {
    let detectors = rankedDetectors
    let ranking = datasets.filter { blindControlAhead($0, metric) == nil }.compactMap {
      dataset -> (dataset: String, estimates: [Estimate])? in
      let found = detectors.compactMap { estimates[dataset, $0, metric] }
      return found.count == detectors.count ? (dataset, found) : nil
    }
    guard detectors.count > 1, !ranking.isEmpty else { return nil }
    let sign = isLowerBetter(metric) ? 1.0 : -1
    func means(_ values: [[Double]]) -> [Double] {
      let ranks = values.map { Statistics.ranks($0.map { sign * $0 }) }
      return detectors.indices.map { index in
        ranks.map { $0[index] }.reduce(0, +) / Double(ranks.count)
      }
    }
    let values = means(ranking.map { $0.estimates.map(\.value) })
    let replicates = resampled(ranking.map(\.estimates), means)
    return MeanRanks(
      datasets: ranking.map(\.dataset),
      ranks: detectors.indices.map { index in
        (
          detectors[index],
          Estimate(value: values[index], replicates: replicates.map { $0.map { $0[index] } })
        )
      })
  }

  /// Ranks in every resample; `nil` where a data set has too few units to resample.
  private func resampled(
    _ ranking: [[Estimate]], _ means: ([[Double]]) -> [Double]
  ) -> [[Double]]? {
    let replicates = ranking.map { $0.compactMap(\.replicates) }
    guard let count = replicates.first?.first?.count,
      zip(replicates, ranking).allSatisfy({ replicates, estimates in
        replicates.count == estimates.count && replicates.allSatisfy { $0.count == count }
      })
    else { return nil }
    return (0..<count).map { resample in
      let values = replicates.map { $0.map { $0[resample] } }
      // A resample in which a metric is undefined ranks nobody.
      if values.contains(where: { $0.contains(where: \.isNaN) }) {
        return [Double](repeating: .nan, count: values[0].count)
      }
      return means(values)
    }
  }
}
