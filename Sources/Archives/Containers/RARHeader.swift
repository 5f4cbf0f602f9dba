/// The header of a block of a RAR archive, as far as it must be understood to find the next one.
///
/// RAR 3: checksum (2 bytes), type, flags (2), size (2). RAR 5: checksum (4 bytes), then numbers of
/// seven bits a byte: size of what follows, type, flags, size of the extra area and of the data.
struct RARHeader {
  enum Kind {
    case file
    case end
    /// From here on nothing can be read.
    case encrypted
    case other
  }

  private(set) var kind = Kind.other
  private(set) var dataSize = 0
  /// Whether the archive is one volume of several.
  private(set) var isVolume = false
  /// The checksum of the data where they are neither compressed nor encrypted.
  private(set) var storedChecksum: UInt32?

  /// Reads a whole header; what is too short for its kind counts as encrypted.
  init(_ bytes: [UInt8], _ format: ContainerFormat) {
    if format == .rar5 { read5(bytes) } else { read3(bytes) }
  }

  /// The size of the header that begins so; `nil` while too little of it is known.
  static func size(_ start: [UInt8], _ format: ContainerFormat) -> Int? {
    guard format == .rar5 else {
      return start.count < 7 ? nil : max(Int(little(start, 5, 2)), 7)
    }
    var fields = RARFields(start.dropFirst(4))
    guard let size = fields.next() else { return nil }
    // The format allows for no more than three bytes of size.
    return 4 + fields.used + min(size, 1 << 21)
  }

  private mutating func read3(_ bytes: [UInt8]) {
    let flags = Self.little(bytes, 3, 2)
    let hasData = flags & 0x8000 != 0
    switch bytes[2] {
    case 0x73:
      isVolume = flags & 1 != 0
      if flags & 0x80 != 0 { kind = .encrypted }
    case 0x74: readFile3(bytes, flags)
    case 0x7B: kind = .end
    default: if hasData { dataSize = Int(Self.little(bytes, 7, 4)) }
    }
  }

  private mutating func readFile3(_ bytes: [UInt8], _ flags: UInt64) {
    let isLarge = flags & 0x100 != 0
    guard bytes.count >= (isLarge ? 40 : 32) else {
      kind = .encrypted
      return
    }
    kind = .file
    let high = isLarge ? Self.little(bytes, 32, 4) : 0
    dataSize = Int(clamping: Self.little(bytes, 7, 4) | high << 32)
    if bytes[25] == 0x30, flags & 4 == 0 {
      storedChecksum = UInt32(Self.little(bytes, 16, 4))
    }
  }

  private mutating func read5(_ bytes: [UInt8]) {
    var fields = RARFields(bytes.dropFirst(4))
    _ = fields.next()
    guard let type = fields.next(), let flags = fields.next() else {
      kind = .encrypted
      return
    }
    if flags & 1 != 0 { _ = fields.next() }
    if flags & 2 != 0 { dataSize = fields.next() ?? 0 }
    switch type {
    case 1: isVolume = (fields.next() ?? 0) & 1 != 0
    case 2: readFile5(&fields)
    case 4: kind = .encrypted
    case 5: kind = .end
    default: break
    }
  }

  private mutating func readFile5(_ fields: inout RARFields) {
    kind = .file
    guard let flags = fields.next(), fields.next() != nil, fields.next() != nil else { return }
    if flags & 2 != 0 { _ = fields.bytes(4) }
    guard flags & 4 != 0, let checksum = fields.bytes(4), let compression = fields.next()
    else { return }
    if compression >> 7 & 7 == 0 { storedChecksum = UInt32(Self.little(Array(checksum), 0, 4)) }
  }

  /// A number of some bytes, the lowest first; what the bytes lack is 0.
  private static func little(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64 {
    bytes.dropFirst(start).prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
