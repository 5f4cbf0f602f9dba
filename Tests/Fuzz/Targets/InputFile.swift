import Foundation

/// Bytes as a file that is removed with this value.
struct InputFile: ~Copyable {
  let path = FileManager.default.temporaryDirectory
    .appending(path: "assay-fuzz-\(ProcessInfo.processInfo.processIdentifier)")
    .path(percentEncoded: false)

  init(_ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
