import FoundationEssentials
import Glibc

/// What the system tells of one process.
struct ProcessRecord: Equatable {
  let process: pid_t
  let group: pid_t
  /// In ticks since the system started; a number that is used again has another.
  let start: Int
  /// Whether it has ended and only waits to be waited for.
  let hasEnded: Bool

  /// Reads about a process; `nil` if there is none of this number.
  init?(_ process: pid_t) {
    // The name, in parentheses, may itself hold anything.
    guard let text = Self.contents(of: "/proc/\(process)/stat"),
      let end = text.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = text[(end + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 19, let group = Self.number(fields[2]), let start = Self.number(fields[19])
    else { return nil }
    self.process = process
    self.group = pid_t(truncatingIfNeeded: group)
    self.start = start
    hasEnded = fields[0].first == UInt8(ascii: "Z") || fields[0].first == UInt8(ascii: "X")
  }

  /// All processes that this one may know of.
  static var all: [ProcessRecord] {
    numbers(in: "/proc").compactMap { ProcessRecord($0) }
  }

  /// Those that a process has started and that have not ended, or have not been waited for.
  static func children(of process: pid_t) -> [pid_t] {
    numbers(in: "/proc/\(process)/task").flatMap { thread in
      numbers(inFile: "/proc/\(process)/task/\(thread)/children")
    }
  }

  /// The resident memory of a process in bytes, where what it shares counts in full.
  static func residentBytes(of process: pid_t) -> Int {
    let fields = contents(of: "/proc/\(process)/statm")?.split(separator: UInt8(ascii: " ")) ?? []
    return fields.count > 1 ? (number(fields[1]) ?? 0) * pageSize : 0
  }

  /// The resident memory of a process in bytes, where what it shares is divided among all who do.
  static func proportionalBytes(of process: pid_t) -> Int {
    kibibytes("Pss:", inFile: "/proc/\(process)/smaps_rollup") ?? residentBytes(of: process)
  }

  /// The most resident memory that a process ever had, in bytes.
  static func peakBytes(of process: pid_t) -> Int {
    kibibytes("VmHWM:", inFile: "/proc/\(process)/status") ?? 0
  }

  /// Whether a process was started with a variable, as `NAME=value`.
  static func environment(of process: pid_t, has variable: String) -> Bool {
    let searched = Array(variable.utf8)
    return contents(of: "/proc/\(process)/environ")?
      .split(separator: 0).contains { $0.elementsEqual(searched) } ?? false
  }

  /// The numbers that a file lists.
  static func numbers(inFile path: String) -> [pid_t] {
    (contents(of: path) ?? []).split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
      .compactMap { number($0) }.map { pid_t(truncatingIfNeeded: $0) }
  }

  /// The contents of a small file, which cannot be asked for their size beforehand.
  static func contents(of path: String) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var contents: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      // A process may end while its file is read.
      guard count >= 0 else { return nil }
      if count == 0 { return contents }
      contents += buffer.prefix(count)
    }
  }

  private static let pageSize = Int(sysconf(CInt(_SC_PAGESIZE)))

  private static func numbers(in folder: String) -> [pid_t] {
    // A process that has ended in the meantime has no folder any more.
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { pid_t($0) }
  }

  private static func kibibytes(_ key: String, inFile path: String) -> Int? {
    let searched = Array(key.utf8)
    for line in (contents(of: path) ?? []).split(separator: UInt8(ascii: "\n"))
    where line.starts(with: searched) {
      let fields = line.dropFirst(searched.count)
        .split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      return fields.first.flatMap { number($0) }.map { $0 << 10 }
    }
    return nil
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: digits, as: UTF8.self))
  }
}
