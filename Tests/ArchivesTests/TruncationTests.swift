import TestSupport
import Testing

@testable import Archives

/// Archives that were cut short, at every place that matters.
@Suite struct TruncationTests {
  private static let members = [
    (name: "a.txt", text: (1...200).map { "\($0 * $0)\n" }.joined()), (name: "b.txt", text: "2\n"),
  ]

  private func lengths(_ count: Int, every step: Int) -> [Int] {
    Array(stride(from: 0, to: count, by: step)) + Array(max(count - step, 0)..<count)
  }

  @Test(arguments: ArchiveWriter.Format.allCases)
  func aFileCutShortIsRefused(_ format: ArchiveWriter.Format) throws {
    let folder = try TemporaryDirectory()
    let whole = try ArchiveWriter.bytes(texts: Self.members, format: format)
    // Half of the end mark of a tar is an end mark too.
    let shortest = format == .tar ? whole.count - 512 : whole.count
    for length in lengths(shortest, every: 29) {
      let path = try folder.write(whole.prefix(length), to: "a\(format.suffix)")
      #expect(Contents(of: path).error?.hasPrefix(path) == true, "cut to \(length) bytes")
    }
  }

  @Test(arguments: ArchiveWriter.Format.allCases)
  func anArchiveCutShortInAnotherIsRefused(_ format: ArchiveWriter.Format) throws {
    let folder = try TemporaryDirectory()
    let whole = try ArchiveWriter.bytes(texts: Self.members, format: format)
    let shortest = format == .tar ? whole.count - 512 : whole.count
    for outer in [ArchiveWriter.Format.zip, .tar] {
      for length in lengths(shortest, every: 101) {
        let path = try folder.write(
          ArchiveWriter.bytes([("in\(format.suffix)", Array(whole.prefix(length)))], format: outer),
          to: "a\(outer.suffix)")
        #expect(Contents(of: path).error?.hasPrefix(path) == true, "cut to \(length) bytes")
      }
    }
  }

  @Test func aTarWithoutItsEndMarkIsCutShort() throws {
    let folder = try TemporaryDirectory()
    let whole = try ArchiveWriter.bytes(texts: Self.members, format: .tar)
    let path = try folder.write(whole.dropLast(1024), to: "a.tar")
    #expect(
      Contents(of: path).error
        == "\(path): the archive ends without its end mark; it is cut short, so pack it again")
    let packed = try folder.write(
      ArchiveWriter.bytes(of: whole.dropLast(1024), .gzip), to: "a.tar.gz")
    #expect(
      Contents(of: packed).error
        == "\(packed): the archive ends without its end mark; it is cut short, so pack it again")
  }
}
