import TestSupport
import Testing

@testable import Archives

/// Single flipped bits, at every place of an archive.
@Suite struct FlippedBitTests {
  private static let texts = ["518.67 642.5\n518.67 642.9\n", (1...60).map { "\($0) " }.joined()]
  private static let members = texts.enumerated().map {
    ("\($0.offset).txt", Array($0.element.utf8))
  }

  /// Archives by their names; a plain tar and what libarchive packs with zstd have no checksums.
  private static let archives: [(name: String, bytes: [UInt8])] = {
    let formats = ArchiveWriter.Format.allCases.filter { $0 != .tar && $0 != .zstdTar }
    let rars = RARWriter.Version.allCases.map { version in
      (
        name: "\(version).rar",
        bytes: RARWriter().bytes(members.map { RARWriter.Member($0.0, $0.1) }, version)
      )
    }
    let packed = formats.compactMap { format in
      (try? ArchiveWriter.bytes(members, format: format)).map {
        (name: "\(format)\(format.suffix)", bytes: $0)
      }
    }
    return rars + packed
  }()

  @Test func theArchivesAreThere() {
    #expect(Self.archives.count == ArchiveWriter.Format.allCases.count)
  }

  @Test(arguments: Self.archives)
  func noOtherTextIsEverDelivered(name: String, bytes: [UInt8]) throws {
    let folder = try TemporaryDirectory()
    var refused = 0
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 1 << (position % 8)
      let contents = Contents(of: try folder.write(damaged, to: name))
      for member in contents.members {
        #expect(Self.texts.contains(member.text), "the bit is in byte \(position)")
      }
      if contents.error != nil { refused += 1 }
    }
    #expect(refused > bytes.count / 4)
  }
}
