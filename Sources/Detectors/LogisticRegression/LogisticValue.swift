import Numerics

/// A logistic regression's objective at some parameters, with its first and second derivatives.
struct LogisticValue {
  var loss = 0.0
  var gradient: [Double]
  /// Only the lower triangle is complete.
  var curvature: Matrix

  /// Adds the sums of all pieces in their order.
  init(_ pieces: [LogisticSums], width: Int) {
    var total = LogisticSums(width: width)
    for piece in pieces { total.add(piece) }
    let quads = total.gradient.count
    loss = total.loss
    gradient = (0..<width).map { total.gradient[$0 / 4][$0 % 4] }
    curvature = Matrix(rows: width, columns: width, filledWith: 0)
    for row in 0..<width {
      for column in 0...row {
        // The sums have the upper triangle.
        curvature[row, column] = total.curvature[column * quads + row / 4][row % 4]
      }
    }
  }
}

/// The sums over some rows that make a ``LogisticValue``.
struct LogisticSums: Sendable {
  var loss = 0.0
  /// The gradient in quads.
  var gradient: [SIMD4<Double>]
  /// Parameters × quads, of which those from the diagonal on are summed.
  var curvature: [SIMD4<Double>]

  init(width: Int) {
    let quads = (width + 3) / 4
    gradient = [SIMD4<Double>](repeating: .zero, count: quads)
    curvature = [SIMD4<Double>](repeating: .zero, count: width * quads)
  }

  mutating func add(_ other: LogisticSums) {
    loss += other.loss
    for quad in gradient.indices { gradient[quad] += other.gradient[quad] }
    for quad in curvature.indices { curvature[quad] += other.curvature[quad] }
  }
}
