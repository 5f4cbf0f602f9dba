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
  /// The recorded states and what readings alone make of them, where there are both.
  public let phaseEstimate: PhaseEstimate?
  /// The remaining life at the last evaluated row, where predictions are held against it.
  public let remainingLife: Double?
  /// The recorded faults of the machine, with the channels that show them.
  public let machineFaults: [Fault]

  public init(
    id: String, times: [Double], rows: Range<Int>, labels: [RowLabel], phases: PhaseTrack,
    regimes: [Int], events: [FailingEvent], localisedFrom: Int? = nil,
    phaseEstimate: PhaseEstimate? = nil, remainingLife: Double? = nil, machineFaults: [Fault] = []
  ) {
    self.id = id
    self.times = times
    self.rows = rows
    self.labels = labels
    self.phases = phases
    self.regimes = regimes
    self.events = events
    self.localisedFrom = localisedFrom
    self.phaseEstimate = phaseEstimate
    self.remainingLife = remainingLife
    self.machineFaults = machineFaults
  }

  /// The same unit under another set of labels.
  public func relabelled(
    _ labels: [RowLabel], events: [FailingEvent], localisedFrom: Int?
  ) -> UnitTruth {
    UnitTruth(
      id: id, times: times, rows: rows, labels: labels, phases: phases, regimes: regimes,
      events: events, localisedFrom: localisedFrom, phaseEstimate: phaseEstimate,
      remainingLife: remainingLife, machineFaults: machineFaults)
  }
}

/// The recorded states of a unit beside the phases that were estimated from its readings.
public struct PhaseEstimate: Sendable {
  public let recorded: PhaseTrack
  /// With the codes of ``OperatingPhase``.
  public let estimated: PhaseTrack

  public init(recorded: PhaseTrack, estimated: PhaseTrack) {
    self.recorded = recorded
    self.estimated = estimated
  }
}

/// What a detector made of a unit, beside its ground truth.
public struct EvaluatedUnit: Sendable {
  public let truth: UnitTruth
  public let scores: ScoreTrace
  public let persistentScores: ScoreTrace
  public let alarms: AlarmRuns
  /// The remaining life predicted at the last evaluated row, if any, in the data set's time unit.
  public let predictedLife: Double?
  /// For every failing event the channels named when its alarm started, the one with the largest
  /// contribution first, as indices into the data set's; `nil` for an event without an explanation.
  ///
  /// Empty where nobody asked.
  public let namedChannels: [[Int]?]

  public init(
    truth: UnitTruth, scores: ScoreTrace, persistentScores: ScoreTrace, alarms: AlarmRuns,
    predictedLife: Double? = nil, namedChannels: [[Int]?] = []
  ) {
    self.truth = truth
    self.scores = scores
    self.persistentScores = persistentScores
    self.alarms = alarms
    self.predictedLife = predictedLife
    self.namedChannels = namedChannels
  }

  /// The same outputs held against another set of labels.
  func held(against truth: UnitTruth) -> EvaluatedUnit {
    EvaluatedUnit(
      truth: truth, scores: scores, persistentScores: persistentScores, alarms: alarms,
      predictedLife: predictedLife)
  }
}
