@testable import Metrics

/// The areas of one width as the definition reads, with no thought of speed.
enum DirectVolume {
  static func areas(_ series: Series, window: Int) -> (roc: Double?, pr: Double?) {
    guard let first = series.events.first, let last = series.events.last else { return (nil, nil) }
    let n = series.rows
    let half = window / 2
    let fails = (0..<n).map { row in series.events.contains { $0.contains(row) } }
    let slopes = slopes(series, window: window)
    // Zones, inclusive.
    var zones: [ClosedRange<Int>] = []
    var start = max(first.lowerBound - half, 0)
    for (event, next) in zip(series.events, series.events.dropFirst())
    where event.upperBound - 1 + half < next.lowerBound - half {
      zones.append(start...(event.upperBound - 1 + half))
      start = next.lowerBound - half
    }
    zones.append(start...min(last.upperBound - 1 + half, n - 1))

    let sorted = series.scores.sorted(by: >)
    let step = Double(n - 1) / 249
    let positives = Double(fails.count { $0 })
    var curve = [(fpr: 0.0, tpr: 0.0)]
    var pr = 0.0
    for k in 0..<250 {
      let threshold = sorted[k == 249 ? n - 1 : Int(Double(k) * step)]
      let alarmed = series.scores.map { $0 >= threshold }
      let slope = (0..<n).filter { alarmed[$0] }.reduce(0) { $0 + slopes[$1] }
      let hits = Double((0..<n).count { alarmed[$0] && fails[$0] })
      let met = Double(zones.count { zone in zone.contains { alarmed[$0] } })
      let new = (positives + positives + slope) / 2
      let tpr = min((hits + slope) / new, 1) * met / Double(zones.count)
      let count = Double(alarmed.count { $0 })
      let fpr = (count - hits - slope) / (Double(n) - new)
      pr += (tpr - curve[curve.count - 1].tpr) * (hits + slope) / count
      curve.append((fpr, tpr))
    }
    curve.append((1, 1))
    let roc = zip(curve, curve.dropFirst()).reduce(0.0) { sum, pair in
      sum + (pair.1.fpr - pair.0.fpr) * (pair.1.tpr + pair.0.tpr) / 2
    }
    return (fails.contains(false) ? roc : nil, pr)
  }

  private static func slopes(_ series: Series, window: Int) -> [Double] {
    (0..<series.rows).map { row in
      if series.events.contains(where: { $0.contains(row) }) { return 0 }
      let sum = series.events.reduce(0.0) { sum, event in
        let distance =
          row < event.lowerBound ? event.lowerBound - row : row - (event.upperBound - 1)
        return distance > window / 2
          ? sum : sum + (1 - Double(distance) / Double(window)).squareRoot()
      }
      return min(sum, 1)
    }
  }
}

/// Affiliation of one event as the definition reads, integrated over eighths of a row.
///
/// All functions are linear between multiples of a quarter, where the midpoint rule is exact.
struct DirectAffiliation {
  let precision: Double?
  let recall: Double

  init(_ series: Series, event index: Int) {
    let event = series.events[index]
    let start =
      index == 0 ? 0 : Double(series.events[index - 1].upperBound + event.lowerBound) / 2
    let end =
      index + 1 == series.events.count
      ? Double(series.rows) : Double(event.upperBound + series.events[index + 1].lowerBound) / 2
    let pieces = stride(from: start, to: end, by: 0.125).map { $0 + 0.0625 }
    let isAlarmed = { (x: Double) in series.alarms.contains { $0.contains(Int(x)) } }
    let alarmed = pieces.filter(isAlarmed)
    let inside = pieces.filter { event.contains(Int($0)) }

    let m = min(Double(event.lowerBound) - start, end - Double(event.upperBound))
    let precisions = alarmed.map { x -> Double in
      if event.contains(Int(x)) { return 1 }
      let d = max(Double(event.lowerBound) - x, x - Double(event.upperBound))
      return 1 - (Double(event.count) + min(d, m) + d) / (end - start)
    }
    precision = alarmed.isEmpty ? nil : precisions.reduce(0, +) / Double(alarmed.count)

    let cut = series.alarms.map { alarm in
      (start: max(start, Double(alarm.lowerBound)), end: min(end, Double(alarm.upperBound)))
    }.filter { $0.start < $0.end }
    let recalls = inside.map { y -> Double in
      guard let d = cut.map({ max($0.start - y, y - $0.end, 0) }).min() else { return 0 }
      return 1 - (min(d, y - start, end - y) + d) / (end - start)
    }
    recall = recalls.reduce(0, +) / Double(inside.count)
  }
}
