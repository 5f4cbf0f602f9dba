extension [Double] {
  /// The numbers in ascending order, −0 before 0; several times faster than comparing them.
  ///
  /// - Precondition: No number is NaN.
  /// - Complexity: O(*n*).
  public func ascending() -> [Double] {
    var keys = map(\.ascendingBits)
    var moved = keys
    for digit in RadixDigit.varying(in: keys) {
      keys.distribute(into: &moved, by: digit)
      swap(&keys, &moved)
    }
    return keys.map { Double(ascendingBits: $0) }
  }
}

extension [UInt64] {
  fileprivate func distribute(into target: inout [UInt64], by digit: RadixDigit) {
    var places = digit.places(of: self)
    var cells = target.mutableSpan
    for key in self {
      let value = digit.of(key)
      cells[places[value]] = key
      places[value] += 1
    }
  }
}
