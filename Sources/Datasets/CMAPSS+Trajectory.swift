import Archives
import Numerics
import Telemetry

extension CMAPSS {
  /// The rows of one engine, before it is known how it ends.
  struct Trajectory: Sendable {
    let number: Int
    let cycles: [Double]
    let values: Matrix
    let regimeKeys: [Int]

    /// The unit that failed `remainingLife` cycles after its last row.
    func unit(failingAfter remainingLife: Double) -> Unit {
      Unit(
        id: String(number), times: cycles, values: values,
        ending: .failed(at: cycles[cycles.count - 1] + remainingLife), regimeKeys: regimeKeys)
    }
  }

  /// Cuts a table into engines, which are numbered from 1 and stand one after another.
  static func trajectories(
    _ table: NumericTable, at place: Place
  ) throws(DataSetError) -> [Trajectory] {
    var found: [Trajectory] = []
    var start = 0
    while start < table.rows {
      let number = try unitNumber(table, row: start, after: found.count, at: place)
      var end = start + 1
      while end < table.rows, table.values[end * table.columns] == Double(number) { end += 1 }
      found.append(try trajectory(number, table, rows: start..<end, at: place))
      start = end
    }
    return found
  }

  /// The number of the unit that begins at a row; it must be the one after the last.
  private static func unitNumber(
    _ table: NumericTable, row: Int, after last: Int, at place: Place
  ) throws(DataSetError) -> Int {
    let value = table.values[row * table.columns]
    if value == Double(last + 1) { return last + 1 }
    let here = place.at(line: table.line(ofRow: row), column: 1)
    guard let number = Int(exactly: value) else {
      throw DataSetError(here, "the unit \(value) is no whole number")
    }
    throw DataSetError(
      here,
      (1...).contains(number) && number <= last
        ? "unit \(number) reappears after unit \(last); the rows of a unit belong together"
        : "unit \(number) stands where unit \(last + 1) belongs")
  }

  private static func trajectory(
    _ number: Int, _ table: NumericTable, rows: Range<Int>, at place: Place
  ) throws(DataSetError) -> Trajectory {
    let width = table.columns
    var cycles: [Double] = []
    var regimeKeys: [Int] = []
    var cells: [Double] = []
    cycles.reserveCapacity(rows.count)
    regimeKeys.reserveCapacity(rows.count)
    cells.reserveCapacity(rows.count * channels.count)
    for row in rows {
      let start = row * width
      let cycle = table.values[start + 1]
      guard let count = Int32(exactly: cycle), count >= 1 else {
        throw DataSetError(
          place.at(line: table.line(ofRow: row), column: 2),
          "the cycle \(cycle) is no whole number from 1")
      }
      if let last = cycles.last, cycle <= last {
        throw DataSetError(
          place.at(line: table.line(ofRow: row), column: 2),
          cycle < last
            ? "cycles go backwards: \(count) follows \(Int(last)) in unit \(number)"
            : "cycle \(count) stands twice in unit \(number)")
      }
      // The first setting, altitude in thousands of feet, tells the six flight conditions apart. No
      // value of the benchmark is near a half, so the direction of ties never matters.
      guard let key = Int(exactly: table.values[start + 2].rounded(.toNearestOrEven)) else {
        throw DataSetError(
          place.at(line: table.line(ofRow: row), column: 3),
          "the setting \(table.values[start + 2]) is no altitude")
      }
      cycles.append(cycle)
      regimeKeys.append(key)
      cells.append(contentsOf: table.values[start + 2..<start + width])
    }
    return Trajectory(
      number: number, cycles: cycles,
      values: Matrix(rows: rows.count, columns: channels.count, storage: cells),
      regimeKeys: regimeKeys)
  }
}
