import Alarms
import Numerics

extension AlarmRule {
  /// Reads a rule; what it leaves out is taken from another.
  init(_ setting: Setting, over base: AlarmRule = AlarmRule()) throws(SuiteError) {
    var reader = try setting.mapping()
    self = base
    if let setting = reader.take("threshold") { threshold = try ThresholdRule(setting) }
    if let setting = reader.take("persistence") {
      persistence = try Persistence(setting, over: base.persistence)
    }
    calibration = try CalibrationRule(from: &reader, over: base.calibration)
    requiredLead = try reader.number(
      "required_lead", default: base.requiredLead, in: .nonNegative)
    try reader.finish()
  }
}

extension ThresholdRule {
  fileprivate init(_ setting: Setting) throws(SuiteError) {
    var reader = try setting.mapping()
    let stated = reader.keys.count
    var thresholds: [Self] = []
    if let value = reader.take("budget") {
      thresholds.append(.budget(try value.number(in: .between(0, 1000))))
    }
    if let value = reader.take("quantile") {
      thresholds.append(.quantile(try value.number(in: .unit)))
    }
    if let value = reader.take("sigma") {
      thresholds.append(.sigma(try value.number(in: .through(0...1_000_000))))
    }
    if let value = reader.take("pot") { thresholds.append(try .pot(value)) }
    if let value = reader.take("fixed") { thresholds.append(.fixed(try value.number())) }
    try reader.finish()
    guard let threshold = thresholds.first, stated == 1 else {
      throw setting.error("expected exactly one of budget, quantile, sigma, pot and fixed")
    }
    self = threshold
  }
}

extension ThresholdRule {
  /// Reads a risk, or a mapping of risk and level.
  fileprivate static func pot(_ setting: Setting) throws(SuiteError) -> Self {
    guard setting.isMapping else {
      return try pot(risk: setting, level: ThresholdRule.defaultTailLevel)
    }
    var reader = try setting.mapping()
    let risk = try reader.require("risk")
    let level = try reader.number("level", default: defaultTailLevel, in: .between(0, 1))
    try reader.finish()
    return try pot(risk: risk, level: level)
  }

  private static func pot(risk setting: Setting, level: Double) throws(SuiteError) -> Self {
    let risk = try setting.number(in: .between(0, 1))
    // Below the tail the fitted distribution says nothing.
    // Both are decimals that people write: what rounding adds to 1 − level decides nothing.
    let share = ((1 - level) * 1e12).rounded() / 1e12
    if risk >= share {
      throw setting.error(
        "risk = \(risk.shortest) must be below the tail's share, 1 − level = \(share.shortest)"
          + " (level = \(level.shortest))")
    }
    return .pot(risk: risk, level: level)
  }
}

extension Persistence {
  fileprivate init(_ setting: Setting, over base: Self) throws(SuiteError) {
    var reader = try setting.mapping()
    let k = try reader.integer("k", default: base.k, in: 1 ... .max)
    let n = try reader.integer("n", default: base.n, in: 1 ... .max)
    try reader.finish()
    if k > n { throw setting.error("k = \(k) is more than n = \(n)") }
    self.init(k: k, n: n)
  }
}

extension CalibrationRule {
  private static let foldRange = 2...100

  fileprivate init(from reader: inout MappingReader, over base: Self) throws(SuiteError) {
    let kind = try reader.choice("calibrate", default: base.kind, among: Kind.allCases)
    let folds = reader.take("folds")
    let fraction = reader.take("fraction")
    if let folds, kind != .cross { throw folds.error("folds belong to calibrate: cross") }
    if let fraction, kind != .heldOut {
      throw fraction.error("a fraction belongs to calibrate: held-out")
    }
    switch (kind, base) {
    case (.cross, .cross(let standard)):
      self = .cross(folds: try folds?.integer(in: Self.foldRange) ?? standard)
    case (.cross, _): self = .cross(folds: try folds?.integer(in: Self.foldRange) ?? 5)
    case (.heldOut, .heldOut(let standard)):
      self = .heldOut(fraction: try fraction?.number(in: .between(0, 1)) ?? standard)
    case (.heldOut, _):
      self = .heldOut(fraction: try fraction?.number(in: .between(0, 1)) ?? 0.2)
    case (.training, _): self = .training
    }
  }
}

extension CalibrationRule {
  /// The rule's name in a suite.
  enum Kind: String, CaseIterable {
    case cross
    case heldOut = "held-out"
    case training
  }

  var kind: Kind {
    switch self {
    case .cross: .cross
    case .heldOut: .heldOut
    case .training: .training
    }
  }
}
