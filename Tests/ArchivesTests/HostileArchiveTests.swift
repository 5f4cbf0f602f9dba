import Foundation
import TestSupport
import Testing

@testable import Archives

/// Archives that someone made to do harm, or that no one can read.
@Suite struct HostileArchiveTests {
  private static let encrypted =
    "is encrypted; unpack it with its password and give the folder, or pack it again without one"

  @Test(arguments: [
    ArchiveWriter.Format.zip, .streamedZip, .tar, .compressedTar, .sevenZip,
  ])
  func namesAreNoPaths(_ format: ArchiveWriter.Format) throws {
    let folder = try TemporaryDirectory()
    let names = ["../../up.txt", "/etc/absolute.txt", "a/../b.txt", "."]
    let path = try folder.write(
      ArchiveWriter.bytes(texts: names.map { ($0, "1") }, format: format),
      to: "in/a\(format.suffix)")
    let contents = Contents(of: path)
    #expect(contents.error == nil)
    #expect(contents.places == names)
    #expect(try folder.contents() == ["in"])
    #expect(try TemporaryDirectory.contents(of: folder.file("in")) == ["a\(format.suffix)"])
  }

  @Test func namesSteerNoTerminal() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(
      ArchiveWriter.bytes(texts: [("a\u{1B}[2J\nb", "1")], format: .tar), to: "a.tar")
    #expect(Contents(of: path).places == ["a\u{FFFD}[2J\u{FFFD}b"])
  }

  @Test(arguments: [ArchiveWriter.Format.tar, .compressedTar])
  func linksPipesAndDevicesArePassedOver(_ format: ArchiveWriter.Format) throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(
      ArchiveWriter.bytes(
        texts: [("link", ""), ("pipe", ""), ("device", ""), ("a.txt", "1")], format: format),
      to: "a\(format.suffix)")
    let contents = Contents(of: path)
    #expect(contents.error == nil)
    #expect(contents.places == ["a.txt"])
  }

  @Test(arguments: [ArchiveWriter.Format.zip, .streamedZip, .sevenZip, .xzTar])
  func linksArePassedOver(_ format: ArchiveWriter.Format) throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(
      ArchiveWriter.bytes(texts: [("link", ""), ("a.txt", "1")], format: format),
      to: "a\(format.suffix)")
    #expect(Contents(of: path).found == ["a.txt": "1"])
  }

  @Test func membersMayBeThereTwice() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(
      ArchiveWriter.bytes(texts: [("a.txt", "1"), ("a.txt", "2")]), to: "a.zip")
    #expect(Contents(of: path).members.map(\.text) == ["1", "2"])
  }

  /// `a.txt` under the password `secret`, as 7-Zip writes it.
  private static let encryptedFiles = [
    (
      name: "a.zip", place: " › a.txt",
      base64: "UEsDBBQAAQAAANZCdV0CtFv7GAAAAAwAAAAFAAAAYS50eHTIeOdJvhCC5DjHYGSJjopFLSu3N433hcJQSwEC"
        + "PwMUAAEAAADWQnVdArRb+xgAAAAMAAAABQAkAAAAAAAAACCApIEAAAAAYS50eHQKACAAAAAAAAEAGABcXVB6"
        + "kXndAQAAAAAAAAAAAAAAAAAAAABQSwUGAAAAAAEAAQBXAAAAOwAAAAAA"
    ),
    (
      name: "a.7z", place: " › a.txt",
      base64: "N3q8ryccAATroPwjEAAAAAAAAABiAAAAAAAAANtt9HNZtJxbFqOdGEwTmk0DKSu+AQQGAAEJEAAHCwEAAiQG"
        + "8QcBElMP9dW6seuc92nEJZKdR+bt2yEhAQABAAwQDAAICgECtFv7AAAFARkBABENAGEALgB0AHgAdAAAABQK"
        + "AQBcXVB6kXndARUGAQAggKSBAAA="
    ),
    (
      name: "headers.7z", place: "",
      base64: "N3q8ryccAAR2adF7gAAAAAAAAAAuAAAAAAAAADFza0BLlYdbc8ZotGb1aIbb9B2mETXVo0NJ0LaLMbjMdTEA"
        + "0EkAF6oeekaU6Q9Nm8F3qgRfxWFZj0HyYnDMhDCS42zpZdGB8bnwFopkLTBo64LJQvX5DV43kIAYibunAC2m"
        + "Im2FWwrp79oBxEkyjy8texSJvb1lOZeKwKzonWRH8CyypRcGEAEJcAAHCwEAASQG8QcBElMP5MmKJMYZwsS6"
        + "+2lp/6jFigxiCgH4LEgAAAA="
    ),
  ]

  @Test(arguments: Self.encryptedFiles)
  func whatIsEncryptedIsSaid(name: String, place: String, base64: String) throws {
    let folder = try TemporaryDirectory()
    let bytes = try #require(Data(base64Encoded: base64).map(Array.init))
    let path = try folder.write(bytes, to: name)
    #expect(Contents(of: path).error == "\(path)\(place): \(Self.encrypted)")
    let outer = try folder.write(ArchiveWriter.bytes([(name, bytes)]), to: "outer.zip")
    #expect(Contents(of: outer).error == "\(outer) › \(name)\(place): \(Self.encrypted)")
  }

  @Test func anEncryptedMemberThatNobodyReadsStopsNothing() throws {
    let folder = try TemporaryDirectory()
    for file in Self.encryptedFiles where !file.place.isEmpty {
      let bytes = try #require(Data(base64Encoded: file.base64).map(Array.init))
      let path = try folder.write(
        ArchiveWriter.bytes([(file.name, bytes), ("b.txt", [1])]), to: "outer.zip")
      var names: [String] = []
      try Archive.visitAllMembers(of: path) { member in
        names.append(member.name)
        return .proceed
      }
      #expect(names == ["a.txt", "b.txt"])
    }
  }
}
