/// Why a program could not be started, or did not do what was asked of it.
///
/// Its description is the rest of a sentence about the program.
public struct ProgramFailure: Error, Equatable, Sendable, CustomStringConvertible {
  public let kind: Kind

  public enum Kind: Equatable, Sendable {
    /// There is no such program.
    case notFound
    /// The folder that it was to start in is none.
    case folderNotFound(String)
    /// Its file is there, but the interpreter of its first line or its loader is not.
    case interpreterNotFound
    /// Its file may not be executed, or is of no executable format.
    case notExecutable
    /// Something else kept it from starting, in words of the system.
    case couldNotStart(String)
    /// It ended before it was told to.
    case ended(ProgramStatus)
    /// It runs, but reads no more.
    case closedInput
    /// It runs, but writes no more.
    case closedOutput
    case timedOut
    /// It and those it has started hold this much resident memory, in bytes.
    case outOfMemory(bytes: Int, limit: Int)
    /// It wrote more bytes than this that nobody had asked for.
    case flood(limit: Int)
    /// A line has more bytes than this.
    case lineTooLong(limit: Int)
  }

  public init(_ kind: Kind) { self.kind = kind }

  public var description: String {
    switch kind {
    case .notFound: "is not found"
    case .folderNotFound(let folder): "cannot be started: there is no folder \(folder)"
    case .interpreterNotFound: "cannot be started: its interpreter is not found"
    case .notExecutable: "is not executable"
    case .couldNotStart(let reason): "cannot be started: \(reason)"
    case .ended(let status): status.description
    case .closedInput: "closed its input"
    case .closedOutput: "closed its output"
    case .timedOut: "did not answer in time"
    case .outOfMemory(let bytes, let limit):
      "holds \(bytes) bytes of memory and may have \(limit)"
    case .flood(let limit): "wrote more than \(limit) bytes that nobody asked for"
    case .lineTooLong(let limit): "wrote a line of more than \(limit) bytes"
    }
  }
}
