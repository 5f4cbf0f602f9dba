import Numerics

/// Finds the nearest rows of an index, one search after another, in memory of its own.
///
/// The nearest are the `count` rows with the smallest squared distances; of equal distances those of
/// the rows with the lowest index. Distances whose square exceeds the largest finite number count as
/// that.
///
/// That is exact, although most rows are passed over by distances in single precision: those, and the
/// distances to boxes, are held against a limit that makes up for all of their rounding. With u = 2⁻²⁴
/// a rounded row lies within u times its norm of the row itself, so that the distance of two rounded
/// rows exceeds theirs by u times the sum of their norms at most; to compute its square in p
/// channels adds a share of (p + 3) u at most (Higham, "Accuracy and Stability of Numerical Algorithms",
/// 2nd edition, section 3.1). Where single precision ends, the limit is infinite and nothing is passed
/// over. What is left is compared in double precision.
struct NeighbourSearch {
  private let index: NeighbourIndex
  /// What was found last.
  private(set) var nearest: NearestRows
  /// The row that is searched for, in quads and rounded.
  private var quads: [SIMD4<Double>] = []
  private var rounded: [Float]
  /// What rounding may add to a distance.
  private var slack = 0.0
  /// Rows and boxes at a greater square in single precision are not among the nearest.
  private var limit = Float.infinity
  /// The square in single precision to the box of every leaf, and of those that pad the last group.
  private var bounds: [Float]

  /// Makes room for searches.
  ///
  /// - Parameters:
  ///   - index: The rows to search among.
  ///   - count: How many rows each search finds.
  /// - Precondition: There are as many rows, and one more where searches exclude one.
  init(_ index: NeighbourIndex, count: Int) {
    precondition(count <= index.count, "too few rows for so many neighbours")
    self.index = index
    nearest = NearestRows(count: count)
    rounded = [Float](repeating: 0, count: index.channels)
    let groups = index.low.count / max(1, index.channels * LaneSums.count)
    bounds = [Float](repeating: 0, count: groups * NeighbourIndex.groupRows)
  }

  /// Finds the rows that are nearest to a row.
  ///
  /// - Parameters:
  ///   - row: One value per channel of the index.
  ///   - excluded: The index of a row that is not to be found, as it is the row itself.
  mutating func find(_ row: Span<Double>, excluding excluded: Int32 = NeighbourIndex.noRow) {
    precondition(row.count == index.channels, "a row has a value for every channel of the index")
    begin(row)
    let first = boundLeaves()
    scan(first, excluded)
    // Leaves side by side were one part for long: outwards, the near ones come first.
    for distance in 1..<max(first + 1, index.leafCount - first, 2) {
      if first >= distance { visit(first - distance, excluded) }
      if first + distance < index.leafCount { visit(first + distance, excluded) }
    }
  }

  private mutating func begin(_ row: Span<Double>) {
    for channel in row.indices { rounded[channel] = Float(row[channel]) }
    // A little more than u makes up for the rounding of the slack itself.
    slack = (NeighbourIndex.norm(row) + index.largestNorm) * 0x1.1p-24
    quads = NeighbourIndex.quads(row)
    nearest.removeAll()
    limit = .infinity
  }

  private mutating func tightenLimit() {
    let farthest = nearest.farthestSquare.squareRoot() + slack
    let share = 1 + Double(index.channels + 8) * 0x1p-23
    // The summand stands for what is lost beneath the smallest normal number.
    limit = Float(farthest * farthest * share + 1e-36).nextUp
  }

  /// Computes the squares to the boxes of all leaves and returns the nearest leaf.
  private mutating func boundLeaves() -> Int {
    let index = index
    unsafe index.low.withUnsafeBufferPointer { low in
      unsafe index.high.withUnsafeBufferPointer { high in
        var place = 0
        for group in 0..<bounds.count / NeighbourIndex.groupRows {
          var sums = LaneSums()
          for channel in rounded.indices {
            unsafe sums.addSquare(of: rounded[channel], from: low, through: high, at: place)
            place += LaneSums.count
          }
          unsafe sums.withSums { sums in
            for lane in 0..<NeighbourIndex.groupRows {
              bounds[group * NeighbourIndex.groupRows + lane] = unsafe sums[lane]
            }
          }
        }
      }
    }
    var nearest = 0
    for leaf in 1..<max(1, index.leafCount) where bounds[leaf] < bounds[nearest] { nearest = leaf }
    return nearest
  }

  private mutating func visit(_ leaf: Int, _ excluded: Int32) {
    if !(bounds[leaf] > limit) { scan(leaf, excluded) }
  }

  /// Takes in the rows of a leaf that are near enough.
  private mutating func scan(_ leaf: Int, _ excluded: Int32) {
    let index = index
    unsafe index.rounded.withUnsafeBufferPointer { points in
      for group in index.groups(of: leaf) {
        var sums = LaneSums()
        var place = group &* rounded.count &* LaneSums.count
        for channel in rounded.indices {
          unsafe sums.addSquare(of: rounded[channel], to: points, at: place)
          place &+= LaneSums.count
        }
        if !(sums.smallest > limit) { take(sums, of: group, excluded) }
      }
    }
  }

  /// Takes in the rows of a group that are near enough.
  private mutating func take(_ sums: LaneSums, of group: Int, _ excluded: Int32) {
    unsafe sums.withSums { sums in
      for lane in 0..<NeighbourIndex.groupRows {
        if unsafe sums[lane] > limit { continue }
        let place = group * NeighbourIndex.groupRows + lane
        let row = index.rows[place]
        if row == NeighbourIndex.noRow || row == excluded { continue }
        nearest.insert(row, square: index.square(place, quads))
      }
    }
    tightenLimit()
  }
}
