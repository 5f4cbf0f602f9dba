/// Noise in the form of a raw bearing snapshot: a line per sample, tabs between channels.
public enum SnapshotText {
  /// The numbers of a snapshot, rows × columns, in thousandths from −500 through 499.
  public static func thousandths(rows: Int = 20480, columns: Int, key: Int) -> [Int] {
    // A linear congruence is noise enough, and its upper bits serve for the number.
    var state = key * 7919 + 12345
    return (0..<rows * columns).map { _ in
      state = (1_103_515_245 * state + 12345) % (1 << 31)
      return (state >> 8) % 1000 - 500
    }
  }

  /// The text of these numbers.
  public static func text(
    rows: Int = 20480, columns: Int, key: Int, lineEnd: String = "\r\n"
  ) -> String {
    let numbers = thousandths(rows: rows, columns: columns, key: key)
    var text = ""
    for row in 0..<rows {
      for column in 0..<columns {
        text += column == 0 ? "" : "\t"
        text += "\(Double(numbers[row * columns + column]) / 1000)"
      }
      text += lineEnd
    }
    return text
  }
}
