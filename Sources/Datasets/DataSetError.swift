public import Archives

/// Data that can be read but are not the data set they should be, or that are not there.
public struct DataSetError: Error, Equatable, Sendable {
  /// Where the fault is; `nil` where no file is at fault.
  public let place: Place?
  /// The cause and, where there is one, the remedy.
  public let reason: String

  public init(_ place: Place?, _ reason: String) {
    self.place = place
    self.reason = reason
  }
}

extension DataSetError: CustomStringConvertible {
  public var description: String { place.map { "\($0): \(reason)" } ?? reason }
}
