import Numerics

/// The numbers that a setting may have; each bound is in or out.
public struct NumberRange: Sendable, Equatable, CustomStringConvertible {
  /// One end of a range.
  public enum Bound: Sendable, Equatable {
    case included(Double)
    case excluded(Double)
  }

  public let lower: Bound?
  public let upper: Bound?

  public init(lower: Bound? = nil, upper: Bound? = nil) {
    self.lower = lower
    self.upper = upper
  }

  /// Every finite number.
  public static let any = NumberRange()
  /// Zero and every number above it.
  public static let nonNegative = NumberRange(lower: .included(0))
  /// Every number above zero.
  public static let positive = NumberRange(lower: .excluded(0))
  /// The numbers from 0 through 1.
  public static let unit = NumberRange(lower: .included(0), upper: .included(1))

  /// The numbers between two bounds, neither of which is meant.
  public static func between(_ lower: Double, _ upper: Double) -> NumberRange {
    NumberRange(lower: .excluded(lower), upper: .excluded(upper))
  }

  /// The numbers of a closed range.
  public static func through(_ range: ClosedRange<Double>) -> NumberRange {
    NumberRange(lower: .included(range.lowerBound), upper: .included(range.upperBound))
  }

  public func contains(_ number: Double) -> Bool {
    let isHighEnough =
      switch lower {
      case .included(let bound): number >= bound
      case .excluded(let bound): number > bound
      case nil: true
      }
    let isLowEnough =
      switch upper {
      case .included(let bound): number <= bound
      case .excluded(let bound): number < bound
      case nil: true
      }
    return isHighEnough && isLowEnough
  }

  /// The range as it follows "a number" in a message; empty for every number.
  public var description: String {
    return switch (lower, upper) {
    case (nil, nil): ""
    case (.included(let low), nil): "of at least \(low.shortest)"
    case (.excluded(let low), nil): "above \(low.shortest)"
    case (nil, .included(let high)): "of at most \(high.shortest)"
    case (nil, .excluded(let high)): "below \(high.shortest)"
    case (.included(let low), .included(let high)): "from \(low.shortest) through \(high.shortest)"
    case (.excluded(let low), .included(let high)):
      "above \(low.shortest) and at most \(high.shortest)"
    case (.included(let low), .excluded(let high)):
      "of at least \(low.shortest) and below \(high.shortest)"
    case (.excluded(let low), .excluded(let high)):
      "above \(low.shortest) and below \(high.shortest)"
    }
  }
}
