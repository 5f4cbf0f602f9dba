public import Telemetry

/// How a data set is divided into rows to fit on and rows to evaluate, always in the order of time.
public enum SplitRule: Sendable, Equatable {
  /// The source's own training units fit, its test units evaluate.
  case official
  /// The first `fraction` of the units, rounded down, fits; the others evaluate.
  case units(fraction: Double)
  /// In every unit the fit rows come first, `gap` rows are discarded, the later rows evaluate.
  case chronological(fit: FitRows, gap: Int)

  /// The fit rows of one unit in a chronological split.
  public enum FitRows: Sendable, Equatable {
    /// The first share of the unit's rows, rounded down.
    case fraction(Double)
    /// A fixed window of rows, counted from 0.
    case window(Range<Int>)
  }
}

/// The two sides of a split; no row stands on both.
public struct Split: Sendable {
  public let rule: SplitRule
  public let training: [UnitSlice]
  public let evaluation: [UnitSlice]

  /// Divides a data set.
  ///
  /// - Throws: ``PreparationError`` when the data set has no official test part, or when one side
  ///   would stay empty.
  public init(_ rule: SplitRule, of dataSet: DataSet) throws(PreparationError) {
    self.rule = rule
    switch rule {
    case .official:
      guard let testUnits = dataSet.testUnits else {
        throw PreparationError("source \(dataSet.source) has no official test part")
      }
      training = dataSet.units.map { UnitSlice(unit: $0, rows: 0..<$0.rows) }
      evaluation = testUnits.map { UnitSlice(unit: $0, rows: 0..<$0.rows) }
    case .units(let fraction):
      let count = Int((fraction * Double(dataSet.units.count)).rounded(.down))
      training = dataSet.units.prefix(count).map { UnitSlice(unit: $0, rows: 0..<$0.rows) }
      evaluation = dataSet.units.dropFirst(count).map { UnitSlice(unit: $0, rows: 0..<$0.rows) }
    case .chronological(let fit, let gap):
      training = dataSet.units.map { UnitSlice(unit: $0, rows: Self.fitRows(fit, of: $0)) }
      evaluation = training.map { slice in
        let first = min(slice.rows.upperBound + gap, slice.unit.rows)
        return UnitSlice(unit: slice.unit, rows: first..<slice.unit.rows)
      }
    }
    if training.allSatisfy({ $0.rows.isEmpty }) {
      throw PreparationError("the split leaves no rows to fit on")
    }
    if evaluation.allSatisfy({ $0.rows.isEmpty }) {
      throw PreparationError("the split leaves no rows to evaluate")
    }
  }

  private static func fitRows(_ fit: SplitRule.FitRows, of unit: Unit) -> Range<Int> {
    switch fit {
    case .fraction(let fraction): 0..<Int((fraction * Double(unit.rows)).rounded(.down))
    case .window(let window): window.clamped(to: 0..<unit.rows)
    }
  }
}

/// A preparation that the data do not allow.
public struct PreparationError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}
