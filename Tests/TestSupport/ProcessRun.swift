public import Foundation

/// A program that ran to its end, with everything that it wrote.
public struct ProcessRun: Sendable {
  public let exitCode: Int32
  public let standardOutput: String
  public let standardError: String

  /// Runs a program with empty standard input and waits for its end.
  ///
  /// - Parameters:
  ///   - executable: The program's file.
  ///   - arguments: Its arguments.
  ///   - folder: The folder it starts in; that of the tests where `nil`.
  /// - Throws: The error of Foundation when the program cannot be started.
  public init(_ executable: URL, _ arguments: [String], in folder: URL? = nil) throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes: a program that fills one pipe while the other is read would wait forever.
    let output = try Capture()
    defer { output.remove() }
    let errors = try Capture()
    defer { errors.remove() }
    process.standardOutput = output.handle
    process.standardError = errors.handle
    try process.run()
    process.waitUntilExit()
    // A signal counts as shells count it.
    let isExit = process.terminationReason == .exit
    exitCode = isExit ? process.terminationStatus : 128 + process.terminationStatus
    standardOutput = try output.text()
    standardError = try errors.text()
  }

  /// The program of this name that was built together with the running tests.
  public static func built(_ name: String) -> URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent(name)
  }
}

/// A temporary file that takes what a program writes.
private struct Capture {
  let file: URL
  let handle: FileHandle

  init() throws {
    file = FileManager.default.temporaryDirectory
      .appendingPathComponent("assay-\(UUID().uuidString)")
    try Data().write(to: file)
    handle = try FileHandle(forWritingTo: file)
  }

  func text() throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self) }

  func remove() {
    // A file that stays behind in the temporary folder fails no test.
    try? FileManager.default.removeItem(at: file)
  }
}
