import Detectors
import JSON

/// The channels that a detector's hyper-parameters may name.
struct KnownChannels {
  /// The names, or `nil` while no data are at hand: then any name is taken.
  let names: [String]?
  /// Those that are read where a suite names none: one for every kind of unit.
  let standard: [String]

  /// Takes any name: for checking a suite before its data are read.
  static let any = KnownChannels(names: nil, standard: [])
}

extension ParameterValues {
  /// Reads a detector's hyper-parameters, with the defaults that its kind and the data set give.
  ///
  /// - Parameters:
  ///   - entry: What the suite says of the detector.
  ///   - kind: Its kind.
  ///   - channels: The channels that it may name.
  ///   - suite: All detectors of the suite, of which an ensemble names its members.
  /// - Throws: ``SuiteError`` for an unknown key, a value outside its range or an unknown channel.
  init(
    _ entry: DetectorEntry, kind: DetectorKind, channels: KnownChannels, suite: [DetectorEntry]
  ) throws(SuiteError) {
    var reader = entry.parameters.reader()
    var values: [String: Value] = [:]
    for parameter in kind.parameters {
      values[parameter.name] =
        switch parameter.domain {
        case .integer(let standard, let range):
          .integer(try reader.integer(parameter.name, default: standard, in: range))
        case .number(let standard, let range):
          .number(try reader.number(parameter.name, default: standard, in: .through(range)))
        case .optionalNumber(let range):
          .optionalNumber(
            try reader.take(parameter.name).map { (setting) throws(SuiteError) in
              try setting.number(in: .through(range))
            })
        case .optionalNumbers(let most):
          .optionalNumbers(
            try reader.take(parameter.name).map { (setting) throws(SuiteError) in
              try setting.numbers(atMost: most)
            })
        case .flag(let standard):
          .flag(try reader.bool(parameter.name, default: standard))
        case .choice(let standard, let words):
          .choice(try reader.take(parameter.name)?.choice(among: words) ?? standard)
        case .channels:
          .channels(
            try reader.take(parameter.name).map { (setting) throws(SuiteError) in
              try channels.list(setting)
            } ?? channels.standard)
        case .limits:
          .limits(
            try reader.take(parameter.name).map { (setting) throws(SuiteError) in
              try channels.limits(setting)
            } ?? [:])
        case .detectors:
          .detectors(
            try entry.members(reader.require(parameter.name), channels: channels, suite: suite))
        }
    }
    try reader.finish()
    self.init(values)
  }

  /// The values as they go into records, in the order of the kind's parameters.
  func json(_ kind: DetectorKind) -> JSONValue {
    .object(
      kind.parameters.compactMap { parameter in
        self[parameter.name].map { JSONValue.Member(parameter.name, $0.json) }
      })
  }
}

extension Setting {
  fileprivate func numbers(atMost most: Int) throws(SuiteError) -> [Double] {
    let elements = try elements()
    guard elements.count <= most else {
      throw error("expected at most \(most) numbers; there are \(elements.count)")
    }
    return try elements.map { (element) throws(SuiteError) in try element.number() }
  }
}

extension KnownChannels {
  fileprivate func list(_ setting: Setting) throws(SuiteError) -> [String] {
    let patterns = try setting.isList ? setting.channelPatterns() : [setting]
    guard let names else {
      return try patterns.map { (pattern) throws(SuiteError) in try pattern.text() }
    }
    return try patterns.channels(among: names)
  }

  fileprivate func limits(_ setting: Setting) throws(SuiteError) -> [String: ClosedRange<Double>] {
    var reader = try setting.mapping()
    var limits: [String: ClosedRange<Double>] = [:]
    for name in names ?? reader.keys {
      guard let range = reader.take(name) else { continue }
      let bounds = try range.elements()
      guard bounds.count == 2 else { throw range.error("expected two numbers, [low, high]") }
      let low = try bounds[0].number()
      let high = try bounds[1].number()
      guard low < high else { throw range.error("the low limit must be below the high one") }
      limits[name] = low...high
    }
    try reader.finish()
    return limits
  }
}

extension ParameterValues.Value {
  fileprivate var json: JSONValue {
    switch self {
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .optionalNumber(let value): value.map(JSONValue.number) ?? .null
    case .optionalNumbers(let values): values.map { .array($0.map(JSONValue.number)) } ?? .null
    case .flag(let value): .bool(value)
    case .choice(let word): .string(word)
    case .channels(let names): .array(names.map(JSONValue.string))
    case .limits(let limits):
      .object(
        limits.sorted { $0.key < $1.key }.map { name, range in
          JSONValue.Member(name, [.number(range.lowerBound), .number(range.upperBound)])
        })
    case .detectors(let members):
      .array(
        members.map { member in
          [
            "id": .string(member.id), "kind": .string(member.kind.name),
            "version": .integer(member.detector.version), "weight": .number(member.weight),
            "parameters": member.values.json(member.kind),
          ]
        })
    }
  }
}
