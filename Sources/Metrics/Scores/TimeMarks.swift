/// The times of some rows of a unit: those in which something begins or ends.
struct TimeMarks: Sendable, Equatable {
  private var marks: [(row: Int, time: Double)] = []

  /// Adds the time of a row; rows come in ascending order, and may come twice.
  mutating func add(row: Int, time: Double) {
    if let last = marks.last, last.row >= row { return }
    marks.append((row, time))
  }

  /// The time of a row that was added.
  subscript(row: Int) -> Double {
    let index = marks.partitioningIndex { $0.row >= row }
    precondition(index < marks.count && marks[index].row == row, "row \(row) has no mark")
    return marks[index].time
  }

  static func == (left: TimeMarks, right: TimeMarks) -> Bool {
    left.marks.elementsEqual(right.marks) { $0 == $1 }
  }
}

extension Array {
  /// The first index from which on a condition holds, which holds for no element before it.
  ///
  /// - Complexity: O(log *n*).
  func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
