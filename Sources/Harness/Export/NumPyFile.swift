/// Files that `numpy.load` reads: one array of binary64 numbers, row after row.
///
/// The format is version 1.0 of NumPy's own, as `numpy.lib.format` describes it.
enum NumPyFile {
  /// The bytes before the numbers are a multiple of this, so that they can be mapped into memory.
  private static let alignment = 64

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - values: The numbers in pieces, row after row.
  /// - Returns: Header and numbers.
  /// - Precondition: There are `rows` × `columns` numbers.
  static func bytes(rows: Int, columns: Int, values: [[Double]]) -> [UInt8] {
    precondition(
      values.map(\.count).reduce(0, +) == rows * columns, "one number per row and column")
    var bytes = header(rows: rows, columns: columns)
    bytes.reserveCapacity(bytes.count + 8 * rows * columns)
    for piece in values { Binary64.append(piece, to: &bytes) }
    return bytes
  }

  private static func header(rows: Int, columns: Int) -> [UInt8] {
    let facts = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    // Magic number, version, and two bytes for the length of what follows up to the line feed.
    let start: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    let unpadded = start.count + 2 + facts.utf8.count + 1
    let padding = (alignment - unpadded % alignment) % alignment
    let length = facts.utf8.count + padding + 1
    return start + [UInt8(length & 0xFF), UInt8(length >> 8)] + Array(facts.utf8)
      + [UInt8](repeating: 0x20, count: padding) + [0x0A]
  }
}
