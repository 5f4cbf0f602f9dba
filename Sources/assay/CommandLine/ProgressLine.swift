import Datasets
import Glibc
import Harness
import Synchronization

/// One line on standard error that says how far the work is; only where that is a terminal.
final class ProgressLine: Sendable {
  private let isShown: Bool
  private let width = 78
  private let lastLine = Mutex("")

  init(isShown: Bool) {
    self.isShown = isShown && isatty(STDERR_FILENO) == 1
  }

  func show(_ progress: Runner.Progress) { show(Self.text(progress)) }

  func show(_ text: @autoclosure () -> String) {
    guard isShown else { return }
    write(text())
  }

  func show(_ progress: Fetch.Progress) {
    guard isShown else { return }
    write(Self.text(progress))
  }

  func clear() {
    guard isShown else { return }
    write("")
  }

  private func write(_ text: String) {
    lastLine.withLock { last in
      let line = String(text.prefix(width))
      if line == last { return }
      let blanks = String(repeating: " ", count: max(0, last.count - line.count))
      var standardError = StandardError()
      print("\r\(line)\(blanks)\r\(line)", terminator: "", to: &standardError)
      last = line
    }
  }

  private static func text(_ progress: Runner.Progress) -> String {
    switch progress {
    case .scoring(let done, let total, let cell): "scoring \(done) of \(total): \(cell)"
    case .timing(let done, let total, let cell): "timing \(done) of \(total): \(cell)"
    case .evaluating(let done, let total): "evaluating \(done) of \(total)"
    case .auditing(let done, let total, let cell): "auditing \(done) of \(total): \(cell)"
    }
  }

  private static func text(_ progress: Fetch.Progress) -> String {
    switch progress {
    case .receiving(let file, let bytes, let total):
      "\(bytes >> 20) \(total.map { "of \($0 >> 20) " } ?? "")MiB of \(file)"
    case .checking(let file): "checking \(file)"
    }
  }
}
