import Detectors

extension Record {
  /// What the audit says of a detector on a data set, in a word for tables.
  ///
  /// - Parameters:
  ///   - dataset: The data set's id.
  ///   - detector: The detector's id.
  /// - Returns: `pass`; `reads labels` of the oracle control; the name of the broken rule; `not
  ///   audited` where the detector's first cell ended otherwise, before any audit.
  public func auditVerdict(_ dataset: String, _ detector: String) -> String {
    if detector == Control.oracle.rawValue { return "reads labels" }
    if kind(of: detector) == OutsideKind.scores.rawValue { return "not audited" }
    let cells = cells.filter { $0.dataset == dataset && $0.detector == detector }
    if let rule = cells.lazy.compactMap(\.brokenRule).first { return rule.rawValue }
    return cells.first?.status == .ok ? "pass" : "not audited"
  }
}

extension CellRow {
  /// The rule of the audit that the cell's detector breaks, if any.
  fileprivate var brokenRule: AuditRule? {
    switch status {
    case .nonCausal, .nonDeterministic: AuditRule(brokenBy: reason)
    // Found while scoring, before the audit proper, and therefore worded without the rule.
    case .invalidOutput:
      AuditRule(brokenBy: reason) ?? (reason.contains(" finite number") ? .finite : nil)
    default: nil
    }
  }
}
