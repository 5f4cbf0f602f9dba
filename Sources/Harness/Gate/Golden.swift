import Archives
public import JSON

/// The golden values of a suite: one file per detector, with the per-unit values that explain a red.
public struct Golden: Sendable, Equatable {
  /// The files' detectors, in the order of their names.
  public var detectors: [DetectorGolden]
  /// `run.json`: versions, identities of data, and the reason of every bless.
  public var run: JSONValue

  /// The golden values of one detector, on all data sets.
  public struct DetectorGolden: Sendable, Equatable {
    public let detector: String
    public let rows: [GoldenRow]
    public let units: [UnitRow]
  }

  /// The reasons of every bless so far, oldest first.
  public var blesses: [JSONValue] { run["blesses"]?.elements ?? [] }

  /// The suite version at the last bless.
  public var suiteVersion: Int? { run["version"]?.integer }

  /// The identity that a data set had at the last bless, by the data set's name in the suite.
  public func identity(of dataset: String) -> String? { run["data"]?[dataset]?.string }

  /// The version that a detector had at the last bless.
  public func version(of detector: String) -> Int? { run["detectors"]?[detector]?.integer }
}

/// A golden file that cannot be used, in one sentence with its place.
public struct GoldenError: Error, Equatable, Sendable, CustomStringConvertible {
  public let file: String
  public let line: Int?
  public let reason: String

  init(_ file: String, line: Int? = nil, _ reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  public var description: String { "\(file):\(line.map { "\($0):" } ?? "") \(reason)" }
}
