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
    let shares = shares(
      wanted, sizes, container: try FileBytes.size(of: path), count: width)
    var container = MemberContent(bytes: 0, sha256: "")
    var members: [Member: ReadMember] = [:]
    for outcome in shares.concurrentMap(
      width: width, { share in Result { try share.read(path, benchmark) } })
    {
      let (read, digest) = try outcome.get()
      for member in read { members[member.member] = member }
      if let digest { container = digest }
    }
    let file = Container(
      name: String(path.split(separator: "/").last ?? ""), sha256: container.sha256)
    // The largest first, or one thread would be left alone with it.
    let order = benchmark.indices.sorted { benchmark[$0].rows > benchmark[$1].rows }
    let sets = order.concurrentMap(width: width) { [members] index in
      Result {
        try assemble(
          benchmark[index], from: members, container: file, includingTest: includingTest)
      }
    }
    return try zip(order, sets).sorted { $0.0 < $1.0 }.map { try $0.1.get() }
  }

  /// What one thread does while the archive is read.
  private struct Share: Sendable {
    /// About the bytes of text that take as long.
    var weight = 0
    var members: [Member] = []
    var isToDigestContainer = false

    /// Reads the members in one pass, which ends with the last of them.
    func read(
      _ path: String, _ benchmark: [Benchmark]
    ) throws -> (members: [ReadMember], container: MemberContent?) {
      var found: [ReadMember] = []
      if !members.isEmpty {
        try Archive.visitAllMembers(of: path) { entry in
          guard let member = Member.named(entry.fileName, in: benchmark), members.contains(member)
          else { return .proceed }
          found.append(try CMAPSS.read(member, from: entry))
          return found.count == members.count ? .stop : .proceed
        }
      }
      return (found, isToDigestContainer ? try FileBytes.digest(of: path) : nil)
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

  /// Deals members, the largest first, and the digest of the archive into shares of about the same
  /// weight.
  private static func shares(
    _ members: [Member], _ sizes: [Member: Int], container bytes: Int, count: Int
  ) -> [Share] {
    var shares = [Share](repeating: Share(), count: Swift.max(count, 1))
    shares[0].isToDigestContainer = true
    // A byte of text takes about six times as long to read as a byte to digest.
    shares[0].weight = bytes / 6
    for member in members.sorted(by: { sizes[$0] ?? 0 > sizes[$1] ?? 0 }) {
      let lightest = shares.indices.min { shares[$0].weight < shares[$1].weight } ?? 0
      // A size that an archive merely claims must not overflow the sum.
      shares[lightest].weight += Swift.min(sizes[member] ?? 0, 1 << 40)
      shares[lightest].members.append(member)
    }
    return shares
  }
}
