import JSON
public import Metrics
import Numerics

/// The differences between two records of one suite, resamples of the units paired.
public struct RecordComparison: Sendable {
  /// Every metric that both records have with its resamples and whose value differs, worst first.
  public let differences: [Difference]
  /// The number of values that were compared.
  public let compared: Int
  /// What could not be compared, one sentence each.
  public let notes: [String]

  /// A metric that differs.
  public struct Difference: Sendable {
    public let key: MetricKey
    public let first: Double
    public let second: Double
    /// The second less the first.
    public let change: Estimate
    /// Whether the second record is worse.
    public let isWorse: Bool
    /// The probability of such a change by the luck of the units, Holm-corrected for the number of
    /// values that differ; `nil` where there are too few units to resample.
    public let probability: Double?
    /// The numbers of units behind it, those that differ most first.
    public let units: [Comparison.UnitDifference]
  }

  /// Below this corrected probability a change is more than luck.
  public static let significance = 0.05

  /// Compares two records.
  ///
  /// - Parameters:
  ///   - first: The record to start from.
  ///   - second: The record that may be better or worse.
  ///   - paths: Where the two stand, for errors.
  /// - Throws: ``RecordError`` when they are of different suites or no data set is the same.
  public init(
    _ first: Record, _ second: Record, paths: (first: String, second: String)
  ) throws(RecordError) {
    let suites = [first, second].map { $0.run["suite"]?["name"]?.string ?? "" }
    guard suites[0] == suites[1] else {
      throw RecordError(
        "\(paths.first), \(paths.second): these are records of different suites, \(suites[0]) and"
          + " \(suites[1])")
    }
    var notes: [String] = []
    let paired = Self.pairedDataSets(first, second, &notes)
    guard !paired.isEmpty else {
      throw RecordError(
        "\(paths.first), \(paths.second): the records have no data set in common"
          + notes.map { "; \($0)" }.joined())
    }
    notes += Self.changedSettings(first, second, in: paired)
    let old = Estimates(first)
    let new = Estimates(second)
    notes += Self.unpairedValues(of: old, beside: new, "only the first record has", in: paired)
    notes += Self.unpairedValues(of: new, beside: old, "only the second record has", in: paired)
    let units = UnitTables(new: second.units, old: first.units)
    var compared = 0
    var found: [Difference] = []
    for key in old.keys where Self.isCompared(key) && paired.contains(key.dataset) {
      guard let before = old[key], let after = new[key] else { continue }
      compared += 1
      guard before.value != after.value else { continue }
      let isLower = MetricCatalog.metric(key.metric)?.direction == .lower
      found.append(
        Difference(
          key: key, first: before.value, second: after.value, change: after - before,
          isWorse: (after.value < before.value) != isLower, probability: nil,
          units: key.scope == "all"
            ? Self.driving(
              after.value - before.value, of: key.metric,
              units.differences(key, among: Self.unitNumbers(behind: key.metric))) : []))
    }
    differences = Self.sorted(Self.corrected(found))
    self.compared = compared
    self.notes = notes
  }

  /// The data sets of both records that hold the same data and units.
  private static func pairedDataSets(
    _ first: Record, _ second: Record, _ notes: inout [String]
  ) -> Set<String> {
    let identities = Dictionary(
      second.identities.map { ($0.dataset, $0.identity) }, uniquingKeysWith: { first, _ in first })
    var paired = Set<String>()
    for (dataset, identity) in first.identities {
      if let other = identities[dataset] {
        if identity != other {
          notes.append("\(dataset): the records hold other data, and nothing is paired")
        } else if evaluatedUnits(first, dataset) != evaluatedUnits(second, dataset) {
          notes.append("\(dataset): the records evaluate other units, and nothing is paired")
        } else {
          paired.insert(dataset)
        }
      } else {
        notes.append("\(dataset): only the first record has it")
      }
    }
    for (dataset, _) in second.identities
    where !first.identities.contains(where: { $0.dataset == dataset }) {
      notes.append("\(dataset): only the second record has it")
    }
    return paired
  }

