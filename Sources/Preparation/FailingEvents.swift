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
            onset: onset, end: row, bandStart: bandStart(before: onset, in: slice.unit),
            failureTime: failureTime(of: slice.unit, lastRow: row)))
      }
      row += 1
    }
    return events
  }

  private func bandStart(before onset: Int, in unit: Unit) -> Int {
    guard let thresholds else { return onset }
    var start = onset
    while start > 0, let life = unit.remainingLife(at: start - 1), life <= thresholds.bandBeyond {
      start -= 1
    }
    return start
  }

  private func failureTime(of unit: Unit, lastRow: Int) -> Double {
    if case .failed(let time) = unit.ending { return time }
    return unit.times[lastRow]
  }
}
