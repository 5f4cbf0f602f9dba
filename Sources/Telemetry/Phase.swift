/// The phase of operation of every row of a unit, by one scheme.
public struct PhaseTrack: Sendable, Equatable {
  /// The names of the scheme's phases, in the order of the tables.
  public let names: [String]
  /// For every row, its phase as an index into `names`.
  public let codes: [UInt8]

  /// Creates a track; every code must be an index into `names`.
  public init(names: [String], codes: [UInt8]) {
    precondition(codes.allSatisfy { Int($0) < names.count }, "a phase code without a name")
    self.names = names
    self.codes = codes
  }
}
