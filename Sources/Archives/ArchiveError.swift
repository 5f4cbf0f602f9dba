/// A file, archive, member or table that cannot be read as it should.
public struct ArchiveError: Error, Equatable, Sendable {
  public let place: Place
  /// The cause and, where there is one, the remedy.
  public let reason: String

  public init(_ place: Place, _ reason: String) {
    self.place = place
    self.reason = reason
  }
}

extension ArchiveError: CustomStringConvertible {
  public var description: String { "\(place): \(reason)" }
}
