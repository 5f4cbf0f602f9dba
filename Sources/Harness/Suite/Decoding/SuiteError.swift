public import JSON

/// A suite that cannot be used, with the place and the cause.
public struct SuiteError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file as it was named.
  public let file: String
  /// Where in the file; `nil` where the file itself is at fault.
  public let place: TextPlace?
  /// The keys and indices that lead to the fault, as in `datasets[1].split.fraction`.
  public let path: String
  public let reason: String

  public init(file: String, place: TextPlace? = nil, path: String = "", reason: String) {
    self.file = file
    self.place = place
    self.path = path
    self.reason = reason
  }

  /// `file:line:column: path: reason`, without the parts that are unknown.
  public var description: String {
    let location = place.map { "\(file):\($0)" } ?? file
    return [location, path, reason].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
