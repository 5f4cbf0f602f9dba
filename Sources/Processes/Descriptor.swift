import CProcesses
import Glibc

/// One end of a pipe, which no other program inherits and which is closed with this value.
final class Descriptor {
  let number: CInt

  private init(_ number: CInt) { self.number = number }

  deinit { close(number) }

  /// What an attempt to read or write brought.
  enum Transfer: Equatable {
    /// Some bytes, at least one.
    case bytes(Int)
    /// Nothing at the moment: the pipe is empty, or full.
    case nothingYet
    /// Nothing any more: the other end is closed.
    case closed
  }

  /// Makes a pipe.
  ///
  /// - Throws: ``ProgramFailure`` if the system has no room for another.
  static func pipe() throws(ProgramFailure) -> (reading: Descriptor, writing: Descriptor) {
    var ends: [CInt] = [-1, -1]
    guard unsafe processes_pipe(&ends) == 0 else { throw .system(errno) }
    // Where Assay runs without standard input, output or error, a pipe would take their place.
    for index in ends.indices where ends[index] <= STDERR_FILENO {
      ends[index] = processes_move_up(ends[index])
    }
    guard ends.min() ?? -1 > STDERR_FILENO else {
      let code = errno
      for end in ends where end >= 0 { close(end) }
      throw .system(code)
    }
    return (Descriptor(ends[0]), Descriptor(ends[1]))
  }

  /// Makes attempts return at once, and gives the pipe room for large frames.
  ///
  /// - Throws: ``ProgramFailure`` if the system refuses.
  func prepareForFrames() throws(ProgramFailure) {
    guard processes_never_block(number) == 0 else { throw .system(errno) }
    processes_enlarge(number, 1 << 20)
  }

  /// Reads once into the place behind an offset.
  func read(into span: inout MutableRawSpan, from offset: Int) -> Transfer {
    while true {
      let count = unsafe span.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(
          number, bytes.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
      }
      if count > 0 { return .bytes(count) }
      if count < 0, errno == EINTR { continue }
      return count < 0 && errno == EAGAIN ? .nothingYet : .closed
    }
  }

  /// Writes once what two pieces hold together from an offset on.
  func write(_ header: RawSpan, _ body: RawSpan, from offset: Int) -> Transfer {
    while true {
      let (count, code) = PipeSignal.withhold {
        unsafe header.withUnsafeBytes { header in
          unsafe body.withUnsafeBytes { body in unsafe writeOnce(header, body, from: offset) }
        }
      }
      if count > 0 { return .bytes(count) }
      if code == EINTR { continue }
      return code == EAGAIN ? .nothingYet : .closed
    }
  }

  private func writeOnce(
    _ header: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer, from offset: Int
  ) -> Int {
    guard offset < header.count else {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: body[(offset - header.count)...])
      return unsafe Glibc.write(number, rest.baseAddress, rest.count)
    }
    let rest = unsafe UnsafeRawBufferPointer(rebasing: header[offset...])
    if unsafe body.isEmpty { return unsafe Glibc.write(number, rest.baseAddress, rest.count) }
    let pieces = unsafe [Self.piece(rest), Self.piece(body)]
    return unsafe writev(number, pieces, 2)
  }

  private static func piece(_ bytes: UnsafeRawBufferPointer) -> iovec {
    unsafe iovec(
      iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
  }
}

extension ProgramFailure {
  /// What the system says of an attempt to start.
  static func system(_ code: CInt) -> ProgramFailure {
    ProgramFailure(.couldNotStart(unsafe String(cString: strerror(code))))
  }
}
