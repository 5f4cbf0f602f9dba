/// The minimum of a smooth function of a few variables, by the method of Broyden, Fletcher,
/// Goldfarb and Shanno.
///
/// The update of the inverse Hessian is Nocedal and Wright, "Numerical Optimization" (2006),
/// equation 6.17, from a first guess scaled as in 6.20; the gradient is found by central differences,
/// so that the function alone need be given. Every step is a fixed sequence of + − × ÷ √: where the
/// function has the same bits on every machine, so has the minimum.
public struct QuasiNewton {
  /// A search ends when a step has lowered the value by no more, and the next one promises no more.
  public var tolerance = 1e-7
  /// A search ends after so many steps, settled or not.
  public var stepLimit = 100
  /// Half the distance between the two points of a central difference.
  public var differenceStep = 1e-5

  /// Creates the method with its usual settings.
  public init() {}

  /// Where a search ended.
  public struct Minimum: Sendable, Equatable {
    public let point: [Double]
    public let value: Double
    /// Whether the value had settled, or no step downhill could lower it any more.
    public let hasConverged: Bool
  }

  /// Searches downhill from a point.
  ///
  /// - Parameters:
  ///   - start: Where the search begins; the function must be finite there.
  ///   - function: What to minimise; infinity marks points outside of its domain.
  /// - Returns: The best point found; the start itself where the function is not finite near it.
  public func minimum(
    from start: [Double], of function: ([Double]) -> Double
  ) -> Minimum {
    var point = start
    var value = function(start)
    guard value.isFinite else { return Minimum(point: start, value: value, hasConverged: false) }
    var gradient = gradient(at: point, of: function)
    var inverse = Matrix.identity(start.count, scale: firstScale(gradient))
    var progress = Double.infinity
    for step in 0..<stepLimit {
      var direction = descent(gradient, inverse)
      if dot(direction, gradient) >= 0 {
        inverse = .identity(start.count, scale: firstScale(gradient))
        direction = descent(gradient, inverse)
      }
      let slope = dot(direction, gradient)
      guard slope.isFinite else { break }
      if slope == 0 || progress <= tolerance && -slope / 2 <= tolerance {
        return Minimum(point: point, value: value, hasConverged: true)
      }
      guard let next = lowerPoint(from: point, value, direction, slope, function) else {
        return Minimum(point: point, value: value, hasConverged: true)
      }
      let nextGradient = self.gradient(at: next.point, of: function)
      let moved = zip(next.point, point).map { $0 - $1 }
      let turned = zip(nextGradient, gradient).map { $0 - $1 }
      update(&inverse, moved: moved, turned: turned, isFirst: step == 0)
      progress = value - next.value
      (point, value, gradient) = (next.point, next.value, nextGradient)
    }
    return Minimum(point: point, value: value, hasConverged: false)
  }

  /// Searches downhill from the best of several points.
  ///
  /// - Parameters:
  ///   - starts: Where searches may begin.
  ///   - searches: From how many of them, the lowest first, a search does begin.
  ///   - function: What to minimise; infinity marks points outside of its domain.
  /// - Returns: The lowest of the points found, an earlier start's where several are as low.
  /// - Precondition: There is a start.
  public func minimum(
    fromBestOf starts: [[Double]], searches: Int, of function: ([Double]) -> Double
  ) -> Minimum {
    let values = starts.map(function)
    let order = starts.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let found = order.prefix(searches).map { minimum(from: starts[$0], of: function) }
    guard var best = found.first else { preconditionFailure("a search needs a start") }
    for other in found.dropFirst() where other.value < best.value { best = other }
    return best
  }

  /// A first step must not leave the neighbourhood, however steep the function is.
  private func firstScale(_ gradient: [Double]) -> Double {
    0.1 / max(dot(gradient, gradient).squareRoot(), 0.1)
  }

  private func gradient(at point: [Double], of function: ([Double]) -> Double) -> [Double] {
    var shifted = point
    return point.indices.map { index in
      shifted[index] = point[index] + differenceStep
      let above = function(shifted)
      shifted[index] = point[index] - differenceStep
      let below = function(shifted)
      shifted[index] = point[index]
      return (above - below) / (2 * differenceStep)
    }
  }

  private func descent(_ gradient: [Double], _ inverse: Matrix) -> [Double] {
    (0..<inverse.rows).map { row in -inverse.withRow(row) { dot($0, gradient.span) } }
  }

  /// Halves the step, or shortens it to the parabola's lowest point, until the value falls enough
  /// (Armijo's rule).
  private func lowerPoint(
    from point: [Double], _ value: Double, _ direction: [Double], _ slope: Double,
    _ function: ([Double]) -> Double
  ) -> (point: [Double], value: Double)? {
    var length = 1.0
    for _ in 0..<40 {
      let candidate = zip(point, direction).map { $0 + length * $1 }
      let found = function(candidate)
      if found <= value + 1e-4 * length * slope, found < value { return (candidate, found) }
      let parabola = -slope * length * length / (2 * (found - value - slope * length))
      length = found.isFinite ? min(max(parabola, 0.1 * length), 0.5 * length) : 0.1 * length
    }
    return nil
  }

  private func update(
    _ inverse: inout Matrix, moved: [Double], turned: [Double], isFirst: Bool
  ) {
    let curvature = dot(moved, turned)
    let steepness = dot(turned, turned)
    // Without curvature along the step the update would not stay positive definite.
    guard curvature > 1e-10 * (dot(moved, moved) * steepness).squareRoot() else { return }
    if isFirst { inverse = .identity(moved.count, scale: curvature / steepness) }
    let image = (0..<inverse.rows).map { row in inverse.withRow(row) { dot($0, turned.span) } }
    let factor = (1 + dot(turned, image) / curvature) / curvature
    for row in moved.indices {
      for column in moved.indices {
        inverse[row, column] +=
          factor * (moved[row] * moved[column])
          - (moved[row] * image[column] + image[row] * moved[column]) / curvature
      }
    }
  }
}

private func dot(_ first: [Double], _ second: [Double]) -> Double { dot(first.span, second.span) }

private func dot(_ first: Span<Double>, _ second: Span<Double>) -> Double {
  var sum = 0.0
  for index in first.indices { sum += first[index] * second[index] }
  return sum
}

extension Matrix {
  /// A square matrix with one value on its diagonal and 0 elsewhere.
  fileprivate static func identity(_ size: Int, scale: Double) -> Matrix {
    var result = Matrix(rows: size, columns: size, filledWith: 0)
    for index in 0..<size { result[index, index] = scale }
    return result
  }
}
