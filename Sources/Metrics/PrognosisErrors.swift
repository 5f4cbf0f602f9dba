import Numerics

/// The errors of predicted remaining lives: predicted − known, one per unit.
struct PrognosisErrors {
  private let errors: [Double]

  /// Takes the differences of as many predictions as known lives, at least one.
  init(predicted: [Double], known: [Double]) {
    precondition(!predicted.isEmpty && predicted.count == known.count, "one prediction per life")
    errors = zip(predicted, known).map { $0 - $1 }
  }

  var rootMeanSquare: Double {
    (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
  }

  var meanMagnitude: Double { errors.reduce(0) { $0 + $1.magnitude } / Double(errors.count) }

  /// The score of the PHM 2008 challenge: late predictions cost more than early ones.
  ///
  /// The paper's equation 11 prints the two constants the other way round, against its own text.
  var score: Double {
    errors.reduce(0) { sum, error in
      sum + Elementary.expMinusOne(error < 0 ? -error / 13 : error / 10)
    }
  }
}
