import Foundation

/// The compiler that made this program.
enum Toolchain {
  static var name: String {
    #if compiler(>=6.5)
      "swift 6.5 or later"
    #elseif compiler(>=6.4)
      "swift 6.4"
    #elseif compiler(>=6.3)
      "swift 6.3"
    #else
      "swift 6.2"
    #endif
  }
}

/// What can be asked of the machine.
enum Machine {
  /// The processor's name, as the kernel tells it.
  static var processor: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    return name ?? "unknown"
  }

  /// The largest resident memory of this process so far, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}
