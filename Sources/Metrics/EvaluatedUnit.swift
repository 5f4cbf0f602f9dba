public import Alarms
public import Telemetry

/// The ground truth of a unit, the same for every detector.
public struct UnitTruth: Sendable {
  public let id: String
  /// One time per row of the unit.
  public let times: [Double]
  /// The rows that are evaluated.
  public let rows: Range<Int>
  public let labels: [RowLabel]
  public let phases: PhaseTrack
  public let regimes: [Int]
  /// The failing events of the evaluated rows, in the order of time.
  public let events: [FailingEvent]
  /// From this row on the unit's rows are grey because a neighbour on the same machine is failing;
  /// an alarm that starts there accuses the wrong unit.
  public let localisedFrom: Int?
  /// The recorded states, where ``phases`` is an estimate of them.
  public let recordedPhases: PhaseTrack?

  public init(
    id: String, times: [Double], rows: Range<Int>, labels: [RowLabel], phases: PhaseTrack,
    regimes: [Int], events: [FailingEvent], localisedFrom: Int? = nil,
    recordedPhases: PhaseTrack? = nil
  ) {
    self.id = id
    self.times = times
    self.rows = rows
    self.labels = labels
    self.phases = phases
    self.regimes = regimes
    self.events = events
    self.localisedFrom = localisedFrom
    self.recordedPhases = recordedPhases
  }

  /// The same unit under another set of labels.
  public func relabelled(_ labels: [RowLabel], events: [FailingEvent]) -> UnitTruth {
    UnitTruth(
      id: id, times: times, rows: rows, labels: labels, phases: phases, regimes: regimes,
      events: events, localisedFrom: localisedFrom, recordedPhases: recordedPhases)
  }
}

/// What a detector made of a unit, beside its ground truth.
public struct EvaluatedUnit: Sendable {
  public let truth: UnitTruth
  public let scores: ScoreTrace
  public let persistentScores: ScoreTrace
  public let alarms: AlarmRuns

  public init(
    truth: UnitTruth, scores: ScoreTrace, persistentScores: ScoreTrace, alarms: AlarmRuns
  ) {
    self.truth = truth
    self.scores = scores
    self.persistentScores = persistentScores
    self.alarms = alarms
  }

  /// The same outputs held against another set of labels.
  func held(against truth: UnitTruth) -> EvaluatedUnit {
    EvaluatedUnit(
      truth: truth, scores: scores, persistentScores: persistentScores, alarms: alarms)
  }
}
