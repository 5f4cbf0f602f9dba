import Harness

extension [Comparison.UnitDifference] {
  /// How many units differ, and the first few numbers.
  ///
  /// As in `2 units differ: 7 lead 40 → 0; 9 lead 31 → 28.`
  ///
  /// - Parameter number: Writes a number.
  /// - Returns: One sentence; the list must not be empty.
  func sentence(_ number: (Double) -> String) -> String {
    let mostNamed = 4
    func text(_ value: Double?) -> String { value.map(number) ?? NumberText.undefined }
    let named = prefix(mostNamed).map {
      "\($0.unit) \($0.metric) \(text($0.golden)) → \(text($0.new))"
    }
    let units = Set(map(\.unit)).count
    let rest = count - named.count
    return "\(units) \(units == 1 ? "unit differs" : "units differ"): "
      + named.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more numbers." : ".")
  }
}
