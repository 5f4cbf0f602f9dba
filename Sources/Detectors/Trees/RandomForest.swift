import Numerics
import Telemetry

/// The share of trees, grown on drawn rows and channels, that take a row for a failing one.
///
/// Breiman, "Random forests", Machine Learning 45 (2001): every tree is grown to purity by Gini's
/// criterion on as many rows as there are, drawn with replacement, and every split chooses among
/// ⌊√p⌋ drawn channels, between 256 ranks at most of each (``RankedRows``). The score is the mean over
/// the trees of the failing rows' share in the leaf. It learns from labels and refuses to where all
/// rows are of one class.
///
/// Contributions are signed, by Saabas: the change of a tree's answer at each split belongs to the
/// channel that is split; they sum to the score less the mean answer at the roots.
///
/// Hyper-parameters: `trees` (100); `balance` (none), which may draw the rows of both classes equally
/// often (`class-weight`, as scikit-learn does from 1.9 on) or make up failing rows (`smote`, with
/// `neighbours`, 5); `phase_aware` (false): rows of an estimated phase of operation are scored by a
/// forest of that phase's rows, where 50 of them or more are failing and any is healthy, otherwise by
/// the forest of all rows.
public struct RandomForest: Detector {
  /// How failing rows are made to count as much as healthy ones.
  public enum Balance: String, Sendable, CaseIterable {
    case none
    case classWeight = "class-weight"
    case smote
  }

  /// A phase with fewer failing rows has no forest of its own.
  static let phaseMinimum = 50

  public let trees: Int
  public let balance: Balance
  public let neighbours: Int
  public let isPhaseAware: Bool

  public init(
    trees: Int = 100, balance: Balance = .none, neighbours: Int = 5, isPhaseAware: Bool = false
  ) {
    self.trees = trees
    self.balance = balance
    self.neighbours = neighbours
    self.isPhaseAware = isPhaseAware
  }

  public var isStochastic: Bool { true }
  public var learning: Learning { .labels }
  public var readsPhases: Bool { isPhaseAware }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let all = try TargetedRows(training)
    try all.checkClasses()
    let forest = grow(all, named: "", randomness)
    guard isPhaseAware else { return Model(forest: forest, ofPhases: []) }
    let phases = training.units.flatMap { unit in unit.fitRows.map { unit.moments[$0].phase } }
    let ofPhases = OperatingPhase.allCases.map { phase -> Forest? in
      let rows = all.selecting(phases.indices.filter { phases[$0] == phase })
      let failing = rows.failingCount
      guard failing >= Self.phaseMinimum, failing < rows.targets.count else { return nil }
      return grow(rows, named: "\(phase.rawValue) ", randomness)
    }
    return Model(forest: forest, ofPhases: ofPhases)
  }

  private func grow(_ given: TargetedRows, named name: String, _ randomness: Randomness) -> Forest {
    var rows = given
    if balance == .smote {
      rows = SMOTE(neighbours: neighbours).balanced(
        given, randomness: randomness.stream("\(name)smote"))
    }
    let all = Array(rows.targets.indices)
    let classes = [1.0, 0].map { target in all.filter { rows.targets[$0] == target } }
    let source = ForestRows(
      ranks: RankedRows(rows.rows), targets: rows.targets,
      groups: balance == .classWeight ? classes : [all],
      channelsPerSplit: max(1, Int(Double(rows.rows.columns).squareRoot())), leafRows: 1)
    return Forest(trees, from: source, named: name, randomness: randomness)
  }
}

extension DetectorKind {
  static let randomForest = DetectorKind(
    name: "random-forest", summary: "share of randomised trees that call a row failing",
    parameters: [
      Parameter(
        name: "trees", summary: "how many trees", domain: .integer(default: 100, in: 1...10_000)),
      Parameter(
        name: "balance", summary: "how failing rows are made to count as much as healthy ones",
        domain: .choice(
          default: RandomForest.Balance.none.rawValue,
          of: RandomForest.Balance.allCases.map(\.rawValue))),
      Parameter(
        name: "neighbours", summary: "nearest failing rows that smote draws one of",
        domain: .integer(default: 5, in: 1...1000)),
      Parameter(
        name: "phase_aware", summary: "one forest per estimated phase of operation",
        domain: .flag(default: false)),
    ],
    model: RandomForest.Model.self,
    make: {
      RandomForest(
        trees: $0.integer("trees"), balance: $0.choice("balance"),
        neighbours: $0.integer("neighbours"), isPhaseAware: $0.flag("phase_aware"))
    })
}
