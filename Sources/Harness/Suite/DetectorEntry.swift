public import Alarms
import Archives
import External
public import JSON
public import Preparation

/// One detector of a suite.
public struct DetectorEntry: Sendable, Equatable {
  public let id: String
  /// The kind, one of those that were named as known.
  public let kind: String
  /// What the suite states for the kind to read.
  public let parameters: Parameters
  /// What the suite says of a detector that is no part of this program; `nil` for one that is.
  public let outside: OutsideEntry?
  /// What it is given in place of the channels; the channels themselves where `nil`.
  public let features: FeatureRule?
  /// The suite's rule with what this detector changes in it.
  public let alarm: AlarmRule
  /// The suite's seeds, or the detector's own.
  public let seeds: [UInt64]
  /// The ids of the data sets that it runs on, in the order of the suite.
  public let datasets: [String]
  /// Where the suite file states it, for errors found when its parameters are read.
  public let origin: Setting

  /// Whether the detector is a program beside which nothing else is to run.
  var isExclusive: Bool {
    if case .program(let program) = outside { program.isExclusive } else { false }
  }

  /// Whether two entries ask for the same thing; where they stand makes no difference.
  public static func == (first: DetectorEntry, second: DetectorEntry) -> Bool {
    first.json == second.json
  }

  /// The entry as it stands in a resolved suite.
  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("id", .string(id)),
      .init("kind", .string(kind)),
      .init("parameters", outside?.json ?? parameters.json),
      .init("alarm", alarm.json),
      .init("seeds", .array(seeds.map { .integer(Int($0)) })),
      .init("datasets", .array(datasets.map(JSONValue.string))),
    ]
    if let features { members.append(.init("features", features.json)) }
    return .object(members)
  }
}

extension DetectorEntry {
  /// What the rest of the suite lends to each of its detectors.
  struct Surroundings {
    let vocabulary: Vocabulary
    let alarm: AlarmRule
    let seeds: [UInt64]
    let datasets: [String]
    let limits: ProgramLimits
  }

  init(_ setting: Setting, in surroundings: Surroundings) throws(SuiteError) {
    var reader = try setting.mapping()
    let idSetting = try reader.require("id")
    id = try idSetting.identifier()
    if Suite.controls.contains(id) {
      throw idSetting.error("\(id) is a control, which every run adds; choose another id")
    }
    if id == Tolerances.defaultKey {
      throw idSetting.error("\(id) stands for every detector in tolerances; choose another id")
    }
    kind = try surroundings.vocabulary.kind(try reader.require("kind"))
    alarm =
      if let own = reader.take("alarm") {
        try AlarmRule(own, over: surroundings.alarm)
      } else {
        surroundings.alarm
      }
    seeds = try reader.take("seeds").map(Suite.seeds) ?? surroundings.seeds
    datasets =
      if let patterns = reader.take("datasets") {
        try Self.datasets(patterns, among: surroundings.datasets)
      } else {
        surroundings.datasets
      }
    // Scores that were made elsewhere are read as they are.
    features =
      kind == OutsideKind.scores.rawValue
      ? nil : try reader.take("features").map(FeatureRule.init)
    outside =
      switch OutsideKind(rawValue: kind) {
      case .external:
        .program(
          try ProgramEntry(
            external: &reader, folder: setting.folder, limits: surroundings.limits))
      case .python:
        .program(
          try ProgramEntry(
            python: &reader, folder: setting.folder, limits: surroundings.limits))
      case .scores: try OutsideEntry(scores: &reader)
      case nil: nil
      }
    parameters = Parameters(reader)
    origin = setting
  }

  private static func datasets(
    _ setting: Setting, among ids: [String]
  ) throws(SuiteError) -> [String] {
    let globs = try setting.distinct { (setting) throws(SuiteError) in
      let pattern = try setting.text()
      let glob = Glob(pattern)
      guard ids.contains(where: glob.matches) else {
        throw setting.error(
          "no data set is named \"\(pattern)\"" + Spelling.question(for: pattern, among: ids))
      }
      return glob
    }
    return ids.filter { id in globs.contains { $0.matches(id) } }
  }
}
