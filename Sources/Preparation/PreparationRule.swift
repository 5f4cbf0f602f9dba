import Numerics
public import Telemetry

/// Everything a suite says about how rows become a detector's input.
public struct PreparationRule: Sendable, Equatable {
  public var scaling: ScalingKind
  public var scope: ScalingScope
  public var missing: MissingRule
  /// The channels to use, as indices into the data set's; all where `nil`.
  public var channels: [Int]?
  /// What stands in for the scaled channels; the channels themselves where `nil`.
  public var features: FeatureRule?

  public init(
    scaling: ScalingKind = .standard, scope: ScalingScope = .global, missing: MissingRule = .refuse,
    channels: [Int]? = nil, features: FeatureRule? = nil
  ) {
    self.scaling = scaling
    self.scope = scope
    self.missing = missing
    self.channels = channels
    self.features = features
  }

  /// The channels that enter the preparation: with scaling per regime the channels that define the
  /// regime are no channels themselves.
  public func candidates(of dataSet: DataSet) -> [Int] {
    let wanted = channels ?? Array(dataSet.channels.indices)
    return scope == .regime ? wanted.filter { !dataSet.regimeChannels.contains($0) } : wanted
  }

  /// The ids of all columns that prepared rows may have; those that do not vary are dropped.
  public func columnIDs(of dataSet: DataSet) -> [String] {
    let ids = candidates(of: dataSet).map { dataSet.channels[$0].id }
    guard let features else { return ids }
    return features.kinds.flatMap { kind in ids.map { Self.columnID(of: $0, kind) } }
  }

  /// The id of a channel's feature; the newest value keeps the channel's own.
  static func columnID(of channel: String, _ kind: FeatureKind) -> String {
    kind == .value ? channel : "\(channel).\(kind.rawValue)"
  }

  /// Checks that the units can share a model.
  ///
  /// - Throws: ``PreparationError`` when one of them lacks a channel that another has.
  public func checkCommonChannels(_ dataSet: DataSet) throws(PreparationError) {
    let candidates = candidates(of: dataSet)
    for unit in dataSet.units {
      guard let channel = candidates.first(where: { !unit.has(channel: $0) }) else { continue }
      throw PreparationError(
        "unit \(unit.id) has no channel \(dataSet.channels[channel].id), so that the units cannot share"
          + " a model; choose split: chronological with fit: per-unit")
    }
  }

  /// The data set as this rule takes it: without the units that have none of its channels, and
  /// without the rows that it drops.
  ///
  /// - Throws: ``PreparationError`` when no unit is left, or when a value is missing and the rule
  ///   refuses that.
  public func admitted(_ dataSet: DataSet) throws(PreparationError) -> DataSet {
    let candidates = candidates(of: dataSet)
    let dataSet = dataSet.filterUnits { unit in candidates.contains(where: unit.has) }
    if dataSet.units.isEmpty { throw PreparationError("no unit has any of the channels") }
    switch missing {
    case .forwardFill, .interpolate: return dataSet
    case .drop:
      return dataSet.mapUnits { unit in
        unit.droppingRowsWithMissingValues(in: candidates.filter(unit.has))
      }
    case .refuse:
      for unit in dataSet.units + (dataSet.testUnits ?? []) {
        let candidates = candidates.filter(unit.has)
        for row in 0..<unit.rows {
          for channel in candidates where unit.values[row, channel].isNaN {
            throw PreparationError(
              "unit \(unit.id) lacks a value of \(dataSet.channels[channel].id) in row \(row + 1);"
                + " choose missing: forward-fill, interpolate or drop")
          }
        }
      }
      return dataSet
    }
  }
}
