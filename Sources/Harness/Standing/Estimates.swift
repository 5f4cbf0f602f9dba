public import Metrics

/// The means over seeds of a record, each with its resamples.
public struct Estimates: Sendable {
  private let table: [MetricKey: Estimate]
  /// The keys in the order of the record.
  let keys: [MetricKey]

  public init(_ record: Record) {
    let replicates = Dictionary(
      record.replicates.map { ($0.key, $0.values) }, uniquingKeysWith: { first, _ in first })
    let means = record.metrics.filter { $0.key.seed == MetricKey.mean }
    keys = means.map(\.key)
    table = Dictionary(
      means.map { ($0.key, Estimate(value: $0.value, replicates: replicates[$0.key])) },
      uniquingKeysWith: { first, _ in first })
  }

  public subscript(key: MetricKey) -> Estimate? { table[key] }

  /// The estimate over all rows of a data set.
  public subscript(dataset: String, detector: String, metric: String) -> Estimate? {
    table[
      MetricKey(
        dataset: dataset, detector: detector, seed: MetricKey.mean, scope: "all", metric: metric)]
  }
}
