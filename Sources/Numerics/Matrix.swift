/// A dense table of numbers, rows × columns, stored row by row.
public struct Matrix: Sendable, Equatable, Codable {
  public let rows: Int
  public let columns: Int
  /// The cells in row-major order; `rows * columns` of them.
  public internal(set) var storage: [Double]

  /// Creates a matrix from cells in row-major order.
  ///
  /// - Precondition: `storage.count == rows * columns`.
  public init(rows: Int, columns: Int, storage: [Double]) {
    precondition(storage.count == rows * columns, "a matrix needs rows × columns cells")
    self.rows = rows
    self.columns = columns
    self.storage = storage
  }

  /// Reads a matrix that was written.
  ///
  /// - Throws: `DecodingError` when it is none, or has not rows × columns cells.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    rows = try values.decode(Int.self, forKey: .rows)
    columns = try values.decode(Int.self, forKey: .columns)
    storage = try values.decode([Double].self, forKey: .storage)
    let (cells, overflows) = rows.multipliedReportingOverflow(by: columns)
    if rows < 0 || columns < 0 || overflows || storage.count != cells {
      throw DecodingError.dataCorruptedError(
        forKey: .storage, in: values,
        debugDescription: "\(storage.count) cells are no \(rows) × \(columns)")
    }
  }

  /// Creates a matrix whose cells all hold one value.
  public init(rows: Int, columns: Int, filledWith value: Double) {
    self.init(
      rows: rows, columns: columns, storage: [Double](repeating: value, count: rows * columns))
  }

  public subscript(row: Int, column: Int) -> Double {
    @inlinable get { storage[row * columns + column] }
    set { storage[row * columns + column] = newValue }
  }

  /// The cells of one row, in column order.
  public func row(_ index: Int) -> ArraySlice<Double> {
    storage[index * columns..<(index + 1) * columns]
  }

  /// Calls a closure with a view of one row, without copying it.
  public func withRow<Result, Failure>(
    _ index: Int, _ body: (Span<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(storage.span.extracting(index * columns..<(index + 1) * columns))
  }

  /// The matrix of the first rows.
  public func prefix(_ count: Int) -> Matrix {
    if count == rows { return self }
    return Matrix(rows: count, columns: columns, storage: Array(storage[..<(count * columns)]))
  }

  /// The cells of one column, in row order.
  public func column(_ index: Int) -> [Double] {
    (0..<rows).map { storage[$0 * columns + index] }
  }
}
