/// All rows, in an order in which those of any leaf stand together.
struct RowSides: Sendable {
  private(set) var rows: [UInt32]
  private var spare: [UInt32]

  init(count: Int) {
    rows = (0..<UInt32(count)).map { $0 }
    spare = rows
  }

  /// Moves the rows that go to the left of a split before the others, both in their order.
  ///
  /// - Parameters:
  ///   - range: The rows of the leaf.
  ///   - bins: The bins of all rows in the block of the split channel.
  ///   - lane: The channel's place in the block.
  ///   - bin: The last bin of the left side.
  /// - Returns: The first position of the right side.
  mutating func partition(
    _ range: Range<Int>, _ bins: [SIMD4<UInt8>], lane: Int, through bin: UInt8
  ) -> Int {
    Self.partition(range, &rows, &spare, bins.span, lane: lane, through: bin)
  }

  private static func partition(
    _ range: Range<Int>, _ rows: inout [UInt32], _ spare: inout [UInt32],
    _ bins: Span<SIMD4<UInt8>>, lane: Int, through bin: UInt8
  ) -> Int {
    var rows = rows.mutableSpan
    var spare = spare.mutableSpan
    var left = range.lowerBound
    var right = 0
    for index in range {
      let row = rows[index]
      // Both are written, one of them is kept: cheaper than a branch that cannot be foreseen.
      rows[left] = row
      spare[right] = row
      let step = bins[Int(row)][lane] <= bin ? 1 : 0
      left += step
      right += 1 - step
    }
    for index in 0..<right { rows[left + index] = spare[index] }
    return left
  }
}
