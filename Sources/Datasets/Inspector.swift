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

  private var snapshots: IMS.RawReader
  private var featureTables: [IMS.FeatureTable] = []

  init(benchmark: [CMAPSS.Benchmark], width: Int) {
    self.benchmark = benchmark
    snapshots = IMS.RawReader(
      IMS.benchmark, subsets: IMS.subsets, demand: .whatever,
      pipeline: IMS.SnapshotPipeline(
        IMS.SnapshotFeatures(IMS.Feature.usual, samplingRate: IMS.samplingRate), width: width))
  }

  /// What there is of the bearing data, when all members were visited.
  func bearings() throws -> (verdict: IMS.Verdict, members: [MemberRecord], damage: [String]) {
    let (outcomes, problems) = try snapshots.finish()
    let raw = IMS.benchmark.compactMap { IMS.FeatureTable($0, IMS.Feature.usual, outcomes) }
    return (
      IMS.Verdict(raw: raw, tables: featureTables, isSound: problems.isEmpty && damage.isEmpty),
      outcomes.map(\.record), problems.map { "\($0)" }
    )
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
      } else if let test = IMS.benchmark.first(where: { $0.tableName == member.fileName }) {
        let content = try TableReader.read(member, delimiter: .comma) { reader in
          if featureTables.contains(where: { $0.test == test }) {
            throw DataSetError(place, "there is a second \(test.tableName)")
          }
          featureTables.append(try IMS.readTable(reader, test))
        }
        note(content, at: place)
      } else if try !snapshots.take(member) {
        note(try member.read { _ in }, at: place)
      }
    } catch {
      note(error)
      if member.isArchive { isCut = true }
      if let known { unreadable.append(known) }
    }
    return .proceed
  }

  private mutating func note(_ content: MemberContent, at place: Place) {
    members.append(
      MemberRecord(
        path: place.member ?? "", bytes: content.bytes, sha256: content.sha256,
        isKnown: CMAPSS.isKnown(
          FileBytes.name(of: place.members.last ?? ""), sha256: content.sha256)))
  }

  /// Notes an error once, though every archive around the damage reports it again.
  private mutating func note(_ error: any Error) {
    let text = "\(error)"
    if damage.last != text { damage.append(text) }
  }
}
