import Detectors
import Preparation
import Telemetry

/// Holds the detector of one cell to the rules of the audit.
///
/// Everything goes the whole way that a run goes, preparation included: the changed unit is
/// prepared and then scored. Long units are looked at as if their record ended early; that this
/// changes nothing is itself a rule.
struct CellAudit {
  let scoring: CellScoring
  /// The same cell over the same data, its units loaded in another order.
  let reordered: CellScoring
  let effort: AuditEffort

  /// A unit as the audit looks at it.
  struct Subject {
    /// The unit, cut where the audit stops.
    let unit: Unit
    let model: CellScoring.Fitted
    /// The scores of the uncut unit.
    let whole: ScoreTrace
    /// The scores of the cut unit, to which all others are held.
    let scores: ScoreTrace
  }

  /// Audits fitted models.
  ///
  /// - Parameters:
  ///   - models: The models that evaluate.
  ///   - whole: The scores of a whole evaluated unit, by its position in the split.
  /// - Returns: The verdict; never ``AuditVerdict/refused(_:)``.
  /// - Throws: What a fit throws, which did not fail before.
  func verdict(
    _ models: [CellScoring.Fitted], whole: (_ position: Int) throws -> ScoreTrace
  ) throws -> AuditVerdict {
    if scoring.detector.seesLabels || scoring.detector.replays { return .exempt }
    let subjects = try subjects(models, whole)
    let streamed = try subjects.map(streamedScores)
    var found = [try refitViolation(subjects), try scoringOrderViolation(subjects)]
    for (subject, streamed) in zip(subjects, streamed) {
      found += [
        finiteViolation(subject, streamed), try replacementViolation(subject),
        try lengthViolation(subject), try truncationViolation(subject),
        subject.difference(
          .batch, expected: streamed, found: subject.scores, "where all rows are scored at once"),
      ]
    }
    let violations = found.compactMap { $0 }
    return AuditVerdict(
      AuditRule.allCases.compactMap { rule in violations.first { $0.rule == rule } })
  }

  private func subjects(
    _ models: [CellScoring.Fitted], _ whole: (Int) throws -> ScoreTrace
  ) throws -> [Subject] {
    try effort.positions(of: scoring.experiment.split.evaluation.count).compactMap { position in
      guard let model = models.first(where: { $0.evaluation.contains(position) }) else {
        return nil
      }
      let whole = try whole(position)
      // A history that must fill before the first score would leave nothing to look at.
      let warmUp = whole.storage.firstIndex { !$0.isNaN } ?? 0
      let rows = min(max(effort.rows, 2 * warmUp), whole.count)
      let unit = scoring.experiment.split.evaluation[position].unit.cut(after: rows)
      return Subject(
        unit: unit, model: model, whole: whole,
        scores: try scoring.scores(of: unit, by: model))
    }
  }

  private func streamedScores(_ subject: Subject) throws -> ScoreTrace {
    try scoring.streamedScores(of: subject.unit, by: subject.model)
  }
}

extension CellAudit {
  /// Fits once more, on units loaded in another order; only where the scores differ it takes two
  /// unchanged fits to tell which rule is broken.
  ///
  /// New models are compared with each other, so that state which an old one has kept from the
  /// units it has scored is not taken for chance.
  private func refitViolation(_ subjects: [Subject]) throws -> AuditViolation? {
    let other = try refitScores(reordered, subjects)
    if zip(subjects, other).allSatisfy({ $0.scores == $1 }) { return nil }
    let first = try refitScores(scoring, subjects)
    let second = try refitScores(scoring, subjects)
    return firstDifference(
      .determinism, subjects, expected: first, found: second, "when fitted again")
      ?? firstDifference(
        .trainingOrder, subjects, expected: first, found: other,
        "when the units are loaded in another order")
  }

  /// The scores of the subjects by new models.
  private func refitScores(_ scoring: CellScoring, _ subjects: [Subject]) throws -> [ScoreTrace] {
    let evaluation = scoring.experiment.split.evaluation
    var last: CellScoring.Fitted?
    return try subjects.map { subject in
      let position = evaluation.firstIndex { $0.unit.id == subject.unit.id }
      guard let position else { preconditionFailure("the same units in another order") }
      if last?.evaluation.contains(position) != true {
        last = try scoring.model(evaluating: position)
      }
      guard let model = last else { preconditionFailure("every evaluated unit has a model") }
      return try scoring.scores(of: subject.unit, by: model)
    }
  }

