import Archives
import Numerics
import Telemetry

extension CMAPSS {
  /// Reads and checks the subsets of a benchmark, which tests make smaller than the real one.
  ///
  /// - Parameters:
  ///   - benchmark: The subsets.
  ///   - path: The archive.
  ///   - limits: How much it may take.
  ///   - includingTest: Whether the official test units are read too.
  ///   - width: How many threads may read at once.
  ///   - digest: Takes the digest of the archive.
  /// - Throws: ``DataSetError`` or `ArchiveError` if anything is not as the benchmark has it.
  /// - Returns: The data sets in the order of the benchmark.
  static func read(
    _ benchmark: [Benchmark], from path: String, limits: ArchiveLimits, includingTest: Bool,
    width: Int, digest: @escaping @Sendable (String) throws(ArchiveError) -> String
  ) throws -> [LoadedDataSet] {
    let wanted = benchmark.flatMap { set in
      (includingTest ? Member.Kind.allCases : [.train]).map { Member(subset: set.subset, kind: $0) }
    }
    let sizes = try find(wanted, in: path, limits, benchmark)
    let shares = shares(
      wanted, sizes, container: (try? FileBytes.size(of: path)) ?? 0, count: width)
    var container = Container(name: FileBytes.name(of: path), sha256: "")
    var members: [Member: ReadMember] = [:]
    for outcome in shares.concurrentMap(
      width: width, { share in Result { try share.read(path, limits, benchmark, digest) } })
    {
      let (read, sha256) = try outcome.get()
      for member in read { members[member.member] = member }
      if let sha256 { container = Container(name: container.name, sha256: sha256) }
    }
    return try mapLargestFirst(benchmark, width: width) { [members, container] set in
      Result {
        try assemble(set, from: members, container: container, includingTest: includingTest)
      }
    }.map { try $0.get() }
  }

  /// Transforms subsets on several threads; the results stand in the order of the subsets.
  ///
  /// The largest is first, or one thread would be left alone with it.
  static func mapLargestFirst<Value: Sendable>(
    _ benchmark: [Benchmark], width: Int, _ transform: @escaping @Sendable (Benchmark) -> Value
  ) -> [Value] {
    let order = benchmark.indices.sorted { benchmark[$0].rows > benchmark[$1].rows }
    let values = order.concurrentMap(width: width) { transform(benchmark[$0]) }
    return zip(order, values).sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// What one thread does while the archive is read.
  private struct Share: Sendable {
    /// About the bytes of text that take as long.
    var weight = 0
    var members: [Member] = []
    var isToDigestContainer = false

    /// Reads the members in one pass, which ends with the last of them.
    func read(
      _ path: String, _ limits: ArchiveLimits, _ benchmark: [Benchmark],
      _ digest: (String) throws(ArchiveError) -> String
    ) throws -> (members: [ReadMember], container: String?) {
      var found: [ReadMember] = []
      if !members.isEmpty {
        try Archive.visitAllMembers(of: path, limits: limits) { entry in
          guard let member = Member.named(entry.fileName, in: benchmark), members.contains(member)
          else { return .proceed }
          found.append(try CMAPSS.read(member, from: entry))
          return found.count == members.count ? .stop : .proceed
        }
      }
      return (found, isToDigestContainer ? try digest(path) : nil)
    }
  }

  /// Looks where the members are, without reading them.
  ///
  /// - Throws: ``DataSetError`` if one is missing or stands there twice.
  /// - Returns: The size of every member, 0 where the archive does not state it.
  private static func find(
    _ wanted: [Member], in path: String, _ limits: ArchiveLimits, _ benchmark: [Benchmark]
  ) throws -> [Member: Int] {
    var sizes: [Member: Int] = [:]
    try Archive.visitAllMembers(of: path, limits: limits) { entry in
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
