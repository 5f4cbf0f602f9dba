import Numerics

extension LocalOutlierFactor {
  struct Model: NeighbourModel, Codable {
    let index: NeighbourIndex
    let neighbours: Int
    /// The distance of every fit row to its last neighbour.
    let lastDistances: [Double]
    let densities: [Double]

    init(_ index: NeighbourIndex, neighbours: Int) {
      self.index = index
      self.neighbours = neighbours
      let nearest = index.nearestOfEveryRow(neighbours)
      var lastDistances = [Double](repeating: 0, count: index.count)
      for row in lastDistances.indices {
        lastDistances[row] = nearest.squares[(row + 1) * neighbours - 1].squareRoot()
      }
      self.lastDistances = lastDistances
      densities = lastDistances.indices.map { row in
        let places = row * neighbours..<(row + 1) * neighbours
        return Self.density(
          nearest.squares[places], nearest.rows[places], lastDistances: lastDistances)
      }
    }

    func check(channels: Int) throws(DetectorError) {
      try checkIndex(channels: channels, others: 1)
      try DetectorError.unlessCounts(
        [lastDistances.count, densities.count], are: index.count, of: "distances or densities")
      try DetectorError.unlessFinite(lastDistances + densities, "distances and densities")
    }

    func score(_ nearest: NearestRows) -> Double {
      var sum = 0.0
      for row in nearest.rows { sum += densities[Int(row)] }
      let own = Self.density(nearest.squares[...], nearest.rows[...], lastDistances: lastDistances)
      return sum / Double(neighbours) / own
    }

    private static func density(
      _ squares: ArraySlice<Double>, _ rows: ArraySlice<Int32>, lastDistances: [Double]
    ) -> Double {
      var sum = 0.0
      for (square, row) in zip(squares, rows) {
        sum += max(lastDistances[Int(row)], square.squareRoot())
      }
      return 1 / (sum / Double(squares.count) + 1e-10)
    }

    func contributions(_ nearest: NearestRows, of row: Span<Double>) -> [Double] {
      let shares = index.distanceShares(of: row, to: 0..<neighbours, of: nearest)
      let total = shares.reduce(0, +)
      guard total > 0 else { return shares }
      let scale = score(nearest) / total
      return shares.map { $0 * scale }
    }
  }
}