  /// A sentence for what the suites of the records state differently: its effect is no detector's.
  private static func changedSettings(
    _ first: Record, _ second: Record, in datasets: Set<String>
  ) -> [String] {
    func settings(_ record: Record, _ dataset: String) -> JSONValue? {
      record.run["suite"]?["datasets"]?.elements?.first { $0["id"]?.string == dataset }
    }
    let alarm =
      first.run["suite"]?["alarm"] == second.run["suite"]?["alarm"]
      ? [] : ["the alarm rules of the records differ"]
    return alarm
      + first.identities.map(\.dataset).filter {
        datasets.contains($0) && settings(first, $0) != settings(second, $0)
      }.map { "\($0): split, labels or preparation differ between the records" }
  }

  /// A sentence for every detector of which one record has values that the other lacks.
  ///
  /// A detector that failed in one record would otherwise pass for one that did not change.
  private static func unpairedValues(
    of record: Estimates, beside other: Estimates, _ verb: String, in datasets: Set<String>
  ) -> [String] {
    let compared = record.keys.filter { isCompared($0) && datasets.contains($0.dataset) }
    let groups = Dictionary(grouping: compared) { "\($0.dataset) \($0.detector)" }
    return compared.map { "\($0.dataset) \($0.detector)" }.removingRepeats().compactMap { name in
      let keys = groups[name] ?? []
      let lone = keys.filter { other[$0] == nil }
      guard let first = lone.first else { return nil }
      if lone.count == keys.count {
        return "\(first.dataset): \(verb) values of \(first.detector)"
      }
      let metrics = lone.map { $0.scope == "all" ? $0.metric : "\($0.scope) \($0.metric)" }
      return "\(first.dataset): \(verb) \(metrics.joined(separator: ", ")) of \(first.detector)"
    }
  }

  private static func evaluatedUnits(_ record: Record, _ dataset: String) -> Set<String> {
    Set(record.units.filter { $0.dataset == dataset }.map(\.unit))
  }

  private static func isCompared(_ key: MetricKey) -> Bool {
    key.scope == "all"
      ? MetricCatalog.resampled.contains(key.metric)
      : key.scope.hasPrefix("phase=") && key.metric == "false-positive-rate"
  }

  /// The numbers of units that a metric is made of, as far as a record keeps them.
  private static func unitNumbers(behind metric: String) -> [String] {
    switch metric {
    case "f1": ["true-positives", "false-positives"]
    case "false-positive-rate": ["false-positives"]
    case "roc-auc", "average-precision": ["score-mean"]
    default: ["lead"]
    }
  }

  /// Units that moved the metric the way it went, before those that held against it.
  ///
  /// Higher scores of a unit may help or harm, so these say nothing of the way.
  private static func driving(
    _ change: Double, of metric: String, _ units: [Comparison.UnitDifference]
  ) -> [Comparison.UnitDifference] {
    func drives(_ unit: Comparison.UnitDifference) -> Bool {
      guard let golden = unit.golden, let new = unit.new, unit.metric != "score-mean" else {
        return true
      }
      let isOpposed = metric == "f1" && unit.metric == "false-positives"
      return (new > golden) == ((change > 0) != isOpposed)
    }
    return units.filter(drives) + units.filter { !drives($0) }
  }

  private static func corrected(_ differences: [Difference]) -> [Difference] {
    let raw = differences.map(\.change.probabilityOfZero)
    var holm = Statistics.holm(raw.compactMap { $0 })[...]
    return zip(differences, raw).map { difference, raw in
      Difference(
        key: difference.key, first: difference.first, second: difference.second,
        change: difference.change, isWorse: difference.isWorse,
        probability: raw == nil ? nil : holm.popFirst(), units: difference.units)
    }
  }

  /// Worse before better; the surest change first, and of equally sure ones the largest.
  private static func sorted(_ differences: [Difference]) -> [Difference] {
    // Corrected probabilities tie at 1, so the order is that of the raw ones.
    let odds = differences.map { $0.change.probabilityOfZero ?? 2 }
    return differences.indices.sorted { left, right in
      let (first, second) = (differences[left], differences[right])
      if first.isWorse != second.isWorse { return first.isWorse }
      if odds[left] != odds[right] { return odds[left] < odds[right] }
      let (firstSize, secondSize) = (abs(first.change.value), abs(second.change.value))
      return firstSize != secondSize ? firstSize > secondSize : left < right
    }.map { differences[$0] }
  }
}