  private func scoringOrderViolation(_ subjects: [Subject]) throws -> AuditViolation? {
    for subject in subjects.reversed() + subjects.prefix(1) {
      let violation = subject.difference(
        .scoringOrder, found: try scoring.scores(of: subject.unit, by: subject.model),
        "after other units were scored")
      if let violation { return violation }
    }
    return nil
  }

  private func finiteViolation(_ subject: Subject, _ streamed: ScoreTrace) -> AuditViolation? {
    for (scores, circumstance) in [
      (subject.whole, "in the whole unit"), (subject.scores, "in the cut unit"),
      (streamed, "row by row"),
    ] {
      guard let row = scores.storage.firstIndex(where: \.isInfinite) else { continue }
      return AuditViolation(
        rule: .finite, unit: subject.unit.id, row: row, expected: nil, found: scores[row],
        circumstance: circumstance)
    }
    return nil
  }

  private func replacementViolation(_ subject: Subject) throws -> AuditViolation? {
    for cut in effort.cuts(of: subject.unit.rows) {
      for extreme in Unit.Extreme.allCases {
        let unit = subject.unit.replacing(after: cut, by: extreme)
        let violation = subject.difference(
          .futureReplaced, found: try scoring.scores(of: unit, by: subject.model), upTo: cut,
          "when the rows after \(cut) lie far \(extreme) their range")
        if let violation { return violation }
      }
    }
    return nil
  }

  private func lengthViolation(_ subject: Subject) throws -> AuditViolation? {
    let rows = subject.unit.rows
    guard rows > 1 else { return nil }
    let count = max(1, rows / 4)
    return try subject.difference(
      .length,
      found: scoring.scores(of: subject.unit.repeatingLast(count), by: subject.model),
      "when the last \(count) rows are repeated")
      ?? subject.difference(
        .length, found: scoring.scores(of: subject.unit.cut(after: rows - 1), by: subject.model),
        upTo: rows - 1, "when the last row is left out")
  }

  private func truncationViolation(_ subject: Subject) throws -> AuditViolation? {
    let rows = subject.unit.rows
    let violation = subject.difference(
      .futureTruncated, expected: subject.whole, found: subject.scores,
      "when the unit ends after row \(rows)")
    if let violation { return violation }
    for cut in effort.cuts(of: rows) {
      let violation = subject.difference(
        .futureTruncated,
        found: try scoring.scores(of: subject.unit.cut(after: cut), by: subject.model), upTo: cut,
        "when the unit ends after row \(cut)")
      if let violation { return violation }
    }
    return nil
  }

  private func firstDifference(
    _ rule: AuditRule, _ subjects: [Subject], expected: [ScoreTrace], found: [ScoreTrace],
    _ circumstance: String
  ) -> AuditViolation? {
    subjects.indices.lazy.compactMap { index in
      subjects[index].difference(
        rule, expected: expected[index], found: found[index], circumstance)
    }.first
  }
}

extension CellAudit.Subject {
  /// The first row whose score is not the expected one, to the bit.
  ///
  /// - Parameters:
  ///   - rule: The rule that asks for it.
  ///   - expected: What the scores should be; the subject's own where `nil`.
  ///   - found: What they are.
  ///   - end: The number of first rows that count; all of the subject's where `nil`.
  ///   - circumstance: When they are so, as the end of a sentence.
  /// - Returns: The violation, or `nil` where there is none.
  fileprivate func difference(
    _ rule: AuditRule, expected: ScoreTrace? = nil, found: ScoreTrace, upTo end: Int? = nil,
    _ circumstance: String
  ) -> AuditViolation? {
    let expected = expected ?? scores
    for row in 0..<(end ?? unit.rows) where expected[row]?.bitPattern != found[row]?.bitPattern {
      return AuditViolation(
        rule: rule, unit: unit.id, row: row, expected: expected[row], found: found[row],
        circumstance: circumstance)
    }
    return nil
  }
}
