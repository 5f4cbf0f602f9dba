import Foundation
import TestSupport
import Testing

@testable import Archives

@Suite struct FileStampTests {
  private let folder: TemporaryDirectory
  private let path: String

  init() throws {
    folder = try TemporaryDirectory()
    path = try folder.write("old".utf8, to: "file")
  }

  @Test func aFileThatIsLeftAloneKeepsItsStamp() throws {
    let stamp = try FileStamp(of: path)
    _ = try Data(contentsOf: URL(filePath: path))
    #expect(try FileStamp(of: path) == stamp)
    #expect(try FileStamp(of: path).description == stamp.description)
  }

  @Test func sizeAndTimeOfModificationDoNotHideAChange() throws {
    let stamp = try FileStamp(of: path)
    let before = folder.sizeAndTime(of: "file")
    try folder.overwrite("file", with: "new".utf8)
    #expect(folder.sizeAndTime(of: "file") == before)
    #expect(try FileStamp(of: path) != stamp)
    #expect(try FileStamp(of: path).description != stamp.description)
  }

  @Test func anotherFileOfTheSameContentHasAnotherStamp() throws {
    let stamp = try FileStamp(of: path)
    try folder.write("old".utf8, to: "copy")
    #expect(try FileStamp(of: folder.file("copy")) != stamp)
  }

  @Test func theTimeOfTheLastChangeCounts() throws {
    let now = Int(Date().timeIntervalSince1970)
    let stamp = try FileStamp(of: path)
    #expect(stamp.isUnchanged(since: now + 2))
    #expect(!stamp.isUnchanged(since: now - 60))
  }

  @Test func onlyRegularFilesHaveStamps() {
    #expect(throws: ArchiveError(Place(file: folder.path), "it is no regular file")) {
      try FileStamp(of: folder.path)
    }
  }
}
