import Archives
import Numerics
import Telemetry

extension IMS {
  /// The digits that a feature keeps when it is loaded, so that the raw archive and a table that was
  /// extracted anywhere are the same data.
  static let significantDigits = 6

  /// The rig stands still where the sd of every channel is below this.
  static let standingStill = 0.02

  /// Makes a data set of a test: its bearings are the units, clock hours from the first snapshot
  /// their time.
  ///
  /// - Parameters:
  ///   - table: All snapshots of the test, with at least the features wanted and the sd.
  ///   - features: The features that become channels, in this order.
  ///   - containers: The files that the table was read from.
  /// - Throws: ``DataSetError`` if the table lacks a feature.
  /// - Returns: A data set with a channel per feature and channel of the rig, such as `ch7.sd`.
  static func dataSet(
    _ table: FeatureTable, features: [Feature], containers: [Container]
  ) throws(DataSetError) -> DataSet {
    let channels = channels(of: table.test, features)
    let file = containers.first.map { Place(file: $0.name) }
    let places = try features.map { feature throws(DataSetError) in
      try table.place(of: feature, in: file)
    }
    let values = roundedValues(table, places)
    let isOff = try standsStill(table, in: file)
    let times = table.snapshots.map {
      Double($0.seconds - (table.snapshots.first?.seconds ?? 0)) / 3600
    }
    let failure = times.indices.last { !isOff[$0] }.map { times[$0] }
    let units = Set(table.test.bearings).sorted().map { bearing in
      let own = table.test.bearings.indices.filter { table.test.bearings[$0] == bearing }
      let owned = own.flatMap { channel in
        features.indices.map { channel * features.count + $0 }
      }
      let failed = table.test.failed.contains(bearing) ? failure : nil
      return Unit(
        id: "\(table.test.subset)-bearing\(bearing)", times: times,
        values: values.keeping(columns: owned),
        ending: failed.map { .failed(at: $0) } ?? .censored,
        isOff: isOff.contains(true) ? isOff : nil, channels: owned,
        neighbourFailure: failed == nil ? failure : nil)
    }
    return DataSet(
      source: source, subset: table.test.subset, channels: channels, timeUnit: .hour, units: units,
      loadChannels: channels.indices.filter { channels[$0].id.hasSuffix(".\(Feature.sd.name)") },
      rawChannels: rawChannels(of: table.test, features),
      identity: Identity.digest(
        source: source, subset: table.test.subset, channels: channels,
        parts: [(name: "bearings", units: units)]),
      containers: containers)
  }

  /// The channels of a data set: every feature of the first channel, then those of the next.
  static func channels(of test: Test, _ features: [Feature]) -> [Channel] {
    (1...test.channels).flatMap { channel in
      features.map { Channel(id: "ch\(channel).\($0.name)") }
    }
  }

  /// The sd of every bearing's first channel, or the first feature that there is.
  private static func rawChannels(of test: Test, _ features: [Feature]) -> [Int] {
    let plainest = features.firstIndex(of: .sd) ?? 0
    return Set(test.bearings).sorted().compactMap { bearing in
      test.bearings.firstIndex(of: bearing).map { $0 * features.count + plainest }
    }
  }

  /// Snapshots × (channels × wanted features), rounded.
  private static func roundedValues(_ table: FeatureTable, _ places: [Int]) -> Matrix {
    var storage: [Double] = []
    storage.reserveCapacity(table.snapshots.count * table.test.channels * places.count)
    for snapshot in table.snapshots.indices {
      for channel in 0..<table.test.channels {
        for place in places {
          let value = table.values[
            table.index(snapshot: snapshot, channel: channel, feature: place)]
          storage.append(value.rounded(toSignificantDigits: significantDigits))
        }
      }
    }
    return Matrix(
      rows: table.snapshots.count, columns: table.test.channels * places.count, storage: storage)
  }

  private static func standsStill(
    _ table: FeatureTable, in file: Place?
  ) throws(DataSetError) -> [Bool] {
    let sd = try table.place(of: .sd, in: file)
    return table.snapshots.indices.map { snapshot in
      (0..<table.test.channels).allSatisfy { channel in
        // Rounded as it is loaded, so that any table of the same snapshots decides alike.
        table.values[table.index(snapshot: snapshot, channel: channel, feature: sd)]
          .rounded(toSignificantDigits: significantDigits) < standingStill
      }
    }
  }
}

extension IMS.FeatureTable {
  /// The position of a feature among those of the table, which stands in a file.
  func place(of feature: IMS.Feature, in file: Place?) throws(DataSetError) -> Int {
    if let place = features.firstIndex(of: feature) { return place }
    throw DataSetError(
      file,
      "the tables of IMS test \(test.subset) have no column \(feature.name); extract them anew from"
        + " the raw archive with: assay data extract")
  }
}

extension Matrix {
  /// The same matrix with every other column missing.
  fileprivate func keeping(columns kept: [Int]) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns, filledWith: .nan)
    for row in 0..<rows {
      for column in kept { matrix[row, column] = self[row, column] }
    }
    return matrix
  }
}
