import Glibc

/// The files of a folder and of the folders in it, in the order of their names.
final class Folder: MemberHolder {
  let format = "folder"
  private(set) var memberPlace: Place
  let budget: ArchiveBudget
  private let path: String
  private let place: Place
  /// The paths still to be visited, relative to the folder, the next one last.
  private var pending: [String]
  /// The path of the member, relative to the folder.
  private var current = ""
  private var content: FileStream?

  init(_ path: String, _ budget: ArchiveBudget) throws(ArchiveError) {
    self.path = path
    self.budget = budget
    place = Place(file: path)
    memberPlace = place
    pending = try Self.names(in: path, at: place).reversed()
  }

  /// Whether a path is that of a folder, perhaps by a link.
  static func stands(at path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  func nextMember() throws(ArchiveError) -> (name: String, size: Int?)? {
    content = nil
    while let name = pending.popLast() {
      current = name
      memberPlace = place.member(name.withoutControlCharacters)
      var status = stat()
      guard unsafe lstat(file(name), &status) == 0 else {
        throw ArchiveError(systemErrorAt: memberPlace)
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return (name.withoutControlCharacters, Int(status.st_size))
      case S_IFDIR:
        let names = try Self.names(in: file(name), at: memberPlace)
        pending += names.reversed().map { "\(name)/\($0)" }
      // Links may lead anywhere, and devices and pipes have no end.
      default: continue
      }
    }
    return nil
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    let stream: FileStream
    if let content { stream = content } else { stream = try FileStream(openFile()) }
    content = stream
    return unsafe try stream.nextBlock()
  }

  func openMember() throws(ArchiveError) -> any MemberHolder {
    try Archive.open(openFile(), budget)
  }

  private func openFile() throws(ArchiveError) -> OpenFile {
    try OpenFile(file(current), at: memberPlace)
  }

  private func file(_ name: String) -> String { "\(path)/\(name)" }

  /// What stands in a folder, by the bytes of the names, so that no locale has a say.
  private static func names(in path: String, at place: Place) throws(ArchiveError) -> [String] {
    guard let folder = unsafe opendir(path) else { throw ArchiveError(systemErrorAt: place) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(folder) else { break }
      let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
        unsafe Array(name.prefix { $0 != 0 })
      }
      guard let name = String(validating: bytes, as: UTF8.self) else {
        throw ArchiveError(place, "a file in it has a name that is no text")
      }
      if name != "." && name != ".." { names.append(name) }
    }
    if errno != 0 { throw ArchiveError(systemErrorAt: place) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
