import Foundation
import Harness
import JSON
import TestSupport
import Testing

/// A folder of its own with a suite of simulated pumps, in which the built program is started.
final class TinySuite: Sendable {
  let folder: TemporaryDirectory

  /// What a suite says of the pumps.
  static let pumps =
    "source: simulator, days: 2, pumps: 10, regime: state,"
    + " scaling: { kind: standard, per: regime }, missing: forward-fill"

  /// The detectors of the suite, one line each.
  static let detectors = ["{ id: max-z, kind: max-z }", "{ id: mean-z, kind: mean-z }"]

  /// A detector whose fit is refused, and the reason.
  static func failing(_ id: String) -> String { "{ id: \(id), kind: arima, ar: [1.5, -0.2] }" }
  static let refusal = "the autoregressive coefficients 1.5, -0.2 are not stationary"

  /// The files of a record that are a function of the inputs alone.
  static let pureFiles = [
    "cells.csv", "curves.csv", "events.csv", "metrics.csv", "phases.csv", "roc.csv", "run.json",
    "traces.csv", "units.csv",
  ]

  init(pumps: String = pumps, detectors: [String] = detectors) throws {
    folder = try TemporaryDirectory()
    try write(pumps: pumps, detectors: detectors)
  }

  /// Writes the suite anew, as `tiny.yaml`.
  func write(pumps: String = pumps, detectors: [String] = detectors) throws {
    let text = """
      name: tiny
      version: 1
      seeds: [1, 2]
      datasets: [{ id: pumps, \(pumps) }]
      detectors: [\(detectors.joined(separator: ", "))]
      """
    try folder.write(text.utf8, to: "tiny.yaml")
  }

  /// Runs the program in the folder; words are set apart by blanks.
  ///
  /// - Parameters:
  ///   - line: The arguments.
  ///   - setting: Variables of the environment; neither `CI` nor `ASSAY_DATA` is set otherwise, and
  ///     parsed data are kept below the folder.
  /// - Throws: The error of Foundation when the program cannot be started.
  /// - Returns: What it wrote, and its exit code.
  func assay(_ line: String, setting: [String] = []) throws -> ProcessRun {
    try ProcessRun(
      URL(filePath: "/usr/bin/env"),
      ["-u", "CI", "-u", "ASSAY_DATA", "XDG_CACHE_HOME=\(folder.file("cache"))"] + setting + [
        ProcessRun.built("assay").path
      ]
        + line.split(separator: " ").map(String.init),
      in: URL(filePath: folder.path))
  }

  /// Runs the program and reads the JSON that it prints.
  func json(_ line: String) throws -> JSONValue {
    try JSONValue(parsing: assay(line).standardOutput)
  }

  /// The pure files of a record, one after another.
  func pureText(of record: String = "results/tiny") throws -> [String] {
    try Self.pureFiles.map { try folder.text(of: "\(record)/\($0)") }
  }

  /// The lines of a file whose first fields are these.
  func lines(of file: String, startingWith prefix: String) throws -> [Substring] {
    try folder.text(of: file).split(separator: "\n").filter { $0.hasPrefix(prefix) }
  }

  /// Replaces a text, which must stand in the file, wherever it does.
  func replace(_ old: some StringProtocol, with new: String, in file: String) throws {
    let text = try folder.text(of: file)
    let changed = text.replacing(String(old), with: new)
    try #require(changed != text)
    try folder.write(changed.utf8, to: file)
  }
}
