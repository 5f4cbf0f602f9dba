/// What a walk may still take, shared by all archives that it opens.
final class ArchiveBudget {
  func checkNesting(at place: Place) throws(ArchiveError) {
    guard place.members.count <= Self.deepestNesting else {
      throw ArchiveError(place, "archives are nested more than \(Self.deepestNesting) deep")
    }
  }

  private static let deepestNesting = 8
}
