import Datasets
import Preparation
import Telemetry

extension DatasetEntry {
  init(_ setting: Setting) throws(SuiteError) {
    var reader = try setting.mapping()
    let source = try Source(from: &reader)
    let context = " for source \(source.name)"
    id = try reader.require("id").identifier()
    self.source = source
    origin = setting

    let split = try SplitRule(reader.take("split"), source: source)
    self.split = split
    fit = try Self.fit(reader.take("fit"), split: split)
    labels = try LabelRule.list(reader.take("labels"), source: source)
    phases = try reader.choice(
      "phases", default: source.phases[0], among: source.phases, context: context)
    let regime = try reader.choice(
      "regime", default: source.regimes[0], among: source.regimes, context: context)
    self.regime = regime
    let scaling = try ScalingSetting(
      reader.take("scaling"), regime: regime, split: split, source: source)
    self.scaling = scaling.kind
    scope = scaling.scope
    missing = try reader.choice("missing", default: .refuse, among: MissingRule.allCases)
    channels = try reader.take("channels")?.channelPatterns()
    try reader.finish()
    _ = try knownChannels.map { (known) throws(SuiteError) in try channels?.channels(among: known) }
  }

  /// The ids of all channels that the source can have, where that is known before its data are read.
  private var knownChannels: [String]? {
    switch source {
    case .ims(let subset), .imsFeatures(let subset): IMS.channelIDs(ofSubset: subset)
    case .cmapss: CMAPSS.channels.map(\.id)
    case .simulator, .table: nil
    }
  }

  private static func fit(_ setting: Setting?, split: SplitRule) throws(SuiteError) -> Fit {
    guard let setting else { return .pooled }
    let fit = try setting.choice(among: Fit.allCases)
    if fit == .perUnit, !split.isChronological {
      throw setting.error("per-unit needs rows of every unit to fit on: split: chronological")
    }
    return fit
  }
}
