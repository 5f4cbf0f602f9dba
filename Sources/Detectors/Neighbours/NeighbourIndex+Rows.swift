import Numerics

extension NeighbourIndex {
  /// The nearest other rows of every row, found on several threads.
  ///
  /// - Parameter neighbours: How many for each row; fewer than there are rows.
  /// - Returns: Squared distances and indices, nearest first, of one row after another.
  func nearestOfEveryRow(_ neighbours: Int) -> (squares: [Double], rows: [Int32]) {
    // Rows are searched for in the order of their places, so that leaves are used while at hand.
    let blockPlaces = 512
    let blocks = stride(from: 0, to: count, by: blockPlaces).map {
      $0..<min($0 + blockPlaces, count)
    }
    let found = blocks.concurrentMap(width: Concurrency.fitWidth) { places in
      var search = NeighbourSearch(self, count: neighbours)
      return places.map { place in
        search.find(values(at: place).span, excluding: rows[place])
        return search.nearest
      }
    }
    var squares = [Double](repeating: 0, count: count * neighbours)
    var indices = [Int32](repeating: 0, count: count * neighbours)
    for (place, nearest) in found.joined().enumerated() {
      let start = Int(rows[place]) * neighbours
      for offset in 0..<neighbours {
        squares[start + offset] = nearest.squares[offset]
        indices[start + offset] = nearest.rows[offset]
      }
    }
    return (squares, indices)
  }

  /// Shares the mean distance to some of the nearest rows out among the channels.
  ///
  /// A distance d is Σ_c (difference in channel c)² ÷ d, so the shares sum to the mean; a row at no
  /// distance has none to share.
  ///
  /// - Parameters:
  ///   - row: The row whose nearest rows these are.
  ///   - places: Which of the nearest rows, counted from 0.
  ///   - nearest: What a search found.
  /// - Returns: One share per channel.
  func distanceShares(
    of row: Span<Double>, to places: Range<Int>, of nearest: NearestRows
  ) -> [Double] {
    // Differences whose squares would overflow count as their distances do.
    let largest = Double.greatestFiniteMagnitude.squareRoot()
    var shares = [Double](repeating: 0, count: channels)
    for neighbour in places where nearest.squares[neighbour] > 0 {
      let other = values(at: Int(placeOfRow[Int(nearest.rows[neighbour])]))
      let distance = nearest.squares[neighbour].squareRoot()
      for channel in shares.indices {
        let difference = min((row[channel] - other[channel]).magnitude, largest)
        shares[channel] += difference / distance * difference / Double(places.count)
      }
    }
    return shares
  }
}
