import CZlib

/// Writes small RAR archives of stored members, header by header; libarchive only reads them.
public struct RARWriter: Sendable {
  /// The generation of the format.
  public enum Version: CaseIterable, Sendable {
    case three
    case five
  }

  /// A member: a file, or with another mode of Unix a link or a device.
  public struct Member: Sendable {
    let name: String
    let bytes: [UInt8]
    let mode: Int

    public init(_ name: String, _ bytes: [UInt8], mode: Int = 0o100644) {
      self.name = name
      self.bytes = bytes
      self.mode = mode
    }
  }

  /// The flags of the main header: bit 0 for a volume; in RAR 3 bit 7 for encrypted headers.
  public var archiveFlags = 0

  public init(archiveFlags: Int = 0) {
    self.archiveFlags = archiveFlags
  }

  /// The bytes of an archive with these members, in this order.
  public func bytes(_ members: [Member], _ version: Version = .three) -> [UInt8] {
    switch version {
    case .three:
      Array("Rar!\u{1A}\u{7}\u{0}".utf8)
        + Self.block3(0x73, archiveFlags, Self.little(0, 6))
        + members.flatMap(Self.file3) + Self.block3(0x7B, 0x4000, [])
    case .five:
      Array("Rar!\u{1A}\u{7}\u{1}\u{0}".utf8)
        + Self.block5([1, 0] + Self.number(archiveFlags))
        + members.flatMap(Self.file5) + Self.block5([5, 0, 0])
    }
  }

  private static func file3(_ member: Member) -> [UInt8] {
    let name = Array(member.name.utf8)
    let size = little(member.bytes.count, 4)
    // Host Unix, no time, version 2.0, method "store".
    let body =
      size + size + [3] + little(checksum(member.bytes), 4) + little(0, 4) + [20, 0x30]
      + little(name.count, 2) + little(member.mode, 4) + name
    return block3(0x74, 0x8000, body) + member.bytes
  }

  private static func block3(_ type: UInt8, _ flags: Int, _ body: [UInt8]) -> [UInt8] {
    let header = [type] + little(flags, 2) + little(7 + body.count, 2) + body
    return little(checksum(header) & 0xFFFF, 2) + header
  }

  private static func file5(_ member: Member) -> [UInt8] {
    let name = Array(member.name.utf8)
    // Flag 2 announces data behind the header, flag 4 their checksum; method 0, host Unix.
    return block5(
      [2, 2] + number(member.bytes.count) + [4] + number(member.bytes.count) + number(member.mode)
        + little(checksum(member.bytes), 4) + [0, 1] + number(name.count) + name) + member.bytes
  }

  private static func block5(_ body: [UInt8]) -> [UInt8] {
    let header = number(body.count) + body
    return little(checksum(header), 4) + header
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// Seven bits a byte, the lowest first; the highest bit of a byte says that more follow.
  private static func number(_ value: Int) -> [UInt8] {
    value < 0x80
      ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + number(value >> 7)
  }

  private static func checksum(_ bytes: [UInt8]) -> Int {
    unsafe Int(crc32(0, bytes, CUnsignedInt(bytes.count)))
  }
}
