public import Datasets
import Preparation

/// A user's own table, as a suite names and describes it.
public struct TableEntry: Sendable, Equatable {
  /// The file, archive or folder: looked up in the folders of data and beside the suite.
  public let path: String
  public let layout: TableLayout
}

extension TableEntry {
  /// The phase schemes that the table has, its usual one first.
  var phases: [PhaseScheme] {
    let estimated: [PhaseScheme] = layout.knowsLives ? [.life, .volatility] : [.volatility, .life]
    return (layout.columns[.phase] == nil ? [] : [.recorded]) + estimated
  }

  /// The regimes that the table has, its usual one first.
  var regimes: [DatasetEntry.Regime] {
    layout.columns[.regime] == nil ? [.none] : [.column, .none]
  }
}
