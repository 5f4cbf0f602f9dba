/// The order of numbers by radix sort: several times faster than by comparisons, and stable.
struct RadixOrder {
  /// Indices of the numbers in ascending order.
  let order: [UInt32]

  private static let digitBits = 11

  init(_ values: [Double]) {
    // −0 and 0 are one value; as bits they would be two.
    var keys = values.map { Self.key($0 + 0) }
    var order = (0..<UInt32(values.count)).map { $0 }
    var spareKeys = keys
    var spareOrder = order
    let differing = keys.reduce(0) { $0 | ($1 ^ (keys.first ?? 0)) }
    for shift in stride(from: 0, to: 64, by: Self.digitBits) {
      let mask: UInt64 = (1 << Self.digitBits) - 1
      guard differing >> shift & mask != 0 else { continue }
      var places = [Int](repeating: 0, count: Int(mask) + 1)
      for key in keys { places[Int(key >> shift & mask)] += 1 }
      var next = 0
      for digit in places.indices { (places[digit], next) = (next, next + places[digit]) }
      for index in keys.indices {
        let digit = Int(keys[index] >> shift & mask)
        let place = places[digit]
        places[digit] = place + 1
        spareKeys[place] = keys[index]
        spareOrder[place] = order[index]
      }
      swap(&keys, &spareKeys)
      swap(&order, &spareOrder)
    }
    self.order = order
  }

  /// Bits that stand in the order of the numbers they come from.
  private static func key(_ value: Double) -> UInt64 {
    let bits = value.bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }
}
