import Foundation

/// Python with NumPy, where the machine has it.
public enum NumPy {
  /// Whether programs that need it can be run.
  public static let isThere: Bool =
    (try? ProcessRun(environment, ["python3", "-c", "import numpy"]))?.exitCode == 0

  /// Runs Python with some arguments in a folder.
  ///
  /// - Throws: The error of Foundation when it cannot be started.
  public static func run(_ arguments: [String], in folder: TemporaryDirectory) throws -> ProcessRun
  {
    try ProcessRun(environment, ["python3"] + arguments, in: URL(filePath: folder.path))
  }

  private static let environment = URL(filePath: "/usr/bin/env")
}
