import Archives

extension Distribution {
  /// On what grounds a file is taken for the data set, the weakest first.
  public enum Evidence: Sendable {
    /// No digest is listed, but nothing is missing or damaged.
    case completeness
    /// The digest of every file inside is listed.
    case listedMembers
    /// The digest of the file is listed.
    case listedFile
  }

  /// Looks for the strongest evidence that a file is the data set.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - required: The weakest evidence that will do.
  /// - Throws: ``Refusal`` if there is no such evidence.
  /// - Returns: The evidence, and the size and digest of the file.
  func evidence(
    in path: String, atLeast required: Evidence
  ) throws(Refusal) -> (evidence: Evidence, content: MemberContent) {
    do {
      let content = try FileBytes.digest(of: path)
      if copies.contains(where: { $0.content == content }) { return (.listedFile, content) }
      if required == .listedFile { throw Refusal(unlisted: content) }
      let unlisted = try unlistedMembers(in: path)
      if unlisted.isEmpty { return (.listedMembers, content) }
      if required == .listedMembers {
        throw Refusal("the file lacks \(unlisted.joined(separator: ", ")) as listed")
      }
      try checkCompleteness(of: path)
      return (.completeness, content)
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as ArchiveError {
      throw Refusal(error.place.member.map { "\($0): \(error.reason)" } ?? error.reason)
    } catch {
      throw Refusal("\(error)")
    }
  }

  /// The names of listed members that an archive does not hold with their listed digests.
  private func unlistedMembers(in path: String) throws -> [String] {
    var found: Set<Member> = []
    func visit(_ entry: borrowing ArchiveMember) throws -> Archive.Step {
      let name = String(entry.fileName)
      if members.contains(where: { $0.fileName == name }) {
        found.insert(Member(fileName: name, sha256: try entry.read { _ in }.sha256))
      } else if entry.isArchive {
        return try entry.visitMembers(visit)
      }
      return .proceed
    }
    try Archive.visitMembers(of: path, visit)
    return members.filter { !found.contains($0) }.map(\.fileName)
  }

  private func checkCompleteness(of path: String) throws {
    let inspection = try inspect(path)
    if let damage = inspection.damage.first { throw Refusal(damage) }
    let complete = inspection.dataSets.filter { $0.source == name && $0.isComplete }.map(\.subset)
    let lacking = subsets.filter { !complete.contains($0) }
    guard lacking.isEmpty else {
      let files = inspection.missing.isEmpty ? lacking : inspection.missing
      throw Refusal("the file is no complete \(name); missing: \(files.joined(separator: "; "))")
    }
  }
}
