/// Thirty-two sums of squares side by side, one for each row of a group.
///
/// Numbers are compared four at a time: this compiler takes comparisons of eight apart.
struct LaneSums {
  typealias Lanes = NeighbourIndex.Lanes

  /// How many vectors of lanes there are.
  static let count = 4

  private var first = Lanes.zero
  private var second = Lanes.zero
  private var third = Lanes.zero
  private var fourth = Lanes.zero

  /// Adds the squared differences between a value and those of a group of rows.
  ///
  /// - Parameters:
  ///   - value: One channel of the row that is searched for.
  ///   - points: The index's ``NeighbourIndex/rounded``.
  ///   - place: Where the channel's values begin there.
  @inline(__always)
  mutating func addSquare(
    of value: Float, to points: UnsafeBufferPointer<Lanes>, at place: Int
  ) {
    let value = Lanes(repeating: value)
    unsafe Self.add(points[place] - value, to: &first)
    unsafe Self.add(points[place &+ 1] - value, to: &second)
    unsafe Self.add(points[place &+ 2] - value, to: &third)
    unsafe Self.add(points[place &+ 3] - value, to: &fourth)
  }

  /// Adds the squared distances between a value and a group of ranges.
  ///
  /// - Parameters:
  ///   - value: One channel of the row that is searched for.
  ///   - low: The lower ends of the boxes.
  ///   - high: The upper ends of the boxes.
  ///   - place: Where the channel's ends begin there.
  @inline(__always)
  mutating func addSquare(
    of value: Float, from low: UnsafeBufferPointer<Lanes>,
    through high: UnsafeBufferPointer<Lanes>, at place: Int
  ) {
    let value = Lanes(repeating: value)
    unsafe Self.add(Self.outside(low[place] - value, value - high[place]), to: &first)
    let next = place &+ 1
    unsafe Self.add(Self.outside(low[next] - value, value - high[next]), to: &second)
    let after = place &+ 2
    unsafe Self.add(Self.outside(low[after] - value, value - high[after]), to: &third)
    let last = place &+ 3
    unsafe Self.add(Self.outside(low[last] - value, value - high[last]), to: &fourth)
  }

  /// The smallest sum, or one that is no number.
  var smallest: Float {
    @inline(__always) get {
      let eight = (
        Self.smaller(first.lowHalf, first.highHalf), Self.smaller(second.lowHalf, second.highHalf),
        Self.smaller(third.lowHalf, third.highHalf), Self.smaller(fourth.lowHalf, fourth.highHalf)
      )
      let four = Self.smaller(Self.smaller(eight.0, eight.1), Self.smaller(eight.2, eight.3))
      let two = Self.smaller(four.lowHalf, four.highHalf)
      return two.y < two.x ? two.y : two.x
    }
  }

  /// Calls a closure with the sums, one after another.
  @inline(__always)
  func withSums(_ body: (UnsafePointer<Float>) -> Void) {
    unsafe withUnsafeBytes(of: self) { bytes in
      if let base = bytes.baseAddress { unsafe body(base.assumingMemoryBound(to: Float.self)) }
    }
  }

  @inline(__always)
  private static func add(_ difference: Lanes, to sum: inout Lanes) {
    sum += difference * difference
  }

  /// How far values lie outside of ranges, told by how far they lie below and above.
  @inline(__always)
  private static func outside(_ below: Lanes, _ above: Lanes) -> Lanes {
    Lanes(
      lowHalf: larger(larger(below.lowHalf, above.lowHalf), .zero),
      highHalf: larger(larger(below.highHalf, above.highHalf), .zero))
  }

  @inline(__always)
  private static func larger(_ one: SIMD4<Float>, _ other: SIMD4<Float>) -> SIMD4<Float> {
    one.replacing(with: other, where: other .> one)
  }

  @inline(__always)
  private static func smaller<Few: SIMD<Float>>(_ one: Few, _ other: Few) -> Few {
    one.replacing(with: other, where: other .< one)
  }
}
