import Archives
import Numerics
import Telemetry

extension CMAPSS {
  /// Loads and checks the subsets of a benchmark, which tests make smaller than the real one.
  static func load(
    _ benchmark: [Benchmark], archive path: String, includingTest: Bool, width: Int
  ) throws -> [LoadedDataSet] {
    let wanted = benchmark.flatMap { set in
      (includingTest ? Member.Kind.allCases : [.train]).map { Member(subset: set.subset, kind: $0) }
    }
    let sizes = try find(wanted, in: path, benchmark)
    let jobs: [Job] = [.digest] + shares(wanted, sizes, count: width).map(Job.read)
    var container = MemberContent(bytes: 0, sha256: "")
    var members: [Member: ReadMember] = [:]
    for outcome in jobs.concurrentMap(
      width: width, { job in Result { try job.run(path, benchmark) } })
    {
      switch try outcome.get() {
      case .digest(let content): container = content
      case .members(let read):
        for member in read { members[member.member] = member }
      }
    }
    let file = Container(
      name: String(path.split(separator: "/").last ?? ""), sha256: container.sha256)
    return try benchmark.concurrentMap(width: width) { [members] set in
      Result { try assemble(set, from: members, container: file, includingTest: includingTest) }
    }.map { try $0.get() }
  }

  /// Something to do while the archive is read.
  private enum Job: Sendable {
    case digest
    case read([Member])

    enum Outcome: Sendable {
      case digest(MemberContent)
      case members([ReadMember])
    }

    func run(_ path: String, _ benchmark: [Benchmark]) throws -> Outcome {
      switch self {
      case .digest: .digest(try FileBytes.digest(of: path))
      case .read(let members): .members(try read(members, path, benchmark))
      }
    }

    /// Reads members in one pass, which ends with the last of them.
    private func read(
      _ members: [Member], _ path: String, _ benchmark: [Benchmark]
    ) throws -> [ReadMember] {
      var found: [ReadMember] = []
      try Archive.visitAllMembers(of: path) { entry in
        guard let member = Member.named(entry.fileName, in: benchmark), members.contains(member)
        else { return .proceed }
        found.append(try CMAPSS.read(member, from: entry))
        return found.count == members.count ? .stop : .proceed
      }
      return found
    }
  }

  /// Looks where the members are, without reading them.
  ///
  /// - Throws: ``DataSetError`` if one is missing or stands there twice.
  /// - Returns: The size of every member, 0 where the archive does not state it.
  private static func find(
    _ wanted: [Member], in path: String, _ benchmark: [Benchmark]
  ) throws -> [Member: Int] {
    var sizes: [Member: Int] = [:]
    try Archive.visitAllMembers(of: path) { entry in
      guard let member = Member.named(entry.fileName, in: benchmark) else { return .proceed }
      guard sizes.updateValue(entry.size ?? 0, forKey: member) == nil else {
        throw DataSetError(entry.place, "the archive holds a second \(member.fileName)")
      }
      return .proceed
    }
    let missing = wanted.filter { sizes[$0] == nil }.map(\.fileName)
    guard missing.isEmpty else {
      throw DataSetError(
        Place(file: path),
        "the archive lacks \(missing.joined(separator: ", ")); download it from \(origin)")
    }
    return sizes
  }

  /// Deals members into shares of about the same size, the largest member first.
  private static func shares(
    _ members: [Member], _ sizes: [Member: Int], count: Int
  ) -> [[Member]] {
    var shares = [(bytes: Int, members: [Member])](
      repeating: (0, []), count: Swift.max(count, 1))
    for member in members.sorted(by: { sizes[$0] ?? 0 > sizes[$1] ?? 0 }) {
      let smallest = shares.indices.min { shares[$0].bytes < shares[$1].bytes } ?? 0
      // A size that an archive merely claims must not overflow the sum.
      shares[smallest].bytes += Swift.min(sizes[member] ?? 0, 1 << 40)
      shares[smallest].members.append(member)
    }
    return shares.map(\.members).filter { !$0.isEmpty }
  }
}
