extension String {
  /// The text with U+FFFD in place of control characters, which could steer a terminal.
  public var withoutControlCharacters: String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.generalCategory == .control
    }
    guard unicodeScalars.contains(where: isControl) else { return self }
    var text = UnicodeScalarView()
    for scalar in unicodeScalars { text.append(isControl(scalar) ? "\u{FFFD}" : scalar) }
    return String(text)
  }
}
