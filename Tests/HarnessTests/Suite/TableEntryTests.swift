import Archives
import Datasets
import JSON
import Preparation
import Telemetry
import Testing

@testable import Harness

private let source = "source: simulator"
private let table = "source: table, path: t.csv, columns: { time: t, label: state }"
private let lives = "source: table, path: t.csv, columns: { time: t }, run_to_failure: true"

struct TableEntryTests {
  private func entry(_ text: String) throws -> (entry: DatasetEntry, table: TableEntry) {
    let entry = try #require(Known.suite(smallest.replacing(source, with: text)).datasets.first)
    guard case .table(let table) = entry.source else {
      throw SuiteError(file: "s.yaml", reason: "this is no table")
    }
    return (entry, table)
  }

  @Test func whatIsNotSaidHasDefaults() throws {
    let (entry, table) = try entry(table)
    var layout = TableLayout(time: "t", unit: .cycle, format: .number)
    layout.columns[.label] = "state"
    #expect(table.path == "t.csv")
    #expect(table.layout == layout)
    #expect(entry.labels.map(\.name) == ["table/recorded"])
    #expect(entry.phases == .volatility)
    #expect(entry.regime == .none)
    #expect(entry.split == .chronological(fit: .fraction(0.5), gap: 0))
  }

  @Test func everyKey() throws {
    let (entry, table) = try entry(
      """
      source: table, path: a/b.zip, members: ["*.dat", x.csv], delimiter: tab,
          columns: { unit: m, time: t, label: l, phase: p, regime: r, failure: f,
            channels: ["s*", q], load: s1, raw: q },
          time: { unit: day, format: iso8601 }, label_words: { healthy: [ok, 3], failing: 1.0 },
          missing_words: ["?", -999]
      """)
    var layout = TableLayout(time: "t", unit: .day, format: .iso8601)
    layout.columns = [
      .unit: "m", .time: "t", .label: "l", .phase: "p", .regime: "r", .failure: "f",
    ]
    layout.members = ["*.dat", "x.csv"]
    layout.delimiter = .tab
    layout.channels = ["s*", "q"]
    layout.load = ["s1"]
    layout.raw = "q"
    for (word, label) in [("ok", RowLabel.healthy), ("3", .healthy), ("1.0", .failing)] {
      layout.labelWords[word] = label
    }
    layout.missingWords = ["?", "-999"]
    #expect(table.layout == layout)
    #expect(entry.phases == .recorded)
    #expect(entry.regime == .column)
    let json =
      #"{"id":"pumps","source":"table","path":"a/b.zip","members":["*.dat","x.csv"],"#
      + #""delimiter":"tab","columns":{"unit":"m","time":"t","label":"l","phase":"p","#
      + #""regime":"r","failure":"f","channels":["s*","q"],"load":["s1"],"raw":"q"},"#
      + #""time":{"unit":"day","format":"iso8601"},"label_words":{"0":"healthy","#
      + #""1":"failing","1.0":"failing","3":"healthy","failing":"failing","grey":"grey","#
      + #""healthy":"healthy","off":"off","ok":"healthy"},"missing_words":["?","-999"],"#
      + #""run_to_failure":false,"split":"#
    #expect(entry.json.compact.hasPrefix(json))
  }

