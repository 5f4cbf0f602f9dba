/// What every detector must hold to: one rule of the audit.
///
/// Alarms need no rules of their own: an alarm follows from the scores up to its row and from the
/// threshold, and persistence looks back only, so what holds for scores holds for alarms.
///
/// A detector that breaks one rule often breaks others with it, so the rules stand in the order in
/// which they name a cause: the first broken one speaks for the cell.
public enum AuditRule: String, Sendable, CaseIterable {
  case determinism
  case trainingOrder = "training-order"
  case scoringOrder = "scoring-order"
  case finite
  case futureReplaced = "future-replaced"
  case length
  case futureTruncated = "future-truncated"
  case batch

  /// What the rule asks for, in one sentence.
  public var meaning: String {
    switch self {
    case .determinism: "Fitting and scoring again with the same seed gives the same bits."
    case .trainingOrder: "Units loaded in another order give the same scores."
    case .scoringOrder: "Units scored in another order, one of them twice, get the same scores."
    case .finite: "No score is infinite."
    case .futureReplaced: "Other values after a row change no score up to it."
    case .length: "A longer or a shorter record of a unit changes no score of its shared rows."
    case .futureTruncated: "The scores of a unit cut after a row are those of the whole unit."
    case .batch: "All rows at once get the same bits as one row after another."
    }
  }

  /// How a cell ends whose detector breaks the rule.
  ///
  /// *Non-deterministic*: the scores are no function of data and seed, but also of the run or of
  /// the order in which it does things. *Non-causal*: a score uses what cannot be known at its row,
  /// which includes a batch path that knows more than the rows so far.
  var status: CellStatus {
    switch self {
    case .determinism, .trainingOrder, .scoringOrder: .nonDeterministic
    case .futureReplaced, .length, .futureTruncated, .batch: .nonCausal
    case .finite: .invalidOutput
    }
  }
}

extension AuditRule {
  /// The rule whose violation a cell's reason reports, if it reports one.
  init?(brokenBy reason: String) {
    guard let rule = Self.allCases.first(where: { reason.hasPrefix("\($0.rawValue): ") }) else {
      return nil
    }
    self = rule
  }
}
