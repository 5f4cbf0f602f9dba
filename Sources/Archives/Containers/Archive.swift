/// Archive files, folders, and the archives inside them, as members that come one after another.
public enum Archive {
  /// What to do after a member.
  public enum Step: Sendable {
    case proceed
    case stop
  }

  /// Visits the members of an archive file in stored order, or the files of a folder and of the
  /// folders in it in the order of their names; what a visit leaves unread is passed over.
  ///
  /// Links, devices and pipes are passed over too, the names of members are never paths of files,
  /// and nothing is extracted to a visible path.
  ///
  /// - Parameters:
  ///   - path: The file or folder.
  ///   - limits: What the archive and those in it that a visit opens may take together.
  ///   - visit: What to do with a member.
  /// - Throws: ``ArchiveError``, or what a visit throws.
  public static func visitMembers(
    of path: String, limits: ArchiveLimits = .standard,
    _ visit: (borrowing ArchiveMember) throws -> Step
  ) throws {
    _ = try self.visit(open(path, plainFiles: false, ArchiveBudget(limits)), visit)
  }

  /// Visits the members of an archive file from its first byte on, without the table of contents
  /// that a zip has at its end: what is left of one that was cut short.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limits: What the archive and those in it that a visit opens may take together.
  ///   - visit: What to do with a member.
  /// - Throws: ``ArchiveError``, or what a visit throws.
  public static func visitMembersAsStream(
    of path: String, limits: ArchiveLimits = .standard,
    _ visit: (borrowing ArchiveMember) throws -> Step
  ) throws {
    let file = try OpenFile(path)
    let budget = ArchiveBudget(limits)
    budget.add(fileOf: try file.size())
    _ = try self.visit(open(FileStream(file), at: Place(file: path), budget), visit)
  }

  /// Visits the members of an archive file or folder and, in their place, those of archives inside
  /// and the contents of compressed files.
  ///
  /// - Parameters:
  ///   - path: The file or folder.
  ///   - limits: What all archives may take together.
  ///   - plainFiles: Whether a file that is no archive by name or first bytes is a member itself;
  ///     its place is that of the file.
  ///   - visit: What to do with a member.
  /// - Throws: ``ArchiveError``, or what a visit throws.
  public static func visitAllMembers(
    of path: String, limits: ArchiveLimits = .standard, plainFiles: Bool = false,
    _ visit: (borrowing ArchiveMember) throws -> Step
  ) throws {
    let holder = try open(path, plainFiles: plainFiles, ArchiveBudget(limits))
    _ = try self.visit(holder) { member in try descend(member, visit) }
  }

  private static func descend(
    _ member: borrowing ArchiveMember, _ visit: (borrowing ArchiveMember) throws -> Step
  ) throws -> Step {
    guard member.isArchive else { return try visit(member) }
    return try member.visitMembers { inner in try descend(inner, visit) }
  }

  static func visit(
    _ holder: any MemberHolder, _ visit: (borrowing ArchiveMember) throws -> Step
  ) throws -> Step {
    while let (name, size) = try holder.nextMember() {
      if try visit(ArchiveMember(name, size: size, in: holder)) == .stop { return .stop }
    }
    return .proceed
  }
}
