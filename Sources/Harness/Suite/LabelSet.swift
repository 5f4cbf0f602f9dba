import Numerics
import Preparation
import Telemetry

/// A named label set as listings show it.
public struct LabelSet: Sendable, Equatable {
  public let name: String
  public let version: Int
  /// What it says, in a few words.
  public let definition: String

  /// The label sets of a source, its usual one first; none of an unknown source.
  public static func all(ofSource name: String) -> [LabelSet] {
    (DatasetEntry.Source.Kind(rawValue: name)?.labelSets ?? []).compactMap { rule in
      rule.version.map { LabelSet(name: rule.name, version: $0, definition: rule.definition) }
    }
  }
}

extension LabelRule {
  fileprivate var definition: String {
    switch criterion {
    case .recorded: return "the labels of the table's own column"
    case .faults(let origins):
      return "rows of \(origins.map(\.rawValue).joined(separator: " and ")) faults fail, all others"
        + " are healthy"
    case .rows(let shares):
      return
        "the last \((100 * shares.failing).shortest) % of the running rows of a unit that fails are"
        + " failing, the first \((100 * shares.healthy).shortest) % healthy"
    case .life(let thresholds):
      return "failing at a remaining life of at most \(thresholds.failingWithin.shortest), healthy"
        + " above \(thresholds.healthyBeyond.shortest)"
        + (thresholds.fitBeyond.map { ", fitted on above \($0.shortest)" } ?? "")
    }
  }
}
