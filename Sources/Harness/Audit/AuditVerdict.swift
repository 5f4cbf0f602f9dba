import Numerics

/// What the audit says of a detector on a data set.
public enum AuditVerdict: Sendable, Equatable {
  case passed
  /// The first violation of every broken rule, in the order of the rules.
  case failed([AuditViolation])
  /// The detector reads the labels, as the oracle control does, or scores that were made elsewhere.
  case exempt
  /// The detector could not be fitted, for a reason in one sentence.
  case refused(String)

  init(_ violations: [AuditViolation]) {
    self = violations.isEmpty ? .passed : .failed(violations)
  }

  /// The first violation of every broken rule.
  public var violations: [AuditViolation] {
    if case .failed(let violations) = self { violations } else { [] }
  }
}

/// One score that is not what a rule says it should be.
public struct AuditViolation: Sendable, Equatable, CustomStringConvertible {
  public let rule: AuditRule
  public let unit: String
  /// The row, counted from 0.
  public let row: Int
  /// The score that the row should have; `nil` is no score.
  public let expected: Double?
  /// The score that it got; `nil` is no score.
  public let found: Double?
  /// When it got that score, as the end of a sentence.
  let circumstance: String

  /// The rule and one sentence with unit, row, counted from 1, and the values.
  public var description: String {
    let change = rule == .finite ? "" : "\(Self.text(expected)) becomes "
    return "\(rule.rawValue): unit \(unit), row \(row + 1): \(change)\(Self.text(found))"
      + " \(circumstance)"
  }

  private static func text(_ score: Double?) -> String {
    guard let score else { return "no score" }
    return score.isFinite ? score.shortest : "an infinite score"
  }
}
