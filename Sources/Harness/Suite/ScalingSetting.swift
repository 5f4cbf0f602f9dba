import JSON
import Preparation

/// A scaling as a suite states it: kind and scope.
struct ScalingSetting: Equatable {
  let kind: ScalingKind
  let scope: ScalingScope
}

extension ScalingSetting {
  /// Reads a scaling and checks that the rest of its data set allows it.
  init(
    _ setting: Setting?, regime: DatasetEntry.Regime, split: SplitRule,
    source: DatasetEntry.Source
  ) throws(SuiteError) {
    guard let setting else {
      self.init(kind: .standard, scope: .global)
      return
    }
    var reader = try setting.mapping(orNameOf: "kind")
    let kind = try reader.choice("kind", default: .standard, among: ScalingKind.allCases)
    var scope = ScalingScope.global
    if let per = reader.take("per") {
      if kind == .none { throw per.error("values that are not scaled have no scale to share") }
      scope = try per.choice(among: ScalingScope.allCases)
      if scope == .regime, regime == .none {
        let regimes = source.regimes.filter { $0 != .none }.map(\.rawValue)
        throw per.error(
          regimes.isEmpty
            ? "scaling per regime needs a regime: columns: { regime: … }"
            : "scaling per regime needs a regime: \(regimes.joined(separator: " or "))"
              + " for source \(source.name)")
      }
      if scope == .unit, !split.isChronological {
        throw per.error("scaling per unit needs rows of every unit to fit on: split: chronological")
      }
    }
    try reader.finish()
    self.init(kind: kind, scope: scope)
  }

  var json: JSONValue { ["kind": .string(kind.rawValue), "per": .string(scope.rawValue)] }
}
