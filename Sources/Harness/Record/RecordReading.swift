import Archives
import JSON

extension RecordFolder {
  /// Reads what gates need of a stored record: metrics, units, cells and `run.json`.
  ///
  /// - Throws: ``RecordError`` when a file is missing, damaged or of a newer format.
  public func read() throws(RecordError) -> Record {
    var record = Record()
    let runFile = "\(path)/run.json"
    guard let bytes = AtomicFile.read(runFile) else {
      throw RecordError("\(runFile): there is no such file; is \(path) a record?")
    }
    do {
      record.run = try JSONValue(parsing: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw RecordError("\(runFile): \(error)")
    }
    guard let format = record.run["format"]?.integer else {
      throw RecordError("\(runFile): it does not say its format")
    }
    if format > Record.format {
      throw RecordError(
        "\(runFile): format \(format) is newer than this program's (\(Record.format))")
    }
    record.metrics = try metrics()
    record.units = try rows("units.csv", columns: UnitRow.columns).map {
      (line) throws(RecordError) in
      let fields = line.fields
      return UnitRow(
        dataset: fields[0], detector: fields[1], seed: fields[2], unit: fields[3],
        metric: fields[4], value: try number(fields[5], "units.csv", line.line))
    }
    record.cells = try rows("cells.csv", columns: CellRow.columns).map {
      (line) throws(RecordError) in
      guard let status = CellStatus(rawValue: line.fields[3]) else {
        throw RecordError("\(path)/cells.csv:\(line.line): \"\(line.fields[3])\" is no status")
      }
      return CellRow(
        dataset: line.fields[0], detector: line.fields[1], seed: line.fields[2], status: status,
        reason: line.fields[4])
    }
    return record
  }

  /// Reads the resamples of a stored record.
  ///
  /// - Throws: ``RecordError`` when the file is missing or damaged, or when it does not belong to
  ///   the metrics beside it.
  public func readReplicates() throws(RecordError) -> [ReplicateRow] {
    let file = "\(path)/\(ReplicatesFile.name)"
    guard let bytes = AtomicFile.read(file) else {
      throw RecordError("\(file): there is no such file")
    }
    let metrics = AtomicFile.read("\(path)/metrics.csv") ?? []
    guard let rows = ReplicatesFile.decode(bytes, metrics: metrics) else {
      throw RecordError(
        "\(file): it is damaged, or metrics.csv beside it is not the one it was made with")
    }
    return rows
  }

  private func metrics() throws(RecordError) -> [MetricRow] {
    let name = "metrics.csv"
    var seen = Set<MetricKey>()
    return try rows(name, columns: MetricRow.columns).map { (line) throws(RecordError) in
      let fields = line.fields
      let key = MetricKey(
        dataset: fields[0], detector: fields[1], seed: fields[2], scope: fields[3],
        metric: fields[4])
      guard seen.insert(key).inserted else {
        throw RecordError("\(path)/\(name):\(line.line): this row stands here twice")
      }
      guard let n = Int(fields[8]) else {
        throw RecordError("\(path)/\(name):\(line.line): \"\(fields[8])\" is not a whole number")
      }
      func bound(_ text: String) throws(RecordError) -> Double? {
        text.isEmpty ? nil : try number(text, name, line.line)
      }
      return MetricRow(
        key: key, value: try number(fields[5], name, line.line), low: try bound(fields[6]),
        high: try bound(fields[7]), n: n)
    }
  }

  private func rows(_ name: String, columns: String) throws(RecordError) -> [TextTable.Row] {
    let file = "\(path)/\(name)"
    guard let bytes = AtomicFile.read(file) else {
      throw RecordError("\(file): there is no such file")
    }
    if bytes.last != 0x0A {
      throw RecordError("\(file): it is cut short, its last line has no end")
    }
    do {
      let table = try TextTable(bytes, file: file)
      if table.columns.joined(separator: ",") == columns { return table.rows }
    } catch {
      throw RecordError("\(error)")
    }
    throw RecordError("\(file):1: the columns are not \(columns)")
  }

  private func number(_ text: String, _ name: String, _ line: Int) throws(RecordError) -> Double {
    guard let number = Double(text), number.isFinite else {
      throw RecordError("\(path)/\(name):\(line): \"\(text)\" is not a finite number")
    }
    return number
  }
}

/// A stored record that cannot be read, in one sentence with its place.
public struct RecordError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension Record {
  /// The identity of the content of every data set.
  public var identities: [(dataset: String, identity: String)] {
    (run["data"]?.elements ?? []).compactMap { entry in
      entry["id"]?.string.flatMap { id in entry["identity"]?.string.map { (id, $0) } }
    }
  }

  /// The version of every detector, controls included.
  public var detectorVersions: [(detector: String, version: Int)] {
    var found: [(detector: String, version: Int)] = []
    for entry in run["detectors"]?.elements ?? [] {
      guard let id = entry["id"]?.string, let version = entry["version"]?.integer,
        !found.contains(where: { $0.detector == id })
      else { continue }
      found.append((id, version))
    }
    return found
  }
}

extension Golden {
  /// The gated values of a stored record, as if they were golden.
  public init(record: Record, gate: Gate) {
    let rows = gate.rows(of: record)
    let names = rows.map(\.key.detector).removingRepeats()
    detectors = names.map { name in
      DetectorGolden(
        detector: name,
        rows: rows.filter { $0.key.detector == name }.map { GoldenRow($0, gate: gate) },
        units: record.units.filter { $0.detector == name && $0.seed == MetricKey.mean })
    }
    run = .object([
      .init("data", .object(record.identities.map { .init($0.dataset, .string($0.identity)) }))
    ])
  }
}
