/// A part of a whole, or `nil` of nothing.
func ratio(_ part: Double, _ whole: Double) -> Double? {
  whole > 0 ? part / whole : nil
}

/// The F1 of a precision and a recall, or `nil` where either is undefined or both are 0.
func harmonicMean(_ precision: Double?, _ recall: Double?) -> Double? {
  guard let precision, let recall else { return nil }
  return ratio(2 * precision * recall, precision + recall)
}
