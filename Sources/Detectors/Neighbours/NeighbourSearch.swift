/// Finds the nearest rows of an index, one search after another, in memory of its own.
///
/// The nearest are the `count` rows with the smallest squared distances; of equal distances those of
/// the rows with the lowest index. That is exact: a leaf is passed over only when the distance to its
/// box exceeds that to the last of the rows found so far, and as both are computed in the same order,
/// rounding never lifts the first above the distance to a row within. Distances whose square exceeds
/// the largest finite number count as that.
struct NeighbourSearch {
  private let index: NeighbourIndex
  /// What was found last.
  private(set) var nearest: NearestRows
  /// The squared distance to the box of every leaf, and of those that pad the last group.
  private var bounds: [Double]

  /// Makes room for searches.
  ///
  /// - Parameters:
  ///   - index: The rows to search among.
  ///   - count: How many rows each search finds.
  /// - Precondition: There are as many rows, and one more where searches exclude one.
  init(_ index: NeighbourIndex, count: Int) {
    precondition(count <= index.count, "too few rows for so many neighbours")
    let boxes = index.paddedLeafCount * index.channels
    precondition(index.low.count == boxes && index.high.count == boxes, "a leaf has a box")
    self.index = index
    nearest = NearestRows(count: count)
    bounds = [Double](repeating: 0, count: index.paddedLeafCount)
  }

  /// Finds the rows that are nearest to a row.
  ///
  /// - Parameters:
  ///   - row: One value per channel of the index.
  ///   - excluded: The index of a row that is not to be found, as it is the row itself.
  mutating func find(_ row: Span<Double>, excluding excluded: Int32 = NeighbourIndex.noRow) {
    precondition(row.count == index.channels, "a row has a value for every channel of the index")
    nearest.removeAll()
    let first = boundLeaves(row)
    scan(first, row, excluded)
    // Leaves side by side were one part for long: outwards, the near ones come first.
    for distance in 1..<max(first + 1, index.leafCount - first, 2) {
      if first >= distance { visit(first - distance, row, excluded) }
      if first + distance < index.leafCount { visit(first + distance, row, excluded) }
    }
  }

  /// Computes the squared distances to the boxes of all leaves and returns the nearest leaf.
  private mutating func boundLeaves(_ row: Span<Double>) -> Int {
    let index = index
    for group in 0..<bounds.count / NeighbourIndex.lanes {
      var sums = LaneSums()
      unsafe row.withUnsafeBufferPointer { row in
        unsafe index.low.withUnsafeBytes { low in
          unsafe index.high.withUnsafeBytes { high in
            var offset = group &* row.count &* LaneSums.stride
            for channel in 0..<row.count {
              unsafe sums.addSquare(of: row[channel], from: low, through: high, at: offset)
              offset &+= LaneSums.stride
            }
          }
        }
      }
      unsafe sums.withSums { sums in
        for lane in 0..<NeighbourIndex.lanes {
          unsafe bounds[group * NeighbourIndex.lanes + lane] = min(
            sums[lane], .greatestFiniteMagnitude)
        }
      }
    }
    var nearest = 0
    for leaf in 1..<max(1, index.leafCount) where bounds[leaf] < bounds[nearest] { nearest = leaf }
    return nearest
  }

  private mutating func visit(_ leaf: Int, _ row: Span<Double>, _ excluded: Int32) {
    if bounds[leaf] <= nearest.farthestSquare { scan(leaf, row, excluded) }
  }

  /// Takes in the rows of a leaf that are near enough.
  private mutating func scan(_ leaf: Int, _ row: Span<Double>, _ excluded: Int32) {
    let index = index
    let groups = index.groups(of: leaf)
    // The loads below are not checked one by one.
    precondition(
      groups.lowerBound >= 0
        && groups.upperBound * row.count * NeighbourIndex.lanes <= index.points.count,
      "a leaf has points")
    unsafe row.withUnsafeBufferPointer { row in
      unsafe index.points.withUnsafeBytes { points in
        for group in groups {
          var sums = LaneSums()
          var offset = group &* row.count &* LaneSums.stride
          for channel in 0..<row.count {
            unsafe sums.addSquare(of: row[channel], to: points, at: offset)
            offset &+= LaneSums.stride
          }
          if min(sums.smallest, .greatestFiniteMagnitude) <= nearest.farthestSquare {
            insert(sums, of: group, excluded)
          }
        }
      }
    }
  }

  private mutating func insert(_ sums: LaneSums, of group: Int, _ excluded: Int32) {
    unsafe sums.withSums { squares in
      for lane in 0..<NeighbourIndex.lanes {
        let square = unsafe min(squares[lane], .greatestFiniteMagnitude)
        if square > nearest.farthestSquare { continue }
        let row = index.rows[group * NeighbourIndex.lanes + lane]
        if row != NeighbourIndex.noRow && row != excluded { nearest.insert(row, square: square) }
      }
    }
  }
}
