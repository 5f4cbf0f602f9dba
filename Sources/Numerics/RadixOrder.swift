/// The order of numbers by radix sort: several times faster than by comparisons, and stable.
public struct RadixOrder: Sendable {
  /// Indices of the numbers in ascending order; of equal numbers, −0 and 0 among them, the first.
  public let order: [UInt32]

  /// Sorts numbers.
  ///
  /// - Precondition: No number is NaN, and there are fewer than 2³² of them.
  /// - Complexity: O(*n*).
  public init(_ values: [Double]) {
    // −0 and 0 are one value; as bits they would be two.
    var keys = values.map { ($0 + 0).ascendingBits }
    var order = (0..<UInt32(values.count)).map { $0 }
    var spareKeys = keys
    var spareOrder = order
    for digit in RadixDigit.varying(in: keys) {
      var places = digit.places(of: keys)
      for index in keys.indices {
        let value = digit.of(keys[index])
        let place = places[value]
        places[value] = place + 1
        spareKeys[place] = keys[index]
        spareOrder[place] = order[index]
      }
      swap(&keys, &spareKeys)
      swap(&order, &spareOrder)
    }
    self.order = order
  }
}
