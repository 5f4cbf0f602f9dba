/// How near alarms and events are to each other, beside an alarm at random.
///
/// Huet, Navarro and Rossi, "Local evaluation of time series anomaly detection algorithms", KDD
/// 2022; equal to the authors' code. Row i is the interval [i, i + 1). Every event has a zone that
/// reaches to the midpoints between it and its neighbours; distances inside a zone become
/// probabilities that a uniformly random position of the zone is not nearer.
public struct Affiliation: Sendable, Equatable {
  /// One precision per event; `nil` where nothing is alarmed in its zone.
  public let individualPrecisions: [Double?]
  /// One recall per event; 0 where nothing is alarmed in its zone.
  public let individualRecalls: [Double]

  /// Judges the alarms of one unit.
  ///
  /// - Complexity: O(*a* + *e*) for *a* alarm segments and *e* events.
  public init(_ series: Series) {
    var precisions: [Double?] = []
    var recalls: [Double] = []
    var first = 0
    for (index, event) in series.events.enumerated() {
      let before = index > 0 ? series.events[index - 1].upperBound : nil
      let after = index + 1 < series.events.count ? series.events[index + 1].lowerBound : nil
      let zone = AffiliationZone(
        start: before.map { Double($0 + event.lowerBound) / 2 } ?? 0,
        end: after.map { Double(event.upperBound + $0) / 2 } ?? Double(series.rows), event: event)
      while first < series.alarms.count, Double(series.alarms[first].upperBound) <= zone.start {
        first += 1
      }
      let alarms = series.alarms[first...].prefix { Double($0.lowerBound) < zone.end }
        .map(zone.cut)
      precisions.append(zone.precision(alarms))
      recalls.append(zone.recall(alarms))
    }
    individualPrecisions = precisions
    individualRecalls = recalls
  }

  /// The mean over the events with an alarm in their zones, or `nil` without any.
  public var precision: Double? {
    let defined = individualPrecisions.compactMap { $0 }
    return ratio(defined.reduce(0, +), Double(defined.count))
  }

  /// The mean over all events, or `nil` without any.
  public var recall: Double? {
    ratio(individualRecalls.reduce(0, +), Double(individualRecalls.count))
  }

  /// The harmonic mean of precision and recall; `nil` where either is undefined or both are 0.
  public static func f1(precision: Double?, recall: Double?) -> Double? {
    harmonicMean(precision, recall)
  }
}
