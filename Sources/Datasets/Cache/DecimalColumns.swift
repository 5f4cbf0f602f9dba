import Numerics

/// Columns of numbers with few decimals as integers, in half the room.
///
/// A number that was read as a decimal is the nearest to an integer ÷ 10ⁿ, so that dividing again
/// gives the same bits. Every column has its own n.
struct DecimalColumns {
  /// For every column its n.
  private(set) var places: [Int32]
  /// The integers of all rows, row by row.
  private(set) var integers: [Int32] = []

  /// Encodes tables of the same columns, one after another.
  ///
  /// - Returns: `nil` where any number is no integer of 32 bits ÷ 10ⁿ in its column.
  init?(_ tables: [Matrix]) {
    let width = tables.first?.columns ?? 0
    places = [Int32](repeating: 0, count: width)
    for table in tables {
      for (index, value) in table.storage.enumerated() {
        guard raisePlaces(of: index % width, for: value) else { return nil }
      }
    }
    integers.reserveCapacity(tables.reduce(0) { $0 + $1.storage.count })
    for table in tables {
      for (index, value) in table.storage.enumerated() {
        // More places may have made an earlier number too large.
        guard let integer = Self.integer(value, places[index % width]) else { return nil }
        integers.append(integer)
      }
    }
  }

  /// Raises the places of a column until they are enough for a number.
  private mutating func raisePlaces(of column: Int, for value: Double) -> Bool {
    while places[column] < Self.powers.count {
      if Self.integer(value, places[column]) != nil { return true }
      places[column] += 1
    }
    return false
  }

  private static func integer(_ value: Double, _ places: Int32) -> Int32? {
    if value == 0 && value.sign == .minus { return negativeZero }
    let power = powers[Int(places)]
    let integer = (value * power).rounded()
    guard integer.magnitude <= Double(Int32.max),
      (integer / power).bitPattern == value.bitPattern
    else { return nil }
    return Int32(integer)
  }

  /// Decodes the integers of rows.
  ///
  /// - Parameters:
  ///   - integers: Whole rows.
  ///   - powers: For every column its 10ⁿ.
  /// - Returns: As many numbers.
  static func decode(_ integers: Span<Int32>, powers: [Double]) -> [Double] {
    let width = powers.count
    precondition(integers.count.isMultiple(of: width), "rows are whole")
    return unsafe [Double](unsafeUninitializedCapacity: integers.count) { buffer, count in
      unsafe powers.withUnsafeBufferPointer { powers in
        unsafe integers.withUnsafeBufferPointer { integers in
          for row in 0..<integers.count / width {
            for column in 0..<width {
              let index = row * width + column
              let value = unsafe Double(integers[index]) / powers[column]
              unsafe buffer[index] = integers[index] == negativeZero ? -0.0 : value
            }
          }
        }
      }
      count = integers.count
    }
  }

  /// The power of ten of every column; `nil` where the places are none that are ever stored.
  static func powers(_ places: [Int32]) -> [Double]? {
    places.allSatisfy { powers.indices.contains(Int($0)) } ? places.map { powers[Int($0)] } : nil
  }

  /// 10⁰ to 10⁹, all exact.
  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
  /// An integer has no sign at zero; files write -0.0000 where a setting was rounded.
  private static let negativeZero = Int32.min
}
