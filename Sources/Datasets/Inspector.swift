import Archives

/// A walk over an archive that notes damage and goes on.
struct Inspector {
  let benchmark: [CMAPSS.Benchmark]
  private(set) var layers: [Inspection.Layer] = []
  private(set) var members: [MemberRecord] = []
  private(set) var readMembers: [CMAPSS.ReadMember] = []
  /// Members of a benchmark that are there, but damaged.
  private(set) var unreadable: [CMAPSS.Member] = []
  private(set) var damage: [String] = []
  /// Whether damage ended the walk over an archive before all of its members were seen.
  private(set) var isCut = false

  init(benchmark: [CMAPSS.Benchmark]) {
    self.benchmark = benchmark
  }

  mutating func inspect(_ path: String, _ limits: ArchiveLimits) throws {
    do {
      try Archive.visitMembers(of: path, limits: limits) { member in visit(member) }
    } catch let error as ArchiveError {
      isCut = true
      note(error)
      if layers.isEmpty { try salvage(path, limits, from: error) }
    }
  }

  /// Looks for members in a file that could not even be opened, such as a zip that was cut short.
  private mutating func salvage(
    _ path: String, _ limits: ArchiveLimits, from error: ArchiveError
  ) throws {
    do {
      try Archive.visitMembersAsStream(of: path, limits: limits) { member in visit(member) }
    } catch let further as ArchiveError where !layers.isEmpty {
      note(further)
    } catch is ArchiveError {
      throw error
    }
  }

  private mutating func visit(_ member: borrowing ArchiveMember) -> Archive.Step {
    let place = member.place
    let layer = Inspection.Layer(
      path: Place(file: place.file, members: place.members.dropLast()).member ?? "",
      format: member.containerFormat)
    if !layers.contains(where: { $0.path == layer.path }) { layers.append(layer) }
    let known = CMAPSS.Member.named(member.fileName, in: benchmark)
    do {
      if member.isArchive {
        _ = try member.visitMembers { inner in visit(inner) }
      } else if let known {
        let read = try CMAPSS.read(known, from: member)
        readMembers.append(read)
        members.append(read.record)
      } else {
        let content = try member.read { _ in }
        members.append(
          MemberRecord(
            path: place.member ?? "", bytes: content.bytes, sha256: content.sha256,
            isKnown: CMAPSS.isKnown(member.fileName, sha256: content.sha256)))
      }
    } catch {
      note(error)
      if member.isArchive { isCut = true }
      if let known { unreadable.append(known) }
    }
    return .proceed
  }

  /// Notes an error once, though every archive around the damage reports it again.
  private mutating func note(_ error: any Error) {
    let text = "\(error)"
    if damage.last != text { damage.append(text) }
  }
}
