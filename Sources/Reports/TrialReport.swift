import Archives
public import Harness
public import JSON

/// What came of a trial, for people and for programs.
public struct TrialReport: Sendable {
  private let trial: Trial
  private let detector: String

  public init(_ trial: Trial, detector: String) {
    self.trial = trial
    self.detector = detector
  }

  /// The checks and, where the detector ran, its rows beside the controls.
  public var text: String {
    let tables = trial.ran ? RecordTables(trial.record).forTrials.map { $0.text() } : []
    return ([checks] + tables + tail).joined(separator: "\n\n")
  }

  public var json: JSONValue {
    [
      "detector": .string(detector), "passes": .bool(trial.passes),
      "checks": .array(
        trial.checks.map { check in
          [
            "check": .string(check.name), "passed": check.passed.map(JSONValue.bool) ?? .null,
            "finding": .string(check.finding),
          ]
        }),
      "metrics": .array(
        trial.record.metrics.filter { $0.key.seed == MetricKey.mean && $0.key.scope == "all" }.map {
          [
            "dataset": .string($0.key.dataset), "detector": .string($0.key.detector),
            "metric": .string($0.key.metric), "value": .number($0.value),
          ]
        }),
      "standard_error": .string(trial.standardError),
    ]
  }

  /// A line for every check; findings that need more are wrapped under themselves.
  private var checks: String {
    let lines = trial.checks.flatMap { check -> [String] in
      let mark = check.passed.map { $0 ? "pass" : "FAIL" } ?? NumberText.undefined
      let head = "\(mark.padded(to: Self.markWidth))\(check.name)".padded(to: Self.margin)
      let finding = Paragraph.wrapped(check.finding, margin: Self.margin)
      guard let first = finding.first else { return [String(head.trimmingBlanks)] }
      return [head + first.dropFirst(Self.margin)] + finding.dropFirst()
    }
    return (["\(detector) · checks"] + lines).joined(separator: "\n")
  }

  private static let markWidth = 6
  private static let margin = 24

  /// The end of standard error of a detector that failed.
  private var tail: [String] {
    if trial.ran { return [] }
    let lines = StandardErrorText.lastLines(of: trial.standardError)
    return lines.isEmpty ? [] : ["Standard error ends:\n\(lines.joined(separator: "\n"))"]
  }
}

/// The end of what a program wrote to standard error, as it is shown beneath a failure.
public enum StandardErrorText {
  private static let shown = 8
  private static let width = 120

  /// The last lines, indented, without what could steer a terminal.
  public static func lastLines(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).suffix(shown).map { line in
      let plain = String(line).replacing("\t", with: " ").withoutControlCharacters
      return "    " + String(plain.prefix(width)) + (plain.count > width ? "…" : "")
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  fileprivate var trimmingBlanks: Substring {
    self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]
  }
}
