public import JSON

/// The hyper-parameters that a suite states for a detector, to be read by its kind.
public struct Parameters: Sendable, Equatable {
  private let unread: MappingReader

  init(_ reader: MappingReader) {
    unread = reader
  }

  /// A strict reader; errors name file, place and path as those of the suite do.
  public func reader() -> MappingReader { unread }

  /// The parameters as they stand, in the order of the file.
  public var json: JSONValue {
    var reader = unread
    return .object(reader.takeRest())
  }

  /// Whether the same parameters have the same values; where they stand makes no difference.
  public static func == (first: Parameters, second: Parameters) -> Bool {
    first.json == second.json
  }
}
