/// Sorts keys by their upper sixteen bits: few by insertion, many by two passes over digits.
struct KeySorter {
  private static let insertionLimit = 40

  private var spare: [UInt32]
  private var lowPlaces = [Int32](repeating: 0, count: 256)
  private var highPlaces = [Int32](repeating: 0, count: 256)

  init(capacity: Int) {
    spare = [UInt32](repeating: 0, count: capacity)
  }

  /// Sorts the first keys.
  ///
  /// - Parameters:
  ///   - keys: The keys.
  ///   - count: How many of them.
  ///   - low: The smallest upper half of any.
  ///   - high: The largest.
  mutating func sort(_ keys: inout [UInt32], count: Int, low: Int, high: Int) {
    if count <= Self.insertionLimit {
      insertionSort(&keys, count: count)
    } else {
      radixSort(&keys, count: count, low: low, high: high)
    }
  }

  private func insertionSort(_ keys: inout [UInt32], count: Int) {
    var keys = keys.mutableSpan
    precondition(count <= keys.count, "no more keys than there are")
    for index in 1..<count {
      // No index leaves 0..<count: `place` starts within it and falls while it is above 0.
      let key = unsafe keys[unchecked: index]
      var place = index
      while place > 0, unsafe keys[unchecked: place - 1] > key {
        unsafe keys[unchecked: place] = keys[unchecked: place - 1]
        place -= 1
      }
      unsafe keys[unchecked: place] = key
    }
  }

  private mutating func radixSort(_ keys: inout [UInt32], count: Int, low: Int, high: Int) {
    let bits = Int.bitWidth - (high - low).leadingZeroBitCount
    let digits = Digits(base: UInt32(low), bits: UInt32((bits + 1) / 2))
    Self.findPlaces(keys, count, digits, &lowPlaces, &highPlaces)
    Self.scatter(keys, count, to: &spare, places: &lowPlaces, digit: digits.low)
    Self.scatter(spare, count, to: &keys, places: &highPlaces, digit: digits.high)
  }

  /// Finds the first place of the keys with each digit.
  private static func findPlaces(
    _ keys: [UInt32], _ count: Int, _ digits: Digits, _ lowPlaces: inout [Int32],
    _ highPlaces: inout [Int32]
  ) {
    let keys = keys.span.extracting(first: count)
    var low = lowPlaces.mutableSpan
    var high = highPlaces.mutableSpan
    for digit in 0...Int(digits.mask) {
      low[digit] = 0
      high[digit] = 0
    }
    for index in keys.indices {
      // Digits have at most eight bits, and both tables 256 places.
      let key = unsafe keys[unchecked: index]
      unsafe low[unchecked: digits.low(key)] &+= 1
      unsafe high[unchecked: digits.high(key)] &+= 1
    }
    accumulate(&low, through: Int(digits.mask))
    accumulate(&high, through: Int(digits.mask))
  }

  /// Turns counts into the first place of each digit.
  private static func accumulate(_ places: inout MutableSpan<Int32>, through last: Int) {
    var next: Int32 = 0
    for digit in 0...last {
      let count = places[digit]
      places[digit] = next
      next += count
    }
  }

  /// Copies keys to the places of their digits, those of equal ones in their order.
  @inline(__always)
  private static func scatter(
    _ keys: [UInt32], _ count: Int, to sorted: inout [UInt32], places: inout [Int32],
    digit: (UInt32) -> Int
  ) {
    let keys = keys.span.extracting(first: count)
    var places = places.mutableSpan
    var sorted = sorted.mutableSpan
    precondition(sorted.count >= keys.count, "a place for every key")
    for index in keys.indices {
      // The counts of all digits sum to the number of keys, so that every place is below it.
      let key = unsafe keys[unchecked: index]
      let place = unsafe places[unchecked: digit(key)]
      unsafe sorted[unchecked: Int(place)] = key
      unsafe places[unchecked: digit(key)] = place &+ 1
    }
  }
}

/// The two digits of a key's rank, as it stands above the lowest rank.
private struct Digits {
  let base: UInt32
  let bits: UInt32
  let mask: UInt32

  init(base: UInt32, bits: UInt32) {
    self.base = base
    self.bits = bits
    mask = 1 << bits - 1
  }

  @inline(__always)
  func low(_ key: UInt32) -> Int { Int((key >> 16 &- base) & mask) }

  @inline(__always)
  func high(_ key: UInt32) -> Int { Int((key >> 16 &- base) &>> bits & mask) }
}
