import Numerics

/// Minutes of the longer spans that rates and schedules are stated in.
enum Minutes {
  static let day = 1440
  /// A month of 30 days, the one that fault rates are stated for.
  static let month = 30.0 * 1440
}

extension RandomStream {
  /// The stream of one purpose in the life of one pump.
  ///
  /// Nothing else draws from it, so a new channel, fault or pump leaves the others as they were.
  init(seed: Int, pump: String, _ purpose: String...) {
    self.init(seed: UInt64(seed), path: [Simulator.source, pump] + purpose)
  }

  /// A number whose logarithm is evenly distributed between those of the bounds.
  mutating func logUniform(in range: Range<Double>) -> Double {
    range.lowerBound
      * Elementary.exp(uniform() * Elementary.log(range.upperBound / range.lowerBound))
  }

  /// A whole number from the given range, each with the same probability.
  mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + integer(below: range.count)
  }

  /// The arrivals of a Poisson process before a given minute, in order.
  mutating func arrivals(perMonth rate: Double, before end: Int) -> [Int] {
    var arrivals: [Int] = []
    var time = 0.0
    while true {
      time += exponential(mean: Minutes.month / rate)
      guard time < Double(end) else { return arrivals }
      arrivals.append(Int(time))
    }
  }
}
