import Detectors
import External
import Numerics

/// What a detector is held to in a trial, in the order in which it shows.
struct Conformance {
  let detector: any Detector
  let output: CellOutput
  let timing: CellTiming?
  /// The rules of the audit that it breaks.
  let broken: [AuditViolation]

  var checks: [Trial.Check] {
    if let unavailable = detector as? UnavailableDetector {
      return [Trial.Check(name: "ready", passed: false, finding: unavailable.error.description)]
    }
    return [ready, answers] + AuditRule.allCases.map(rule) + [leaves, limits].compactMap { $0 }
  }

  private var program: ProgramDetector? { detector as? ProgramDetector }
  private var hasScores: Bool { output.status == .ok || output.breaksARule }

  private var ready: Trial.Check {
    guard let declaration = program?.declaration else {
      return Trial.Check(name: "ready", passed: true, finding: "")
    }
    var words = ["learns from \(declaration.needs.words)"]
    words.append(declaration.isStochastic ? "depends on the seed" : "needs no seed")
    if declaration.history > 0 { words.append("needs \(declaration.history) earlier rows") }
    if declaration.lookahead > 0 { words.append("scores \(declaration.lookahead) rows late") }
    if declaration.lives { words.append("predicts lives") }
    if declaration.contributions { words.append("explains") }
    return Trial.Check(name: "ready", passed: true, finding: words.joined(separator: ", "))
  }

  private var answers: Trial.Check {
    hasScores
      ? Trial.Check(name: "answers", passed: true, finding: "every fit and every row, as asked")
      : Trial.Check(
        name: "answers", passed: false, finding: "\(output.status.rawValue): \(output.reason)")
  }

  private func rule(_ rule: AuditRule) -> Trial.Check {
    guard hasScores else { return Trial.Check(name: rule.rawValue, passed: nil, finding: "") }
    guard let violation = broken.first(where: { $0.rule == rule }) else {
      return Trial.Check(name: rule.rawValue, passed: true, finding: rule.meaning)
    }
    let sentence = violation.description.dropFirst(rule.rawValue.count + 2)
    return Trial.Check(name: rule.rawValue, passed: false, finding: String(sentence))
  }

  private var leaves: Trial.Check? {
    program.map { program in
      Trial.Check(
        name: "leaves", passed: program.disorder == nil,
        finding: program.disorder ?? "at once, and nothing of it stays")
    }
  }

  /// How near the program comes to its limits.
  private var limits: Trial.Check? {
    guard let program, let timing, let memory = timing.peakMemory else { return nil }
    let limits = program.start.limits
    let megabytes = (Double(memory) / 1e6).rounded()
    return Trial.Check(
      name: "limits", passed: true,
      finding: "memory \(megabytes.shortest)MB of \(SpanText.bytes(limits.memory)), fit"
        + " \(timing.fitSeconds.rounded(toSignificantDigits: 2).shortest)s of"
        + " \(SpanText.seconds(limits.fit))")
  }
}

extension Learning {
  fileprivate var words: String {
    switch self {
    case .healthyRows: "healthy rows"
    case .labels: "all rows with labels"
    case .lives: "all rows with lives"
    }
  }
}
