import Archives
import Telemetry
import TestSupport
import Testing

@testable import Datasets

/// What is said of tables that cannot be used, with the place.
struct TableErrorTests {
  @Test(arguments: [
    ("", "t.csv: the table is empty"),
    ("unit,time,a,label\n", "t.csv:1: no row follows the names of the columns"),
    ("unit,time,a,label\n1,1,2\n", "t.csv:2: 3 fields where 4 belong"),
    ("unit,time,a,label,a\n1,1,2,0,2\n", "t.csv:1: the column \"a\" stands twice"),
    ("unit,time,time,label\n1,1,2,0\n", "t.csv:1: the column \"time\" stands twice"),
    ("unt,time,a,label\n1,1,2,0\n", "t.csv:1: no column \"unit\""),
    ("unit,time,a,label\n,1,2,0\n", "t.csv:2:1: the unit is missing"),
    (
      "unit,time,a,label\n1,noon,2,0\n", "t.csv:2:2: \"noon\" stands where a number belongs"
    ),
    ("unit,time,a,label\n1,,2,0\n", "t.csv:2:2: \"\" stands where a number belongs"),
    (
      "unit,time,a,label\n1,2024-03-01 10:00,2,0\n",
      "t.csv:2:2: \"2024-03-01 10:00\" stands where a number belongs; state time: { format: iso8601 }"
    ),
    ("unit,time,a,label\n1,1e999,2,0\n", "t.csv:2:2: the number \"1e999\" is too large"),
    (
      "unit,time,a,label\n1,2,2,0\n2,2,2,0\n1,2.0,2,0\n",
      "t.csv:4:2: the time \"2.0\" stands twice in unit \"1\""
    ),
    (
      "unit,time,a,label\n1,2,2,0\n1,1,2,0\n",
      "t.csv:3:2: the time \"1\" follows a later one; rows of a unit stand in the order of time, in unit \"1\""
    ),
    (
      "unit,time,a,label\n1,1,2,0\nunit,time,a,label\n1,2,2,0\n",
      "t.csv:3: the line of column names stands here again; remove it"
    ),
    (
      "unit,time,a,label\n1,1,2,fine\n",
      "t.csv:2:4: \"fine\" is no label; known are \"0\", \"1\", \"failing\", \"grey\", \"healthy\", \"off\"; say what others mean in label_words"
    ),
    (
      "unit,time,a,label\n1,1,2,0\n1,2,x,0\n",
      "t.csv:3:3: \"x\" stands in column \"a\" of numbers; if it means a missing value, list it in missing_words, or name the channels in columns: { channels: … }"
    ),
    (
      "unit,time,a,label\n1,1,x,0\n1,2,2,0\n",
      "t.csv:2:3: \"x\" stands in column \"a\" of numbers; if it means a missing value, list it in missing_words, or name the channels in columns: { channels: … }"
    ),
    (
      "unit;time;a;label\n1;1;2,5;0\n",
      "t.csv:2:3: the number \"2,5\" has a comma; numbers are written with a point"
    ),
    (
      "unit;time;a;label\n1;1;2;0\n1;2;2,5;0\n",
      "t.csv:3:3: the number \"2,5\" has a comma; numbers are written with a point"
    ),
    (
      "unit,time,a,label\n1,1,2,0\n1,2,-1e999,0\n",
      "t.csv:3:3: the number \"-1e999\" is too large"
    ),
    (
      "unit,time,a,label\n1,1,x,0\n",
      "t.csv:1: no column of numbers is left for a channel; the other columns have a meaning"
    ),
    ("unit,time,a,label\n1,1,2,\"0\n", "t.csv:2: a quotation mark does not enclose a whole field"),
  ])
  func tables(text: String, message: String) throws {
    #expect(try TableSource.refusal(of: text, layout()) == message)
  }

  @Test(arguments: [
    ("unit,time,a\n1,x,2\n", "t.csv:2:2: \"x\" is no time such as 2024-03-31T06:30:00Z"),
    (
      "unit,time,a\n1,2024-03-01T10:00,2\n1,2024-03-01T11:00Z,2\n",
      "t.csv:3:2: \"2024-03-01T11:00Z\" has a zone, which times before it do not have"
    ),
    (
      "unit,time,a\n1,2024-03-01T10:00Z,2\n2,2024-03-01T11:00,2\n",
      "t.csv:3:2: \"2024-03-01T11:00\" has no zone, which times before it have"
    ),
    (
      "unit,time,a\n1,2024-03-01T10:00+02:00,2\n1,2024-03-01T08:00Z,2\n",
      "t.csv:3:2: the time \"2024-03-01T08:00Z\" stands twice in unit \"1\""
    ),
  ])
  func dates(text: String, message: String) throws {
    #expect(try TableSource.refusal(of: text, layout(format: .iso8601, [.unit: "unit"])) == message)
  }

  @Test(arguments: [
    (
      "1,1,5,3\n1,2,5,4\n", "t.csv:3:4: \"4\" is not the time of failure that unit \"1\" had before"
    ),
    (
      "1,1,5,3\n1,4,5,3\n",
      "t.csv:2:4: unit \"1\" has rows after the time of its failure; leave them out of the table"
    ),
    ("1,1,5,soon\n", "t.csv:2:4: \"soon\" stands where a number belongs"),
  ])
  func failures(rows: String, message: String) throws {
    #expect(
      try TableSource.refusal(
        of: "unit,time,a,end\n" + rows, layout([.unit: "unit", .failure: "end"])) == message)
  }

  @Test(arguments: [
    (["a", "temp*"], "t.csv:1: no column \"temp*\""),
    (["label"], "t.csv:1: the column \"label\" has another meaning already"),
    (
      ["site"],
      "t.csv:2:3: \"A\" stands in column \"site\" of numbers; if it means a missing value, list it in missing_words"
    ),
  ])
  func channels(patterns: [String], message: String) throws {
    #expect(
      try TableSource.refusal(
        of: "unit,time,site,a,label\n1,1,A,2,0\n", layout { $0.channels = patterns }) == message)
  }

  @Test func channelsThatOthersName() throws {
    let text = "unit,time,a,label\n1,1,2,0\n"
    #expect(
      try TableSource.refusal(of: text, layout { $0.raw = "b" }) == "t.csv:1: no channel \"b\"")
    #expect(
      try TableSource.refusal(of: text, layout { $0.load = ["a", "l*"] })
        == "t.csv:1: no channel \"l*\"")
  }

  @Test func moreRegimesThanAMachineHas() throws {
    let text = "unit,time,a,speed,label\n" + (0..<257).map { "1,\($0),2,\($0),0\n" }.joined()
    #expect(
      try TableSource.refusal(
        of: text, layout([.unit: "unit", .label: "label", .regime: "speed"]))
        == "t.csv:1: the column of the regime has 257 different entries, of which at most 256 are states of a machine"
    )
  }
}
