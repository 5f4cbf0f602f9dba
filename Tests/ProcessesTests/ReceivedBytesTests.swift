import Testing

@testable import Processes

/// Bytes that wait to be asked for.
struct ReceivedBytesTests {
  private let pipe: (reading: Descriptor, writing: Descriptor)

  init() throws {
    pipe = try Descriptor.pipe()
    try pipe.reading.prepareForFrames()
    try pipe.writing.prepareForFrames()
  }

  private func send(_ bytes: [UInt8]) {
    let nothing: [UInt8] = []
    let (header, body) = unsafe (bytes.span.bytes, nothing.span.bytes)
    #expect(pipe.writing.write(header, body, from: 0) == .bytes(bytes.count))
  }

  /// Some always stay behind, so there is no moment at which storage could begin anew.
  @Test func aStreamThatIsReadBehindNeedsLittle() {
    var received = ReceivedBytes()
    var (sent, taken): (UInt8, UInt8) = (0, 0)
    for round in 0..<1000 {
      let count = 100 + round * 7919 % 20_000
      send((0..<count).map { sent &+ UInt8($0 % 256) })
      sent &+= UInt8(count % 256)
      #expect(received.receive(from: pipe.reading) != .nothingYet)
      let bytes = received.take(received.count - 100)
      #expect(bytes == bytes.indices.map { taken &+ UInt8($0 % 256) })
      taken &+= UInt8(bytes.count % 256)
    }
    #expect(received.storage.count == 1 << 16)
  }

  @Test func whatNobodyTakesStaysWhole() {
    var received = ReceivedBytes()
    let bytes = (0..<300_000).map { UInt8($0 % 251) }
    send(bytes)
    while received.receive(from: pipe.reading) != .nothingYet {}
    #expect(received.count == bytes.count)
    #expect(received.lineFeed(from: 0) == 10)
    #expect(received.lineFeed(from: 11) == 261)
    #expect(received.take(1_000_000) == bytes)
    #expect(received.lineFeed(from: 0) == nil)
  }
}
