import Numerics

/// What the innovations of all series add up to, for the Gaussian likelihood of a model.
///
/// With v the innovations of the series, u those of a series of ones, and F their variances:
struct InnovationSums: Sendable, Equatable {
  /// How many innovations had a variance.
  var count = 0
  /// How many had none, as the diffuse start took them up.
  var diffuseCount = 0
  /// Σ ln F.
  var logarithms = 0.0
  /// Σ v² ÷ F.
  var squares = 0.0
  /// Σ u v ÷ F.
  var products = 0.0
  /// Σ u² ÷ F.
  var ones = 0.0
  /// The smallest F.
  var smallestVariance = Double.infinity

  /// The mean of the series that makes the likelihood greatest.
  var mean: Double { ones > 0 ? products / ones : 0 }

  /// Σ v² ÷ F of the series less a mean.
  func squares(about mean: Double) -> Double {
    max(0, squares - mean * (2 * products - mean * ones))
  }

  /// The logarithm of the Gaussian likelihood where all variances are multiplied by one more.
  ///
  /// The rows that a diffuse start takes up count −½ ln 2π each, as statsmodels has it.
  ///
  /// - Parameters:
  ///   - scale: The factor of the variances.
  ///   - mean: What the series are lessened by.
  /// - Returns: The natural logarithm of the density of all series.
  func logLikelihood(scale: Double, mean: Double = 0) -> Double {
    let constant = 1.8378770664093454836  // ln 2π
    return -0.5
      * (Double(count) * (constant + Elementary.log(scale)) + logarithms
        + squares(about: mean) / scale + Double(diffuseCount) * constant)
  }
}

extension SeriesBatch {
  /// Runs a filter over every series, each from the start of the gains and a state of 0.
  func innovationSums<Gains: GainSequence>(_ start: Gains) -> InnovationSums {
    var ones = InnovationFilter(gains: start)
    var sums = InnovationSums()
    let order = start.order
    var states = [SIMD8<Double>](
      repeating: .zero, count: order * (((active.first ?? 0) + 7) / 8))
    var squares = SIMD8<Double>.zero
    var products = SIMD8<Double>.zero
    var offset = 0
    for count in active {
      let groups = (count + 7) / 8
      let gain = ones.gains.gain
      let one = ones.observe(1)
      let errors = advance(
        &states, groups: groups, order: order, offset: offset, lastLanes: count - 8 * (groups - 1),
        transition: start.transition, gain: gain)
      offset += groups
      guard let variance = one.variance else {
        sums.diffuseCount += count
        continue
      }
      sums.count += count
      sums.smallestVariance = min(sums.smallestVariance, variance)
      sums.logarithms += Double(count) * Elementary.log(variance)
      let weight = 1 / variance
      squares += errors.squares * weight
      products += errors.sum * (weight * one.value)
      sums.ones += Double(count) * (one.value * one.value * weight)
    }
    sums.squares = squares.treeSum
    sums.products = products.treeSum
    return sums
  }

  /// Takes one row of all series into their states.
  ///
  /// - Returns: The sums of innovations and of their squares, lane by lane.
  private func advance(
    _ states: inout [SIMD8<Double>], groups: Int, order: Int, offset: Int, lastLanes: Int,
    transition: SIMD8<Double>, gain: SIMD8<Double>
  ) -> (sum: SIMD8<Double>, squares: SIMD8<Double>) {
    var sum = SIMD8<Double>.zero
    var squares = SIMD8<Double>.zero
    let ended = SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7) .>= Int64(lastLanes)
    for group in 0..<groups {
      let first = group * order
      let forecast = states[first]
      var error = values[offset + group] - forecast
      if group == groups - 1 { error.replace(with: 0, where: ended) }
      sum += error
      squares += error * error
      for element in 0..<order - 1 {
        states[first + element] =
          forecast * transition[element] + states[first + element + 1] + error * gain[element]
      }
      states[first + order - 1] = forecast * transition[order - 1] + error * gain[order - 1]
    }
    return (sum, squares)
  }
}

extension SIMD8<Double> {
  /// The sum of all lanes in one fixed order, which the standard library does not promise.
  fileprivate var treeSum: Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
