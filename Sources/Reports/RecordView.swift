import Harness
import Metrics

/// A record as tables read it: its data sets and detectors in order, its means over seeds by name.
struct RecordView {
  let record: Record
  private let values: [MetricKey: MetricRow]
  let datasets: [String]
  /// The ranking of every seed, by which seeds that differ are told.
  private let seedValues: [[String]: Set<Double>]

  init(_ record: Record) {
    self.record = record
    values = Dictionary(
      record.metrics.filter { $0.key.seed == MetricKey.mean }.map { ($0.key, $0) },
      uniquingKeysWith: { first, _ in first })
    datasets = record.cells.map(\.dataset).removingRepeats()
    let seeds = record.metrics.filter {
      $0.key.metric == "average-precision" && $0.key.scope == "all"
        && $0.key.seed != MetricKey.mean
    }
    seedValues = Dictionary(grouping: seeds) { [$0.key.dataset, $0.key.detector] }
      .mapValues { Set($0.map(\.value)) }
  }

  /// The detectors of a data set, in the order of the record: the suite's own, and the controls.
  func detectors(of dataset: String) -> (own: [String], controls: [String]) {
    let all = record.cells.filter { $0.dataset == dataset }.map(\.detector).removingRepeats()
    return (all.filter { !record.isControl($0) }, all.filter(record.isControl))
  }

  func row(_ dataset: String, _ detector: String, _ scope: String, _ metric: String) -> MetricRow? {
    values[
      MetricKey(
        dataset: dataset, detector: detector, seed: MetricKey.mean, scope: scope, metric: metric)]
  }

  /// Whether the seeds of a detector differ, so that its values are means.
  func isAveraged(_ dataset: String, _ detector: String) -> Bool {
    (seedValues[[dataset, detector]]?.count ?? 0) > 1
  }

  func value(_ dataset: String, _ detector: String, _ metric: String) -> Double? {
    row(dataset, detector, "all", metric)?.value
  }

  /// The phases that the scopes of a data set name, in the order of the record.
  func phases(of dataset: String) -> [String] {
    record.metrics.filter { $0.key.dataset == dataset && $0.key.scope.hasPrefix("phase=") }
      .map { String($0.key.scope.dropFirst("phase=".count)) }.removingRepeats()
  }

  /// The means over seeds of a curve's point at a budget.
  func realisedRate(_ dataset: String, _ detector: String, budget: Double) -> Double? {
    let points = record.curves.filter {
      $0.dataset == dataset && $0.detector == detector && $0.point.budget == budget
    }
    guard !points.isEmpty else { return nil }
    return points.map(\.point.realisedRate).reduce(0, +) / Double(points.count)
  }

  /// Why a detector has no numbers: the status of its first failed cell.
  func failure(_ dataset: String, _ detector: String) -> String? {
    record.cells.first {
      $0.dataset == dataset && $0.detector == detector && $0.status != .ok
    }.map(\.status.rawValue)
  }
}
