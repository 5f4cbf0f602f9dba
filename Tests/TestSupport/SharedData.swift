import Foundation

/// The folder of real data and reference numbers that tests of the whole read, where there is one.
///
/// It is named by the environment variable `ASSAY_SHARED`, or stands as `shared` beside the package.
public enum SharedData {
  /// The reason that a test without it gives for being skipped.
  public static let reason: String =
    "the folder of shared data is missing; name it in ASSAY_SHARED"

  /// The path of a file in the folder.
  public static func file(_ name: String) -> String { folder + "/" + name }

  /// Whether the folder holds a file.
  public static func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: file(name))
  }

  private static let folder: String =
    ProcessInfo.processInfo.environment["ASSAY_SHARED"]
    ?? URL(filePath: #filePath).appending(path: "../../../../shared").standardized.path
}

extension SharedData {
  /// A JSON file of the folder, decoded.
  public static func json<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: file(name))))
  }
}
