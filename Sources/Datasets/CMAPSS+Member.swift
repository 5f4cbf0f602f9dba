import Archives

extension CMAPSS {
  /// One text file of the benchmark, known by its file name in whatever folder it stands.
  struct Member: Sendable, Hashable {
    enum Kind: String, Sendable, CaseIterable {
      case train
      case test
      case remainingLife = "RUL"
    }

    let subset: String
    let kind: Kind

    var fileName: String { "\(kind.rawValue)_\(subset).txt" }

    /// The member with a file name, or `nil` if it is none of a benchmark's.
    static func named(_ name: some StringProtocol, in benchmark: [Benchmark]) -> Member? {
      benchmark.lazy
        .flatMap { set in Kind.allCases.map { Member(subset: set.subset, kind: $0) } }
        .first { $0.fileName == name }
    }
  }

  /// A member as read and checked.
  struct ReadMember: Sendable {
    let member: Member
    let place: Place
    /// The engines of a train or test file.
    let trajectories: [Trajectory]
    /// The lives of an RUL file: for every test unit, what remains after its last row.
    let remainingLives: [Double]
    let record: MemberRecord
  }

  /// Reads and checks the text of a member.
  static func read(_ member: Member, from entry: borrowing ArchiveMember) throws -> ReadMember {
    let isLives = member.kind == .remainingLife
    let place = entry.place
    let (table, text) = try NumericTable.read(
      entry, delimiter: .blanks, columns: isLives ? 1 : columns)
    return ReadMember(
      member: member, place: place,
      trajectories: isLives ? [] : try trajectories(table, at: place),
      remainingLives: isLives ? try remainingLives(table, at: place) : [],
      record: MemberRecord(
        path: place.member ?? "", bytes: text.bytes, sha256: text.sha256,
        isKnown: isKnown(member.fileName, sha256: text.sha256)))
  }

  private static func remainingLives(
    _ table: NumericTable, at place: Place
  ) throws(DataSetError) -> [Double] {
    for (row, life) in table.values.enumerated() {
      guard life >= 0, life == life.rounded() else {
        throw DataSetError(
          place.at(line: table.line(ofRow: row), column: 1),
          "the remaining life \(life) is no whole number of cycles")
      }
    }
    return table.values
  }
}
