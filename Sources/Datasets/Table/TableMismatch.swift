public import Archives

/// A column or member that a layout names and the table does not have.
public struct TableMismatch: Error, Equatable, Sendable {
  /// The part of the layout that names it; lists with the position in them.
  public enum Setting: Equatable, Sendable {
    case column(TableRole)
    case channels(Int)
    case load(Int)
    case raw
    case members(Int)
  }

  public let setting: Setting
  public let place: Place
  public let reason: String
  /// What was looked for, and what there is instead.
  public let name: String
  public let known: [String]
}

extension TableMismatch: CustomStringConvertible {
  public var description: String { "\(place): \(reason)" }
}
