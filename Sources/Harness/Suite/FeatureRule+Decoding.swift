import JSON
import Preparation

extension FeatureRule {
  /// Reads `{ window: 5, of: [value, mean] }`; either may be left out.
  init(_ setting: Setting) throws(SuiteError) {
    var reader = try setting.mapping()
    let window = try reader.integer("window", default: FeatureRule().window, in: Self.windows)
    let kinds =
      try reader.take("of").map { (setting) throws(SuiteError) in
        try setting.distinct { (setting) throws(SuiteError) -> FeatureKind in
          try setting.choice(among: FeatureKind.allCases)
        }
      } ?? FeatureKind.standard
    try reader.finish()
    self.init(window: window, kinds: kinds)
  }

  /// The rule as it stands in a resolved suite.
  var json: JSONValue {
    ["window": .integer(window), "of": .array(kinds.map { .string($0.rawValue) })]
  }
}
