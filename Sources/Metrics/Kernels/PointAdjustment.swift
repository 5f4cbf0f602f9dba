/// Row counts after alarmed events are credited whole.
///
/// Plain point adjustment (Xu et al., "Unsupervised anomaly detection via variational auto-encoder
/// for seasonal KPIs", WWW 2018) asks for any alarm inside an event; PA%K (Kim et al., "Towards a
/// rigorous evaluation of time-series anomaly detection", AAAI 2022) for more than K percent of its
/// rows. Random scores reach high values, so the result means something only beside theirs. Counts
/// of several units are pooled by adding them.
public struct PointAdjustment: Sendable, Equatable {
  public let truePositives: Int
  public let falsePositives: Int
  public let falseNegatives: Int

  private init(truePositives: Int, falsePositives: Int, falseNegatives: Int) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
  }

  /// Adjusts the alarms of one unit and counts its rows.
  ///
  /// - Parameters:
  ///   - series: The unit; its scores are not looked at.
  ///   - percent: K; an event is credited when more than K ÷ 100 of its rows are alarmed.
  /// - Complexity: O(*a* + *e*) for *a* alarm segments and *e* events.
  public init(_ series: Series, percent: Double) {
    var inside = 0
    var credited = 0
    for (event, alarms) in zip(series.events, overlaps(of: series.events, with: series.alarms)) {
      let alarmed = series.alarms[alarms].reduce(0) { $0 + $1.clamped(to: event).count }
      inside += alarmed
      // In this order of operations K = 20 asks for more than one row of five, as tadpak does.
      credited += Double(alarmed) > percent / 100 * Double(event.count) ? event.count : alarmed
    }
    self.init(
      truePositives: credited,
      falsePositives: series.alarms.reduce(0) { $0 + $1.count } - inside,
      falseNegatives: series.failingRows - credited)
  }

  public static func + (left: Self, right: Self) -> Self {
    Self(
      truePositives: left.truePositives + right.truePositives,
      falsePositives: left.falsePositives + right.falsePositives,
      falseNegatives: left.falseNegatives + right.falseNegatives)
  }

  /// TP ÷ (TP + FP), or `nil` without alarms.
  public var precision: Double? {
    ratio(Double(truePositives), Double(truePositives + falsePositives))
  }

  /// TP ÷ (TP + FN), or `nil` without failing rows.
  public var recall: Double? {
    ratio(Double(truePositives), Double(truePositives + falseNegatives))
  }

  /// 2 TP ÷ (2 TP + FP + FN), or `nil` with neither alarms nor failing rows.
  public var f1: Double? {
    ratio(Double(2 * truePositives), Double(2 * truePositives + falsePositives + falseNegatives))
  }
}
