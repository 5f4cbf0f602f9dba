import Detectors
import External
import Numerics

/// What a detector is held to in a trial, in the order in which it shows.
struct Conformance {
  let detector: any Detector
  /// Its cells, one per data set and seed.
  let cells: [TriedCell]

  /// A cell and what came of it.
  struct TriedCell {
    let name: String
    let output: CellOutput
    let timing: CellTiming?
    /// What a further audit finds, where the cell's own has found something.
    let violations: [AuditViolation]

    /// Whether the cell has scores, good or bad ones.
    var hasScores: Bool { output.status == .ok || output.brokenRule != nil }
  }

  var checks: [Trial.Check] {
    if let unavailable = detector as? UnavailableDetector {
      return [Trial.Check(name: "ready", passed: false, finding: unavailable.error.description)]
    }
    return [ready] + answers + AuditRule.allCases.map(rule) + [leaves, limits].compactMap { $0 }
  }

  var hasScores: Bool { cells.allSatisfy(\.hasScores) }

  /// What the program wrote in the first cell that failed, or in the first.
  var standardError: String {
    (cells.first { !$0.hasScores } ?? cells.first)?.output.standardError ?? ""
  }

  private var program: ProgramDetector? { detector as? ProgramDetector }

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

  private var answers: [Trial.Check] {
    let failed = cells.filter { !$0.hasScores }
    if failed.isEmpty {
      return [Trial.Check(name: "answers", passed: true, finding: "every fit and row, as asked")]
    }
    return failed.map { cell in
      Trial.Check(
        name: "answers", passed: false,
        finding: (cells.count > 1 ? "\(cell.name): " : "")
          + "\(cell.output.status.rawValue): \(cell.output.reason)")
    }
  }

  private func rule(_ rule: AuditRule) -> Trial.Check {
    for cell in cells {
      let name = cells.count > 1 ? "\(cell.name): " : ""
      if let found = cell.violations.first(where: { $0.rule == rule }) {
        return Trial.Check(
          name: rule.rawValue, passed: false, finding: name + found.finding + remedy(rule))
      }
      // What chance decides may not be found again.
      if cell.output.brokenRule == rule {
        let found = cell.output.reason.dropFirst(rule.rawValue.count + 2)
        return Trial.Check(name: rule.rawValue, passed: false, finding: name + found)
      }
    }
    return hasScores
      ? Trial.Check(name: rule.rawValue, passed: true, finding: rule.meaning)
      : Trial.Check(name: rule.rawValue, passed: nil, finding: "")
  }

  /// What helps a class whose scores depend on the other rows of a call.
  private func remedy(_ rule: AuditRule) -> String {
    let isClass = program?.start.command.words.contains(PythonModule.name) ?? false
    return rule == .batch && isClass ? "; batch: false has every row scored alone" : ""
  }

  private var leaves: Trial.Check? {
    program.map { program in
      let disorder = cells.lazy.compactMap(\.output.disorder).first ?? program.disorder
      return Trial.Check(
        name: "leaves", passed: hasScores ? disorder == nil : nil,
        finding: disorder ?? "at once, and nothing of it stays")
    }
  }

  /// How near the program comes to its limits.
  private var limits: Trial.Check? {
    let beyond: [CellStatus] = [.timeout, .outOfMemory]
    if let cell = cells.first(where: { beyond.contains($0.output.status) }) {
      return Trial.Check(name: "limits", passed: false, finding: cell.output.reason)
    }
    guard let program, let memory = cells.compactMap({ $0.timing?.peakMemory }).max(),
      let fit = cells.compactMap({ $0.timing?.fitSeconds }).max()
    else { return nil }
    let limits = program.start.limits
    return Trial.Check(
      name: "limits", passed: true,
      finding: "memory \((Double(memory) / 1e6).rounded().shortest)MB of"
        + " \(SpanText.bytes(limits.memory)), fit"
        + " \(fit.rounded(toSignificantDigits: 2).shortest)s of \(SpanText.seconds(limits.fit))")
  }
}

extension AuditViolation {
  /// The violation without the name of its rule.
  fileprivate var finding: String { String(description.dropFirst(rule.rawValue.count + 2)) }
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
