public import Numerics
public import Telemetry

/// A preparation that has seen its training rows and can prepare any row of any unit.
///
/// Every prepared row depends on its own values and, where values are missing, on earlier rows of
/// its unit; never on later ones.
public struct FittedPreparation: Sendable {
  /// For every column of prepared rows the channel that it comes from, as an index into the data set's
  /// channels; features of one channel repeat it.
  public let channelIndices: [Int]
  /// The columns of prepared rows: the channels, or features of them.
  public let channels: [Channel]
  /// The channels that would be prepared if the training units had them.
  public let absentChannels: [Channel]
  public let regimes: RegimeMap
  private let rule: PreparationRule
  private let scale: FittedScale
  private let features: FittedFeatures?
  /// The mean of every data set channel over the fit rows: stands in before a unit's first value.
  private let fallback: [Double]

  /// Fits regimes, fill values and scale.
  ///
  /// - Parameters:
  ///   - rule: The preparation to fit.
  ///   - dataSet: The data set that the slices come from.
  ///   - training: The training rows; regimes are those met here.
  ///   - mayFit: For every training slice, whether each row of the unit may be fitted on.
  ///   - isHeld: For every training slice, whether each row is kept from the fit of regimes too; none
  ///     where `nil`.
  /// - Throws: ``PreparationError`` when no row may be fitted on or no channel varies.
  public init(
    _ rule: PreparationRule, of dataSet: DataSet, training: [UnitSlice], mayFit: [[Bool]],
    isHeld: [[Bool]]? = nil
  ) throws(PreparationError) {
    self.rule = rule
    regimes = RegimeMap(training: training, isHeld: isHeld)
    var groups = [String: Int]()
    if rule.scope == .unit {
      for slice in training { groups[slice.unit.id] = groups.count }
    }
    let fitRows = zip(training, mayFit).map { slice, mayFit in slice.rows.filter { mayFit[$0] } }
    if rule.scope == .unit, let empty = fitRows.firstIndex(where: \.isEmpty) {
      throw PreparationError("unit \(training[empty].unit.id) has no rows to take its scale from")
    }
    fallback = Self.columnMeans(training, fitRows)
    let fitted = Self.gather(rule, training, fitRows, fallback: fallback)
    guard fitted.rows > 0 else { throw PreparationError("no training row may be fitted on") }
    let regimesOfRows = zip(training, fitRows).flatMap { [regimes] slice, rows in
      let all = rule.scope == .regime ? regimes.regimes(of: slice.unit) : []
      return rows.map { row in
        switch rule.scope {
        case .global: 0
        case .regime: all[row]
        case .unit: groups[slice.unit.id] ?? 0
        }
      }
    }
    let groupCount =
      switch rule.scope {
      case .global: 1
      case .regime: regimes.count
      case .unit: groups.count
      }
    let scaler = Scaler(rule.scaling, rows: fitted, groups: regimesOfRows, groupCount: groupCount)
    let varying = Set(scaler.varyingChannels)
    let candidates = rule.candidates(of: dataSet)
    let present = candidates.filter { channel in
      training.allSatisfy { $0.unit.has(channel: channel) }
    }
    absentChannels = candidates.filter { !present.contains($0) }.map { dataSet.channels[$0] }
    let scaledChannels = present.filter(varying.contains)
    if scaledChannels.isEmpty { throw PreparationError("no channel varies over the fit rows") }
    scale = FittedScale(
      rule: rule, scaler: scaler, channels: scaledChannels, regimes: regimes, unitGroups: groups)
    guard let featureRule = rule.features else {
      features = nil
      channelIndices = scaledChannels
      channels = scaledChannels.map { dataSet.channels[$0] }
      return
    }
    let fittedFeatures = FittedFeatures(
      featureRule,
      units: zip(training, fitRows).map { [scale, fallback] slice, rows in
        (scale.scale(Self.filled(rule, slice, fallback: fallback), of: slice.unit), rows)
      }, isScaled: rule.scaling != .none)
    features = fittedFeatures
    let sources = fittedFeatures.sources
    if sources.isEmpty { throw PreparationError("no feature varies over the fit rows") }
    channelIndices = sources.map { scaledChannels[$0.channel] }
    channels = sources.map { channel, kind in
      Channel(
        id: PreparationRule.columnID(of: dataSet.channels[scaledChannels[channel]].id, kind))
    }
  }

  /// The first `end` rows of a unit, prepared for scoring: rows × ``channels``.
  public func prepare(_ unit: Unit, upTo end: Int) -> Matrix {
    prepared(filledForScoring(unit).prefix(end), of: unit)
  }

  /// The rows of a training slice from the unit's first through the slice's last, prepared for
  /// fitting; they differ from ``prepare(_:upTo:)`` only where values are missing.
  public func prepareForFitting(_ slice: UnitSlice) -> Matrix {
    let whole = Self.filled(rule, slice, fallback: fallback)
    return prepared(whole.prefix(slice.rows.upperBound), of: slice.unit)
  }

  /// The regime of every row of a unit.
  public func regimes(of unit: Unit) -> [Int] { regimes.regimes(of: unit) }

  private func filledForScoring(_ unit: Unit) -> Matrix {
    switch rule.missing {
    case .refuse, .drop: unit.values
    case .forwardFill, .interpolate:
      MissingValues.fillForward(unit.values, fallback: fallback)
    }
  }

  private func prepared(_ values: Matrix, of unit: Unit) -> Matrix {
    let scaled = scale.scale(values, of: unit)
    return features?.features(of: scaled) ?? scaled
  }

  private static func filled(_ rule: PreparationRule, _ slice: UnitSlice, fallback: [Double])
    -> Matrix
  {
    switch rule.missing {
    case .refuse, .drop: return slice.unit.values
    case .forwardFill: return MissingValues.fillForward(slice.unit.values, fallback: fallback)
    case .interpolate:
      let forward = MissingValues.fillForward(slice.unit.values, fallback: fallback)
      let within = MissingValues.interpolate(
        slice.unit.values, rows: slice.rows, fallback: fallback)
      // Rows outside the slice are not training rows: only their past may fill them.
      var mixed = forward
      for row in slice.rows {
        for column in 0..<mixed.columns { mixed[row, column] = within[row, column] }
      }
      return mixed
    }
  }

  private static func gather(
    _ rule: PreparationRule, _ training: [UnitSlice], _ fitRows: [[Int]], fallback: [Double]
  ) -> Matrix {
    var storage: [Double] = []
    var count = 0
    for (slice, rows) in zip(training, fitRows) {
      let values = filled(rule, slice, fallback: fallback)
      for row in rows { storage.append(contentsOf: values.row(row)) }
      count += rows.count
    }
    return Matrix(
      rows: count, columns: count == 0 ? 0 : storage.count / count, storage: storage)
  }

  private static func columnMeans(_ training: [UnitSlice], _ fitRows: [[Int]]) -> [Double] {
    guard let columns = training.first?.unit.values.columns else { return [] }
    return (0..<columns).map { column in
      var sum = 0.0
      var count = 0
      for (slice, rows) in zip(training, fitRows) {
        for row in rows where !slice.unit.values[row, column].isNaN {
          sum += slice.unit.values[row, column]
          count += 1
        }
      }
      return count == 0 ? 0 : sum / Double(count)
    }
  }
}
