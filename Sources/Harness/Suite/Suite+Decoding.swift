import Alarms
import External

extension Suite {
  /// Reads a suite.
  ///
  /// - Parameters:
  ///   - setting: The suite, as it stands in its file.
  ///   - vocabulary: The names that it may use.
  ///   - others: Detectors in place of those that it states; then its gate is passed over.
  /// - Throws: ``SuiteError`` with the place of the first fault.
  init(
    _ setting: Setting, vocabulary: Vocabulary, detectors others: Setting? = nil
  ) throws(SuiteError) {
    var reader = try setting.mapping()
    name = try reader.require("name").identifier()
    version = try reader.require("version").integer(in: 1 ... .max)
    seeds = try reader.take("seeds").map(Self.seeds) ?? Self.defaultSeeds
    datasets = try Self.entries(
      reader.require("datasets"),
      read: { (setting) throws(SuiteError) in try DatasetEntry(setting) },
      id: \.id)
    alarm =
      try reader.take("alarm").map { (setting) throws(SuiteError) in try AlarmRule(setting) }
      ?? AlarmRule()
    limits =
      try reader.take("limits").map { (setting) throws(SuiteError) in try ProgramLimits(setting) }
      ?? .standard
    let surroundings = DetectorEntry.Surroundings(
      vocabulary: vocabulary, alarm: alarm, seeds: seeds, datasets: datasets.map(\.id),
      limits: limits)
    let stated = try reader.require("detectors")
    detectors = try Self.entries(
      others ?? stated,
      read: { (setting) throws(SuiteError) in try DetectorEntry(setting, in: surroundings) },
      id: \.id)
    gate =
      if let setting = reader.take("gate"), others == nil {
        try Gate(
          setting, vocabulary: vocabulary, detectors: detectors.map(\.id), seedCount: seeds.count)
      } else {
        Gate()
      }
    file = setting.file
    try reader.finish()
  }

  /// Reads a list of seeds.
  static func seeds(_ setting: Setting) throws(SuiteError) -> [UInt64] {
    try setting.distinct { (setting) throws(SuiteError) in try setting.seed() }
  }

  /// Reads a list of entries whose ids differ.
  private static func entries<Entry>(
    _ setting: Setting, read: (Setting) throws(SuiteError) -> Entry, id: (Entry) -> String
  ) throws(SuiteError) -> [Entry] {
    var entries: [Entry] = []
    for element in try setting.elements() {
      let entry = try read(element)
      if let index = entries.firstIndex(where: { id($0) == id(entry) }) {
        throw element.error(
          "the id \"\(id(entry))\" is taken by \(setting.path)[\(index)]")
      }
      entries.append(entry)
    }
    return entries
  }
}
