import Numerics

extension LogisticObjective {
  private static let halvingLimit = 40
  private static let tolerance = 1e-10

  /// Finds the parameters at which the objective is smallest.
  ///
  /// - Parameter stepLimit: After how many steps the search gives up; a usual one takes ten.
  /// - Returns: One weight per channel and the log-odds at the centre.
  /// - Throws: ``DetectorError`` when the curvature cannot be inverted or the steps come to no end.
  func minimum(stepLimit: Int = 100) throws(DetectorError) -> [Double] {
    let share = targets.reduce(0, +) / Double(count)
    var parameters = [Double](repeating: 0, count: width)
    parameters[width - 1] = Elementary.log(share / (1 - share))
    let scale = magnitudes(share: share)
    var value = value(at: parameters)
    for _ in 0..<stepLimit {
      guard let factor = Cholesky(value.curvature) else {
        throw DetectorError(
          "the curvature of the log-loss cannot be inverted: channels are too large, or too alike"
            + " for so little shrinkage")
      }
      let step = factor.solution(of: value.gradient)
      let excess = zip(value.gradient, scale).map { $0.magnitude / max($1, 1) }.max() ?? 0
      // From here the step squares the distance to the minimum, so that its end needs no look.
      if excess <= Self.tolerance { return zip(parameters, step).map { $0 - $1 } }
      (parameters, value) = try descend(from: parameters, value, by: step)
    }
    throw DetectorError(
      "the weights have not settled after \(stepLimit) of Newton's steps")
  }

  /// Takes a step downhill, halved as often as it leads uphill.
  private func descend(
    from parameters: [Double], _ value: LogisticValue, by step: [Double]
  ) throws(DetectorError) -> ([Double], LogisticValue) {
    // Near the minimum rounding moves the loss more than the step does.
    let highest = value.loss * (1 + 1e-12)
    var length = 1.0
    for _ in 0..<Self.halvingLimit {
      let trial = zip(parameters, step).map { $0 - length * $1 }
      let next = self.value(at: trial)
      if next.loss <= highest { return (trial, next) }
      length /= 2
    }
    throw DetectorError("no step leads to a smaller log-loss than \(value.loss)")
  }

  /// For every parameter the sum of the magnitudes of the gradient's terms when all weights are 0.
  private func magnitudes(share: Double) -> [Double] {
    var sums = [Quad](repeating: .zero, count: quads)
    for row in 0..<count {
      let residual = (share - targets[row]).magnitude
      for quad in 0..<quads {
        let cell = cells[row * quads + quad]
        sums[quad] += residual * cell.replacing(with: -cell, where: cell .< 0)
      }
    }
    return (0..<width).map { sums[$0 / 4][$0 % 4] }
  }
}
