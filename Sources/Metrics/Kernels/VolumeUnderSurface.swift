/// Areas under the ROC and precision-recall curves with sloping borders of the events, for one
/// width of the slopes and as the mean over all widths.
///
/// Paparrizos et al., "Volume under the surface: a new accuracy evaluation measure for time-series
/// anomaly detection", PVLDB 15 (11), 2022, in the variant `opt` of the authors' own package (also
/// that of TSB-AD): 250 thresholds, slopes on both sides, an unalarmed slope costs nothing, events
/// whose slopes meet count once for existence, the precision-recall area by rectangles. The
/// published variants differ by up to 38 points on the same input.
public struct VolumeUnderSurface: Sendable, Equatable {
  /// The mean ROC area over the widths 0 through the window; `nil` without both classes.
  public let rocVolume: Double?
  /// The mean precision-recall area over the widths 0 through the window; `nil` without events.
  public let prVolume: Double?
  /// The ROC area at the width of the window; `nil` without both classes.
  public let rocArea: Double?
  /// The precision-recall area at the width of the window; `nil` without events.
  public let prArea: Double?

  /// Computes all four.
  ///
  /// - Parameters:
  ///   - series: The unit, with scores; its alarms are not looked at.
  ///   - window: The greatest width of the slopes in rows; it may exceed the series.
  /// - Complexity: O(*n* log *n* + *e* *W* min(*W*, *n*)) for *n* rows, *e* events and the window *W*;
  ///   memory O(*n*).
  public init(_ series: Series, window: Int) {
    precondition(window >= 0, "a window cannot be negative")
    precondition(series.scores.count == series.rows, "volumes need a score for every row")
    guard !series.events.isEmpty else {
      (rocVolume, prVolume, rocArea, prArea) = (nil, nil, nil, nil)
      return
    }
    let levels = ScoreLevels(series)
    var buffer = EventBuffer(series, levels: levels)
    var sum = (roc: 0.0, pr: 0.0)
    var last = (roc: 0.0, pr: 0.0)
    for width in 0...window {
      last = Self.areas(levels, slopes: buffer.slopes(width: width), zones: buffer.zones)
      sum.roc += last.roc
      sum.pr += last.pr
    }
    let hasHealthyRows = series.failingRows < series.rows
    rocVolume = hasHealthyRows ? sum.roc / Double(window + 1) : nil
    prVolume = sum.pr / Double(window + 1)
    rocArea = hasHealthyRows ? last.roc : nil
    prArea = last.pr
  }

  /// Both areas at one width, from sums by the level that a row or zone is first alarmed at.
  private static func areas(
    _ levels: ScoreLevels, slopes: [Double], zones: [Int]
  ) -> (roc: Double, pr: Double) {
    let rows = Double(levels.rows)
    let failing = Double(levels.failing)
    let zoneCount = Double(zones.reduce(0, +))
    var alarmed = 0.0
    var found = 0.0
    var slope = 0.0
    var met = 0.0
    var roc = 0.0
    var pr = 0.0
    var before = (fpr: 0.0, tpr: 0.0)
    for level in slopes.indices {
      alarmed += Double(levels.alarmedRows[level])
      found += Double(levels.foundRows[level])
      slope += slopes[level]
      met += Double(zones[level])
      let positives = failing + slope / 2
      let truePositives = found + slope
      let tpr = min(truePositives / positives, 1) * (met / zoneCount)
      let negatives = rows - positives
      // Without healthy rows there is no ROC curve, and its area is not used.
      let fpr = negatives > 0 ? (alarmed - truePositives) / negatives : 0
      roc += (fpr - before.fpr) * (tpr + before.tpr) / 2
      pr += (tpr - before.tpr) * (truePositives / alarmed)
      before = (fpr, tpr)
    }
    return (roc + (1 - before.fpr) * (1 + before.tpr) / 2, pr)
  }
}
