import Numerics

extension LogisticObjective {
  /// Sums the log-loss of some rows and its derivatives, four rows at a time.
  func sums(of rows: Range<Int>, at parameters: [Double]) -> LogisticSums {
    let padded = parameters + [0, 0, 0]
    let weights = (0..<quads).map { quad in
      Quad(padded[4 * quad], padded[4 * quad + 1], padded[4 * quad + 2], padded[4 * quad + 3])
    }
    var sums = LogisticSums(width: width)
    // The sum of ln(1 + e^−|log-odds|) over the rows is the logarithm of a product.
    var product = 1.0
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: 4) {
      var slopes = Quad.zero
      var curvatures = Quad.zero
      for lane in 0..<min(4, rows.upperBound - first) {
        let target = targets[first + lane]
        let logOdds = logOdds(of: first + lane, weights)
        // e to a number below 0 cannot overflow.
        let rest = Elementary.exp(-logOdds.magnitude)
        let probability = (logOdds < 0 ? rest : 1) / (1 + rest)
        sums.loss += max(logOdds, 0) - target * logOdds
        product *= 1 + rest
        slopes[lane] = probability - target
        curvatures[lane] = probability * (1 - probability)
      }
      add(first, slopes, curvatures, to: &sums)
      if product > 1e100 {
        sums.loss += Elementary.log(product)
        product = 1
      }
    }
    sums.loss += Elementary.log(product)
    return sums
  }

  private func logOdds(of row: Int, _ weights: [Quad]) -> Double {
    var sum = Quad.zero
    for quad in weights.indices { sum += weights[quad] * cells[row * weights.count + quad] }
    return (sum.x + sum.y) + (sum.z + sum.w)
  }

  /// Adds the derivatives of four rows, whose log-loss is sloped and curved as told.
  private func add(
    _ first: Int, _ slopes: Quad, _ curvatures: Quad, to sums: inout LogisticSums
  ) {
    let quads = quads
    unsafe cells.withUnsafeBytes { bytes in
      let rows = unsafe FourRows(bytes: bytes, first: first, quads: quads)
      for quad in 0..<quads { sums.gradient[quad] += rows.sum(ofQuad: quad, times: slopes) }
      unsafe sums.curvature.withUnsafeMutableBufferPointer { curvature in
        for parameter in 0..<width {
          let factors = curvatures * rows.column(parameter)
          for quad in parameter / 4..<quads {
            unsafe curvature[parameter &* quads &+ quad] += rows.sum(ofQuad: quad, times: factors)
          }
        }
      }
    }
  }
}

/// Four rows of cells that stand one after another.
@safe private struct FourRows {
  private let bytes: UnsafeRawBufferPointer
  private let start: Int
  private let rowBytes: Int

  init(bytes: UnsafeRawBufferPointer, first: Int, quads: Int) {
    unsafe self.bytes = bytes
    rowBytes = quads * MemoryLayout<SIMD4<Double>>.stride
    start = first * rowBytes
    precondition(start >= 0 && start + 4 * rowBytes <= bytes.count, "four rows of cells")
  }

  /// One value of every row.
  @inline(__always)
  func column(_ index: Int) -> SIMD4<Double> {
    let offset = start &+ index &* MemoryLayout<Double>.stride
    return unsafe SIMD4(
      bytes.load(fromByteOffset: offset, as: Double.self),
      bytes.load(fromByteOffset: offset &+ rowBytes, as: Double.self),
      bytes.load(fromByteOffset: offset &+ 2 &* rowBytes, as: Double.self),
      bytes.load(fromByteOffset: offset &+ 3 &* rowBytes, as: Double.self))
  }

  /// The sum over the rows of a quad times the row's factor.
  @inline(__always)
  func sum(ofQuad quad: Int, times factors: SIMD4<Double>) -> SIMD4<Double> {
    let offset = start &+ quad &* MemoryLayout<SIMD4<Double>>.stride
    let first = factors.x * cells(offset)
    let second = factors.y * cells(offset &+ rowBytes)
    let third = factors.z * cells(offset &+ 2 &* rowBytes)
    let fourth = factors.w * cells(offset &+ 3 &* rowBytes)
    return (first + second) + (third + fourth)
  }

  @inline(__always)
  private func cells(_ offset: Int) -> SIMD4<Double> {
    unsafe bytes.load(fromByteOffset: offset, as: SIMD4<Double>.self)
  }
}
