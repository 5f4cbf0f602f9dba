import Glibc
import Synchronization

extension LoopbackServer {
  /// The thread that answers.
  final class Worker: Sendable {
    let listener: CInt
    let state: State
    let answer: @Sendable (Request, Int) -> Answer

    init(
      listener: CInt, state: State, answer: @escaping @Sendable (Request, Int) -> Answer
    ) {
      self.listener = listener
      self.state = state
      self.answer = answer
    }

    func serve() {
      while true {
        let connection = accept(listener, nil, nil)
        if connection < 0 { break }
        serve(connection)
      }
      close(listener)
    }

    private func serve(_ connection: CInt) {
      guard let request = Self.request(on: connection) else {
        close(connection)
        return
      }
      let number = state.requests.withLock { requests in
        requests.append(request)
        return requests.count - 1
      }
      let answer = answer(request, number)
      let head =
        ([
          "HTTP/1.1 \(answer.status) -", "Content-Length: \(answer.body.count)",
          "Connection: close",
        ]
        + answer.headers + ["", ""]).joined(separator: "\r\n")
      Self.send(Array(head.utf8) + answer.body.prefix(answer.sent ?? answer.body.count), connection)
      if answer.stalls {
        state.held.withLock { $0.append(connection) }
      } else {
        close(connection)
      }
    }

    /// Reads the head of a request.
    private static func request(on connection: CInt) -> Request? {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
        let count = unsafe read(connection, &buffer, buffer.count)
        if count <= 0 { return nil }
        bytes += buffer.prefix(count)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let words = text.prefix { $0 != "\r\n" }.split(separator: " ")
      guard words.count == 3 else { return nil }
      let range = text.firstMatch(of: /\r\nRange: bytes=(\d+)-/).flatMap { Int($0.1) }
      return Request(path: String(words[1]), offset: range)
    }

    private static func send(_ bytes: [UInt8], _ connection: CInt) {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes { buffer in
          unsafe Glibc.send(
            connection, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
        }
        if count <= 0 { return }
        rest = rest.dropFirst(count)
      }
    }
  }
}
