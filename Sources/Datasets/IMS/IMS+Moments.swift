import Numerics

extension IMS {
  /// What the features without a spectrum are made of, for four signals at once.
  struct Moments {
    let mean: SIMD4<Double>
    /// The mean of x².
    let meanSquare: SIMD4<Double>
    let meanMagnitude: SIMD4<Double>
    /// The mean of (x − mean)², and so on.
    let second: SIMD4<Double>
    let third: SIMD4<Double>
    let fourth: SIMD4<Double>
    let smallest: SIMD4<Double>
    let largest: SIMD4<Double>

    /// Takes the moments about the mean in a second pass, which keeps their digits.
    ///
    /// The sum keeps what every addition rounds away (Knuth, The Art of Computer Programming 2, 4.2.2):
    /// means of samples with three decimals often lie in the middle between two numbers of six digits,
    /// and only the nearest double is rounded as everybody else's is.
    init(of signals: [SIMD4<Double>]) {
      precondition(!signals.isEmpty, "nothing has no moments")
      var (sum, lost) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
      var (squares, magnitudes) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
      var (low, high) = (signals[0], signals[0])
      for x in signals {
        let next = sum + x
        let added = next - sum
        lost += (sum - (next - added)) + (x - added)
        sum = next
        squares += x * x
        magnitudes += Self.magnitude(x)
        low.replace(with: x, where: x .< low)
        high.replace(with: x, where: x .> high)
      }
      let count = Double(signals.count)
      mean = (sum + lost) / count
      meanSquare = squares / count
      meanMagnitude = magnitudes / count
      (smallest, largest) = (low, high)
      var central = Self.central(signals, about: mean)
      // The mean of a constant signal may miss it by a rounding.
      central.second.replace(with: 0, where: low .== high)
      (second, third, fourth) = central
    }

    var rms: SIMD4<Double> { meanSquare.squareRoot() }

    /// The population standard deviation.
    var sd: SIMD4<Double> { second.squareRoot() }

    var absoluteMaximum: SIMD4<Double> {
      let (low, high) = (Self.magnitude(smallest), Self.magnitude(largest))
      return high.replacing(with: low, where: low .> high)
    }

    private static func central(
      _ signals: [SIMD4<Double>], about mean: SIMD4<Double>
    ) -> (second: SIMD4<Double>, third: SIMD4<Double>, fourth: SIMD4<Double>) {
      var (second, third, fourth) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
      for x in signals {
        let rest = x - mean
        let square = rest * rest
        second += square
        third += square * rest
        fourth += square * square
      }
      let count = Double(signals.count)
      return (second / count, third / count, fourth / count)
    }

    private static func magnitude(_ x: SIMD4<Double>) -> SIMD4<Double> {
      x.replacing(with: -x, where: x .< 0)
    }
  }
}
