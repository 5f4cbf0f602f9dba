/// One score, or none yet, for every row of a unit.
public struct ScoreTrace: Sendable, Equatable {
  /// The scores in row order; NaN stands for a row without one, so a score itself is never NaN.
  public private(set) var storage: [Double]

  /// Creates a trace without any score.
  public init(count: Int) {
    storage = [Double](repeating: .nan, count: count)
  }

  /// Creates a trace from scores in which NaN marks a row without one.
  public init(storage: [Double]) {
    self.storage = storage
  }

  public var count: Int { storage.count }

  public subscript(row: Int) -> Double? {
    get { storage[row].isNaN ? nil : storage[row] }
    set {
      // A score that is no number must not pass for none: as infinity it is refused.
      storage[row] = newValue.map { $0.isNaN ? .infinity : $0 } ?? .nan
    }
  }

  /// Two traces are equal when every bit of every score is.
  public static func == (left: ScoreTrace, right: ScoreTrace) -> Bool {
    left.count == right.count
      && zip(left.storage, right.storage).allSatisfy {
        $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN)
      }
  }
}
