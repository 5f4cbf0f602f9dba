import Glibc

/// The stream for messages to the one who started the program.
struct StandardError: TextOutputStream {
  func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
      }
      // Nobody is left to tell when standard error itself is closed.
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}
