import Archives
import Numerics

extension CMAPSS {
  /// The first setting, altitude in thousands of feet, tells the six flight conditions apart.
  ///
  /// No value of the benchmark is near a half, so the direction of ties never matters.
  static func regimeKey(ofAltitude altitude: Double) -> Int? {
    Int(exactly: altitude.rounded(.toNearestOrEven))
  }

  /// Cuts rows that come in batches into engines, which are numbered from 1 and stand one after
  /// another.
  struct Trajectories {
    private let place: Place
    private var found: [Trajectory] = []
    private var fault: DataSetError?
    // The engine whose rows are coming; its arrays serve one engine after another.
    private var number = 0
    private var cycles: [Double] = []
    private var regimeKeys: [Int] = []
    private var cells: [Double] = []

    init(place: Place) {
      self.place = place
    }

    /// What is wrong with a field of a row.
    private struct Complaint: Error {
      /// The field within the row, from 1.
      let column: Int
      let reason: String
    }

    /// Adds rows of the file; after a faulty one no other counts.
    mutating func add(_ rows: Span<Double>, on lines: RowLines) {
      if fault != nil { return }
      for row in 0..<rows.count / columns {
        let start = row * columns
        do throws(Complaint) {
          try add(rows.extracting(start..<start + columns))
        } catch {
          fault = DataSetError(
            place.at(line: lines.line(ofRow: row), column: error.column), error.reason)
          return
        }
      }
    }

    /// Ends the file.
    ///
    /// - Returns: The engines in order.
    mutating func finish() throws(DataSetError) -> [Trajectory] {
      if let fault { throw fault }
      endEngine()
      return found
    }

    private mutating func add(_ row: Span<Double>) throws(Complaint) {
      if number == 0 || row[0] != Double(number) {
        try checkNumber(row[0])
        endEngine()
        number += 1
      }
      try addCycle(row[1])
      guard let key = regimeKey(ofAltitude: row[2]) else {
        throw Complaint(column: 3, reason: "the setting \(row[2]) is no altitude")
      }
      regimeKeys.append(key)
      unsafe row.extracting(2...).withUnsafeBufferPointer {
        unsafe cells.append(contentsOf: $0)
      }
    }

    /// Checks that a new engine is the one after the last.
    private func checkNumber(_ value: Double) throws(Complaint) {
      if value == Double(number + 1) { return }
      guard let stated = Int(exactly: value) else {
        throw Complaint(column: 1, reason: "the unit \(value) is no whole number")
      }
      throw Complaint(
        column: 1,
        reason: (1...).contains(stated) && stated <= number
          ? "unit \(stated) reappears after unit \(number); the rows of a unit belong together"
          : "unit \(stated) stands where unit \(number + 1) belongs")
    }

    private mutating func addCycle(_ cycle: Double) throws(Complaint) {
      guard let count = Int32(exactly: cycle), count >= 1 else {
        throw Complaint(column: 2, reason: "the cycle \(cycle) is no whole number from 1")
      }
      if let last = cycles.last, cycle <= last {
        throw Complaint(
          column: 2,
          reason: cycle < last
            ? "cycles go backwards: \(count) follows \(Int(last)) in unit \(number)"
            : "cycle \(count) stands twice in unit \(number)")
      }
      cycles.append(cycle)
    }

    private mutating func endEngine() {
      if cycles.isEmpty { return }
      found.append(
        Trajectory(
          number: number, cycles: Self.copy(cycles),
          values: Matrix(
            rows: cycles.count, columns: channels.count, storage: Self.copy(cells)),
          regimeKeys: Self.copy(regimeKeys)))
      cycles.removeAll(keepingCapacity: true)
      regimeKeys.removeAll(keepingCapacity: true)
      cells.removeAll(keepingCapacity: true)
    }

    /// An array of its own without room to spare, so that the original can be filled again.
    private static func copy<Element>(_ array: [Element]) -> [Element] {
      unsafe array.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }
}
