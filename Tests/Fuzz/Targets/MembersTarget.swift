import TestSupport

/// The texts of the benchmark's files, a zero byte between them, in an archive as it should be.
enum MembersTarget {
  static func check(_ bytes: [UInt8]) throws {
    let texts = bytes.split(separator: 0, omittingEmptySubsequences: false)
    let members = zip(names, texts).map { (name: $0, bytes: Array($1)) }
    try ArchiveTarget.check(ArchiveWriter.bytes(members, format: .tar))
  }

  static let seeds = [
    Array(SmallBenchmark().members.map { Array($0.text.utf8) }.joined(separator: [0]))
  ]

  private static let names = SmallBenchmark().members.map(\.name)
}
