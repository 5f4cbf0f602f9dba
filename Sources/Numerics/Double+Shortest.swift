extension Double {
  /// The shortest decimal that reads back as this number; whole numbers without a fraction.
  ///
  /// - Precondition: The number is finite: what is undefined is left out of files, not written.
  public var shortest: String {
    precondition(isFinite, "\(self) is no number that a file can hold")
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
