import Detectors
import Telemetry

extension ParameterValues {
  /// Reads a detector's hyper-parameters, with the defaults that its kind and the data set give.
  ///
  /// - Throws: ``SuiteError`` for an unknown key, a value outside its range or an unknown channel.
  init(
    _ entry: DetectorEntry, kind: DetectorKind, dataSet: DataSet
  ) throws(SuiteError) {
    let names = dataSet.channels.map(\.id)
    var reader = entry.parameters.reader()
    var values: [String: Value] = [:]
    for parameter in kind.parameters {
      values[parameter.name] =
        switch parameter.domain {
        case .integer(let standard, let range):
          .integer(try reader.integer(parameter.name, default: standard, in: range))
        case .number(let standard, let range):
          .number(try reader.number(parameter.name, default: standard, in: .through(range)))
        case .channels:
          .channels(
            try reader.take(parameter.name).map { (setting) throws(SuiteError) in
              try Self.channels(setting, names)
            } ?? [names[dataSet.rawChannel]])
        case .limits:
          .limits(
            try reader.take(parameter.name).map { (setting) throws(SuiteError) in
              try Self.limits(setting, names)
            } ?? [:])
        }
    }
    try reader.finish()
    self.init(values)
  }

  private static func channels(
    _ setting: Setting, _ names: [String]
  ) throws(SuiteError) -> [String] {
    if !setting.isList { return [try channel(setting, names)] }
    return try setting.distinct { (setting) throws(SuiteError) in try channel(setting, names) }
  }

  private static func channel(_ setting: Setting, _ names: [String]) throws(SuiteError) -> String {
    let name = try setting.text()
    if names.contains(name) { return name }
    throw setting.error(
      "no channel is named \"\(name)\"" + Spelling.question(for: name, among: names))
  }

  private static func limits(
    _ setting: Setting, _ names: [String]
  ) throws(SuiteError) -> [String: ClosedRange<Double>] {
    var reader = try setting.mapping()
    var limits: [String: ClosedRange<Double>] = [:]
    for name in names {
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

  /// The values as they go into records, in the order of the kind's parameters.
  func json(_ kind: DetectorKind) -> JSONValue {
    .object(
      kind.parameters.compactMap { parameter in
        self[parameter.name].map { JSONValue.Member(parameter.name, $0.json) }
      })
  }
}

extension ParameterValues.Value {
  fileprivate var json: JSONValue {
    switch self {
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .channels(let names): .array(names.map(JSONValue.string))
    case .limits(let limits):
      .object(
        limits.sorted { $0.key < $1.key }.map { name, range in
          JSONValue.Member(name, [.number(range.lowerBound), .number(range.upperBound)])
        })
    }
  }
}
