import Numerics

/// Makes up failing rows until there are as many as healthy ones.
///
/// A made-up row lies on the line between a failing row and one of its nearest failing rows, anywhere
/// with equal probability (Chawla, Bowyer, Hall and Kegelmeyer, "SMOTE: synthetic minority
/// over-sampling technique", JAIR 16, 2002). Where there are too few failing rows to have so many
/// neighbours, each has all others; a single one is repeated. Hyper-parameter: `neighbours`.
struct SMOTE {
  let neighbours: Int

  /// Adds the made-up rows behind the others.
  ///
  /// - Parameters:
  ///   - given: Rows of two classes, 1 for failing and 0.
  ///   - randomness: Where random numbers come from.
  /// - Returns: All rows; those given where failing rows are no minority.
  func balanced(_ given: TargetedRows, randomness: RandomStream) -> TargetedRows {
    let failing = given.targets.indices.filter { given.targets[$0] == 1 }
    let missing = given.targets.count - 2 * failing.count
    guard missing > 0 else { return given }
    let made = synthetic(missing, from: given.rows.selecting(failing), randomness: randomness)
    return TargetedRows(
      rows: Matrix(
        rows: given.rows.rows + missing, columns: given.rows.columns,
        storage: given.rows.storage + made.storage),
      targets: given.targets + [Double](repeating: 1, count: missing))
  }

  /// Makes up rows from the rows of one class.
  func synthetic(_ count: Int, from rows: Matrix, randomness: RandomStream) -> Matrix {
    var randomness = randomness
    let width = min(neighbours, rows.rows - 1)
    let nearest = width > 0 ? NeighbourIndex(rows).nearestOfEveryRow(width).rows : []
    var storage: [Double] = []
    storage.reserveCapacity(count * rows.columns)
    for _ in 0..<count {
      let row = randomness.integer(below: rows.rows)
      let other = width > 0 ? Int(nearest[row * width + randomness.integer(below: width)]) : row
      let share = randomness.uniform()
      for channel in 0..<rows.columns {
        let start = rows[row, channel]
        storage.append(start + share * (rows[other, channel] - start))
      }
    }
    return Matrix(rows: count, columns: rows.columns, storage: storage)
  }
}

extension Matrix {
  /// The matrix of some of the rows, in the order given.
  func selecting(_ kept: [Int]) -> Matrix {
    Matrix(rows: kept.count, columns: columns, storage: kept.flatMap { row($0) })
  }
}
