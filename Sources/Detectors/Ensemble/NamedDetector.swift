/// A detector of a suite that another one is made of.
public struct NamedDetector: Sendable, Equatable {
  /// Its id in the suite, from which its random numbers come: its fits are those of its own cells.
  public let id: String
  /// Its part in the whole, above 0.
  public let weight: Double
  public let kind: DetectorKind
  public let values: ParameterValues

  public init(id: String, weight: Double, kind: DetectorKind, values: ParameterValues) {
    self.id = id
    self.weight = weight
    self.kind = kind
    self.values = values
  }

  /// Makes the detector.
  public var detector: any Detector { kind.make(values) }

  /// Whether two names stand for the same thing.
  public static func == (first: NamedDetector, second: NamedDetector) -> Bool {
    first.id == second.id && first.weight == second.weight && first.kind.name == second.kind.name
      && first.values == second.values
  }
}
