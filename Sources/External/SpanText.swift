import JSON
import Numerics

/// Writes spans of time and amounts of memory as suites write them, such as `10min` and `2GB`.
public enum SpanText {
  /// Units with their seconds, the greatest first.
  public static let timeUnits = [("h", 3600.0), ("min", 60), ("s", 1), ("ms", 0.001)]
  /// Units with their bytes, the greatest first.
  public static let memoryUnits = [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)]

  /// Writes seconds in the greatest unit that leaves no fraction.
  public static func seconds(_ seconds: Double) -> String { text(seconds, timeUnits) }

  /// Writes bytes in the greatest unit that leaves no fraction.
  public static func bytes(_ bytes: Int) -> String { text(Double(bytes), memoryUnits) }

  private static func text(_ amount: Double, _ units: [(name: String, size: Double)]) -> String {
    let whole = units.first {
      amount >= $0.size && (amount / $0.size).rounded() == amount / $0.size
    }
    guard let unit = whole ?? units.last else { return amount.shortest }
    return "\((amount / unit.size).shortest)\(unit.name)"
  }
}
