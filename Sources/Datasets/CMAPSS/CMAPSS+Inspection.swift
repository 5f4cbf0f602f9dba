import Archives

extension CMAPSS {
  /// What an archive holds of the benchmark.
  struct Verdict {
    fileprivate(set) var found: [Inspection.Found] = []
    fileprivate(set) var missing: [String] = []
    fileprivate(set) var unreached: [String] = []
    fileprivate(set) var damage: [String] = []
  }

  /// Judges the members of an archive; where it has none of the benchmark's, nothing is missing.
  ///
  /// - Parameters:
  ///   - members: The members that were read.
  ///   - unreadable: Those that are there, but damaged.
  ///   - isCut: Whether there may be more behind damage, so that what was not seen is not missing.
  ///   - benchmark: What there should be.
  /// - Returns: What is there, and what is wrong.
  static func verdict(
    on members: [ReadMember], unreadable: [Member], isCut: Bool, _ benchmark: [Benchmark]
  ) -> Verdict {
    var verdict = Verdict()
    if members.isEmpty && unreadable.isEmpty { return verdict }
    for set in benchmark {
      let own = members.filter { $0.member.subset == set.subset }
      let damaged = unreadable.filter { $0.subset == set.subset }
      verdict.add(set, own, unreadable: damaged)
    }
    if isCut { swap(&verdict.missing, &verdict.unreached) }
    return verdict
  }
}

extension CMAPSS.Verdict {
  /// Judges one subset by the last member of every kind.
  fileprivate mutating func add(
    _ set: CMAPSS.Benchmark, _ members: [CMAPSS.ReadMember], unreadable: [CMAPSS.Member]
  ) {
    let faultsBefore = missing.count + damage.count
    var chosen: [CMAPSS.Member.Kind: CMAPSS.ReadMember] = [:]
    for read in members where chosen.updateValue(read, forKey: read.member.kind) != nil {
      damage.append("\(read.place): the archive holds a second \(read.member.fileName)")
    }
    for kind in CMAPSS.Member.Kind.allCases {
      let member = CMAPSS.Member(subset: set.subset, kind: kind)
      if chosen[kind] == nil && !unreadable.contains(member) { missing.append(member.fileName) }
    }
    let train = content(of: chosen[.train])?.trajectories
    let test = content(of: chosen[.test])?.trajectories
    let lives = content(of: chosen[.remainingLife])?.remainingLives
    var parts: [Inspection.Part] = []
    if let train, let place = chosen[.train]?.place {
      note { try CMAPSS.check(train, against: set.train, at: place) }
      parts.append(Inspection.Part("train", train))
    }
    if let test, let place = chosen[.test]?.place {
      note { try CMAPSS.check(test, against: set.test, at: place) }
      parts.append(Inspection.Part("test", test))
    }
    if let lives, let test, let place = chosen[.remainingLife]?.place {
      note { try CMAPSS.check(lives, against: test, at: place) }
    }
    if parts.isEmpty { return }
    found.append(
      Inspection.Found(
        source: CMAPSS.source, subset: set.subset, parts: parts,
        isComplete: unreadable.isEmpty && missing.count + damage.count == faultsBefore))
  }

  /// What a member says, if its text is sound.
  private mutating func content(of member: CMAPSS.ReadMember?) -> CMAPSS.Content? {
    var content: CMAPSS.Content?
    note { content = try member?.content.get() }
    return content
  }

  /// Does a check and notes what it throws.
  private mutating func note(_ check: () throws -> Void) {
    do { try check() } catch { damage.append("\(error)") }
  }
}

extension Inspection.Part {
  fileprivate init(_ name: String, _ engines: [CMAPSS.Trajectory]) {
    let first = engines.compactMap(\.cycles.first).min() ?? 0
    let last = engines.compactMap(\.cycles.last).max() ?? 0
    self.init(
      name: name, units: engines.count,
      rows: engines.reduce(0) { $0 + $1.cycles.count }, channels: CMAPSS.channels.count,
      gaps: engines.reduce(0) { $0 + $1.gaps }, firstTime: first, lastTime: last,
      first: String(Int(first)), last: String(Int(last)))
  }
}

extension CMAPSS.Trajectory {
  /// How often cycles are left out.
  fileprivate var gaps: Int { zip(cycles, cycles.dropFirst()).count { $1 - $0 > 1 } }
}
