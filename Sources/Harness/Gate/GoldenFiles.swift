public import Archives
import Foundation
import JSON

extension Golden {
  static let columns = [
    "dataset", "detector", "seed", "scope", "metric", "value", "absolute", "relative",
  ]

  /// Reads the golden folder of a suite.
  ///
  /// - Parameter folder: `golden/<suite>`.
  /// - Throws: ``GoldenError`` with file and line when it is missing or damaged.
  public init(folder: String) throws(GoldenError) {
    let runFile = "\(folder)/run.json"
    guard let bytes = AtomicFile.read(runFile) else {
      throw GoldenError(
        runFile, "there is no golden of this suite; assay bless SUITE --reason TEXT makes one")
    }
    do {
      run = try JSONValue(parsing: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw GoldenError(runFile, "\(error)")
    }
    guard let format = run["format"]?.integer else {
      throw GoldenError(runFile, "it does not say its format")
    }
    if format > Record.format {
      throw GoldenError(
        runFile, "format \(format) is newer than this program's (\(Record.format))")
    }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for blessed in run["detectors"]?.members ?? [] where !files.contains("\(blessed.key).csv") {
      throw GoldenError(
        "\(folder)/\(blessed.key).csv", "there is no such file, though run.json says it was blessed"
      )
    }
    var detectors: [DetectorGolden] = []
    for file in files.filter({ $0.hasSuffix(".csv") }).sorted() {
      detectors.append(try Self.detector(String(file.dropLast(4)), folder: folder))
    }
    self.detectors = detectors
  }

  /// Writes the golden folder of a suite in place of what is there.
  ///
  /// The new folder is written beside the old one and renamed when it is whole, so a bless that is
  /// killed never mixes old and new values.
  ///
  /// - Parameter folder: `golden/<suite>`.
  /// - Throws: ``FileError`` when a file cannot be written.
  public func write(folder: String) throws(FileError) {
    let new = "\(folder).new"
    let old = "\(folder).old"
    try AtomicFile.remove(new)
    try AtomicFile.createFolder("\(new)/units")
    for detector in detectors {
      try AtomicFile.write(detector.rowsText, to: "\(new)/\(detector.detector).csv")
      try AtomicFile.write(detector.unitsText, to: "\(new)/units/\(detector.detector).csv")
    }
    try AtomicFile.write(Array(run.pretty.utf8), to: "\(new)/run.json")
    try AtomicFile.remove(old)
    try AtomicFile.rename(folder, to: old)
    try AtomicFile.rename(new, to: folder)
    // What somebody else keeps beside the golden files stays.
    let files = (try? FileManager.default.contentsOfDirectory(atPath: old)) ?? []
    for file in files where file != "units" && file != "run.json" && !file.hasSuffix(".csv") {
      try AtomicFile.rename("\(old)/\(file)", to: "\(folder)/\(file)")
    }
    try AtomicFile.remove(old)
  }

  private static func detector(
    _ name: String, folder: String
  ) throws(GoldenError) -> DetectorGolden {
    let file = "\(folder)/\(name).csv"
    var rows: [GoldenRow] = []
    var seen = Set<MetricKey>()
    for line in try table(file, columns: columns) {
      let fields = line.fields
      let key = MetricKey(
        dataset: fields[0], detector: fields[1], seed: fields[2], scope: fields[3],
        metric: fields[4])
      if key.detector != name {
        throw GoldenError(file, line: line.line, "detector \(key.detector) has no place here")
      }
      if !seen.insert(key).inserted {
        throw GoldenError(file, line: line.line, "this row stands here twice")
      }
      let numbers = try (5..<8).map { (column) throws(GoldenError) in
        try number(fields[column], file, line.line)
      }
      if numbers[1] < 0 || numbers[2] < 0 {
        throw GoldenError(file, line: line.line, "a tolerance is not negative")
      }
      rows.append(
        GoldenRow(
          key: key, value: numbers[0],
          tolerance: Tolerance(absolute: numbers[1], relative: numbers[2])))
    }
    let unitsFile = "\(folder)/units/\(name).csv"
    let unitLines = try table(
      unitsFile, columns: UnitRow.columns.split(separator: ",").map(String.init))
    let units = try unitLines.map { (line) throws(GoldenError) in
      UnitRow(
        dataset: line.fields[0], detector: line.fields[1], seed: line.fields[2],
        unit: line.fields[3], metric: line.fields[4],
        value: try number(line.fields[5], unitsFile, line.line))
    }
    return DetectorGolden(detector: name, rows: rows, units: units)
  }

  private static func number(
    _ text: String, _ file: String, _ line: Int
  ) throws(GoldenError) -> Double {
    guard let number = Double(text), number.isFinite else {
      throw GoldenError(file, line: line, "\"\(text)\" is not a finite number")
    }
    return number
  }

  private static func table(
    _ file: String, columns: [String]
  ) throws(GoldenError) -> [TextTable.Row] {
    guard let bytes = AtomicFile.read(file) else {
      throw GoldenError(file, "there is no such file")
    }
    do {
      let table = try TextTable(bytes, file: file)
      if table.columns != columns {
        throw GoldenError(
          file, line: 1, "the columns are not \(columns.joined(separator: ","))")
      }
      return table.rows
    } catch let error as GoldenError {
      throw error
    } catch let error as ArchiveError {
      throw GoldenError(file, line: error.place.line, error.reason)
    } catch {
      throw GoldenError(file, "\(error)")
    }
  }
}

extension Golden.DetectorGolden {
  fileprivate var rowsText: [UInt8] {
    var text = DelimitedText(columns: Golden.columns.joined(separator: ","))
    for row in rows {
      row.key.write(to: &text)
      text.add(row.value)
      text.add(row.tolerance.absolute)
      text.add(row.tolerance.relative)
      text.endLine()
    }
    return text.bytes
  }

  fileprivate var unitsText: [UInt8] {
    var text = DelimitedText(columns: UnitRow.columns)
    for row in units { row.write(to: &text) }
    return text.bytes
  }
}
