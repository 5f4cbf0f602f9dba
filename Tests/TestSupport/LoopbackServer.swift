import Foundation
import Glibc
import Synchronization

/// A web server on this machine that answers as a test tells it to, one request after another.
public final class LoopbackServer: Sendable {
  /// What was asked for.
  public struct Request: Sendable, Equatable {
    public let path: String
    /// The first byte that is wanted, where a range is.
    public let offset: Int?

    public init(path: String, offset: Int? = nil) {
      self.path = path
      self.offset = offset
    }
  }

  private let listener: CInt
  private let port: UInt16
  private let state: State

  final class State: Sendable {
    let requests = Mutex<[Request]>([])
    /// Connections that stall, and end with the server.
    let held = Mutex<[CInt]>([])
  }

  /// What the system refused.
  public struct Failure: Error {
    public let call: String
    public let code: CInt
  }

  /// Starts a server.
  ///
  /// - Parameter answer: Answers the requests; its second argument is the number of the request,
  ///   from 0.
  /// - Throws: ``Failure`` if there is no free port.
  public init(_ answer: @escaping @Sendable (Request, Int) -> Answer) throws {
    // Proxies are for the world outside.
    unsafe setenv("no_proxy", "127.0.0.1", 1)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard listener >= 0 else { throw Failure(call: "socket", code: errno) }
    port = try Self.bind(listener)
    state = State()
    let worker = Worker(listener: listener, state: state, answer: answer)
    Thread.detachNewThread { worker.serve() }
  }

  deinit {
    // Wakes the thread, which closes the socket.
    shutdown(listener, Int32(SHUT_RDWR))
    for connection in state.held.withLock({ $0 }) { close(connection) }
  }

  /// The address of a path on the server.
  public func address(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  /// What was asked for so far.
  public var requests: [Request] { state.requests.withLock { $0 } }

  /// Takes any free port.
  private static func bind(_ listener: CInt) throws(Failure) -> UInt16 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard unsafe Glibc.bind(listener, generic, size) == 0, listen(listener, 8) == 0,
          unsafe getsockname(listener, generic, &size) == 0
        else { return errno }
        return 0
      }
    }
    if code != 0 { throw Failure(call: "bind", code: code) }
    return UInt16(bigEndian: address.sin_port)
  }
}
