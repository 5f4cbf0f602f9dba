public import Archives
import Detectors
import Numerics

/// A table of scores made elsewhere, row by row: `unit,time,score` and, where they are needed,
/// `life`, `part` and `dataset`.
public struct ScoredRowsFile: Sendable {
  /// The file, as errors name it.
  let name: String
  private let series: [Key: Series]

  /// Whose scores they are; a part or data set that the file does not state is empty.
  private struct Key: Hashable {
    let dataset: String
    let part: String
    let unit: String
  }

  /// The scores of a unit.
  struct Series: Sendable {
    /// The rows by the bits of their time.
    fileprivate(set) var rows: [UInt64: Int] = [:]
    /// One score per row; NaN for none.
    fileprivate(set) var scores: [Double] = []
    /// One predicted remaining life per row; NaN for none.
    fileprivate(set) var lives: [Double] = []
  }

  /// Whether rows say which part of the data set they belong to, `train` or `test`.
  let statesParts: Bool
  let statesDatasets: Bool
  /// Whether scores come with predicted remaining lives.
  let hasLives: Bool

  /// Reads a file.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``ArchiveError`` with the line for everything that is no such table, and for a row of
  ///   a unit that stands there twice.
  public init(_ path: String) throws(ArchiveError) {
    let table = try TableReader(path)
    let columns = try Columns(table)
    name = FileBytes.name(of: path)
    statesParts = columns.part != nil
    statesDatasets = columns.dataset != nil
    hasLives = columns.life != nil
    var series: [Key: Series] = [:]
    try table.forEachRow { (row) throws(ArchiveError) in
      let key = Key(
        dataset: columns.dataset.map { row.text($0) } ?? "",
        part: try columns.part(of: row, table.place), unit: row.text(columns.unit))
      guard let time = row.number(columns.time), time.isFinite else {
        throw ArchiveError(
          table.place.at(line: row.line),
          "\(row.quotedText(columns.time)) stands where a time belongs")
      }
      let score = try columns.number(columns.score, "score", of: row, table.place)
      let life = try columns.life.map { (column) throws(ArchiveError) in
        try columns.number(column, "life", of: row, table.place)
      }
      let isNew = series[key, default: Series()].add(score, life, at: time)
      if !isNew {
        throw ArchiveError(
          table.place.at(line: row.line),
          "time \(time.shortest) of unit \(key.unit) stands twice"
            + (columns.part == nil
              ? "; where units for training and for testing share names, a column part says train or"
                + " test" : ""))
      }
    }
    self.series = series
  }

  /// Whether there is any row of a data set, or of whichever where rows do not say.
  func knows(dataset: String) -> Bool {
    !statesDatasets || series.keys.contains { $0.dataset == dataset }
  }

  /// The scores of a unit, or `nil` where the file has none.
  func scores(dataset: String, part: ScoredUnit.Part, unit: String) -> Series? {
    series[
      Key(
        dataset: statesDatasets ? dataset : "", part: statesParts ? part.rawValue : "", unit: unit)]
  }
}

extension ScoredRowsFile.Series {
  /// Adds a row; `false` where the time has one.
  fileprivate mutating func add(_ score: Double, _ life: Double?, at time: Double) -> Bool {
    if rows.updateValue(scores.count, forKey: (time + 0).bitPattern) != nil { return false }
    scores.append(score)
    if let life { lives.append(life) }
    return true
  }
}

/// Where the columns of a file of scores stand.
private struct Columns {
  let unit: Int
  let time: Int
  let score: Int
  let life: Int?
  let part: Int?
  let dataset: Int?

  init(_ table: TableReader) throws(ArchiveError) {
    func column(_ name: String) throws(ArchiveError) -> Int? {
      if table.columns.count(where: { $0 == name }) > 1 {
        throw ArchiveError(table.header, "the column \"\(name)\" stands twice")
      }
      return table.columns.firstIndex(of: name)
    }
    func needed(_ name: String) throws(ArchiveError) -> Int {
      if let column = try column(name) { return column }
      throw ArchiveError(
        table.header,
        "there is no column \"\(name)\"; a file of scores has the columns unit, time and score")
    }
    unit = try needed("unit")
    time = try needed("time")
    score = try needed("score")
    life = try column("life")
    part = try column("part")
    dataset = try column("dataset")
  }

  /// A finite number, or NaN where the field is empty or says that there is none.
  func number(
    _ column: Int, _ name: String, of row: borrowing TableRow, _ place: Place
  ) throws(ArchiveError) -> Double {
    if let number = row.number(column), number.isFinite { return number }
    if row.isEmpty(column) || row.text(column).lowercased() == "nan" { return .nan }
    throw ArchiveError(
      place.at(line: row.line), "\(row.quotedText(column)) stands where a \(name) belongs")
  }

  func part(of row: borrowing TableRow, _ place: Place) throws(ArchiveError) -> String {
    guard let part else { return "" }
    let text = row.text(part)
    if ScoredUnit.Part(rawValue: text) != nil { return text }
    throw ArchiveError(
      place.at(line: row.line), "\(row.quotedText(part)) is no part; parts are train and test")
  }
}
