/// How much a walk over an archive and the archives in it may take before it is refused.
public struct ArchiveLimits: Sendable, Equatable {
  /// One of the limits, by the name that sets it.
  public enum Name: String, Sendable, CaseIterable {
    case bytes
    case ratio
    case members
    case nesting
  }

  /// The bytes that all archives together may unpack, also those that are passed over.
  public var bytes = 64 << 30
  /// How many times the bytes of the files on disk these may be.
  public var ratio = 1000
  /// The entries of all archives together.
  public var members = 1_000_000
  /// How many archives may stand inside one another.
  public var nesting = 8

  public static let standard = ArchiveLimits()

  /// The value of the limit with a name.
  public subscript(_ name: Name) -> Int {
    get {
      switch name {
      case .bytes: bytes
      case .ratio: ratio
      case .members: members
      case .nesting: nesting
      }
    }
    set {
      switch name {
      case .bytes: bytes = newValue
      case .ratio: ratio = newValue
      case .members: members = newValue
      case .nesting: nesting = newValue
      }
    }
  }
}
