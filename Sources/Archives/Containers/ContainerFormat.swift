/// A kind of archive or of compressed file, known by how its bytes begin.
enum ContainerFormat: String {
  case zip
  case sevenZip = "7z"
  case rar
  case rar5
  /// What begins like nothing else; libarchive finds out whether it is one.
  case tar
  case gzip
  case bzip2
  case xz
  case zstd

  /// How many bytes tell the format, and of a RAR file also whether it is a volume.
  static let signatureLength = 64

  init(start: [UInt8]) {
    self = Self.signatures.first { start.starts(with: $0.bytes) }?.format ?? .tar
  }

  /// Whether it holds one content and no members.
  var isCompression: Bool {
    switch self {
    case .zip, .sevenZip, .rar, .rar5, .tar: false
    case .gzip, .bzip2, .xz, .zstd: true
    }
  }

  /// Whether libarchive unpacks a member to get past it, at least where one builds on another.
  var unpacksWhatIsPassedOver: Bool { self == .sevenZip || self == .rar || self == .rar5 }

  private static let signatures: [(format: ContainerFormat, bytes: [UInt8])] = [
    (.zip, [0x50, 0x4B, 3, 4]), (.zip, [0x50, 0x4B, 5, 6]),
    (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    (.rar, [0x52, 0x61, 0x72, 0x21, 0x1A, 7, 0]),
    (.rar5, [0x52, 0x61, 0x72, 0x21, 0x1A, 7, 1, 0]),
    (.gzip, [0x1F, 0x8B]), (.bzip2, [0x42, 0x5A, 0x68]),
    (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]), (.zstd, [0x28, 0xB5, 0x2F, 0xFD]),
  ]
}
