public import Alarms
import JSON
import Numerics

extension AlarmRule {
  /// The rule as it stands in `run.json` and in the keys of cells, in a suite's own words.
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("threshold", threshold.json),
      .init("persistence", ["k": .integer(persistence.k), "n": .integer(persistence.n)]),
    ]
    switch calibration {
    case .cross(let folds):
      members.append(.init("calibrate", "cross"))
      members.append(.init("folds", .integer(folds)))
    case .heldOut(let fraction):
      members.append(.init("calibrate", "held-out"))
      members.append(.init("fraction", .number(fraction)))
    case .training:
      members.append(.init("calibrate", "training"))
    }
    members.append(.init("required_lead", .number(requiredLead)))
    return .object(members)
  }
}

extension ThresholdRule {
  var json: JSONValue {
    switch self {
    case .budget(let budget): ["budget": .number(budget)]
    case .quantile(let probability): ["quantile": .number(probability)]
    case .sigma(let factor): ["sigma": .number(factor)]
    case .pot(let risk, let level):
      ["pot": ["risk": .number(risk), "level": .number(level)]]
    case .fixed(let value): ["fixed": .number(value)]
    }
  }

  /// The rule in a word and a number, such as `budget 10`.
  public var summary: String {
    switch self {
    case .budget(let budget): "budget \(budget.shortest)"
    case .quantile(let probability): "quantile \(probability.shortest)"
    case .sigma(let factor): "sigma \(factor.shortest)"
    case .pot(let risk, let level): "pot \(risk.shortest) above quantile \(level.shortest)"
    case .fixed(let value): "fixed \(value.shortest)"
    }
  }

  /// Reads a rule as a record states it; `nil` where there is none.
  init?(json: JSONValue) {
    if let budget = json["budget"]?.double {
      self = .budget(budget)
    } else if let probability = json["quantile"]?.double {
      self = .quantile(probability)
    } else if let factor = json["sigma"]?.double {
      self = .sigma(factor)
    } else if let risk = json["pot"]?["risk"]?.double, let level = json["pot"]?["level"]?.double {
      self = .pot(risk: risk, level: level)
    } else if let value = json["fixed"]?.double {
      self = .fixed(value)
    } else {
      return nil
    }
  }
}
