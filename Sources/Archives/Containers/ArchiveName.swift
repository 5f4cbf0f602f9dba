/// What the name of a file says about archives.
struct ArchiveName {
  private let name: String

  init(_ name: some StringProtocol) {
    self.name = String(name.lastComponent)
  }

  /// The name of the file or member that stands at a place.
  init(at place: Place) {
    self.init(place.members.last ?? place.file)
  }

  /// Whether it is the name of an archive or of a compressed file.
  var isArchive: Bool { has(Self.containers) || has(Self.compressions) }

  /// The name of the one content where it is the name of a compressed file that is no tar.
  var content: String? {
    guard has(Self.compressions), let dot = name.lastIndex(of: ".") else { return nil }
    let content = name[..<dot]
    return content.lowercased().hasSuffix(".tar") || content.isEmpty ? nil : String(content)
  }

  private func has(_ suffixes: [String]) -> Bool {
    let name = name.lowercased()
    return suffixes.contains { name.hasSuffix($0) }
  }

  private static let containers = [
    ".zip", ".7z", ".rar", ".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tzst",
  ]
  private static let compressions = [".gz", ".bz2", ".xz", ".zst"]
}
