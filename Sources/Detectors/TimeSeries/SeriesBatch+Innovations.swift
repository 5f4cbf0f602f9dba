import Numerics

extension SeriesBatch {
  /// Runs a filter over every series, each from the start of the gains and a state of 0.
  func innovationSums<Gains: GainSequence>(_ start: Gains) -> InnovationSums {
    switch start.order {
    case 1: sums(start, StateLanes<1>(self, start.transition))
    case 2: sums(start, StateLanes<2>(self, start.transition))
    case 3: sums(start, StateLanes<3>(self, start.transition))
    case 4: sums(start, StateLanes<4>(self, start.transition))
    case 5: sums(start, StateLanes<5>(self, start.transition))
    default: sums(start, StateLanes<6>(self, start.transition))
    }
  }

  private func sums<Gains: GainSequence, let order: Int>(
    _ start: Gains, _ states: consuming StateLanes<order>
  ) -> InnovationSums {
    var ones = InnovationFilter(gains: start)
    var sums = InnovationSums()
    var logarithms = WeightedLogarithms()
    var squares = SIMD8<Double>.zero
    var products = SIMD8<Double>.zero
    var offset = 0
    for count in active {
      let gain = ones.gains.gain
      let one = ones.observe(1)
      let errors = states.observe(values, at: offset, count: count, gain: gain)
      offset += (count + 7) / 8
      guard let variance = one.variance else {
        sums.diffuseCount += count
        continue
      }
      sums.count += count
      sums.smallestVariance = min(sums.smallestVariance, variance)
      logarithms.add(variance, times: count)
      let weight = 1 / variance
      squares += errors.squares * weight
      products += errors.sum * (weight * one.value)
      sums.ones += Double(count) * (one.value * one.value * weight)
    }
    sums.logarithms = logarithms.total
    sums.squares = squares.treeSum
    sums.products = products.treeSum
    return sums
  }
}

/// The states of all series of a batch, eight side by side, and one step of their filter.
///
/// The number of elements is part of the type, so that the compiler unrolls the step.
private struct StateLanes<let order: Int> {
  private var states: [InlineArray<order, SIMD8<Double>>]
  private let transition: SIMD8<Double>
  /// 1 in the lanes of the last group whose series go on, and how many series those were for.
  private var goingOn = SIMD8<Double>.zero
  private var lastCount = 0

  init(_ batch: SeriesBatch, _ transition: SIMD8<Double>) {
    let groups = ((batch.active.first ?? 0) + 7) / 8
    states = Array(repeating: InlineArray(repeating: .zero), count: groups)
    self.transition = transition
  }

  /// Takes in one row of all series.
  ///
  /// - Parameters:
  ///   - values: All values of the batch.
  ///   - offset: Where those of the row begin.
  ///   - count: How many series have one.
  ///   - gain: The gain of the row.
  /// - Returns: The sums of innovations and of their squares, lane by lane.
  mutating func observe(
    _ values: [SIMD8<Double>], at offset: Int, count: Int, gain: SIMD8<Double>
  ) -> (sum: SIMD8<Double>, squares: SIMD8<Double>) {
    var sum = SIMD8<Double>.zero
    var squares = SIMD8<Double>.zero
    let last = (count - 1) / 8
    if count != lastCount {
      lastCount = count
      for lane in 0..<8 { goingOn[lane] = 8 * last + lane < count ? 1 : 0 }
    }
    for group in 0..<last {
      let error = step(group, value: values[offset + group], gain: gain)
      sum += error
      squares += error * error
    }
    // The states of series that have ended go on without meaning.
    let error = step(last, value: values[offset + last], gain: gain) * goingOn
    return (sum + error, squares + error * error)
  }

  /// Moves one group of eight states, and returns its innovations.
  @inline(__always) private mutating func step(
    _ group: Int, value: SIMD8<Double>, gain: SIMD8<Double>
  ) -> SIMD8<Double> {
    var state = states[group]
    let forecast = state[0]
    let error = value - forecast
    for element in 0..<order {
      let next = element + 1 < order ? state[element + 1] : .zero
      state[element] = forecast * transition[element] + next + error * gain[element]
    }
    states[group] = state
    return error
  }
}

/// Σ n ln x, with one logarithm for all neighbours of the same weight n.
private struct WeightedLogarithms {
  private var sum = 0.0
  private var product = 1.0
  private var weight = 0

  var total: Double { sum + Double(weight) * Elementary.log(product) }

  /// Adds one logarithm.
  mutating func add(_ value: Double, times count: Int) {
    // A product that leaves this range might leave that of numbers with the next factor.
    if count != weight || !(1e-150...1e150).contains(product) {
      sum = total
      product = 1
      weight = count
    }
    product *= value
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
