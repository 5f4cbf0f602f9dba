public import Harness
public import JSON
import Metrics

/// The differences between two records, for people and for programs.
public struct ComparisonReport: Sendable {
  private let comparison: RecordComparison
  /// At most this many differences are printed.
  private let limit: Int

  /// Reports a comparison.
  ///
  /// - Parameters:
  ///   - comparison: What differs.
  ///   - limit: How many differences are printed, worst first; all by default.
  public init(_ comparison: RecordComparison, limit: Int = .max) {
    self.comparison = comparison
    self.limit = limit
  }

  /// A block of lines for every difference, notes, and a closing line.
  public var text: String {
    let shown = comparison.differences.prefix(limit)
    let rest = comparison.differences.count - shown.count
    let more = rest > 0 ? ["and \(rest) more; --all prints them"] : []
    let notes = comparison.notes.flatMap { Paragraph.wrapped("note  \($0)") }
    return (shown.map(block) + more + notes + Paragraph.wrapped(closing)).joined(separator: "\n")
  }

  private func block(_ difference: RecordComparison.Difference) -> String {
    let key = difference.key
    let scope = key.scope == "all" ? "" : " \(key.scope)"
    let bounds = difference.change.bounds
    let change =
      NumberText.signed(difference.change.value)
      + (bounds.map { " [\(NumberText.signed($0.low)) to \(NumberText.signed($0.high))]" } ?? "")
    let head =
      "\(difference.isWorse ? "worse " : "better") \(key.dataset) \(key.detector)\(scope)"
      + " \(key.metric)"
    let values =
      "\(NumberText.precise(difference.first)) → \(NumberText.precise(difference.second)),"
      + " \(change), \(odds(difference.probability))"
    return
      ([head] + Paragraph.wrapped(values, margin: 7)
      + Paragraph.wrapped(units(difference), margin: 7)).joined(separator: "\n")
  }

  private func odds(_ probability: Double?) -> String {
    guard let probability else { return "too few units for an interval" }
    return probability < 0.001 ? "p < 0.001" : "p \(NumberText.fixed(probability, 3))"
  }

  private func units(_ difference: RecordComparison.Difference) -> String {
    if difference.key.scope != "all" { return "A record keeps no numbers of units by phase." }
    if difference.units.isEmpty { return "No number that the record keeps of a unit differs." }
    return difference.units.sentence(NumberText.precise)
  }

  private var closing: String {
    let differences = comparison.differences
    let isSure = { (difference: RecordComparison.Difference) in
      (difference.probability ?? 1) < RecordComparison.significance
    }
    let worse = differences.filter(\.isWorse)
    let better = differences.filter { !$0.isWorse }
    return "\(comparison.compared) values compared, \(worse.count) worse"
      + " (\(worse.count(where: isSure)) beyond luck), \(better.count) better"
      + " (\(better.count(where: isSure)) beyond luck); p is Holm-corrected over those that differ"
  }

  /// Every difference for programs.
  public var json: JSONValue {
    [
      "compared": .integer(comparison.compared),
      "notes": .array(comparison.notes.map(JSONValue.string)),
      "differences": .array(
        comparison.differences.map { difference in
          [
            "dataset": .string(difference.key.dataset),
            "detector": .string(difference.key.detector), "scope": .string(difference.key.scope),
            "metric": .string(difference.key.metric), "worse": .bool(difference.isWorse),
            "first": .number(difference.first), "second": .number(difference.second),
            "difference": .number(difference.change.value),
            "low": difference.change.bounds.map { .number($0.low) } ?? .null,
            "high": difference.change.bounds.map { .number($0.high) } ?? .null,
            "p": difference.probability.map(JSONValue.number) ?? .null,
            "units": .array(
              difference.units.map { unit in
                [
                  "unit": .string(unit.unit), "metric": .string(unit.metric),
                  "first": unit.golden.map(JSONValue.number) ?? .null,
                  "second": unit.new.map(JSONValue.number) ?? .null,
                ]
              }),
          ]
        }),
    ]
  }
}
