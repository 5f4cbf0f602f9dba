import Glibc

/// The signal SIGPIPE, which would end this process when it writes to a program that reads no more.
///
/// It is held back in one thread for one write: its disposition belongs to the whole process.
enum PipeSignal {
  /// Writes without being ended.
  ///
  /// - Parameter body: Writes once, and returns what `write` does.
  /// - Returns: The same, and `errno` where nothing was written, else 0.
  static func withhold(_ body: () -> Int) -> (count: Int, code: CInt) {
    var signals = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, &before)
    // One that waits already is somebody else's.
    let isForeign = unsafe sigismember(&before, SIGPIPE) == 1 && isPending
    let count = body()
    let code = count < 0 ? errno : 0
    if code == EPIPE, !isForeign {
      var now = timespec()
      while unsafe sigtimedwait(&signals, nil, &now) < 0, errno == EINTR {}
    }
    unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
    return (count, code)
  }

  private static var isPending: Bool {
    var pending = sigset_t()
    unsafe sigpending(&pending)
    return unsafe sigismember(&pending, SIGPIPE) == 1
  }
}
