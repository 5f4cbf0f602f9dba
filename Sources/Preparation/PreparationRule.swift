import Numerics
public import Telemetry

/// Everything a suite says about how rows become a detector's input.
public struct PreparationRule: Sendable, Equatable {
  public var scaling: ScalingKind
  public var scope: ScalingScope
  public var missing: MissingRule
  /// The channels to use, as indices into the data set's; all where `nil`.
  public var channels: [Int]?

  public init(
    scaling: ScalingKind = .standard, scope: ScalingScope = .global, missing: MissingRule = .refuse,
    channels: [Int]? = nil
  ) {
    self.scaling = scaling
    self.scope = scope
    self.missing = missing
    self.channels = channels
  }

  /// The channels that enter the preparation: with scaling per regime the channels that define the
  /// regime are no channels themselves.
  public func candidates(of dataSet: DataSet) -> [Int] {
    let wanted = channels ?? Array(dataSet.channels.indices)
    return scope == .regime ? wanted.filter { !dataSet.regimeChannels.contains($0) } : wanted
  }

  /// The data set as this rule takes it: without the rows that it drops.
  ///
  /// - Throws: ``PreparationError`` when a value is missing and the rule refuses that.
  public func admitted(_ dataSet: DataSet) throws(PreparationError) -> DataSet {
    let candidates = candidates(of: dataSet)
    switch missing {
    case .forwardFill, .interpolate: return dataSet
    case .drop:
      return dataSet.mapUnits { $0.droppingRowsWithMissingValues(in: candidates) }
    case .refuse:
      for unit in dataSet.units + (dataSet.testUnits ?? []) {
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
