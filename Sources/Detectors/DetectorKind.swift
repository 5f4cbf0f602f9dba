/// A kind of detector as suites name it: what it does, its hyper-parameters, how one is made.
public struct DetectorKind: Sendable {
  /// The name in suites, such as `max-z`.
  public let name: String
  /// One line for listings.
  public let summary: String
  /// That of its detectors: ``Detector/version``.
  public let version: Int
  /// The hyper-parameters with their defaults and ranges.
  public let parameters: [Parameter]
  /// What a fit makes, so that a saved model can be read back.
  public let model: any (FittedModel & Codable).Type
  /// Makes a detector from values that fit ``parameters``.
  public let make: @Sendable (ParameterValues) -> any Detector

  /// Creates a kind.
  ///
  /// - Parameters:
  ///   - name: The name in suites.
  ///   - summary: One line for listings.
  ///   - parameters: The hyper-parameters.
  ///   - model: What a fit makes.
  ///   - make: Makes a detector from values that fit the hyper-parameters.
  init<Made: Detector>(
    name: String, summary: String, parameters: [Parameter],
    model: any (FittedModel & Codable).Type,
    make: @escaping @Sendable (ParameterValues) -> Made
  ) {
    self.name = name
    self.summary = summary
    version = Made.version
    self.parameters = parameters
    self.model = model
    self.make = make
  }
}

/// A hyper-parameter: its name, its meaning, and what values it takes.
public struct Parameter: Sendable {
  public let name: String
  public let summary: String
  public let domain: Domain

  /// The values that a hyper-parameter takes, and the one it has when a suite says nothing.
  public enum Domain: Sendable {
    case integer(default: Int, in: ClosedRange<Int>)
    case number(default: Double, in: ClosedRange<Double>)
    /// A number that the detector finds itself where the suite gives none.
    case optionalNumber(in: ClosedRange<Double>)
    /// Numbers, at most so many, that the detector finds itself where the suite gives none.
    case optionalNumbers(atMost: Int)
    case flag(default: Bool)
    /// One of several words.
    case choice(default: String, of: [String])
    /// Channel names; by default the data set's plainest indicator.
    case channels
    /// A low and a high value per channel; by default none.
    case limits
    /// Other detectors of the suite, of the same rows and form of rows.
    case detectors
  }
}

/// The values of a detector's hyper-parameters, complete and within their ranges.
public struct ParameterValues: Sendable, Equatable {
  /// One value.
  public enum Value: Sendable, Equatable {
    case integer(Int)
    case number(Double)
    case optionalNumber(Double?)
    case optionalNumbers([Double]?)
    case flag(Bool)
    case choice(String)
    case channels([String])
    case limits([String: ClosedRange<Double>])
    case detectors([NamedDetector])
  }

  private let values: [String: Value]

  public init(_ values: [String: Value]) {
    self.values = values
  }

  /// What holds where a suite says nothing.
  ///
  /// - Parameters:
  ///   - kind: Whose hyper-parameters have the values.
  ///   - channels: The data set's plainest indicators.
  ///   - members: Other detectors, which a suite must name where a kind is made of them.
  public init(
    standardOf kind: DetectorKind, channels: [String] = [], members: [NamedDetector] = []
  ) {
    values = Dictionary(
      uniqueKeysWithValues: kind.parameters.map { ($0.name, $0.domain.standard(channels, members)) }
    )
  }

  public subscript(name: String) -> Value? { values[name] }

  func integer(_ name: String) -> Int {
    guard case .integer(let value) = values[name] else { preconditionFailure(Self.missing(name)) }
    return value
  }

  func number(_ name: String) -> Double {
    guard case .number(let value) = values[name] else { preconditionFailure(Self.missing(name)) }
    return value
  }

  func optionalNumber(_ name: String) -> Double? {
    guard case .optionalNumber(let value) = values[name] else {
      preconditionFailure(Self.missing(name))
    }
    return value
  }

  func optionalNumbers(_ name: String) -> [Double]? {
    guard case .optionalNumbers(let value) = values[name] else {
      preconditionFailure(Self.missing(name))
    }
    return value
  }

  func flag(_ name: String) -> Bool {
    guard case .flag(let value) = values[name] else { preconditionFailure(Self.missing(name)) }
    return value
  }

  /// The case of an enumeration whose raw values are the words that the domain lists.
  func choice<Value: RawRepresentable>(_ name: String) -> Value where Value.RawValue == String {
    guard case .choice(let word) = values[name], let value = Value(rawValue: word) else {
      preconditionFailure(Self.missing(name))
    }
    return value
  }

  func channels(_ name: String) -> [String] {
    guard case .channels(let value) = values[name] else { preconditionFailure(Self.missing(name)) }
    return value
  }

  func limits(_ name: String) -> [String: ClosedRange<Double>] {
    guard case .limits(let value) = values[name] else { preconditionFailure(Self.missing(name)) }
    return value
  }

  func detectors(_ name: String) -> [NamedDetector] {
    guard case .detectors(let value) = values[name] else { preconditionFailure(Self.missing(name)) }
    return value
  }

  private static func missing(_ name: String) -> String {
    "hyper-parameter \(name) is not declared by its kind"
  }
}

extension Parameter.Domain {
  fileprivate func standard(
    _ channels: [String], _ members: [NamedDetector]
  ) -> ParameterValues.Value {
    switch self {
    case .integer(let value, _): .integer(value)
    case .number(let value, _): .number(value)
    case .optionalNumber: .optionalNumber(nil)
    case .optionalNumbers: .optionalNumbers(nil)
    case .flag(let value): .flag(value)
    case .choice(let word, _): .choice(word)
    case .channels: .channels(channels)
    case .limits: .limits([:])
    case .detectors: .detectors(members)
    }
  }
}
