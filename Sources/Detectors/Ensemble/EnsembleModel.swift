import Numerics
import Telemetry

/// The fitted members of an ensemble, each with its scale.
struct EnsembleModel: FittedModel, Codable {
  let members: [Member]
  let rule: Ensemble.Rule
  let level: Double

  /// A fitted member.
  struct Member: Sendable {
    let id: String
    let kind: String
    let weight: Double
    let explains: Bool
    let model: any FittedModel & Codable
    let scale: ScoreNormaliser
    /// The share of its calibration scores that do not exceed a score.
    let rank: ScoreNormaliser

    /// Checks a member that was read from a file.
    ///
    /// - Parameter channels: How many values a row has.
    /// - Throws: ``DetectorError`` that names what no member has.
    func check(channels: Int) throws(DetectorError) {
      try DetectorError.unless(weight > 0 && weight.isFinite, "the weight is \(weight)")
      try scale.check()
      try rank.check()
      try model.check(channels: channels)
    }

    /// The member's part in the ensemble's score, before its weight.
    func part(_ score: Double, _ rule: Ensemble.Rule, level: Double) -> Double {
      switch rule {
      case .mean: scale.normalised(score)
      case .vote: votes(score, level) ? 1 : 0
      }
    }

    /// Whether a score exceeds the quantile of the calibration scores.
    func votes(_ score: Double, _ level: Double) -> Bool { rank.normalised(score) > level }
  }

  func check(channels: Int) throws(DetectorError) {
    try DetectorError.unless(!members.isEmpty, "there is no member")
    try DetectorError.unlessFinite([members.reduce(0) { $0 + $1.weight }], "sums of weights")
    for member in members {
      do throws(DetectorError) {
        try member.check(channels: channels)
      } catch { throw DetectorError("member \(member.id): \(error)") }
    }
  }

  func scorer(for unit: ScoredUnit) -> any Scorer {
    EnsembleScorer(model: self, scorers: members.map { $0.model.scorer(for: unit) })
  }

  func scores(
    of rows: Matrix, moments: [Moment], for unit: ScoredUnit
  ) throws(DetectorError) -> ScoreTrace {
    var traces: [ScoreTrace] = []
    for member in members {
      traces.append(try member.model.scores(of: rows, moments: moments, for: unit))
    }
    var trace = ScoreTrace(count: rows.rows)
    for row in 0..<rows.rows { trace[row] = combined(traces.map { $0[row] }) }
    return trace
  }

  /// The ensemble's score; `nil` until every member has one.
  func combined(_ scores: [Double?]) -> Double? {
    var sum = 0.0
    var weights = 0.0
    for (member, score) in zip(members, scores) {
      guard let score else { return nil }
      sum += member.weight * member.part(score, rule, level: level)
      weights += member.weight
    }
    return sum / weights
  }
}

/// Scores one unit with all members at once.
private struct EnsembleScorer: Scorer {
  let model: EnsembleModel
  var scorers: [any Scorer]
  private var last: [Double?] = []

  init(model: EnsembleModel, scorers: [any Scorer]) {
    self.model = model
    self.scorers = scorers
  }

  mutating func score(_ row: Span<Double>, at moment: Moment) throws(DetectorError) -> Double? {
    last.removeAll(keepingCapacity: true)
    for index in scorers.indices { last.append(try scorers[index].score(row, at: moment)) }
    return model.combined(last)
  }

  func explanation(
    of row: Span<Double>, at moment: Moment
  ) throws(DetectorError) -> Explanation? {
    var contributions = [Double](repeating: 0, count: row.count)
    var above: [String] = []
    var voting = 0.0
    var all = 0.0
    for (index, member) in model.members.enumerated() {
      guard let score = last[index] else { return nil }
      all += member.weight
      if member.votes(score, model.level) {
        voting += member.weight
        above.append(member.id)
      }
      guard member.explains,
        let own = try scorers[index].explanation(of: row, at: moment)?.contributions
      else { continue }
      let sum = own.reduce(0) { $0 + max($1, 0) }
      guard sum > 0, sum.isFinite else { continue }
      let part = max(0, member.weight * member.part(score, model.rule, level: model.level))
      for (channel, share) in zip(contributions.indices, own) where share > 0 {
        contributions[channel] += part * (share / sum)
      }
    }
    for channel in contributions.indices { contributions[channel] /= all }
    let share = voting / all
    let percent = Int((100 * max(share, 1 - share)).rounded())
    let names = above.isEmpty ? "no member" : above.joined(separator: ", ")
    return Explanation(
      reason: "confidence \(percent) %: \(names) above the usual", contributions: contributions)
  }
}

extension EnsembleModel.Member: Codable {
  private enum Key: CodingKey {
    case id, kind, weight, explains, model, scale, rank
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    id = try values.decode(String.self, forKey: .id)
    kind = try values.decode(String.self, forKey: .kind)
    weight = try values.decode(Double.self, forKey: .weight)
    explains = try values.decode(Bool.self, forKey: .explains)
    scale = try values.decode(ScoreNormaliser.self, forKey: .scale)
    rank = try values.decode(ScoreNormaliser.self, forKey: .rank)
    guard let known = DetectorCatalog.kind(named: kind) else {
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: values, debugDescription: "no kind of detector is named \(kind)")
    }
    model = try known.model.init(from: try values.superDecoder(forKey: .model))
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(id, forKey: .id)
    try values.encode(kind, forKey: .kind)
    try values.encode(weight, forKey: .weight)
    try values.encode(explains, forKey: .explains)
    try values.encode(scale, forKey: .scale)
    try values.encode(rank, forKey: .rank)
    try model.encode(to: values.superEncoder(forKey: .model))
  }
}
