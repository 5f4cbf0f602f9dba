import Archives
import Numerics
import Telemetry

/// Makes units of gathered rows.
struct TableAssembly {
  private let rows: TableRows
  /// The first line of the first table.
  private let place: Place
  /// The positions of the channels among the columns read, and how many of these there are.
  private let positions: [Int]
  private let width: Int
  let channels: [Channel]
  let regimeNames: [String]?
  private let phaseNames: [String]
  /// The place of every phase and regime, by its number, in the order of the names.
  private let phaseCodes: [Int]
  private let regimeCodes: [Int]

  /// Names the channels, phases and regimes.
  ///
  /// - Throws: ``DataSetError`` when there are none or too many of them.
  init(_ rows: TableRows) throws(DataSetError) {
    guard let first = rows.first else {
      preconditionFailure("rows of no table cannot be assembled")
    }
    self.rows = rows
    place = first.place
    positions = rows.channels.positions
    width = first.columns.channels.count
    channels = positions.map { Channel(id: first.names[first.columns.channels[$0]]) }
    if channels.isEmpty {
      throw DataSetError(
        first.place, "no column of numbers is left for a channel; the other columns have a meaning")
    }
    (phaseNames, phaseCodes) = try Self.order(rows.phases.names, .phase, at: first.place)
    let regimes = try Self.order(rows.regimes.names, .regime, at: first.place)
    regimeNames = first.columns.regime.map { _ in regimes.names }
    regimeCodes = regimes.codes
  }

  /// The channels that follow the load, as indices into the channels.
  func loadChannels() throws(TableMismatch) -> [Int] {
    guard let patterns = rows.layout.load else { return Array(channels.indices) }
    var found = Set<Int>()
    for (position, pattern) in patterns.enumerated() {
      found.formUnion(try indices(of: pattern, .load(position)))
    }
    return found.sorted()
  }

  /// The channel of the raw control, as an index into the channels.
  func rawChannel() throws(TableMismatch) -> Int {
    try rows.layout.raw.map { (name) throws(TableMismatch) in try indices(of: name, .raw)[0] } ?? 0
  }

  /// The channels that a pattern covers, of which there is one at least.
  private func indices(
    of pattern: String, _ setting: TableMismatch.Setting
  ) throws(TableMismatch) -> [Int] {
    let glob = Glob(pattern)
    let found = channels.indices.filter { glob.matches(channels[$0].id) }
    if found.isEmpty {
      throw TableMismatch(
        setting: setting, place: place, reason: "no channel \(pattern.debugDescription)",
        name: pattern, known: channels.map(\.id))
    }
    return found
  }

  /// The units, each from all tables that have rows of it, in the order of the tables' names.
  func units() throws(DataSetError) -> [Unit] {
    var parts = [[TablePart]](repeating: [], count: rows.units.names.count)
    for part in rows.parts { parts[part.unit].append(part) }
    return try parts.map { (parts) throws(DataSetError) in
      let sorted = parts.sorted { $0.place.description < $1.place.description }
      try check(sorted)
      return try unit(sorted)
    }
  }

  /// Checks that the parts of a unit follow one another.
  private func check(_ parts: [TablePart]) throws(DataSetError) {
    for (earlier, later) in zip(parts, parts.dropFirst()) {
      let name = rows.units.names[later.unit].debugDescription
      if rows.layout.columns[.unit] == nil {
        throw DataSetError(
          later.place, "unit \(name) is in \(earlier.place) too; a unit is named after its file")
      }
      if rows.layout.columns[.time] == nil {
        throw DataSetError(
          later.place,
          "unit \(name) is in \(earlier.place) too, and without a column of times nothing tells"
            + " which rows come first")
      }
      if let last = earlier.times.last, let next = later.times.first, !next.isLater(than: last) {
        throw DataSetError(
          later.place,
          "the rows of unit \(name) begin before those in \(earlier.place) end; tables follow one"
            + " another by their names")
      }
    }
  }

  private func unit(_ parts: [TablePart]) throws(DataSetError) -> Unit {
    let times = times(of: parts)
    let labels = parts.flatMap(\.labels)
    return Unit(
      id: rows.units.names[parts[0].unit],
      times: times.map { $0.value(since: times[0], in: rows.layout.timeUnit) },
      values: matrix(parts),
      ending: try ending(parts, times),
      regimeKeys: regimeNames.map { _ in parts.flatMap(\.regimes).map { regimeCodes[$0] } },
      recordedPhases: phaseNames.isEmpty
        ? nil
        : PhaseTrack(
          names: phaseNames, codes: parts.flatMap(\.phases).map { UInt8(phaseCodes[$0]) }),
      recordedLabels: labels.isEmpty ? nil : labels,
      isOff: labels.contains(.off) ? labels.map { $0 == .off } : nil)
  }

  /// The times of a unit's rows; the rows are counted where the layout has no column of times.
  private func times(of parts: [TablePart]) -> [TableTime] {
    if rows.layout.columns[.time] != nil { return parts.flatMap(\.times) }
    let count = parts.map(\.values.count).reduce(0, +) / width
    return (0..<count).map { .number(Double($0)) }
  }

  private func matrix(_ parts: [TablePart]) -> Matrix {
    var storage: [Double] = []
    for part in parts {
      if positions.count == width {
        storage += part.values
        continue
      }
      for start in stride(from: 0, to: part.values.count, by: width) {
        for position in positions { storage.append(part.values[start + position]) }
      }
    }
    return Matrix(
      rows: storage.count / channels.count, columns: channels.count, storage: storage)
  }

  private func ending(_ parts: [TablePart], _ times: [TableTime]) throws(DataSetError) -> Ending {
    let last = times[times.count - 1]
    let unit = rows.layout.timeUnit
    if rows.layout.runsToFailure { return .failed(at: last.value(since: times[0], in: unit)) }
    let failures = parts.compactMap(\.failure)
    guard let failure = failures.first else { return .censored }
    let name = rows.units.names[parts[0].unit].debugDescription
    if let other = failures.first(where: { $0.time != failure.time }) {
      throw DataSetError(
        other.place, "unit \(name) fails at another time than in \(failure.place)")
    }
    if last.isLater(than: failure.time) {
      throw DataSetError(
        failure.place,
        "unit \(name) has rows after the time of its failure; leave them out of the table")
    }
    return .failed(at: failure.time.value(since: times[0], in: unit))
  }

  /// Phases and regimes are states of which there are some.
  private static let mostNames = 256

  /// Sorts names; `codes` has the place of each by its number before.
  private static func order(
    _ names: [String], _ role: TableRole, at place: Place
  ) throws(DataSetError) -> (names: [String], codes: [Int]) {
    if names.count > mostNames {
      throw DataSetError(
        place,
        "the column of the \(role.rawValue) has \(names.count) different entries, of which at most"
          + " \(mostNames) are states of a machine")
    }
    let order = Array(names.indices).sorted(byID: { names[$0] })
    var codes = [Int](repeating: 0, count: names.count)
    for (code, number) in order.enumerated() { codes[number] = code }
    return (order.map { names[$0] }, codes)
  }
}
