import Numerics

/// The rows that a supervised detector learns from, with what it is told of them.
struct TargetedRows: Sendable {
  let rows: Matrix
  let targets: [Double]

  init(rows: Matrix, targets: [Double]) {
    self.rows = rows
    self.targets = targets
  }

  /// The fit rows of all units with their targets.
  ///
  /// - Throws: ``DetectorError`` when there are none, or no targets.
  init(_ training: TrainingSet) throws(DetectorError) {
    rows = training.fitRows()
    targets = training.units.flatMap { $0.targets ?? [] }
    guard rows.rows > 0 else { throw DetectorError("no training row may be fitted on") }
    guard targets.count == rows.rows else {
      throw DetectorError("the training rows have no targets to learn from")
    }
  }

  /// How many rows have target 1, where targets are classes.
  var failingCount: Int { targets.count { $0 == 1 } }

  /// Checks that targets are two classes.
  ///
  /// - Throws: ``DetectorError`` when all rows are of one class.
  func checkClasses() throws(DetectorError) {
    let failing = failingCount
    if failing == 0 || failing == targets.count {
      throw DetectorError(
        "all \(targets.count) training rows are \(failing == 0 ? "healthy" : "failing");"
          + " a classifier needs both")
    }
  }

  /// The rows at some positions.
  func selecting(_ positions: [Int]) -> TargetedRows {
    TargetedRows(rows: rows.selecting(positions), targets: positions.map { targets[$0] })
  }
}
