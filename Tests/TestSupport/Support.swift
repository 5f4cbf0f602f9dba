public import Foundation

/// The reference numbers and real data that tests use where they are present.
public enum Shared {
  /// The folder, from `ASSAY_SHARED` or beside the package; `nil` where there is none.
  public static let folder: URL? = {
    let environment = ProcessInfo.processInfo.environment["ASSAY_SHARED"]
    let beside = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "shared")
    let folder = environment.map { URL(filePath: $0) } ?? beside
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// Whether the folder is there.
  public static var isPresent: Bool { folder != nil }

  /// A file of the folder, such as `oracles/metrics.json`.
  public static func file(_ path: String) throws -> URL {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return folder.appending(path: path)
  }

  /// A JSON file of the folder, decoded.
  public static func json<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: file(path)))
  }
}
