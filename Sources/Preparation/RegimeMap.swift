public import Telemetry

/// The operating regimes met in the training rows, and the regime of any other row.
public struct RegimeMap: Sendable, Equatable {
  /// The distinct regime keys of the training rows, ascending; regime *i* has key `keys[i]`.
  public let keys: [Int]

  /// Collects the regimes of the training rows; one regime where units have no keys.
  ///
  /// - Parameters:
  ///   - training: The training rows.
  ///   - isHeld: For every slice, whether each row of its unit is left out; none where `nil`.
  public init(training: [UnitSlice], isHeld: [[Bool]]? = nil) {
    var found = Set<Int>()
    for (index, slice) in training.enumerated() {
      guard let keys = slice.unit.regimeKeys else { continue }
      let held = isHeld?[index]
      for row in slice.rows where held?[row] != true { found.insert(keys[row]) }
    }
    keys = found.sorted()
  }

  public var count: Int { max(1, keys.count) }

  /// The regime of every row: that of the nearest key, ties to the lower.
  public func regimes(of unit: Unit) -> [Int] {
    guard let unitKeys = unit.regimeKeys, keys.count > 1 else {
      return [Int](repeating: 0, count: unit.rows)
    }
    return unitKeys.map(nearest)
  }

  private func nearest(to key: Int) -> Int {
    // As floating-point numbers, because the difference of two integers can overflow.
    func distance(_ index: Int) -> Double { abs(Double(keys[index]) - Double(key)) }
    var best = 0
    for index in keys.indices where distance(index) < distance(best) { best = index }
    return best
  }
}
