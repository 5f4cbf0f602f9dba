public import JSON
public import Preparation

/// One data set of a suite, with everything that is done to it before a detector sees it.
public struct DatasetEntry: Sendable, Equatable {
  public let id: String
  public let source: Source
  public let split: SplitRule
  public let fit: Fit
  /// The label sets; the first is the main one, the others serve the time metrics only.
  public let labels: [LabelRule]
  public let phases: PhaseScheme
  public let regime: Regime
  public let scaling: ScalingKind
  public let scope: ScalingScope
  public let missing: MissingRule
  /// The channels to use, by ids or patterns of ids; the source's usual ones where `nil`.
  public let channels: [Setting]?
  /// Where the suite file states it, for errors found when the data are at hand.
  public let origin: Setting

  /// How many models are fitted.
  public enum Fit: String, Sendable, CaseIterable {
    /// One for all units.
    case pooled
    /// One model, scaler and threshold per unit.
    case perUnit = "per-unit"
  }

  /// What defines the operating regime of a row.
  public enum Regime: String, Sendable, CaseIterable {
    /// There is one regime.
    case none
    /// The first operating setting of a C-MAPSS engine, rounded.
    case set1
    /// The recorded state of a simulated pump.
    case state
    /// The column of a table that is mapped to it.
    case column
  }

  /// Whether two entries ask for the same thing; where they stand makes no difference.
  public static func == (first: DatasetEntry, second: DatasetEntry) -> Bool {
    first.json == second.json
  }

  /// The entry as it stands in a resolved suite.
  public var json: JSONValue {
    var members = [JSONValue.Member("id", .string(id))]
    members += source.members
    members += [
      JSONValue.Member("split", split.json),
      JSONValue.Member("fit", .string(fit.rawValue)),
      JSONValue.Member("labels", .array(labels.map(\.json))),
      JSONValue.Member("phases", .string(phases.rawValue)),
      JSONValue.Member("regime", .string(regime.rawValue)),
      JSONValue.Member("scaling", ScalingSetting(kind: scaling, scope: scope).json),
      JSONValue.Member("missing", .string(missing.rawValue)),
      JSONValue.Member(
        "channels", channels.map { .array($0.map(\.json)) } ?? .null),
    ]
    return .object(members)
  }
}
