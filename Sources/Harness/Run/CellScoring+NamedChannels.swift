import Alarms
import Detectors
import Metrics
import Numerics
import Preparation
import Telemetry

extension CellScoring {
  /// The most channels of an alarm's explanation that are kept.
  static let namedChannels = 3

  /// The channels that explain the alarm of every failing event of an evaluated unit.
  ///
  /// Scoring goes through the unit once more, row by row, and only where faults are recorded that
  /// the names can be held against.
  ///
  /// - Parameters:
  ///   - position: The unit's place among the evaluated ones.
  ///   - scores: Its scores.
  ///   - threshold: The threshold that its alarms are raised by.
  ///   - fitted: The model that made the scores.
  /// - Returns: For every event the channels with the largest contributions in the row in which the
  ///   alarm that counts started, as indices into the data set's; `nil` for a missed event or without
  ///   an explanation. Empty for a unit without recorded machine faults.
  /// - Throws: ``DetectorError`` when a program that explains fails.
  func namedChannels(
    _ position: Int, scores: ScoreTrace, threshold: Threshold, by fitted: Fitted
  ) throws(DetectorError) -> [[Int]?] {
    let truth = experiment.truths[position]
    if truth.machineFaults.isEmpty { return [] }
    let alarms = AlarmRuns(
      alarm.persistence.persistentScores(scores), above: threshold.value)
    let starts = EventOutcome.outcomes(
      unit: position, truth: truth, alarms: alarms, requiredLead: alarm.requiredLead
    ).map(\.alarm)
    if !detector.explains { return starts.map { _ in nil } }
    let explanations = try explanations(
      of: experiment.split.evaluation[position].unit, rows: Set(starts.compactMap { $0 }),
      by: fitted)
    return starts.map { start in
      start.flatMap { explanations[$0] }.map { explanation in
        fitted.largestChannels(explanation)
      }
    }
  }

  private func explanations(
    of unit: Unit, rows: Set<Int>, by fitted: Fitted
  ) throws(DetectorError) -> [Int: Explanation] {
    guard let last = rows.max() else { return [:] }
    var explanations: [Int: Explanation] = [:]
    try stream(unit, upTo: last + 1, by: fitted) {
      (row, values, moment, scorer) throws(DetectorError) in
      if try scorer.score(values, at: moment) != nil, rows.contains(row) {
        explanations[row] = try scorer.explanation(of: values, at: moment)
      }
    }
    return explanations
  }
}

extension CellScoring.Fitted {
  /// The channels with the largest contributions, those of a channel's features added up.
  ///
  /// - Parameter explanation: What drove a score; contributions beyond the prepared columns are
  ///   passed over.
  /// - Returns: Indices into the data set's channels, at most ``CellScoring/namedChannels``.
  func largestChannels(_ explanation: Explanation) -> [Int] {
    let sources = preparation.channelIndices
    let channels = sources.removingRepeats()
    var sums = [Double](repeating: 0, count: channels.count)
    for (source, contribution) in zip(sources, explanation.contributions) {
      if let place = channels.firstIndex(of: source) { sums[place] += contribution }
    }
    return Explanation(contributions: sums).largestContributions(CellScoring.namedChannels)
      .map { channels[$0] }
  }
}
