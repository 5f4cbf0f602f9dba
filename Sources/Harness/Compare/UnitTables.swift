import Numerics

/// The numbers of units of two records, or of a record and its golden, side by side.
struct UnitTables {
  private struct Key: Hashable {
    let dataset: String
    let detector: String
  }

  private struct Value: Hashable {
    let unit: String
    let metric: String
  }

  private let new: [Key: [UnitRow]]
  private let old: [Key: [Value: Double]]

  /// Pairs the means over seeds.
  init(new: [UnitRow], old: [UnitRow]) {
    self.new = Dictionary(
      grouping: new.filter { $0.seed == MetricKey.mean },
      by: { Key(dataset: $0.dataset, detector: $0.detector) })
    var values: [Key: [Value: Double]] = [:]
    for row in old where row.seed == MetricKey.mean {
      values[Key(dataset: row.dataset, detector: row.detector), default: [:]][
        Value(unit: row.unit, metric: row.metric)] = row.value
    }
    self.old = values
  }

  /// The numbers that differ of a detector on a data set, those that differ most first.
  ///
  /// - Parameters:
  ///   - key: A metric of the detector.
  ///   - metrics: The numbers to look at; all where `nil`.
  /// - Returns: Every number that differs or that only one side has.
  func differences(
    _ key: MetricKey, among metrics: [String]? = nil
  ) -> [Comparison.UnitDifference] {
    let key = Key(dataset: key.dataset, detector: key.detector)
    var old = old[key] ?? [:]
    var differences: [Comparison.UnitDifference] = []
    for row in new[key] ?? [] {
      let before = old.removeValue(forKey: Value(unit: row.unit, metric: row.metric))
      if before == nil || abs(row.value - (before ?? 0)) > Tolerance.exact.absolute {
        differences.append(
          .init(unit: row.unit, metric: row.metric, golden: before, new: row.value))
      }
    }
    for (value, before) in old.sorted(by: {
      ($0.key.unit, $0.key.metric) < ($1.key.unit, $1.key.metric)
    }) {
      differences.append(.init(unit: value.unit, metric: value.metric, golden: before, new: nil))
    }
    if let metrics { differences.removeAll { !metrics.contains($0.metric) } }
    // A stable order: by size, then as in the record.
    return differences.enumerated().sorted {
      ($1.element.size, $0.offset) < ($0.element.size, $1.offset)
    }.map(\.element)
  }
}
