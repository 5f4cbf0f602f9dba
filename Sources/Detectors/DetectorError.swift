/// Why a detector could not do its work, in one sentence.
public struct DetectorError: Error, Equatable, Sendable, CustomStringConvertible {
  public let cause: Cause
  public let description: String
  /// The end of what a program wrote to standard error before its session came about.
  public let standardError: String

  /// What kind of failure it was.
  public enum Cause: Sendable, Equatable {
    /// The data do not allow the work, or it could not begin at all.
    case refusal
    /// A program ended, or gave up, in the middle of its work.
    case crash
    /// A program took longer than it may.
    case timeout
    /// A program held more memory than it may.
    case memory
    /// An answer of a program is not what was asked for.
    case invalidOutput
  }

  public init(_ description: String, cause: Cause = .refusal, standardError: String = "") {
    self.cause = cause
    self.description = description
    self.standardError = standardError
  }
}
