/// The nearest rows that a search has met so far.
struct NearestRows {
  /// The squared distances, ascending; infinity in places that no row has taken yet.
  private(set) var squares: [Double]
  /// The indices of the rows, nearest first.
  private(set) var rows: [Int32]
  /// The last of ``squares``: what a row must not exceed to be among the nearest.
  private(set) var farthestSquare = Double.infinity

  /// Makes room for rows.
  ///
  /// - Precondition: `count > 0`.
  init(count: Int) {
    precondition(count > 0, "a search is for at least one row")
    squares = [Double](repeating: .infinity, count: count)
    rows = [Int32](repeating: NeighbourIndex.noRow, count: count)
  }

  mutating func removeAll() {
    for place in squares.indices {
      squares[place] = .infinity
      rows[place] = NeighbourIndex.noRow
    }
    farthestSquare = .infinity
  }

  /// Takes a row in if it is nearer than the last, or as near with a lower index.
  mutating func insert(_ row: Int32, square: Double) {
    farthestSquare = unsafe squares.withUnsafeMutableBufferPointer { squares in
      unsafe rows.withUnsafeMutableBufferPointer { rows in
        func isNearer(than place: Int) -> Bool {
          unsafe square < squares[place] || (square == squares[place] && row < rows[place])
        }
        let last = squares.count - 1
        guard isNearer(than: last) else { return unsafe squares[last] }
        var place = last
        while place > 0, isNearer(than: place - 1) {
          unsafe squares[place] = squares[place - 1]
          unsafe rows[place] = rows[place - 1]
          place -= 1
        }
        unsafe squares[place] = square
        unsafe rows[place] = row
        return unsafe squares[last]
      }
    }
  }
}
