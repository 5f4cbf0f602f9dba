import Detectors
import Numerics

/// One side of an exported data set: prepared rows of units, one unit after another.
struct ExportedPart: Sendable {
  /// The rows of one unit from its first.
  struct Unit: Sendable {
    let id: String
    let times: [Double]
    /// The operating regime of every row, from 0.
    let regimes: [Int]
    /// For every row what ``ExportedPart/markColumns`` name.
    let marks: [[String]]
    /// Rows × channels of the export; NaN in channels that the unit does not have.
    let values: Matrix
  }

  /// Which side, as files and rows name it.
  let name: ScoredUnit.Part
  /// What is told of a row beside its part, unit, time and regime.
  let markColumns: [String]
  let units: [Unit]

  /// The number of all rows.
  var rows: Int { units.map(\.times.count).reduce(0, +) }

  /// The number of rows that have a mark in the last of ``markColumns``.
  var markedRows: Int { units.map { $0.marks.count { $0.last == "1" } }.reduce(0, +) }
}

extension ExportedPart {
  /// The rows as comma-separated text.
  ///
  /// - Parameter channels: The names of the channels where their values are wanted too.
  /// - Returns: The bytes of the file.
  func text(channels: [String]?) -> [UInt8] {
    var text = DelimitedText(
      names: ["part", "unit", "time", "regime"] + markColumns + (channels ?? []))
    for unit in units {
      for row in unit.times.indices {
        text.add(name.rawValue)
        text.add(unit.id)
        text.add(unit.times[row])
        text.add(unit.regimes[row])
        for mark in unit.marks[row] { text.add(mark) }
        if channels != nil {
          for value in unit.values.row(row) { text.add(value.isNaN ? nil : value) }
        }
        text.endLine()
      }
    }
    return text.bytes
  }

  /// The values alone as a file of NumPy: rows × channels.
  func array(channels: Int) -> [UInt8] {
    NumPyFile.bytes(rows: rows, columns: channels, values: units.map(\.values.storage))
  }
}
