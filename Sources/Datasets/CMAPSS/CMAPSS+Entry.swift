import Archives
import Numerics
import Telemetry

extension CMAPSS {
  /// A loaded subset as the blocks of a cache entry.
  static func draft(of loaded: LoadedDataSet) -> CacheDraft {
    var draft = CacheDraft()
    draft.add([loaded.dataSet.identity], as: "identity")
    draft.add(loaded.members)
    add(loaded.dataSet.units, of: "train", to: &draft)
    if let units = loaded.dataSet.testUnits { add(units, of: "test", to: &draft) }
    return draft
  }

  private static func add(_ units: [Unit], of part: String, to draft: inout CacheDraft) {
    draft.add(units.map { Int32($0.rows) }, as: "\(part).rows")
    draft.add(units.flatMap { $0.times.map { Int32($0) } }, as: "\(part).cycles")
    draft.add(units.compactMap { $0.remainingLife(at: $0.rows - 1) }, as: "\(part).lives")
    if let decimals = DecimalColumns(units.map(\.values)) {
      draft.add(decimals.places, as: "\(part).places")
      draft.add(decimals.integers, as: "\(part).values")
    } else {
      draft.add(units.flatMap(\.values.storage), as: "\(part).values")
    }
  }

  /// The subset that an entry holds, with its test units where it has such.
  static func loaded(
    _ subset: String, from entry: borrowing CacheEntry, _ container: Container
  ) throws(CacheEntry.Damage) -> LoadedDataSet {
    let train = try trajectories("train", in: entry)
    let test = entry.has("test.rows") ? try trajectories("test", in: entry) : nil
    let identity = try entry.texts("identity").joined()
    return LoadedDataSet(
      dataSet: dataSet(
        subset, train: train, test: test, identity: identity, container: container),
      members: try entry.members(isKnown: isKnown))
  }

  private static func trajectories(
    _ part: String, in entry: borrowing CacheEntry
  ) throws(CacheEntry.Damage) -> [Unit] {
    let rows = try entry.numbers("\(part).rows", as: Int32.self).map(Int.init)
    let lives = try entry.numbers("\(part).lives", as: Double.self)
    guard lives.count == rows.count, rows.allSatisfy({ $0 > 0 }) else { throw CacheEntry.Damage() }
    var cycles: [[Double]] = []
    try entry.read("\(part).cycles", pieces: rows) { (piece: Span<Int32>) in
      cycles.append(piece.indices.map { Double(piece[$0]) })
    }
    let cells = try cells(part, in: entry, rows: rows)
    var units: [Unit] = []
    for index in rows.indices {
      let values = Matrix(rows: rows[index], columns: channels.count, storage: cells[index])
      let keys = (0..<values.rows).compactMap { regimeKey(ofAltitude: values[$0, 0]) }
      if keys.count < values.rows { throw CacheEntry.Damage() }
      units.append(
        Trajectory(number: index + 1, cycles: cycles[index], values: values, regimeKeys: keys)
          .unit(failingAfter: lives[index]))
    }
    return units
  }

  /// For every engine its cells, row by row.
  private static func cells(
    _ part: String, in entry: borrowing CacheEntry, rows: [Int]
  ) throws(CacheEntry.Damage) -> [[Double]] {
    var cells: [[Double]] = []
    let pieces = rows.map { $0 * channels.count }
    guard entry.has("\(part).places") else {
      try entry.read("\(part).values", pieces: pieces) { (piece: Span<Double>) in
        cells.append(unsafe piece.withUnsafeBufferPointer { unsafe Array($0) })
      }
      return cells
    }
    let places = try entry.numbers("\(part).places", as: Int32.self)
    guard places.count == channels.count, let powers = DecimalColumns.powers(places) else {
      throw CacheEntry.Damage()
    }
    try entry.read("\(part).values", pieces: pieces) { piece in
      cells.append(DecimalColumns.decode(piece, powers: powers))
    }
    return cells
  }
}
