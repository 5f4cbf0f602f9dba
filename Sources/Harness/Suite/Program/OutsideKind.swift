import JSON

/// The kinds of detectors that are no part of this program.
public enum OutsideKind: String, Sendable, CaseIterable {
  case external
  case python
  case scores

  /// One line for listings.
  public var summary: String {
    switch self {
    case .external: "any program: command; see docs/external-detectors.md"
    case .python:
      "any Python class with fit and decision_function, predict_proba or score_samples: class"
    case .scores: "scores that were made elsewhere, from a file: path; not audited"
    }
  }
}

/// What a suite says of a detector that is no part of this program.
public enum OutsideEntry: Sendable, Equatable {
  case program(ProgramEntry)
  /// The path of a file of scores, relative to the suite's folder.
  case scores(path: String)

  /// Reads the keys of `kind: scores`.
  init(scores reader: inout MappingReader) throws(SuiteError) {
    self = .scores(path: try reader.require("path").text())
    try reader.finish()
  }

  /// What results depend on, as it stands in a resolved suite and in keys.
  var json: JSONValue {
    switch self {
    case .program(let program): program.json
    case .scores(let path): ["path": .string(path)]
    }
  }
}
