import Foundation
import TestSupport
import Testing

@testable import assay

/// The skeleton in C: it compiles without a warning and speaks the protocol to the byte.
@Suite(.enabled(if: CCompiler.isThere, "there is no cc"))
struct CSkeletonTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    try Skeleton.c(try DetectorName("tried-by-tests")).write(to: folder.path)
    let compiled = try ProcessRun(
      CCompiler.path,
      [
        "-std=c11", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-o", "tried-by-tests",
        "tried-by-tests.c",
      ], in: URL(filePath: folder.path))
    try #require(compiled.exitCode == 0, "\(compiled.standardError)")
  }

  /// Sends a conversation and reads what is answered, headers as text and numbers in hexadecimal.
  private func answers(to frames: [[UInt8]]) throws -> ProcessRun {
    try folder.write(frames.flatMap { $0 }, to: "frames")
    try folder.write(
      "./tried-by-tests < frames > answers; code=$?; od -An -v -tx1 -w8 answers; exit $code".utf8,
      to: "talk.sh")
    return try ProcessRun(
      URL(filePath: "/bin/sh"), ["talk.sh"], in: URL(filePath: folder.path))
  }

  private func frame(_ header: String, _ numbers: [Double] = []) -> [UInt8] {
    var bytes = Array("\(header)\n".utf8)
    for number in numbers {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number.bitPattern >> shift))
      }
    }
    return bytes
  }

  private func hello(_ parameters: String) -> [UInt8] {
    frame(
      #"{"type":"hello","protocol":1,"detector":"}\"type\":","dataset":"d","seed":1,"#
        + #""channels":["a","b"],"time_unit":"row","parameters":\#(parameters)}"#)
  }

  /// A fit of rows of two channels under a number.
  private func fit(_ model: Int, _ rows: [[Double]]) -> [UInt8] {
    let beside = [Double](repeating: 0, count: 2 * rows.count)
    return frame(
      #"{"type":"fit","units":[{"id":"\"rows\":9","rows":\#(rows.count)}],"model":\#(model),"#
        + #""channels":["a","b"],"rows":\#(rows.count),"targets":false,"bytes":\#(32 * rows.count)}"#,
      rows.flatMap { $0 } + beside)
  }

  private func score(_ rows: [[Double]]) -> [UInt8] {
    frame(
      #"{"type":"score","rows":\#(rows.count),"bytes":\#(32 * rows.count)}"#,
      rows.flatMap { $0 } + [Double](repeating: 7, count: 2 * rows.count))
  }

  private func begin(_ model: Int) -> [UInt8] {
    frame(#"{"type":"begin","model":\#(model),"unit":"\"model\":5"}"#)
  }

  private let healthy: [[Double]] = [[0, 30], [2, 20], [4, 10]]
  private let end = Array("{\"type\":\"end\"}\n".utf8)
  private let bye = Array("{\"type\":\"bye\"}\n".utf8)

  /// The bytes of answers, as `od` prints them without its blanks and line ends.
  private func hexadecimal(_ frames: [[UInt8]]) -> String {
    let digits = Array("0123456789abcdef")
    return String(frames.flatMap { $0 }.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  private func expect(_ run: ProcessRun, _ answers: [[UInt8]]) {
    let printed = run.standardOutput.filter { !$0.isWhitespace }
    #expect(printed == hexadecimal(answers))
    #expect(run.standardError == "")
    #expect(run.exitCode == 0)
  }

  private var ready: [UInt8] { frame(#"{"type":"ready","protocol":1,"stochastic":false}"#) }
  private var fitted: [UInt8] { frame(#"{"type":"fitted"}"#) }

  private func scores(_ numbers: [Double]) -> [UInt8] {
    frame(
      #"{"type":"scores","rows":\#(numbers.count),"bytes":\#(8 * numbers.count)}"#, numbers)
  }

  @Test func severalModelsTakeTurns() throws {
    let run = try answers(to: [
      hello(#"{"level":1}"#), fit(1, healthy), fit(5, healthy.map { [$0[0] + 4, $0[1]] }),
      begin(1), score([[2, 20], [3, 35]]), score([[-6, 20]]), end, begin(5), score([[2, 20]]), end,
      frame(#"{"type":"forget","model":5}"#), begin(1), score([]), score([[2, 20]]), end, bye,
    ])
    expect(
      run,
      [
        ready, fitted, fitted, scores([0, 1.5]), scores([4]), scores([2]), scores([]), scores([0]),
      ])
  }

  /// What a suite says nothing of has its default, and the input may end without a goodbye.
  @Test func parametersAndTheEndOfTheInput() throws {
    expect(
      try answers(to: [hello(#"{"level":0.75}"#), fit(1, healthy), begin(1), score([[4, 20]])]),
      [ready, fitted, scores([2])])
    func output(_ parameters: String) throws -> String {
      try answers(to: [hello(parameters), fit(1, healthy), begin(1), score([[4, 20]])])
        .standardOutput
    }
    #expect(try output("{}") == output(#"{"level":0.99}"#))
    #expect(try output("{}") != output(#"{"level":1}"#))
  }

  @Test func refusals() throws {
    expect(
      try answers(to: [hello(#"{"level":2}"#), bye]),
      [frame(#"{"type":"error","reason":"level is a quantile from 0.5 through 1"}"#)])
    expect(
      try answers(to: [hello("{}"), fit(1, []), bye]),
      [ready, frame(#"{"type":"error","reason":"there is nothing to learn from"}"#)])
    expect(
      try answers(to: [frame(#"{"type":"hello","protocol":2,"parameters":{}}"#), bye]),
      [frame(#"{"type":"error","reason":"this program speaks protocol 1"}"#)])
  }

  @Test(arguments: [
    (#"{"type":"sing"}"#, "a message of an unknown type"),
    (#"{"type":"begin","unit":"1"}"#, "a header lacks a number"),
    (#"{"type":"score","rows":1,"bytes":7}"#, "a body is not as long as its rows"),
    (#"{"type":"score","rows":1,"bytes":8}"#, "a body ends early"),
    (#"{"type":"score","rows":0,"bytes":0}"#, "rows of a model that is not fitted"),
  ])
  func brokenFrames(header: String, message: String) throws {
    let run = try answers(to: [frame(header)])
    #expect(run.exitCode == 1)
    #expect(run.standardError == "tried-by-tests: \(message)\n")
    #expect(run.standardOutput == "")
  }
}

/// The machine's own C compiler.
private enum CCompiler {
  static let path = URL(filePath: "/usr/bin/cc")
  static let isThere = FileManager.default.isExecutableFile(atPath: path.path)
}
