public import Telemetry

extension LabelRule {
  /// The failing events of a unit's evaluated rows.
  ///
  /// An event whose onset lies before the evaluated rows is not among them: nobody could have
  /// raised its first alarm there, so its time to detection is not defined.
  public func failingEvents(of slice: UnitSlice, labels: [RowLabel]) -> [FailingEvent] {
    var events: [FailingEvent] = []
    var row = slice.rows.lowerBound
    while row < slice.rows.upperBound {
      guard labels[row] == .failing else {
        row += 1
        continue
      }
      let onset = row
      while row + 1 < slice.rows.upperBound, labels[row + 1] == .failing { row += 1 }
      let isCut = onset == slice.rows.lowerBound && onset > 0 && labels[onset - 1] == .failing
      if !isCut {
        events.append(
          FailingEvent(
            onset: onset, end: row,
            bandStart: bandStart(before: onset, in: slice.unit, labels: labels),
            failureTime: failureTime(of: slice.unit, lastRow: row)))
      }
      row += 1
    }
    return events
  }

  /// The first row of the early band: where lives divide a life, those within ``Thresholds``; where
  /// shares of rows or recorded labels do, the grey rows; nowhere else is there a band.
  private func bandStart(before onset: Int, in unit: Unit, labels: [RowLabel]) -> Int {
    func isInBand(_ row: Int) -> Bool {
      switch criterion {
      case .life(let thresholds):
        unit.remainingLife(at: row).map { $0 <= thresholds.bandBeyond } ?? false
      case .rows, .recorded: labels[row] == .grey
      case .faults: false
      }
    }
    var start = onset
    while start > 0, isInBand(start - 1) { start -= 1 }
    return start
  }

  private func failureTime(of unit: Unit, lastRow: Int) -> Double {
    // Labels of single rows can have a unit fail, be mended and fail for good: only the event at the
    // end of its record ends with the unit.
    let isLast = criterion != .recorded || lastRow == unit.rows - 1
    if case .failed(let time) = unit.ending, isLast { return time }
    return unit.times[lastRow]
  }
}
