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

  /// What the text of a member says.
  struct Content: Sendable {
    /// The engines of a train or test file.
    var trajectories: [Trajectory] = []
    /// The lives of an RUL file: for every test unit, what remains after its last row.
    var remainingLives: [Double] = []
  }

  /// A member as read, with what its text says or what is wrong with it.
  struct ReadMember: Sendable {
    let member: Member
    let place: Place
    let record: MemberRecord
    let content: Result<Content, any Error>
  }

  /// Reads and checks the text of a member.
  static func read(_ member: Member, from entry: borrowing ArchiveMember) throws -> ReadMember {
    let place = entry.place
    let (text, content) =
      member.kind == .remainingLife
      ? try readLives(entry) : try readTrajectories(entry)
    return ReadMember(
      member: member, place: place,
      record: MemberRecord(
        path: place.member ?? "", bytes: text.bytes, sha256: text.sha256,
        isKnown: isKnown(member.fileName, sha256: text.sha256)),
      content: content)
  }

  private static func readTrajectories(
    _ entry: borrowing ArchiveMember
  ) throws -> (MemberContent, Result<Content, any Error>) {
    var trajectories = Trajectories(place: entry.place)
    let (fault, text) = try NumericTable.visitRows(of: entry, delimiter: .blanks, columns: columns)
    {
      trajectories.add($0, on: $1)
    }
    let content = Result {
      if let fault { throw fault }
      return Content(trajectories: try trajectories.finish())
    }
    return (text, content)
  }

  private static func readLives(
    _ entry: borrowing ArchiveMember
  ) throws -> (MemberContent, Result<Content, any Error>) {
    let (table, text) = try NumericTable.read(entry, delimiter: .blanks, columns: 1)
    let place = entry.place
    return (text, Result { Content(remainingLives: try remainingLives(table.get(), at: place)) })
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
