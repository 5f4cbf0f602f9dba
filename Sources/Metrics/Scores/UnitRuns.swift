import Telemetry

/// One unit of a file of scores, as runs of labels and alarms instead of rows.
///
/// Labels and alarms change rarely, so a row costs little more than its score.
struct UnitRuns: Sendable {
  private(set) var rows = 0
  /// The rows in which the label changes, the first among them, and the labels from there on.
  private(set) var labels: [(start: Int, label: RowLabel)] = []
  /// Maximal runs of alarmed rows.
  var alarms: [Range<Int>] { alarmRuns.runs }
  /// The times of rows in which an event begins or ends or an alarm starts.
  private(set) var times = TimeMarks()
  /// The scores of the healthy and failing rows, −∞ where there is none.
  private(set) var scores: [Double] = []
  private(set) var lastTime: Double?
  private var alarmRuns = RunBuilder()
  private var lastLabel: RowLabel?
  private var lastIsAlarmed = false

  /// Adds the next row.
  ///
  /// - Parameters:
  ///   - row: What is known of it.
  ///   - kept: What the wanted metrics look at; the rest is forgotten.
  /// - Returns: Whether a failing event and whether an alarm starts in it.
  mutating func add(
    _ row: ScoredRow, keeping kept: ScoredRows.Parts
  ) -> (startsEvent: Bool, startsAlarm: Bool) {
    let time = row.time ?? Double(rows)
    let changesLabel = row.label != lastLabel
    let startsAlarm = row.isAlarmed && !lastIsAlarmed
    if changesLabel, kept.contains(.labels) { labels.append((rows, row.label)) }
    if changesLabel, kept.contains(.times) { markEvent(before: row.label, time) }
    if startsAlarm, kept.contains(.times) { times.add(row: rows, time: time) }
    if row.isAlarmed, kept.contains(.alarms) { alarmRuns.add(rows..<rows + 1) }
    if kept.contains(.scores), row.label.isCounted { scores.append(row.score ?? -.infinity) }
    lastTime = time
    lastLabel = row.label
    lastIsAlarmed = row.isAlarmed
    rows += 1
    return (changesLabel && row.label == .failing, startsAlarm)
  }

  /// Ends the unit.
  mutating func finish() {
    guard let lastTime, lastLabel == .failing else { return }
    times.add(row: rows - 1, time: lastTime)
  }

  /// Marks the end of an event before this row, and the onset of one in it.
  private mutating func markEvent(before label: RowLabel, _ time: Double) {
    if let lastTime, lastLabel == .failing { times.add(row: rows - 1, time: lastTime) }
    if label == .failing { times.add(row: rows, time: time) }
  }

  /// The unit without its grey rows; its scores move there, so that they are nowhere twice.
  mutating func takeSeries() -> Series {
    var events = RunBuilder()
    var counted = RunBuilder()
    var grey = 0
    var next = 0
    for (rows, label) in labelRuns {
      if label == .grey {
        grey += rows.count
        continue
      }
      if label == .failing { events.add(rows.moved(by: -grey)) }
      while next < alarms.count, alarms[next].lowerBound < rows.upperBound {
        let part = alarms[next].clamped(to: rows)
        if !part.isEmpty { counted.add(part.moved(by: -grey)) }
        if alarms[next].upperBound > rows.upperBound { break }
        next += 1
      }
    }
    defer { scores = [] }
    return Series(rows: rows - grey, events: events.runs, alarms: counted.runs, scores: scores)
  }
}

extension UnitRuns {
  /// The label of a row.
  func label(of row: Int) -> RowLabel {
    labels[labels.partitioningIndex { $0.start > row } - 1].label
  }

  /// Every run of equal labels, in the order of time.
  var labelRuns: [(rows: Range<Int>, label: RowLabel)] {
    labels.indices.map { index in
      let end = index + 1 < labels.count ? labels[index + 1].start : rows
      return (labels[index].start..<end, labels[index].label)
    }
  }

  /// The failing events; the early band is the run of grey rows directly before the onset.
  var events: [FailingEvent] {
    let runs = labelRuns
    return runs.indices.filter { runs[$0].label == .failing }.map { index in
      let end = runs[index].rows.upperBound - 1
      let onset = runs[index].rows.lowerBound
      let hasBand = index > 0 && runs[index - 1].label == .grey
      return FailingEvent(
        onset: onset, end: end, bandStart: hasBand ? runs[index - 1].rows.lowerBound : onset,
        failureTime: times[end])
    }
  }
}

extension Range<Int> {
  fileprivate func moved(by rows: Int) -> Range<Int> { lowerBound + rows..<upperBound + rows }
}
