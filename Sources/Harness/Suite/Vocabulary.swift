/// The names that a suite may use, known to other modules than this one.
struct Vocabulary: Sendable {
  let metrics: [String]
  let kinds: [String]

  /// Reads the id of a metric.
  func metric(_ setting: Setting) throws(SuiteError) -> String {
    let name = try setting.text()
    if metrics.contains(name) { return name }
    throw setting.error(
      "no metric is named \"\(name)\"" + Spelling.question(for: name, among: metrics))
  }

  /// Reads the name of a kind of detector.
  func kind(_ setting: Setting) throws(SuiteError) -> String {
    let name = try setting.text()
    let kinds = kinds + OutsideKind.allCases.map(\.rawValue)
    if kinds.contains(name) { return name }
    if Suite.controls.contains(name) {
      throw setting.error("\(name) is a control, which every run adds; a suite never lists it")
    }
    throw setting.error(
      "no kind of detector is named \"\(name)\"" + Spelling.question(for: name, among: kinds))
  }
}
