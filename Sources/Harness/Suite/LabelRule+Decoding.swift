import Datasets
import JSON
import Numerics
import Preparation
import Telemetry

extension DatasetEntry.Source.Kind {
  /// The named label sets of a source, its usual one first.
  var labelSets: [LabelRule] {
    switch self {
    case .cmapss:
      [
        LabelRule(name: "cmapss/last-30", version: 1, criterion: .lifeBelow(30)),
        LabelRule(name: "cmapss/last-15", version: 1, criterion: .lifeBelow(15)),
      ]
    case .ims, .imsFeatures:
      [
        LabelRule(
          name: "ims/hours-before-end", version: 1,
          criterion: .life(.init(failingWithin: 24, healthyBeyond: 168, fitBeyond: nil))),
        LabelRule(
          name: "ims/last-percent", version: 1,
          criterion: .rows(.init(healthy: 0.5, failing: 0.05))),
      ]
    case .simulator:
      [
        LabelRule(name: "simulator/exact", version: 1, criterion: .faults([.machine])),
        LabelRule(
          name: "simulator/all-faults", version: 1, criterion: .faults([.machine, .sensor])),
      ]
    case .table:
      [LabelRule(name: "table/recorded", version: 1, criterion: .recorded)]
    }
  }

  /// Where rows of a unit that fails count as healthy unless a suite says otherwise; `nil` where
  /// there is no such custom.
  fileprivate var usualHealthyLife: Double? {
    switch self {
    case .cmapss: LabelRule.Criterion.usualLife
    case .ims, .imsFeatures: 168
    case .simulator, .table: nil
    }
  }

  /// Whether the remaining life says which rows unsupervised detectors learn from; elsewhere the
  /// split does.
  fileprivate var fitsByLife: Bool { self != .ims && self != .imsFeatures }
}

extension LabelRule.Criterion {
  /// Where rows of an engine count as healthy, and may be fitted on, unless a suite says otherwise.
  fileprivate static let usualLife = 125.0

  fileprivate static func lifeBelow(_ failingWithin: Double) -> Self {
    .life(
      .init(failingWithin: failingWithin, healthyBeyond: usualLife, fitBeyond: usualLife))
  }
}

extension LabelRule {
  /// The label set that numbers describe, named after them, as in `30-30-125`.
  private init(_ thresholds: Thresholds) {
    let numbers =
      [thresholds.failingWithin, thresholds.healthyBeyond]
      + [thresholds.fitBeyond].compactMap { $0 }
    self.init(
      name: numbers.map(\.shortest).joined(separator: "-"), criterion: .life(thresholds))
  }

  /// Reads one label set or a list of them; without any the source's usual one holds.
  static func list(
    _ setting: Setting?, source: DatasetEntry.Source
  ) throws(SuiteError) -> [LabelRule] {
    guard let setting else { return [source.kind.labelSets[0]] }
    guard setting.isList else { return [try LabelRule(setting, source: source)] }
    return try setting.distinct { (setting) throws(SuiteError) in
      try LabelRule(setting, source: source)
    }
  }

  private init(_ setting: Setting, source: DatasetEntry.Source) throws(SuiteError) {
    if setting.isMapping {
      self = LabelRule(try Thresholds(setting, source: source))
      return
    }
    let own = source.kind.labelSets
    let name = try setting.text()
    if let known = own.first(where: { $0.name == name }) {
      try source.check(known, at: setting)
      self = known
      return
    }
    for other in DatasetEntry.Source.Kind.allCases
    where other.labelSets.contains(where: { $0.name == name }) {
      let names = own.map(\.name).joined(separator: " and ")
      throw setting.error(
        "\(name) is a label set of source \(other.rawValue); source \(source.name) has \(names)")
    }
    _ = try setting.choice(among: own.map(\.name))
    throw setting.mismatch(expected: "a label set")
  }

  var json: JSONValue {
    var members = [JSONValue.Member("name", .string(name))]
    if let version { members.append(.init("version", .integer(version))) }
    switch criterion {
    case .life(let thresholds):
      members.append(.init("failing_within", .number(thresholds.failingWithin)))
      members.append(.init("healthy_beyond", .number(thresholds.healthyBeyond)))
      if let least = thresholds.fitBeyond { members.append(.init("fit_beyond", .number(least))) }
    case .rows(let shares):
      members.append(.init("healthy_share", .number(shares.healthy)))
      members.append(.init("failing_share", .number(shares.failing)))
    case .recorded, .faults: break
    }
    return .object(members)
  }
}

extension DatasetEntry.Source {
  /// Checks that the source records what a named label set reads.
  fileprivate func check(_ rule: LabelRule, at setting: Setting) throws(SuiteError) {
    guard case .table(let table) = self, table.layout.columns[.label] == nil else { return }
    throw setting.error("\(rule.name) needs a column of labels: columns: { label: … }")
  }
}

extension LabelRule.Thresholds {
  fileprivate init(_ setting: Setting, source: DatasetEntry.Source) throws(SuiteError) {
    guard source.knowsLives else {
      throw setting.error(
        "numbers are remaining lives, which source \(source.name) does not have"
          + (source.kind == .table
            ? " without columns: { failure: … } or run_to_failure: true" : ""))
    }
    var reader = try setting.mapping()
    let failingWithin = try reader.require("failing_within").number(in: .nonNegative)
    // Of other machines than the benchmarks' a suite says itself what is healthy.
    let usualLife = source.kind.usualHealthyLife
    let healthyBeyond = try reader.number(
      "healthy_beyond", default: usualLife ?? failingWithin, in: .nonNegative)
    var fitBeyond: Double?
    if source.kind.fitsByLife {
      fitBeyond = try reader.number(
        "fit_beyond", default: usualLife ?? healthyBeyond, in: .nonNegative)
    } else if let key = reader.take("fit_beyond") {
      throw key.error("the split alone says which rows of source \(source.name) fit")
    }
    try reader.finish()
    if healthyBeyond < failingWithin {
      throw setting.error(
        "healthy_beyond = \(healthyBeyond.shortest) is below failing_within"
          + " = \(failingWithin.shortest)")
    }
    if let fitBeyond, fitBeyond < failingWithin {
      throw setting.error(
        "fit_beyond = \(fitBeyond.shortest) is below failing_within = \(failingWithin.shortest):"
          + " detectors would learn from failing rows")
    }
    self.init(failingWithin: failingWithin, healthyBeyond: healthyBeyond, fitBeyond: fitBeyond)
  }
}
