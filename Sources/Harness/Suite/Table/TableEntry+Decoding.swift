import Archives
import Datasets
import Telemetry

extension TableEntry {
  /// Takes the keys that describe a table out of the mapping of its data set.
  init(from reader: inout MappingReader) throws(SuiteError) {
    path = try reader.require("path").text()
    var columns = try reader.require("columns").mapping()
    let time = try columns.take(TableRole.time.rawValue)?.text()
    var layout = try TableLayout(time: time, clock: reader.take("time"))
    for role in TableRole.allCases where role != .time {
      layout.columns[role] = try columns.take(role.rawValue)?.text()
    }
    layout.channels = try columns.take("channels")?.texts()
    layout.load = try columns.take("load")?.texts()
    layout.raw = try columns.take("raw")?.text()
    try columns.finish()
    layout.members = try reader.take("members")?.texts()
    layout.delimiter = try reader.take("delimiter")?.choice(
      among: NumericTable.Delimiter.allCases)
    if let words = reader.take("label_words") { try layout.add(labelWords: words) }
    layout.missingWords = try reader.take("missing_words")?.words() ?? []
    layout.runsToFailure = try reader.bool("run_to_failure", default: false)
    self.layout = layout
    try checkFailures(reader)
  }

  /// Checks that the table tells what failing means, and in one way only.
  private func checkFailures(_ reader: MappingReader) throws(SuiteError) {
    if layout.runsToFailure, layout.columns[.failure] != nil {
      throw reader.error("run_to_failure and a column of failures exclude each other")
    }
    if layout.columns[.failure] != nil, layout.columns[.time] == nil {
      throw reader.error("times of failure need a column of times: columns: { time: … }")
    }
    if layout.columns[.label] != nil { return }
    if !layout.knowsLives {
      throw reader.error(
        "nothing says which rows fail: name a column in columns: { label: … } or { failure: … }, or"
          + " state run_to_failure: true if every unit failed at its last row")
    }
    if !reader.keys.contains("labels") {
      throw reader.error(
        "\"labels\" is missing: a table without a column of labels needs numbers, such as"
          + " { failing_within: 24 } for the last 24 \(layout.timeUnit.rawValue)s of a unit")
    }
  }
}

extension TableLayout {
  /// Reads the unit and format of the time; a bare name is the unit.
  fileprivate init(time: String?, clock: Setting?) throws(SuiteError) {
    self.init(time: time, unit: .cycle, format: .number)
    guard let clock else { return }
    var reader = try clock.mapping(orNameOf: "unit")
    timeFormat = try reader.choice("format", default: .number, among: TimeFormat.allCases)
    let unit = reader.take("unit")
    timeUnit =
      try unit?.choice(among: TimeUnit.allCases) ?? (timeFormat == .number ? .cycle : .hour)
    try reader.finish()
    if timeFormat != .number, time == nil {
      throw clock.error("dates need a column: columns: { time: … }")
    }
    if timeFormat != .number, timeUnit.perDay == nil {
      throw (unit ?? clock).error("a \(timeUnit.rawValue) is no length of time, which dates need")
    }
  }

  /// Adds what words mean to what they mean without being told.
  fileprivate mutating func add(labelWords setting: Setting) throws(SuiteError) {
    if columns[.label] == nil {
      throw setting.error("there are no labels without a column: columns: { label: … }")
    }
    var reader = try setting.mapping()
    var seen: [String] = []
    for (name, label) in RowLabel.names {
      guard let words = reader.take(name) else { continue }
      for word in try words.words() {
        if seen.contains(word) {
          throw words.error("\"\(word)\" cannot be two labels")
        }
        seen.append(word)
        labelWords[word] = label
      }
    }
    try reader.finish()
  }
}

extension Setting {
  /// Texts, each once; a single one needs no list.
  func texts() throws(SuiteError) -> [String] {
    if !isList { return [try text()] }
    return try distinct { (setting) throws(SuiteError) in try setting.text() }
  }

  /// Words as they stand in the fields of a table, each once; a single one needs no list.
  fileprivate func words() throws(SuiteError) -> [String] {
    if !isList { return [try word()] }
    return try distinct { (setting) throws(SuiteError) in try setting.word() }
  }

  /// A text or a number as written.
  private func word() throws(SuiteError) -> String {
    switch node.content {
    case .scalar(.integer(let value)): String(value)
    case .scalar(.number(_, let text)): text
    default: try text()
    }
  }
}
