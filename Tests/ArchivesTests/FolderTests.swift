import Foundation
import Glibc
import TestSupport
import Testing

@testable import Archives

@Suite struct FolderTests {
  @Test func filesComeInTheOrderOfTheirNames() throws {
    let folder = try TemporaryDirectory()
    for name in ["b.txt", "Z.txt", "a/2.txt", "a/1/x.txt", "ä.txt"] {
      try folder.write(Array(name.utf8), to: name)
    }
    let contents = Contents(of: folder.path)
    #expect(contents.error == nil)
    #expect(contents.places == ["Z.txt", "a/1/x.txt", "a/2.txt", "b.txt", "ä.txt"])
    #expect(contents.members.allSatisfy { $0.place == $0.text })
    #expect(Contents(of: folder.path + "/").places == contents.places)
  }

  @Test func membersOfAFolderAreFiles() throws {
    let folder = try TemporaryDirectory()
    try folder.write([1, 2, 3], to: "sub/a.txt")
    try Archive.visitMembers(of: folder.path) { member in
      #expect(member.name == "sub/a.txt")
      #expect(member.fileName == "a.txt")
      #expect(member.size == 3)
      #expect(member.containerFormat == "folder")
      #expect(member.place == Place(file: folder.path, members: ["sub/a.txt"]))
      return .proceed
    }
  }

  @Test func archivesInAFolderAreWalkedInPlace() throws {
    let folder = try TemporaryDirectory()
    let formats = ArchiveWriter.Format.allCases
    for (index, format) in formats.enumerated() {
      try folder.write(
        ArchiveWriter.bytes(texts: [("t.txt", "\(format)")], format: format),
        to: "sub/\(10 + index)\(format.suffix)")
    }
    let contents = Contents(of: folder.path)
    #expect(contents.error == nil)
    #expect(
      contents.places
        == formats.enumerated().map { "sub/\(10 + $0.offset)\($0.element.suffix) › t.txt" })
    #expect(contents.members.map(\.text) == formats.map { "\($0)" })
  }

  @Test func linksPipesAndSocketsArePassedOver() throws {
    let outside = try TemporaryDirectory()
    let secret = try outside.write([1], to: "secret.txt")
    let folder = try TemporaryDirectory()
    try folder.write([2], to: "a.txt")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.file("file.txt"), withDestinationPath: secret)
    try files.createSymbolicLink(atPath: folder.file("folder"), withDestinationPath: outside.path)
    try files.createSymbolicLink(atPath: folder.file("loop"), withDestinationPath: folder.path)
    try files.createSymbolicLink(atPath: folder.file("none"), withDestinationPath: "/nowhere")
    #expect(unsafe mkfifo(folder.file("pipe.zip"), 0o600) == 0)
    let contents = Contents(of: folder.path)
    #expect(contents.error == nil)
    #expect(contents.places == ["a.txt"])
    // The path itself is the user's own word.
    #expect(Contents(of: folder.file("loop")).places == ["a.txt"])
  }

  @Test func anEmptyFolderHoldsNothing() throws {
    let folder = try TemporaryDirectory()
    let contents = Contents(of: folder.path)
    #expect(contents.error == nil)
    #expect(contents.places == [])
  }

  @Test func aPipeIsNoArchive() throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("a.zip")
    #expect(unsafe mkfifo(path, 0o600) == 0)
    #expect(Contents(of: path).error == "\(path): it is no regular file")
  }

  @Test func damageInAFolderNamesTheFile() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Array("no archive".utf8), to: "sub/a.zip")
    #expect(
      Contents(of: folder.path).error
        == "\(folder.path) › sub/a.zip: not an archive of a known format (zip, 7z, rar, tar)")
  }

  @Test func aNameThatIsNoTextIsRefused() throws {
    let folder = try TemporaryDirectory()
    let name = Array((folder.path + "/a").utf8CString.dropLast()) + [-1, 0]
    let descriptor = unsafe open(name, O_CREAT | O_WRONLY, 0o600)
    #expect(descriptor >= 0)
    close(descriptor)
    #expect(
      Contents(of: folder.path).error
        == "\(folder.path): a file in it has a name that is no text")
    unsafe unlink(name)
  }
}
