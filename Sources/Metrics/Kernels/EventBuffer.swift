/// The rows beside the events of a series: their slopes and the zones that they join.
///
/// It is widened from one width to the next, so a zone only looks at the rows that it gains.
struct EventBuffer {
  private let rows: Int
  private let events: [Range<Int>]
  private let levels: ScoreLevels
  private let levelCount: Int
  /// How many rows the slopes reach on either side.
  private var reach = 0
  /// For every event the lowest level inside it and within reach.
  private var eventLevels: [UInt8]
  /// The weight of every row; 0 between two calls.
  private var weights: [Double]

  init(_ series: Series, levels: ScoreLevels) {
    rows = series.rows
    events = series.events
    self.levels = levels
    levelCount = levels.alarmedRows.count
    eventLevels = series.events.map { levels.rowLevels[$0].min() ?? .max }
    weights = [Double](repeating: 0, count: series.rows)
  }

  /// The number of zones that each level is the first to alarm, at the width last asked for.
  ///
  /// The zones of neighbouring events are one where they touch.
  var zones: [Int] {
    var zones = [Int](repeating: 0, count: levelCount)
    var best = UInt8.max
    for index in events.indices {
      best = min(best, eventLevels[index])
      let isLast = index + 1 == events.count
      if isLast
        || events[index].upperBound - 1 + reach < events[index + 1].lowerBound - reach
      {
        zones[Int(best)] += 1
        best = .max
      }
    }
    return zones
  }

  /// The weight of the slopes at each level.
  ///
  /// A row at distance d from an event, at most half the width, weighs √(1 − d ÷ width); slopes of
  /// several events add up to at most 1, and failing rows have none.
  ///
  /// - Parameter width: The width, never less than in the call before.
  /// - Returns: One sum per level.
  mutating func slopes(width: Int) -> [Double] {
    widen(to: min(width / 2, rows))
    var sums = [Double](repeating: 0, count: levelCount)
    guard reach > 0 else { return sums }
    addSlopes((0...reach).map { (1 - Double($0) / Double(width)).squareRoot() })
    collect(into: &sums)
    clear()
    return sums
  }

  private mutating func widen(to newReach: Int) {
    while reach < newReach {
      reach += 1
      for (index, event) in events.enumerated() {
        for row in [event.lowerBound - reach, event.upperBound - 1 + reach]
        where row >= 0 && row < rows {
          eventLevels[index] = min(eventLevels[index], levels.rowLevels[row])
        }
      }
    }
  }

  private mutating func addSlopes(_ falloff: [Double]) {
    for event in events {
      let right = min(reach, rows - event.upperBound)
      for distance in 0..<right { weights[event.upperBound + distance] += falloff[distance + 1] }
      let left = min(reach, event.lowerBound)
      for distance in 0..<left { weights[event.lowerBound - 1 - distance] += falloff[distance + 1] }
    }
  }

  /// Adds the weights of the healthy rows within reach to the sums of their levels.
  private func collect(into sums: inout [Double]) {
    var previousEnd: Int?
    for index in 0...events.count {
      let start = previousEnd ?? 0
      let end = index < events.count ? events[index].lowerBound : rows
      let afterEvent = previousEnd == nil ? start : min(end, start + reach)
      let beforeEvent = index == events.count ? end : max(afterEvent, end - reach)
      for row in start..<afterEvent { sums[Int(levels.rowLevels[row])] += min(1, weights[row]) }
      for row in beforeEvent..<end { sums[Int(levels.rowLevels[row])] += min(1, weights[row]) }
      previousEnd = index < events.count ? events[index].upperBound : nil
    }
  }

  private mutating func clear() {
    for event in events {
      let reached = max(0, event.lowerBound - reach)..<min(rows, event.upperBound + reach)
      for row in reached { weights[row] = 0 }
    }
  }
}
