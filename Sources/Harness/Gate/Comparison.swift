import Metrics
import Numerics

/// How the gated values of a record stand to their golden ones.
public struct Comparison: Sendable, Equatable {
  /// Every difference, in the order of the golden files; new rows last.
  public let findings: [Finding]
  /// The number of golden rows that were compared.
  public let compared: Int

  /// One gated row that is not as it was.
  public struct Finding: Sendable, Equatable {
    public let kind: Kind
    public let key: MetricKey
    public let golden: Double?
    public let new: Double?
    /// The units whose own values differ, those that differ most first.
    public let units: [UnitDifference]

    /// Whether the finding turns the gate red.
    public func fails(isStrict: Bool) -> Bool {
      switch kind {
      case .worse, .changed, .missing: true
      case .better, .added: isStrict
      }
    }
  }

  public enum Kind: String, Sendable {
    case worse
    case better
    /// Neither better nor worse, but it must not change: a control, or a metric without direction.
    case changed
    case missing
    /// A row without golden value.
    case added = "new"
  }

  /// A number of one unit that differs.
  public struct UnitDifference: Sendable, Equatable {
    public let unit: String
    public let metric: String
    public let golden: Double?
    public let new: Double?

    var size: Double {
      guard let golden, let new else { return .infinity }
      return abs(new - golden)
    }
  }

  /// Compares a record with golden values.
  ///
  /// - Parameters:
  ///   - record: The record of a run.
  ///   - golden: What it is held against.
  ///   - gate: Which rows are gated.
  ///   - controls: The ids of the controls.
  ///   - isSelected: Whether a data set's detector was part of the run; others are not missing.
  public init(
    _ record: Record, with golden: Golden, gate: Gate, controls: Set<String>,
    isSelected: (_ dataset: String, _ detector: String) -> Bool
  ) {
    let new = Dictionary(uniqueKeysWithValues: gate.rows(of: record).map { ($0.key, $0) })
    let units = UnitTables(new: record.units, old: golden.detectors.flatMap(\.units))
    var known = Set<MetricKey>()
    var findings: [Finding] = []
    var compared = 0
    for row in golden.detectors.flatMap(\.rows) {
      known.insert(row.key)
      guard isSelected(row.key.dataset, row.key.detector) else { continue }
      compared += 1
      guard let value = new[row.key]?.value else {
        findings.append(
          Finding(kind: .missing, key: row.key, golden: row.value, new: nil, units: []))
        continue
      }
      if row.accepts(value) { continue }
      findings.append(
        Finding(
          kind: Self.kind(of: row, value, controls), key: row.key, golden: row.value, new: value,
          units: units.differences(row.key)))
    }
    for row in gate.rows(of: record) where !known.contains(row.key) {
      findings.append(
        Finding(kind: .added, key: row.key, golden: nil, new: row.value, units: []))
    }
    self.findings = findings
    self.compared = compared
  }

  private static func kind(
    of row: GoldenRow, _ value: Double, _ controls: Set<String>
  ) -> Kind {
    if controls.contains(row.key.detector) { return .changed }
    return switch MetricCatalog.metric(row.key.metric)?.direction {
    case .higher: value > row.value ? .better : .worse
    case .lower: value < row.value ? .better : .worse
    case .neutral, nil: .changed
    }
  }
}

extension Gate {
  /// The rows of a record that the gate compares.
  public func rows(of record: Record) -> [MetricRow] {
    let metrics = Set(metrics)
    let scopes = Set(scopes.map(\.rawValue))
    return record.metrics.filter { row in
      metrics.contains(row.key.metric)
        && scopes.contains(String(row.key.scope.prefix { $0 != "=" }))
        && (row.key.seed == MetricKey.mean) == (seeds == .mean)
    }
  }
}
