/// The part of a series that belongs to one event, as intervals of real positions.
///
/// Every integral is of a piecewise linear function, taken exactly piece by piece.
struct AffiliationZone {
  let start: Double
  let end: Double
  private let eventStart: Double
  private let eventEnd: Double

  /// An interval of positions.
  struct Piece {
    let start: Double
    let end: Double
    var length: Double { end - start }
  }

  init(start: Double, end: Double, event: Range<Int>) {
    self.start = start
    self.end = end
    eventStart = Double(event.lowerBound)
    eventEnd = Double(event.upperBound)
  }

  private var length: Double { end - start }
  private var eventLength: Double { eventEnd - eventStart }

  /// The part of an alarm that lies in the zone.
  func cut(_ alarm: Range<Int>) -> Piece {
    Piece(start: max(start, Double(alarm.lowerBound)), end: min(end, Double(alarm.upperBound)))
  }

  /// The mean over alarmed positions of the probability that a random one is no nearer the event.
  ///
  /// - Parameter alarms: The alarms in the zone, ascending.
  /// - Returns: `nil` without alarms.
  func precision(_ alarms: [Piece]) -> Double? {
    var sum = 0.0
    for alarm in alarms {
      sum += max(0, min(alarm.end, eventEnd) - max(alarm.start, eventStart))
      sum +=
        outside(max(0, eventStart - alarm.start)) - outside(max(0, eventStart - alarm.end))
      sum += outside(max(0, alarm.end - eventEnd)) - outside(max(0, alarm.start - eventEnd))
    }
    return ratio(sum, alarms.reduce(0) { $0 + $1.length })
  }

  /// ∫ 1 − (|J| + min(t, m) + t) ÷ |E| over the distances t from 0 through d from the event J in
  /// the zone E, where m is the distance from J to the nearer border of E.
  private func outside(_ d: Double) -> Double {
    let m = min(eventStart - start, end - eventEnd)
    let mirrored = d <= m ? d * d / 2 : m * d - m * m / 2
    return d - (eventLength * d + mirrored + d * d / 2) / length
  }

  /// The mean over the event's positions of the probability that a random one is no nearer them
  /// than the nearest alarm.
  ///
  /// - Parameter alarms: The alarms in the zone, ascending.
  /// - Returns: 0 without alarms.
  func recall(_ alarms: [Piece]) -> Double {
    guard let first = alarms.first, let last = alarms.last else { return 0 }
    var lost = excess(Piece(start: start, end: first.start), from: first.start)
    for (left, right) in zip(alarms, alarms.dropFirst()) {
      let middle = (left.end + right.start) / 2
      lost += excess(Piece(start: left.end, end: middle), from: left.end)
      lost += excess(Piece(start: middle, end: right.start), from: right.start)
    }
    lost += excess(Piece(start: last.end, end: end), from: last.end)
    return 1 - lost / (length * eventLength)
  }

  /// ∫ min(d, m) + d over the event's positions y in a piece, where d is the distance from y to an
  /// alarm beside the piece and m that to the nearer border of the zone.
  private func excess(_ piece: Piece, from alarm: Double) -> Double {
    let inside = Piece(start: max(piece.start, eventStart), end: min(piece.end, eventEnd))
    guard inside.length > 0 else { return 0 }
    let centre = min(max((start + end) / 2, inside.start), inside.end)
    return [Piece(start: inside.start, end: centre), Piece(start: centre, end: inside.end)]
      .reduce(0) { sum, part in
        let distances = (abs(part.start - alarm), abs(part.end - alarm))
        let borders = (
          min(part.start - start, end - part.start), min(part.end - start, end - part.end)
        )
        return sum + part.length * (distances.0 + distances.1) / 2
          + Self.integralOfMinimum(distances, borders, length: part.length)
      }
  }

  /// The integral of the lesser of two linear functions, each given at both ends of an interval.
  private static func integralOfMinimum(
    _ f: (Double, Double), _ g: (Double, Double), length: Double
  ) -> Double {
    let lesser = (min(f.0, g.0), min(f.1, g.1))
    let (left, right) = (f.0 - g.0, f.1 - g.1)
    guard left * right < 0 else { return length * (lesser.0 + lesser.1) / 2 }
    let share = left / (left - right)
    let crossing = f.0 + share * (f.1 - f.0)
    return length
      * (share * (lesser.0 + crossing) + (1 - share) * (crossing + lesser.1)) / 2
  }
}
