import Numerics

/// The principal components of the fit rows: the eigenvectors of their covariance.
///
/// Jolliffe, "Principal Component Analysis", 2nd edition, 2002. The covariance has rows − 1 as its
/// denominator; channels are centred, and scaled only as the suite scales them.
struct PrincipalComponents {
  /// How many rows they were found from.
  let rows: Int
  private let centre: [Double]
  /// The largest first.
  let variances: [Double]
  /// Row *i* belongs to `variances[i]`.
  private let directions: Matrix

  /// Finds the components of the rows that may be fitted on.
  ///
  /// - Parameter training: The prepared rows of the training units.
  /// - Throws: ``DetectorError`` when there are fewer than two rows, when no channel varies, or
  ///   when the covariance leaves the range of numbers.
  init(of training: TrainingSet) throws(DetectorError) {
    let fitRows = training.fitRows()
    rows = fitRows.rows
    if rows < 2 {
      throw DetectorError("a covariance needs two fit rows or more; there are \(rows)")
    }
    centre = fitRows.columnMeans()
    let covariance = fitRows.covariance(about: centre)
    guard covariance.storage.allSatisfy({ $0.isFinite }) else {
      throw DetectorError("the covariance of the \(rows) fit rows is not finite")
    }
    let parts = SymmetricEigendecomposition(of: covariance)
    // The square of the deviation at which scaling leaves a channel out.
    guard let largest = parts.values.first, largest > 1e-18 else {
      throw DetectorError("no channel has a deviation above 1e-9 over the \(rows) fit rows")
    }
    variances = parts.values
    directions = parts.vectors
  }

  /// How many components have more than 1e-10 of the largest variance; others are left to rounding.
  var rank: Int {
    variances.prefix { $0 > 1e-10 * variances[0] }.count
  }

  /// The smallest number of components that carry a share of the variance.
  func count(carrying share: Double) -> Int {
    let total = variances.reduce(0, +)
    var sum = 0.0
    for (place, variance) in variances.enumerated() {
      sum += variance
      if sum >= share * total { return place + 1 }
    }
    return variances.count
  }

  /// The squared length along some components, each in units of its standard deviation.
  func standardisedLength(along components: Range<Int>) -> QuadraticForm {
    form(components) { self.variances[$0].squareRoot() }
  }

  /// The squared length along some components.
  func length(along components: Range<Int>) -> QuadraticForm {
    form(components) { _ in 1 }
  }

  private func form(_ components: Range<Int>, dividedBy divisor: (Int) -> Double) -> QuadraticForm {
    let weights = components.flatMap { component in
      directions.row(component).map { $0 / divisor(component) }
    }
    return QuadraticForm(
      centre: centre,
      directions: Matrix(rows: components.count, columns: centre.count, storage: weights))
  }
}
