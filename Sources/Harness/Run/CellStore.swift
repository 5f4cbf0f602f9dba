import Alarms
import Archives
import Foundation
import JSON
import Telemetry

/// The outputs of cells, each in a file named by the digest of all that it depends on.
///
/// A file is written whole and renamed into place, so a killed run goes on where it stopped and
/// several processes may share a store. Whatever is damaged counts as absent and is made again.
struct CellStore {
  let folder: String

  /// Makes the folder where there is none.
  func open() throws(FileError) { try AtomicFile.createFolder(folder) }

  func contains(_ key: String) -> Bool {
    FileManager.default.fileExists(atPath: cellPath(key))
  }

  /// The stored output of a cell, or `nil` where there is none that is whole.
  ///
  /// - Parameters:
  ///   - key: The cell's digest.
  ///   - rows: The number of scores that every unit must have.
  /// - Returns: The output; what is damaged or of another shape counts as absent.
  func output(_ key: String, rows: [Int]) -> CellOutput? {
    guard let bytes = AtomicFile.read(cellPath(key)) else { return nil }
    return CellFile.decode(bytes, rows: rows)
  }

  func save(_ output: CellOutput, _ key: String) throws(FileError) {
    try AtomicFile.write(CellFile.encode(output), to: cellPath(key))
  }

  func timing(_ key: String) -> CellTiming? {
    guard let bytes = AtomicFile.read(timingPath(key)),
      let json = try? JSONValue(parsing: String(decoding: bytes, as: UTF8.self))
    else { return nil }
    return CellTiming(json: json)
  }

  func save(_ timing: CellTiming, _ key: String) throws(FileError) {
    try AtomicFile.write(Array(timing.json.compact.utf8), to: timingPath(key))
  }

  /// Removes what is stored of a cell.
  func remove(_ key: String) {
    for path in [cellPath(key), timingPath(key)] {
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  /// Removes the files of every cell but these: what no plan of the suite asks for any more.
  ///
  /// Only files that a store has named are touched, whatever else stands in the folder.
  func keepOnly(_ keys: Set<String>) {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for file in files {
      let parts = file.split(separator: ".", maxSplits: 1)
      guard parts.count == 2, ["cell", "timing"].contains(parts[1]), parts[0].count == 64,
        parts[0].allSatisfy(\.isHexDigit), !keys.contains(String(parts[0]))
      else { continue }
      try? FileManager.default.removeItem(atPath: "\(folder)/\(file)")
    }
  }

  private func cellPath(_ key: String) -> String { "\(folder)/\(key).cell" }
  private func timingPath(_ key: String) -> String { "\(folder)/\(key).timing" }
}

/// The bytes of a stored cell: a line of JSON, the numbers as little-endian binary64, a digest.
enum CellFile {
  /// The number of the layout; a file of another one counts as absent.
  private static let format = 3
  private static let digestLength = 64

  static func encode(_ output: CellOutput) -> [UInt8] {
    let head: JSONValue = [
      "cell": .integer(format), "status": .string(output.status.rawValue),
      "reason": .string(output.reason), "standard_error": .string(output.standardError),
      "thresholds": .array(
        output.thresholds.map {
          [
            "rows": .integer($0.calibrationRows), "unresolved": .bool($0.isUnresolved),
          ]
        }),
      "channels": .array(output.namedChannels.map { .array($0.map(channels)) }),
    ]
    var bytes = Array((head.compact + "\n").utf8)
    for threshold in output.thresholds {
      Binary64.append([threshold.value, threshold.median], to: &bytes)
    }
    Binary64.append(output.predictedLives.map { $0 ?? .nan }, to: &bytes)
    for trace in output.scores { Binary64.append(trace.storage, to: &bytes) }
    bytes.append(contentsOf: SHA256.digest(of: bytes[...]).utf8)
    return bytes
  }

  static func decode(_ bytes: [UInt8], rows: [Int]) -> CellOutput? {
    guard bytes.count >= digestLength, let end = bytes.firstIndex(of: 0x0A) else { return nil }
    let body = bytes[..<(bytes.count - digestLength)]
    guard SHA256.digest(of: body).utf8.elementsEqual(bytes[body.endIndex...]), end < body.endIndex,
      let head = try? JSONValue(parsing: String(decoding: bytes[..<end], as: UTF8.self)),
      head["cell"]?.integer == format,
      let status = head["status"]?.string.flatMap(CellStatus.init(rawValue:)),
      let thresholds = head["thresholds"]?.elements
    else { return nil }
    let standardError = head["standard_error"]?.string ?? ""
    if status != .ok {
      return CellOutput(
        failed: status, reason: head["reason"]?.string ?? "", standardError: standardError)
    }
    guard thresholds.count == rows.count, let named = namedChannels(head["channels"]),
      named.count == rows.count
    else { return nil }
    let numbers = Binary64.numbers(in: body[(end + 1)...])
    guard numbers.count == 3 * rows.count + rows.reduce(0, +) else { return nil }
    var read: [Threshold] = []
    for (index, threshold) in thresholds.enumerated() {
      guard let count = threshold["rows"]?.integer, let flag = threshold["unresolved"]?.bool else {
        return nil
      }
      read.append(
        Threshold(
          value: numbers[2 * index], median: numbers[2 * index + 1], calibrationRows: count,
          isUnresolved: flag))
    }
    let lives = numbers[(2 * rows.count)..<(3 * rows.count)].map { $0.isNaN ? nil : $0 }
    var position = 3 * rows.count
    let scores = rows.map { count in
      defer { position += count }
      return ScoreTrace(storage: Array(numbers[position..<position + count]))
    }
    return CellOutput(
      thresholds: read, scores: scores, predictedLives: lives, namedChannels: named
    ).with(standardError: standardError)
  }

  /// The channels named for one event, `null` where there is no explanation.
  private static func channels(_ named: [Int]?) -> JSONValue {
    named.map { .array($0.map(JSONValue.integer)) } ?? .null
  }

  private static func namedChannels(_ json: JSONValue?) -> [[[Int]?]]? {
    var units: [[[Int]?]] = []
    for unit in json?.elements ?? [] {
      guard let events = unit.elements else { return nil }
      units.append(events.map { event in event.elements?.compactMap(\.integer) })
    }
    return units
  }
}
