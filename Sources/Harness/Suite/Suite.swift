public import Alarms
import Detectors
public import External
public import JSON

/// What is run, on what, and what is compared: a suite file, read and resolved.
public struct Suite: Sendable, Equatable {
  public let name: String
  /// Raised whenever the number of an unchanged detector changes.
  public let version: Int
  public let seeds: [UInt64]
  public let datasets: [DatasetEntry]
  public let alarm: AlarmRule
  /// What programs may take that have no limits of their own.
  public let limits: ProgramLimits
  public let detectors: [DetectorEntry]
  public let gate: Gate
  /// The file as it was named; no part of what the suite is.
  public let file: String

  /// The detectors that every run adds and no suite lists.
  public static let controls = Control.allCases.map(\.rawValue)

  /// The seeds where a suite states none.
  public static let defaultSeeds: [UInt64] = [1, 2, 3, 4, 5]

  /// Whether two suites ask for the same thing, whatever their files and layout.
  public static func == (first: Suite, second: Suite) -> Bool {
    first.resolved == second.resolved
  }

  /// The whole suite with every default written out, its keys in a fixed order.
  public var resolved: JSONValue {
    [
      "name": .string(name),
      "version": .integer(version),
      "seeds": .array(seeds.map { .integer(Int($0)) }),
      "datasets": .array(datasets.map(\.json)),
      "alarm": alarm.json,
      "limits": limits.json,
      "detectors": .array(detectors.map(\.json)),
      "gate": gate.json,
    ]
  }
}
