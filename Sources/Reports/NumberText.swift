import Metrics

/// How numbers are shown to people: fixed digits, no locale, a dash where there is none.
enum NumberText {
  static let undefined = "–"

  /// A number with a fixed number of digits after the point, halves rounded away from zero.
  static func fixed(_ number: Double?, _ digits: Int) -> String {
    guard let number, number.isFinite else { return undefined }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (abs(number) * scale).rounded()
    guard scaled < 1e15 else { return "\(number)" }
    let sign = number < 0 && scaled > 0 ? "-" : ""
    let digitsText = String(Int(scaled))
    if digits == 0 { return sign + digitsText }
    let padded = String(repeating: "0", count: max(0, digits + 1 - digitsText.count)) + digitsText
    return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
  }

  /// A number with as many digits as its size deserves: three that count, none beyond the point
  /// from 100 on.
  static func short(_ number: Double?) -> String {
    guard let number else { return undefined }
    let size = abs(number)
    if isWhole(number), size < 1e6 { return fixed(number, 0) }
    return fixed(number, size >= 100 ? 0 : size >= 10 ? 1 : 2)
  }

  /// A number to compare another with: at least three digits that count.
  static func precise(_ number: Double) -> String {
    if isWhole(number), abs(number) < 1e6 { return fixed(number, 0) }
    var digits = 2
    var size = abs(number)
    while size < 1, size > 0, digits < 12 {
      size *= 10
      digits += 1
    }
    while size >= 10, digits > 0 {
      size /= 10
      digits -= 1
    }
    return fixed(number, digits)
  }

  /// A difference with its sign: `+0.5`, `-3`, `0`.
  static func signed(_ number: Double) -> String {
    withSign(precise(number), number)
  }

  /// A text of a number with its sign, unless only zeros are left of it.
  private static func withSign(_ text: String, _ number: Double) -> String {
    number > 0 && text.contains(where: { "123456789".contains($0) }) ? "+" + text : text
  }

  /// A difference with the bounds of its interval where there is one: `+12 [-3 to +20]`.
  static func difference(_ estimate: Estimate?) -> String {
    guard let estimate else { return undefined }
    func text(_ number: Double) -> String { withSign(short(number), number) }
    let bounds = estimate.bounds.map { " [\(text($0.low)) to \(text($0.high))]" }
    return text(estimate.value) + (bounds ?? "")
  }

  /// The bounds of an interval with two digits that count: `[4.1–16]`; nothing without bounds.
  static func bounds(_ low: Double?, _ high: Double?) -> String {
    guard let low, let high else { return "" }
    func text(_ bound: Double) -> String {
      let size = abs(bound)
      if isWhole(bound) { return fixed(bound, 0) }
      return fixed(bound, size >= 10 ? 0 : size >= 1 ? 1 : 2)
    }
    return "[\(text(low))–\(text(high))]"
  }

  /// A number with the bounds of its interval where there is one: `9.7 [4.1–16]`.
  static func interval(_ number: Double?, _ low: Double?, _ high: Double?) -> String {
    let bounds = number == nil ? "" : bounds(low, high)
    return bounds.isEmpty ? short(number) : "\(short(number)) \(bounds)"
  }

  /// A share with two digits and the bounds of its interval where there is one: `0.95 [0.94–0.96]`.
  static func share(_ number: Double?, _ low: Double?, _ high: Double?) -> String {
    guard let low, let high else { return fixed(number, 2) }
    return "\(fixed(number, 2)) [\(fixed(low, 2))–\(fixed(high, 2))]"
  }

  /// A count, or its mean over seeds, out of a number: `17/50`.
  static func count(_ number: Double?, of total: Double?) -> String {
    guard let number, let total else { return undefined }
    return "\(short(number))/\(short(total))"
  }

  /// Nanoseconds as microseconds.
  static func microseconds(_ nanoseconds: Double?) -> String {
    fixed(nanoseconds.map { $0 / 1000 }, 2)
  }

  /// Whether a number is whole but for rounding: counts come back from shares.
  private static func isWhole(_ number: Double) -> Bool {
    abs(number - number.rounded()) <= 1e-9 * max(1, abs(number))
  }
}
