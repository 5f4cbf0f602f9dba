import Archives
import Telemetry

extension IMS {
  /// Finds a test's table in an archive or a folder, or takes the file as that table.
  ///
  /// - Throws: `ArchiveError` or ``DataSetError`` if there is none, or two, or it is damaged.
  static func readTable(
    of test: Test, from path: String, limits: ArchiveLimits = .standard
  ) throws -> Holding {
    var found: (table: FeatureTable, member: MemberRecord)?
    try Archive.visitAllMembers(of: path, limits: limits, plainFiles: true) { member in
      guard member.fileName == test.tableName else { return .proceed }
      if found != nil {
        throw DataSetError(member.place, "there is a second \(test.tableName)")
      }
      var table: FeatureTable?
      let content = try TableReader.read(member, delimiter: .comma) { reader in
        table = try readTable(reader, test)
      }
      let record = MemberRecord(
        path: member.place.member ?? test.tableName, bytes: content.bytes, sha256: content.sha256,
        isKnown: false)
      found = table.map { ($0, record) }
      return .proceed
    }
    guard let (table, member) = found else {
      throw DataSetError(Place(file: path), "there is no \(test.tableName) in it")
    }
    return Holding(
      table: table,
      container: try container(path, [member]),
      members: [member])
  }

  /// How many snapshots a test's table on disk holds; `nil` where there is none that can be read.
  public static func snapshots(inTableAt path: String, of test: Test) -> Int? {
    (try? readTable(of: test, from: path))?.table.snapshots.count
  }

  /// Reads the table of a test, as `assay data extract` writes it; further columns are passed over.
  ///
  /// - Parameters:
  ///   - reader: The table.
  ///   - test: The test that it belongs to.
  /// - Throws: `ArchiveError` or ``DataSetError`` if a column is missing, a number is none, or not
  ///   every snapshot has every channel once.
  /// - Returns: The table, perhaps of fewer snapshots than the test has.
  static func readTable(_ reader: TableReader, _ test: Test) throws -> FeatureTable {
    let columns = try FeatureColumns(reader)
    var rows: [TableLine] = []
    try reader.forEachRow { (row) throws(ArchiveError) in
      rows.append(try columns.read(row, test, at: reader.place))
    }
    return try gather(rows, columns.features, test, at: reader.place)
  }

  /// Sorts rows by time and channel and checks that none is missing and none there twice.
  private static func gather(
    _ rows: [TableLine], _ features: [Feature], _ test: Test, at place: Place
  ) throws(DataSetError) -> FeatureTable {
    let sorted = rows.sorted {
      ($0.snapshot.seconds, $0.channel) < ($1.snapshot.seconds, $1.channel)
    }
    var snapshots: [Snapshot] = []
    var values: [Double] = []
    for (index, row) in sorted.enumerated() {
      let channel = index % test.channels
      if channel == 0 { snapshots.append(row.snapshot) }
      guard row.channel == channel, row.snapshot == snapshots[snapshots.count - 1] else {
        let last = index > 0 ? sorted[index - 1] : row
        let isTwice =
          index > 0 && last.snapshot.seconds == row.snapshot.seconds && last.channel == row.channel
        throw DataSetError(
          place.at(line: row.line),
          isTwice
            ? "channel \(row.channel + 1) of snapshot \(row.snapshot.name) stands there twice"
            : "snapshot \(snapshots[snapshots.count - 1].name) lacks channel \(channel + 1)")
      }
      values += row.values
    }
    if let last = sorted.last, sorted.count % test.channels != 0 {
      throw DataSetError(
        place, "snapshot \(last.snapshot.name) lacks channel \(sorted.count % test.channels + 1)")
    }
    if snapshots.isEmpty { throw DataSetError(place, "the table has no rows") }
    return FeatureTable(test: test, features: features, snapshots: snapshots, values: values)
  }
}

/// One channel of one snapshot.
private struct TableLine {
  let line: Int
  let snapshot: IMS.Snapshot
  /// Counted from 0.
  let channel: Int
  let values: [Double]
}

/// Where a table's columns stand.
private struct FeatureColumns {
  let snapshot: Int
  let bearing: Int
  let channel: Int
  /// The features that the table has, in the order in which an extracted table lists them.
  let features: [IMS.Feature]
  private let places: [Int]

  init(_ table: TableReader) throws(ArchiveError) {
    func place(_ name: String) throws(ArchiveError) -> Int {
      if table.columns.count(where: { $0 == name }) > 1 {
        throw ArchiveError(table.header, "the column \(name) stands twice")
      }
      if let place = table.columns.firstIndex(of: name) { return place }
      throw ArchiveError(table.header, "the table has no column \(name)")
    }
    snapshot = try place("snapshot")
    bearing = try place("bearing")
    channel = try place("channel")
    for feature in IMS.Feature.basic { _ = try place(feature.name) }
    let present = try IMS.Feature.all.filter { table.columns.contains($0.name) }
      .map { feature throws(ArchiveError) in (feature, try place(feature.name)) }
    features = present.map(\.0)
    places = present.map(\.1)
  }

  func read(
    _ row: borrowing TableRow, _ test: IMS.Test, at place: Place
  ) throws(ArchiveError) -> TableLine {
    guard let time = IMS.Snapshot(name: row.text(snapshot)) else {
      throw mistake(row, snapshot, "time of the form YYYY.MM.DD.HH.MM.SS", place)
    }
    guard let number = row.number(channel).flatMap({ Int(exactly: $0) }),
      (1...test.channels).contains(number)
    else { throw mistake(row, channel, "channel from 1 through \(test.channels)", place) }
    guard row.number(bearing) == Double(test.bearings[number - 1]) else {
      throw mistake(
        row, bearing, "bearing of channel \(number), which sits on \(test.bearings[number - 1])",
        place)
    }
    var values: [Double] = []
    values.reserveCapacity(places.count)
    for column in places {
      guard let value = row.number(column), value.isFinite else {
        throw mistake(row, column, "number", place)
      }
      values.append(value)
    }
    return TableLine(line: row.line, snapshot: time, channel: number - 1, values: values)
  }

  private func mistake(
    _ row: borrowing TableRow, _ column: Int, _ expected: String, _ place: Place
  ) -> ArchiveError {
    ArchiveError(
      place.at(line: row.line, column: column + 1), "\(row.quotedText(column)) is no \(expected)")
  }
}
