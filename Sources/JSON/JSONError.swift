/// A text that is not JSON, with the place where it stops being so.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The place, counted from 1; columns count bytes.
  public let place: TextPlace
  public let reason: String

  public var description: String { "\(place): \(reason)" }
}
