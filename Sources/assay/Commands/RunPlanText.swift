import Harness
import JSON

extension RunOptions {
  /// Prints what a run would do, without doing any of it.
  func printPlan() throws -> ExitCode {
    let outline = try run.outline()
    if printsJSON {
      print(outline.json.pretty, terminator: "")
    } else {
      print(outline.text)
    }
    return .fine
  }
}

extension SuiteRun.Outline {
  fileprivate var text: String {
    let lines =
      cells.map { "\($0.isStored ? "stored " : "compute")  \($0.name)" }
      + missing.flatMap { missing in
        missing.cells.map { "no data  \($0)" } + ["missing  \(missing.dataset): \(missing.reason)"]
      }
    let lacking = missing.map(\.cells.count).reduce(0, +)
    let summary =
      "\(cells.count + lacking) cells: \(cells.count { $0.isStored }) stored,"
      + " \(cells.count { !$0.isStored }) to compute, \(lacking) without data"
    return (lines + [summary]).joined(separator: "\n")
  }

  fileprivate var json: JSONValue {
    [
      "cells": .array(cells.map { ["cell": .string($0.name), "stored": .bool($0.isStored)] }),
      "missing": .array(
        missing.map { missing in
          [
            "dataset": .string(missing.dataset), "reason": .string(missing.reason),
            "cells": .array(missing.cells.map(JSONValue.string)),
          ]
        }),
    ]
  }
}
