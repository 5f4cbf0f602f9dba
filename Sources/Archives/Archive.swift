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
  /// Links, devices and pipes are passed over too. Nothing is extracted to a visible path.
  ///
  /// - Throws: ``ArchiveError``, or what a visit throws.
  public static func visitMembers(
    of path: String, _ visit: (borrowing ArchiveMember) throws -> Step
  ) throws {
    _ = try self.visit(open(path, ArchiveBudget()), visit)
  }

  /// Visits the members of an archive file or folder and, in their place, those of archives inside.
  ///
  /// - Throws: ``ArchiveError``, or what a visit throws.
  public static func visitAllMembers(
    of path: String, _ visit: (borrowing ArchiveMember) throws -> Step
  ) throws {
    try visitMembers(of: path) { member in try descend(member, visit) }
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
