import Numerics

/// The load that the consumers put on a pump, in units of its spread in normal operation.
///
/// A record begins on a Monday at midnight.
struct Demand {
  /// The stretches of high demand, in order, each within its day.
  let peaks: [Range<Int>]
  /// The daily course on workdays, one load per minute.
  private let course: [Double]

  /// Draws the demand on one pump.
  init(pump: String, days: Int, seed: Int) {
    var stream = RandomStream(seed: seed, pump: pump, "demand")
    course = Self.course(lag: stream.uniform(in: -30..<30))
    peaks = (0..<days).flatMap { Self.peaks(ofDay: $0, &stream) }
  }

  /// The seasonal load at a minute: the daily course, lower on the two days of the weekend.
  func seasonal(at minute: Int) -> Double {
    let load = course[minute % Minutes.day]
    return Self.isWorkday(minute / Minutes.day) ? 0.15 + load : -0.45 + 0.8 * load
  }

  /// The hours around which high demand begins.
  private static let peakHours = [7, 18]

  private static func isWorkday(_ day: Int) -> Bool { day % 7 < 5 }

  /// Lowest towards three in the morning, with two humps by day.
  private static func course(lag: Double) -> [Double] {
    (0..<Minutes.day).map { minute in
      let angle = 2 * Double.pi * (Double(minute) - lag) / Double(Minutes.day)
      return -Elementary.cos(angle - 0.25 * Double.pi)
        - 0.35 * Elementary.cos(2 * angle - 0.25 * Double.pi)
    }
  }

  private static func peaks(ofDay day: Int, _ stream: inout RandomStream) -> [Range<Int>] {
    var peaks: [Range<Int>] = []
    for hour in peakHours {
      // Every peak is drawn, whether it comes or not, so that one does not shift the next.
      let start = day * Minutes.day + hour * 60 + stream.integer(in: -45...45)
      let length = stream.integer(in: 60...150)
      let comes = stream.uniform() < (isWorkday(day) ? 0.9 : 0.4)
      if comes { peaks.append(start..<start + length) }
    }
    return peaks
  }
}