  @Test func livesTakeNumbers() throws {
    let (entry, _) = try entry(lives + ", labels: { failing_within: 5 }")
    #expect(
      entry.labels.map(\.thresholds)
        == [LabelRule.Thresholds(failingWithin: 5, healthyBeyond: 5, fitBeyond: 5)])
    #expect(entry.phases == .life)
  }

  @Test func datesAreHoursUnlessSaidOtherwise() throws {
    let (_, hours) = try entry(table + ", time: { format: iso8601 }")
    #expect(hours.layout.timeUnit == .hour)
    let (_, minutes) = try entry(table + ", time: minute")
    #expect(minutes.layout.timeFormat == .number)
    #expect(minutes.layout.timeUnit == .minute)
  }

  @Test(arguments: [
    Refusal(source, "source: table", "s.yaml:4:5: datasets[0]: \"path\" is missing"),
    Refusal(
      source, "source: table, path: t.csv", "s.yaml:4:5: datasets[0]: \"columns\" is missing"),
    Refusal(
      source, "source: table, path: t.csv, columns: { failure: f }, labels: { failing_within: 5 }",
      "s.yaml:4:5: datasets[0]: times of failure need a column of times: columns: { time: … }"),
    Refusal(
      source, "source: table, path: t.csv, columns: { label: l }, time: { format: iso8601 }",
      "s.yaml:4:75: datasets[0].time: dates need a column: columns: { time: … }"),
    Refusal(
      source, "source: table, path: t.csv, columns: { time: t }",
      "s.yaml:4:5: datasets[0]: nothing says which rows fail: name a column in columns: { label: … } or { failure: … }, or state run_to_failure: true if every unit failed at its last row"
    ),
    Refusal(
      source, lives,
      "s.yaml:4:5: datasets[0]: \"labels\" is missing: a table without a column of labels needs numbers, such as { failing_within: 24 } for the last 24 cycles of a unit"
    ),
    Refusal(
      source, lives + ", labels: table/recorded",
      "s.yaml:4:98: datasets[0].labels: table/recorded needs a column of labels: columns: { label: … }"
    ),
    Refusal(
      source, lives + ", labels: table/recrded",
      "s.yaml:4:98: datasets[0].labels: expected table/recorded, found \"table/recrded\"; did you mean \"table/recorded\"?"
    ),
    Refusal(
      source, table + ", labels: { failing_within: 5 }",
      "s.yaml:4:90: datasets[0].labels: numbers are remaining lives, which source table does not have without columns: { failure: … } or run_to_failure: true"
    ),
    Refusal(
      source, table + ", labels: simulator/exact",
      "s.yaml:4:90: datasets[0].labels: simulator/exact is a label set of source simulator; source table has table/recorded"
    ),
    Refusal(
      source, table.replacing("label: state", with: "label: state, untit: m"),
      "s.yaml:4:80: datasets[0].columns.untit: unknown key; did you mean \"unit\"?"),
    Refusal(
      source, table + ", delimiter: semicolons",
      "s.yaml:4:93: datasets[0].delimiter: expected blanks, comma, semicolon or tab, found \"semicolons\"; did you mean \"semicolon\"?"
    ),
    Refusal(
      source, table + ", time: { format: iso8601, unit: cycle }",
      "s.yaml:4:113: datasets[0].time.unit: a cycle is no length of time, which dates need"),
    Refusal(
      source, table + ", time: hours",
      "s.yaml:4:88: datasets[0].time: expected cycle, second, minute, hour or day, found \"hours\"; did you mean \"hour\"?"
    ),
    Refusal(
      source, table + ", label_words: { helthy: ok }",
      "s.yaml:4:97: datasets[0].label_words.helthy: unknown key; did you mean \"healthy\"?"),
    Refusal(
      source, table + ", label_words: { healthy: ok, failing: [ok] }",
      "s.yaml:4:119: datasets[0].label_words.failing: \"ok\" cannot be two labels"),
    Refusal(
      source, table + ", label_words: { failing: True }",
      "s.yaml:4:106: datasets[0].label_words.failing: expected a text, found true; put it in quotes if it is meant as text"
    ),
    Refusal(
      source, lives + ", label_words: { failing: bad }, labels: { failing_within: 5 }",
      "s.yaml:4:103: datasets[0].label_words: there are no labels without a column: columns: { label: … }"
    ),
    Refusal(
      source, table.replacing("label: state", with: "failure: f") + ", run_to_failure: true",
      "s.yaml:4:5: datasets[0]: run_to_failure and a column of failures exclude each other"),
    Refusal(
      source, table + ", scaling: { kind: standard, per: regime }",
      "s.yaml:4:114: datasets[0].scaling.per: scaling per regime needs a regime: columns: { regime: … }"
    ),
    Refusal(
      source, table + ", split: official",
      "s.yaml:4:89: datasets[0].split: an official split exists only for source cmapss"),
    Refusal(
      source, table + ", phases: recorded",
      "s.yaml:4:90: datasets[0].phases: expected volatility or life for source table, found \"recorded\""
    ),
  ])
  func refusals(_ refusal: Refusal) { refusal.check() }
}
