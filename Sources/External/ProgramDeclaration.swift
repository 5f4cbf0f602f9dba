public import Detectors
import FoundationEssentials
public import JSON

/// What a program declares of itself when it is ready (`docs/external-detectors.md`, ready).
public struct ProgramDeclaration: Sendable, Equatable {
  public let needs: Learning
  /// How many rows of a unit pass before its first score.
  public let history: Int
  /// How many rows later a row's score is given.
  public let lookahead: Int
  public let isStochastic: Bool
  /// Whether scores come with predicted remaining lives.
  public let lives: Bool
  /// Whether it can be asked what drove a score.
  public let contributions: Bool
  /// A digest of the program's own code.
  public let digest: String
  /// The versions of the libraries that scores may depend on.
  public let packages: [String: String]

  /// How many rows of a unit have no score.
  var silentRows: Int { history + lookahead }

  /// Reads the header of `ready`.
  ///
  /// - Parameter header: The header, of type `ready`.
  /// - Throws: ``DetectorError`` where a key does not fit the protocol.
  init(_ header: JSONValue) throws(DetectorError) {
    let version = header["protocol"]
    guard version?.integer == WireProtocol.version else {
      throw .invalid(
        "the program speaks protocol \(version?.compact ?? "of no number"), this is protocol"
          + " \(WireProtocol.version)")
    }
    needs = try header.read("needs", default: .healthyRows) { $0.string.flatMap(Learning.init) }
    history = try header.read("history", default: 0, Self.rowCount)
    lookahead = try header.read("lookahead", default: 0, Self.rowCount)
    isStochastic = try header.read("stochastic", default: true, \.bool)
    lives = try header.read("lives", default: false, \.bool)
    contributions = try header.read("contributions", default: false, \.bool)
    digest = try header.read("digest", default: "", \.string)
    packages = try header.read("packages", default: [:]) { value in
      guard let members = value.members else { return nil }
      let texts = members.compactMap { member in member.value.string.map { (member.key, $0) } }
      return texts.count == members.count ? Dictionary(uniqueKeysWithValues: texts) : nil
    }
  }

  private static func rowCount(_ value: JSONValue) -> Int? {
    value.integer.flatMap { (0...1_000_000).contains($0) ? $0 : nil }
  }

  /// What results depend on, as it goes into keys and records.
  public var json: JSONValue {
    [
      "needs": .string(needs.rawValue), "history": .integer(history),
      "lookahead": .integer(lookahead), "stochastic": .bool(isStochastic), "lives": .bool(lives),
      "contributions": .bool(contributions), "digest": .string(digest),
      "packages": .object(
        packages.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }),
    ]
  }
}

extension JSONValue {
  /// The value of a key of `ready`, or its default where the key is missing.
  fileprivate func read<Value>(
    _ key: String, default standard: Value, _ read: (JSONValue) -> Value?
  ) throws(DetectorError) -> Value {
    guard let found = self[key] else { return standard }
    if let value = read(found) { return value }
    throw .invalid(
      "ready says \"\(key)\": \(WireProtocol.shown(found.compact)), which has no meaning")
  }
}
