/// Sixteen sums of squares side by side, one for each row of a group.
///
/// The order of every sum is that of the calls, so its bits do not depend on what stands beside it.
/// Numbers are compared four at a time: this compiler takes comparisons of eight apart.
struct LaneSums {
  /// How many bytes the values of one channel take.
  static let stride = 2 * MemoryLayout<SIMD8<Double>>.stride

  private var first = SIMD8<Double>.zero
  private var second = SIMD8<Double>.zero

  /// Adds the squared differences between a value and those of sixteen rows.
  ///
  /// - Parameters:
  ///   - value: One channel of the row that is searched for.
  ///   - points: The index's ``NeighbourIndex/points``.
  ///   - offset: Where the channel's values stand there, in bytes.
  @inline(__always)
  mutating func addSquare(
    of value: Double, to points: UnsafeRawBufferPointer, at offset: Int
  ) {
    let value = SIMD8(repeating: value)
    let near = unsafe Self.eight(points, offset) - value
    let far = unsafe Self.eight(points, offset + Self.stride / 2) - value
    first += near * near
    second += far * far
  }

  /// Adds the squared distances between a value and sixteen ranges.
  ///
  /// - Parameters:
  ///   - value: One channel of the row that is searched for.
  ///   - low: The lower ends of the boxes.
  ///   - high: The upper ends of the boxes.
  ///   - offset: Where the channel's ends stand there, in bytes.
  @inline(__always)
  mutating func addSquare(
    of value: Double, from low: UnsafeRawBufferPointer, through high: UnsafeRawBufferPointer,
    at offset: Int
  ) {
    let value = SIMD8(repeating: value)
    let next = offset + Self.stride / 2
    let near = unsafe Self.outside(
      Self.eight(low, offset) - value, value - Self.eight(high, offset))
    let far = unsafe Self.outside(Self.eight(low, next) - value, value - Self.eight(high, next))
    first += near * near
    second += far * far
  }

  /// The smallest sum.
  var smallest: Double {
    @inline(__always) get {
      let four = Self.smaller(
        Self.smaller(first.lowHalf, first.highHalf), Self.smaller(second.lowHalf, second.highHalf))
      let two = Self.smaller(four.lowHalf, four.highHalf)
      return two.y < two.x ? two.y : two.x
    }
  }

  /// Calls a closure with the sixteen sums.
  @inline(__always)
  func withSums(_ body: (UnsafePointer<Double>) -> Void) {
    unsafe withUnsafeBytes(of: self) { bytes in
      if let base = bytes.baseAddress { unsafe body(base.assumingMemoryBound(to: Double.self)) }
    }
  }

  @inline(__always)
  private static func eight(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> SIMD8<Double> {
    unsafe bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
  }

  /// How far values lie outside of ranges, told by how far they lie below and above.
  @inline(__always)
  private static func outside(_ below: SIMD8<Double>, _ above: SIMD8<Double>) -> SIMD8<Double> {
    SIMD8(
      lowHalf: larger(larger(below.lowHalf, above.lowHalf), .zero),
      highHalf: larger(larger(below.highHalf, above.highHalf), .zero))
  }

  @inline(__always)
  private static func larger(_ one: SIMD4<Double>, _ other: SIMD4<Double>) -> SIMD4<Double> {
    one.replacing(with: other, where: other .> one)
  }

  @inline(__always)
  private static func smaller<Lanes: SIMD<Double>>(_ one: Lanes, _ other: Lanes) -> Lanes {
    one.replacing(with: other, where: other .< one)
  }
}
