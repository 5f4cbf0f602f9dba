public import Harness
public import JSON

/// The verdicts of an audit for people and for programs.
public struct AuditReport: Sendable {
  private let rows: [SuiteAudit.Row]

  public init(_ rows: [SuiteAudit.Row]) {
    self.rows = rows
  }

  /// The rows whose detector breaks a rule.
  public var broken: [SuiteAudit.Row] { rows.filter { !$0.verdict.violations.isEmpty } }

  /// The rows whose detector could not be fitted.
  public var refused: [SuiteAudit.Row] {
    rows.filter { if case .refused = $0.verdict { true } else { false } }
  }

  /// A table per data set, detectors × rules, and a sentence per violation.
  public var text: String {
    let tables = rows.map(\.dataset).removingRepeats().map { table(of: $0).text() }
    let sentences = (sentences.isEmpty ? [] : [sentences.joined(separator: "\n")])
    return (tables + sentences + [summary]).joined(separator: "\n\n")
  }

  /// One sentence per violation and per detector that could not be fitted.
  public var sentences: [String] {
    rows.flatMap { row in
      let name = "\(row.dataset) \(row.detector) seed \(row.seed)"
      if case .refused(let reason) = row.verdict { return ["\(name) refused: \(reason)"] }
      return row.verdict.violations.map { "\(name) \($0)" }
    }
  }

  public var json: JSONValue {
    [
      "passes": .bool(broken.isEmpty && refused.isEmpty),
      "cells": .array(rows.map(Self.json)),
    ]
  }

  private var summary: String {
    let audited = rows.count { $0.verdict != .exempt }
    let failed = broken.count + refused.count
    return "\(audited) \(audited == 1 ? "cell" : "cells") audited, \(failed) failed"
  }

  private func table(of dataset: String) -> Table {
    let own = rows.filter { $0.dataset == dataset }
    func section(_ rows: [SuiteAudit.Row]) -> [[String]] {
      rows.map(\.detector).removingRepeats().map { detector in
        let verdicts = rows.filter { $0.detector == detector }.map(\.verdict)
        return [detector] + AuditRule.allCases.map { Self.mark($0, verdicts) }
      }
    }
    return Table(
      title: "\(dataset) · audit",
      columns: [.init("detector", .left)] + AuditRule.allCases.map { .init($0.rawValue) },
      sections: [section(own.filter { !$0.isControl }), section(own.filter(\.isControl))],
      notes: own.contains { $0.verdict == .exempt }
        ? [
          "\(NumberText.undefined) not audited: it reads the labels, or scores that were made elsewhere."
        ] : [])
  }

  private static func mark(_ rule: AuditRule, _ verdicts: [AuditVerdict]) -> String {
    if verdicts.contains(where: { $0.violations.contains { $0.rule == rule } }) { return "✗" }
    let isAudited = verdicts.allSatisfy { verdict in
      switch verdict {
      case .passed, .failed: true
      case .exempt, .refused: false
      }
    }
    return isAudited ? "✓" : NumberText.undefined
  }

  private static func json(_ row: SuiteAudit.Row) -> JSONValue {
    let (verdict, reason) =
      switch row.verdict {
      case .passed: ("passed", "")
      case .failed: ("failed", "")
      case .exempt: ("exempt", "the detector reads the labels, or scores that were made elsewhere")
      case .refused(let reason): ("refused", reason)
      }
    return [
      "dataset": .string(row.dataset), "detector": .string(row.detector),
      "seed": .string(String(row.seed)), "verdict": .string(verdict), "reason": .string(reason),
      "violations": .array(
        row.verdict.violations.map { violation in
          [
            "rule": .string(violation.rule.rawValue), "unit": .string(violation.unit),
            "row": .integer(violation.row + 1), "text": .string(violation.description),
          ]
        }),
    ]
  }
}
