import Numerics

/// A squared length after a linear map: ‖W (x − m)‖², of which no rounding makes a negative number.
struct QuadraticForm: Codable, Sendable, Equatable {
  private let centre: [Double]
  /// Rows of W, eight side by side: panel, channel, row within the panel; 0 beyond the last row.
  private let panels: [Double]

  /// Creates the form of a centre m and of W, one row for each direction.
  ///
  /// - Precondition: W has one column for each number of the centre.
  init(centre: [Double], directions: Matrix) {
    precondition(directions.columns == centre.count, "one column for each channel")
    self.centre = centre
    var panels = [Double](
      repeating: 0, count: (directions.rows + 7) / 8 * 8 * centre.count)
    for row in 0..<directions.rows {
      for column in 0..<directions.columns {
        panels[((row >> 3) * centre.count + column) * 8 + row & 7] = directions[row, column]
      }
    }
    self.panels = panels
  }

  /// Checks a form that was read from a file.
  ///
  /// - Parameter channels: How many values a row has.
  /// - Throws: ``DetectorError`` that names what no form has.
  func check(channels: Int) throws(DetectorError) {
    try DetectorError.unlessCounts([centre.count], are: channels, of: "values of the centre")
    try DetectorError.unless(
      panels.count.isMultiple(of: 8 * centre.count),
      "\(panels.count) weights fill no panels of \(centre.count) channels")
    try DetectorError.unlessFinite(centre + panels, "centre and weights")
  }

  /// The squared length at a row, at most the largest finite number.
  func value(at row: Span<Double>) -> Double {
    var sum = SIMD8<Double>.zero
    for panel in 0..<panelCount {
      let projection = projection(of: row, on: panel)
      sum += projection * projection
    }
    let four = sum.lowHalf + sum.highHalf
    let two = four.lowHalf + four.highHalf
    return min(two.x + two.y, .greatestFiniteMagnitude)
  }

  /// WᵀW (x − m): where the rows of W are orthonormal, the part of x − m in their span.
  func pullBack(at row: Span<Double>) -> [Double] {
    var result = [Double](repeating: 0, count: centre.count)
    for panel in 0..<panelCount {
      let projection = projection(of: row, on: panel)
      for channel in result.indices {
        let weights = weights(panel, channel)
        for lane in 0..<8 { result[channel] += projection[lane] * weights[lane] }
      }
    }
    return result
  }

  /// What each channel adds to the squared length, perhaps below 0: (x − m)_c · (WᵀW (x − m))_c.
  func shares(at row: Span<Double>) -> [Double] {
    let pulled = pullBack(at: row)
    return pulled.indices.map { difference(row, $0) * pulled[$0] }
  }

  private var panelCount: Int { panels.count / max(8 * centre.count, 1) }

  @inline(__always)
  private func projection(of row: Span<Double>, on panel: Int) -> SIMD8<Double> {
    var sum = SIMD8<Double>.zero
    for channel in centre.indices { sum += difference(row, channel) * weights(panel, channel) }
    return sum
  }

  @inline(__always)
  private func weights(_ panel: Int, _ channel: Int) -> SIMD8<Double> {
    let start = (panel * centre.count + channel) * 8
    return unsafe panels.withUnsafeBytes { bytes in
      unsafe bytes.loadUnaligned(fromByteOffset: start * 8, as: SIMD8<Double>.self)
    }
  }

  /// x − m, kept so small that no sum of products can become a difference of infinities.
  @inline(__always)
  private func difference(_ row: Span<Double>, _ channel: Int) -> Double {
    max(-1e140, min(row[channel] - centre[channel], 1e140))
  }
}
