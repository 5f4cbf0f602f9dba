/// Bytes that have come from a program and were not yet asked for.
struct ReceivedBytes {
  private(set) var storage = [UInt8](repeating: 0, count: 1 << 16)
  private var start = 0
  private var end = 0

  var count: Int { end - start }

  /// Reads once, as much as there is room for, and makes room where there is none.
  mutating func receive(from descriptor: Descriptor) -> Descriptor.Transfer {
    makeRoom()
    let offset = end
    var span = storage.mutableSpan
    var bytes = unsafe span.mutableBytes
    let transfer = descriptor.read(into: &bytes, from: offset)
    if case .bytes(let count) = transfer { end += count }
    return transfer
  }

  /// Where the first line feed stands, looked for from an offset on.
  func lineFeed(from offset: Int) -> Int? {
    storage[(start + offset)..<end].firstIndex(of: 0x0a).map { $0 - start }
  }

  /// Takes out the first bytes, at most as many as there are.
  mutating func take(_ count: Int) -> [UInt8] {
    let taken = min(count, self.count)
    defer { start += taken }
    return Array(storage[start..<start + taken])
  }

  /// Takes out bytes into a place, as many as fit or there are.
  ///
  /// - Returns: Their number.
  mutating func take(into span: inout MutableRawSpan) -> Int {
    let taken = min(span.byteCount, count)
    unsafe span.withUnsafeMutableBytes { bytes in
      unsafe bytes.copyBytes(from: storage[start..<start + taken])
    }
    start += taken
    return taken
  }

  mutating func removeAll() {
    start = 0
    end = 0
  }

  private mutating func makeRoom() {
    if start == end { removeAll() }
    guard end == storage.count else { return }
    if start > storage.count / 2 {
      unsafe storage.withUnsafeMutableBytes { bytes in
        unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      }
      (start, end) = (0, count)
    } else {
      storage += repeatElement(0, count: storage.count)
    }
  }
}
