import Numerics

/// The order of a matrix's rows in the leaves of a k-d tree.
struct LeafOrder {
  private let matrix: Matrix
  /// The index of the row in every place.
  private(set) var rows: [Int32]
  /// The first place of every leaf, ascending.
  private(set) var leafStarts: [Int] = []

  /// Halves the rows, and the halves, until each part is small enough for a leaf.
  init(_ matrix: Matrix) {
    self.matrix = matrix
    rows = (0..<Int32(matrix.rows)).map { $0 }
    arrange(0..<rows.count)
  }

  /// The smallest and the largest values of every leaf: leaves × channels.
  func boxes() -> (low: Matrix, high: Matrix) {
    let ends = leafStarts.dropFirst() + [rows.count]
    let boxes = zip(leafStarts, ends).map { box($0..<$1) }
    func table(_ bounds: [[Double]]) -> Matrix {
      Matrix(rows: bounds.count, columns: matrix.columns, storage: bounds.flatMap { $0 })
    }
    return (table(boxes.map(\.low)), table(boxes.map(\.high)))
  }

  private mutating func arrange(_ places: Range<Int>) {
    guard places.count > NeighbourIndex.leafRows else {
      leafStarts.append(places.lowerBound)
      return
    }
    let channel = widestChannel(places)
    // Equal values stand in the order of their rows, so that the order is the same everywhere.
    let sorted = rows[places].map { (value: matrix[Int($0), channel], row: $0) }
      .sorted { ($0.value, $0.row) < ($1.value, $1.row) }
    for (place, key) in zip(places, sorted) { rows[place] = key.row }
    // Leaves begin at full groups, so that only the last group of all can be partly filled.
    let group = NeighbourIndex.groupRows
    let middle = places.lowerBound + (places.count / 2 + group - 1) / group * group
    arrange(places.lowerBound..<middle)
    arrange(middle..<places.upperBound)
  }

  private func widestChannel(_ places: Range<Int>) -> Int {
    let (low, high) = box(places)
    var widest = 0
    for channel in low.indices
    where high[channel] - low[channel] > high[widest] - low[widest] {
      widest = channel
    }
    return widest
  }

  /// The smallest and the largest value of every channel among the rows of some places.
  private func box(_ places: Range<Int>) -> (low: [Double], high: [Double]) {
    var low = [Double](repeating: .infinity, count: matrix.columns)
    var high = [Double](repeating: -.infinity, count: matrix.columns)
    for place in places {
      matrix.withRow(Int(rows[place])) { row in
        for channel in row.indices {
          low[channel] = min(low[channel], row[channel])
          high[channel] = max(high[channel], row[channel])
        }
      }
    }
    return (low, high)
  }
}
