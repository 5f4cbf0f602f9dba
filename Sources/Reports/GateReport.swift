public import Harness
public import JSON
import Numerics

/// What a gate found, for people.
public struct GateReport: Sendable {
  private let comparison: Comparison
  private let isStrict: Bool
  /// What the values were held against, such as `golden/gate`.
  private let reference: String
  /// The cells that have no numbers.
  private let failures: [CellRow]

  /// Reports a comparison.
  ///
  /// - Parameters:
  ///   - comparison: What differs.
  ///   - failures: The cells of the run that failed; each turns the gate red.
  ///   - isStrict: Whether better values and new rows turn it red too.
  ///   - reference: What the values were held against.
  public init(
    _ comparison: Comparison, failures: [CellRow] = [], isStrict: Bool, reference: String
  ) {
    self.comparison = comparison
    self.failures = failures
    self.isStrict = isStrict
    self.reference = reference
  }

  /// Whether the gate is green.
  public var passes: Bool {
    // A gate that compared nothing has not passed anything.
    comparison.compared > 0 && failures.isEmpty
      && !comparison.findings.contains { $0.fails(isStrict: isStrict) }
  }

  /// Every finding in a block of lines, failing ones first, and a closing line.
  public var text: String {
    let failing = comparison.findings.filter { $0.fails(isStrict: isStrict) }
    let others = comparison.findings.filter { !$0.fails(isStrict: isStrict) }
    let blocks = failing.map { block("red  ", $0) } + others.map { block("note ", $0) }
    let failed = failures.map { cell in
      "red  \(cell.dataset) \(cell.detector) seed \(cell.seed): \(cell.status.rawValue),"
        + " \(cell.reason)"
    }
    return (failed + blocks + [closing]).joined(separator: "\n")
  }

  private func block(_ mark: String, _ finding: Comparison.Finding) -> String {
    let key = finding.key
    let scope = key.scope == "all" ? "" : " \(key.scope)"
    let seed = key.seed == MetricKey.mean ? "" : " seed \(key.seed)"
    let head =
      "\(mark)\(key.dataset) \(key.detector)\(scope)\(seed) \(key.metric): \(change(finding))"
    let units = units(finding)
    return ([head] + Paragraph.wrapped(units, margin: 7)).joined(
      separator: "\n")
  }

  private func change(_ finding: Comparison.Finding) -> String {
    let old = finding.golden.map(\.shortest) ?? NumberText.undefined
    let new = finding.new.map(\.shortest) ?? NumberText.undefined
    let remedy =
      switch finding.kind {
      case .better: "; assay bless takes it as golden"
      case .added: " (no golden value)"
      case .missing: " (the run has no such row)"
      case .worse, .changed: ""
      }
    return "\(finding.kind.rawValue), \(old) → \(new)\(remedy)"
  }

  private func units(_ finding: Comparison.Finding) -> String {
    switch finding.kind {
    case .missing, .added: return ""
    case .worse, .better, .changed: break
    }
    if finding.units.isEmpty {
      return "No unit differs: the golden value was edited, or the metric's definition changed."
    }
    return finding.units.sentence(\.shortest)
  }

  private var closing: String {
    let kinds: [Comparison.Kind] = [.worse, .changed, .missing, .better, .added]
    let counts = kinds.compactMap { kind in
      let count = comparison.findings.count { $0.kind == kind }
      return count > 0 ? "\(count) \(kind.rawValue)" : nil
    }
    let failed = failures.isEmpty ? [] : ["\(failures.count) failed"]
    let summary =
      (failed + counts).isEmpty ? "all as they were" : (failed + counts).joined(separator: ", ")
    return "gate \(passes ? "green" : "red"): \(comparison.compared) values against \(reference),"
      + " \(summary)"
  }

  /// The findings for programs.
  public var json: JSONValue {
    [
      "passes": .bool(passes), "compared": .integer(comparison.compared),
      "failures": .array(
        failures.map { cell in
          [
            "dataset": .string(cell.dataset), "detector": .string(cell.detector),
            "seed": .string(cell.seed), "status": .string(cell.status.rawValue),
            "reason": .string(cell.reason),
          ]
        }),
      "findings": .array(
        comparison.findings.map { finding in
          [
            "kind": .string(finding.kind.rawValue),
            "fails": .bool(finding.fails(isStrict: isStrict)),
            "dataset": .string(finding.key.dataset), "detector": .string(finding.key.detector),
            "seed": .string(finding.key.seed), "scope": .string(finding.key.scope),
            "metric": .string(finding.key.metric),
            "golden": finding.golden.map(JSONValue.number) ?? .null,
            "new": finding.new.map(JSONValue.number) ?? .null,
            "units": .array(
              finding.units.map { unit in
                [
                  "unit": .string(unit.unit), "metric": .string(unit.metric),
                  "golden": unit.golden.map(JSONValue.number) ?? .null,
                  "new": unit.new.map(JSONValue.number) ?? .null,
                ]
              }),
          ]
        }),
    ]
  }
}
