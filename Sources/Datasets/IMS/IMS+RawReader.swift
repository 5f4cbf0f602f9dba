import Archives

extension IMS {
  /// A walk over everything that holds raw snapshots.
  struct RawReader {
    private let benchmark: [Test]
    private let subsets: [String]
    private let demand: Demand
    private let makePipeline: () -> SnapshotPipeline
    /// There from the first snapshot on, for its working memory is large.
    private var pipeline: SnapshotPipeline?
    private var found: [String: [Snapshot: Place]] = [:]
    private var snapshots = 0
    private var problems: [(order: Int, error: any Error)] = []
    /// How many snapshots and problems there were so far, which is the order of all that comes.
    private var events: Int { snapshots + problems.count }

    init(
      _ benchmark: [Test], subsets: [String], demand: Demand,
      pipeline: @autoclosure @escaping () -> SnapshotPipeline
    ) {
      self.benchmark = benchmark
      self.subsets = subsets
      self.demand = demand
      makePipeline = pipeline
    }

    /// Walks over an archive or a folder.
    ///
    /// - Parameters:
    ///   - path: Its path.
    ///   - limits: How much it may take.
    ///   - progress: Takes the number of snapshots found so far.
    /// - Throws: `ArchiveError` if it cannot be opened.
    mutating func read(
      _ path: String, _ limits: ArchiveLimits, progress: (Int) -> Void
    ) throws {
      var isOpen = false
      do {
        try Archive.visitMembers(of: path, limits: limits) { member in
          isOpen = true
          let step = visit(member)
          progress(snapshots)
          return step
        }
      } catch  where isOpen {
        note(error)
      }
    }

    /// Waits for all snapshots.
    ///
    /// - Throws: With ``Demand/sound``, the problem that stands first.
    /// - Returns: The sound snapshots, those with a damaged text too, and the problems.
    func finish() throws -> (outcomes: [SnapshotPipeline.Outcome], problems: [any Error]) {
      let outcomes = pipeline?.finish() ?? []
      let texts = outcomes.compactMap { outcome in outcome.fault.map { (outcome.order, $0) } }
      let all = (problems.map { ($0.order, $0.error) } + texts).sorted { $0.0 < $1.0 }.map(\.1)
      if demand == .sound, let first = all.first { throw first }
      return (outcomes, all)
    }

    private mutating func visit(_ member: borrowing ArchiveMember) -> Archive.Step {
      do {
        if member.isArchive {
          if isUnwanted(member.fileName) { return .proceed }
          return try member.visitMembers { inner in visit(inner) }
        }
        _ = try take(member)
      } catch {
        note(error)
      }
      let mayStop = demand == .sound && (!problems.isEmpty || pipeline?.hasFailed == true)
      return mayStop ? .stop : .proceed
    }

    /// Reads a member if it is a snapshot of a test that is asked for.
    ///
    /// - Throws: `ArchiveError` or ``DataSetError`` if it cannot be read or is none that can be used.
    /// - Returns: Whether it was one.
    mutating func take(_ member: borrowing ArchiveMember) throws -> Bool {
      guard let snapshot = try SnapshotMember.recognised(at: member.place, in: benchmark),
        subsets.contains(snapshot.test.subset)
      else { return false }
      try add(snapshot, from: member)
      return true
    }

    /// Whether an archive is that of a test which is not asked for.
    private func isUnwanted(_ archive: Substring) -> Bool {
      Test.named(archive, in: benchmark).map { !subsets.contains($0.subset) } ?? false
    }

    private mutating func add(
      _ snapshot: SnapshotMember, from member: borrowing ArchiveMember
    ) throws {
      let subset = snapshot.test.subset
      if let first = found[subset]?[snapshot.snapshot] {
        throw DataSetError(
          snapshot.place, "\(snapshot.test.name) has this snapshot already, as \(first)")
      }
      found[subset, default: [:]][snapshot.snapshot] = snapshot.place
      snapshots += 1
      let pipeline = pipeline ?? makePipeline()
      self.pipeline = pipeline
      try pipeline.add(snapshot, order: events, from: member)
    }

    /// Notes an error once, though every archive around the damage reports it again.
    private mutating func note(_ error: any Error) {
      if let last = problems.last, "\(last.error)" == "\(error)" { return }
      problems.append((events + 1, error))
    }
  }
}

extension IMS.SnapshotPipeline.Outcome {
  /// What is wrong with the text.
  fileprivate var fault: (any Error)? {
    if case .failure(let error) = features { error } else { nil }
  }

  var record: MemberRecord {
    MemberRecord(
      path: member.place.member ?? "", bytes: content.bytes, sha256: content.sha256,
      isKnown: IMS.knownDigests[member.snapshot.name]?.contains(content.sha256) ?? false)
  }
}
