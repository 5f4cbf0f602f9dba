import Archives
import Testing

/// What a walk over an archive and all archives in it found.
struct Contents {
  /// The members' places and texts, in the order of the walk.
  private(set) var members: [(place: String, text: String)] = []
  /// What stopped the walk.
  private(set) var error: String?

  init(of path: String, limits: ArchiveLimits = .standard, plainFiles: Bool = false) {
    do {
      try Archive.visitAllMembers(of: path, limits: limits, plainFiles: plainFiles) { member in
        var bytes: [UInt8] = []
        let content = try member.read { piece in
          unsafe piece.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(content == MemberContent(bytes: bytes.count, sha256: SHA256.digest(of: text)))
        members.append((member.place.member ?? "", text))
        return .proceed
      }
    } catch {
      self.error = "\(error)"
    }
  }

  var places: [String] { members.map(\.place) }
  var found: [String: String] { Dictionary(members.map { ($0.place, $0.text) }) { $1 } }
}
