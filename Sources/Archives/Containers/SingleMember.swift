/// A file around a single content, as a holder of one member.
final class SingleMember: MemberHolder {
  let format: String
  let memberPlace: Place
  let budget: ArchiveBudget
  private let name: String
  private let size: Int?
  private let content: any ByteStream
  private var isVisited = false

  init(
    _ name: String, size: Int? = nil, of content: any ByteStream, format: String,
    at place: Place, _ budget: ArchiveBudget
  ) {
    self.name = name
    self.size = size
    self.content = content
    self.format = format
    self.budget = budget
    memberPlace = place
  }

  func nextMember() -> (name: String, size: Int?)? {
    if isVisited { return nil }
    isVisited = true
    return (name, size)
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    unsafe try content.nextBlock()
  }
}
