import Archives
import FoundationEssentials

/// The names of the types that a new detector's file would see, or hide.
struct SwiftDeclarations {
  private static let modules = ["Numerics", "Telemetry", "Detectors"]

  let checkout: String

  /// Checks that no type of these modules has the name of the detector's.
  ///
  /// - Throws: ``UsageError`` with the file that declares one.
  func check(_ name: DetectorName) throws(UsageError) {
    let declaration = try? Regex(
      "^ *((public|private|fileprivate|final|indirect) )*"
        + "(struct|enum|class|protocol|actor|typealias) \(name.type)\\b"
    ).anchorsMatchLineEndings()
    guard let declaration else { return }
    for file in Self.modules.flatMap(files) {
      let text = String(decoding: AtomicFile.read("\(checkout)/\(file)") ?? [], as: UTF8.self)
      guard text.contains(declaration), !file.hasSuffix("/Detectors/\(name.type).swift") else {
        continue
      }
      throw UsageError(
        "\(file) has a type named \(name.type) already; choose another name than \(name.kind)")
    }
  }

  private func files(of module: String) -> [String] {
    let folder = "Sources/\(module)"
    let path = "\(checkout)/\(folder)"
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
  }
}
