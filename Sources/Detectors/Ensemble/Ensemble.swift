import Numerics

/// The weighted mean, or the vote, of other detectors of the suite.
///
/// Scores of different detectors are brought to one scale by calibration scores: each member is fitted
/// on `folds` − 1 parts of the training units and scores the healthy rows of the part that was left
/// out, so that no score of a row that was fitted on sets the scale (nearest neighbours find
/// themselves). With fewer units than folds the parts are contiguous blocks of each unit's fit rows.
/// The members that score are fitted on all training rows, as in their own cells.
///
/// - `mean`: Σ weight · normalised score ÷ Σ weight, with ``ScoreNormaliser/Method`` `normalise`;
/// - `vote`: the share of the weight of those members whose score exceeds the quantile `level` of its
///   calibration scores.
///
/// *Confidence* is the share of the weight that is on the side of the majority, above or below that
/// quantile; it stands in the reason of an explanation. Contributions are each member's positive
/// contributions as shares of one, times its part in the score. There is no score until every member
/// has one. All members learn from the same rows in the same form.
///
/// Combination after Gaussian scaling follows Kriegel, Kröger, Schubert and Zimek, "Interpreting and
/// unifying outlier scores", SDM 2011. Hyper-parameters: `members`, `combine` (mean), `normalise`
/// (rank), `level` (0.99), `folds` (2).
public struct Ensemble: Detector {
  public let members: [NamedDetector]
  public let rule: Rule
  public let method: ScoreNormaliser.Method
  public let level: Double
  public let folds: Int

  /// How normalised scores become one.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    case mean
    case vote
  }

  /// Creates the ensemble of some members.
  ///
  /// - Precondition: There is a member.
  public init(
    members: [NamedDetector], rule: Rule = .mean, method: ScoreNormaliser.Method = .rank,
    level: Double = 0.99, folds: Int = 2
  ) {
    precondition(!members.isEmpty, "an ensemble has members")
    self.members = members
    self.rule = rule
    self.method = method
    self.level = level
    self.folds = folds
  }

  public var isStochastic: Bool { members.contains { $0.detector.isStochastic } }
  public var input: DetectorInput { members[0].detector.input }
  public var learning: Learning { members[0].detector.learning }
  public var readsPhases: Bool { members.contains { $0.detector.readsPhases } }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    var fitted: [EnsembleModel.Member] = []
    for member in members {
      do throws(DetectorError) {
        fitted.append(try fit(member, training, randomness))
      } catch {
        throw DetectorError("member \(member.id): \(error)", cause: error.cause)
      }
    }
    return EnsembleModel(members: fitted, rule: rule, level: level)
  }

  private func fit(
    _ member: NamedDetector, _ training: TrainingSet, _ randomness: Randomness
  ) throws(DetectorError) -> EnsembleModel.Member {
    let own = Randomness(
      seed: randomness.seed, dataset: randomness.dataset, detector: member.id)
    let detector = member.detector
    let model = try detector.fit(training, randomness: own)
    guard let kept = model as? any FittedModel & Codable else {
      throw DetectorError("its models cannot be kept")
    }
    let calibration = try training.heldOutScores(of: detector, folds: folds, randomness: own)
    return EnsembleModel.Member(
      id: member.id, kind: member.kind.name, weight: member.weight, explains: detector.explains,
      model: kept, scale: try ScoreNormaliser(method, calibration: calibration),
      rank: try ScoreNormaliser(.rank, calibration: calibration))
  }
}

extension DetectorKind {
  static let ensemble = DetectorKind(
    name: "ensemble", summary: "weighted mean or vote of other detectors of the suite",
    parameters: [
      Parameter(name: "members", summary: "the ids of the detectors", domain: .detectors),
      Parameter(
        name: "combine", summary: "the mean of normalised scores, or the share that votes",
        domain: .choice(default: "mean", of: Ensemble.Rule.allCases.map(\.rawValue))),
      Parameter(
        name: "normalise", summary: "how a member's calibration scores make its scale",
        domain: .choice(default: "rank", of: ScoreNormaliser.Method.allCases.map(\.rawValue))),
      Parameter(
        name: "level", summary: "the quantile of its calibration scores above which a member votes",
        domain: .number(default: 0.99, in: 0.5...1)),
      Parameter(
        name: "folds", summary: "the parts of the training units that calibrate the scale in turn",
        domain: .integer(default: 2, in: 2...20)),
    ],
    model: EnsembleModel.self,
    make: {
      Ensemble(
        members: $0.detectors("members"), rule: $0.choice("combine"),
        method: $0.choice("normalise"), level: $0.number("level"), folds: $0.integer("folds"))
    })
}
