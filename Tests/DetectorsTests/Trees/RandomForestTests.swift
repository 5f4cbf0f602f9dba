import Numerics
import Telemetry
import Testing

@testable import Detectors

@Suite struct RandomForestTests {
  private static let noisy = LabelledRows.noisy(300, key: 4)

  private func model(_ detector: RandomForest, _ training: TrainingSet) throws
    -> RandomForest.Model
  {
    let fitted = try detector.fit(training, randomness: LabelledRows.randomness)
    return try #require(fitted as? RandomForest.Model)
  }

  @Test func treesAreGrownToPurity() throws {
    let given = TargetedRows(
      rows: Matrix(rows: 300, columns: 2, storage: Self.noisy.rows.flatMap { $0 }),
      targets: Self.noisy.targets)
    let source = ForestRows(
      ranks: RankedRows(given.rows), targets: given.targets,
      groups: [Array(0..<300)], channelsPerSplit: 1, leafRows: 1)
    var grower = ForestTreeGrower(
      of: source, counts: [Double](repeating: 1, count: 300), randomness: RandomStream(key: 1))
    #expect(grower.grown().sums(of: given.rows) == given.targets)
  }

  @Test func findsWhatTellsFailingRows() throws {
    let training = LabelledRows.training(Self.noisy.rows, targets: Self.noisy.targets)
    let found = try LabelledRows.scored(
      model(RandomForest(), training), [[2.5, 0], [-2, 0], [-2, 2.5]])
    #expect(found.map { $0.score >= 0.5 } == [true, false, false])
    #expect(found[0].contributions[0] > found[0].contributions[1])
  }

  @Test(arguments: RandomForest.Balance.allCases)
  func contributionsSumToTheScoreLessTheRoots(balance: RandomForest.Balance) throws {
    let training = LabelledRows.training(Self.noisy.rows, targets: Self.noisy.targets)
    let model = try model(RandomForest(trees: 30, balance: balance), training)
    let trees = model.forest.trees
    let roots = trees.roots.map { trees.values[Int($0)] }.reduce(0, +) / 30
    for row in try LabelledRows.scored(model, Array(Self.noisy.rows.prefix(40))) {
      #expect((row.contributions.reduce(0, +) + roots - row.score).magnitude < 1e-12)
    }
    // Balanced classes: drawn rows of both weigh about the same.
    #expect(((roots - 0.5).magnitude < 0.02) == (balance != .none))
  }

  /// Of 10 failing rows in 200, every one is drawn for every tree when half the draws are theirs.
  @Test func classWeightsDrawFailingRowsAsOftenAsHealthyOnes() throws {
    var stream = RandomStream(key: 11)
    let rows = (0..<200).map { _ in [stream.normal(), stream.normal()] }
    let targets = rows.indices.map { $0 % 20 == 0 ? 1.0 : 0 }
    let training = LabelledRows.training(rows, targets: targets)
    let failing = rows.indices.filter { targets[$0] == 1 }.map { rows[$0] }
    func scores(_ balance: RandomForest.Balance) throws -> [Double] {
      try LabelledRows.scored(model(RandomForest(trees: 30, balance: balance), training), failing)
        .map(\.score)
    }
    #expect(try scores(.classWeight) == [Double](repeating: 1, count: 10))
    #expect(try scores(.none).contains { $0 < 1 })
  }

  @Test func anotherSeedGrowsOtherTrees() throws {
    let training = LabelledRows.training(Self.noisy.rows, targets: Self.noisy.targets)
    func scores(_ seed: UInt64) throws -> [Double] {
      let model = try RandomForest(trees: 5).fit(
        training, randomness: Randomness(seed: seed, dataset: "d", detector: "x"))
      return try LabelledRows.scored(model, Self.noisy.rows).map(\.score)
    }
    #expect(try scores(1) == scores(1))
    #expect(try scores(1) != scores(2))
  }

  /// Startup rows fail where the first channel is small, steady ones where it is large; of the
  /// shutdown rows too few fail.
  private static func phased() -> TrainingSet {
    var stream = RandomStream(key: 8)
    var rows: [[Double]] = []
    var targets: [Double] = []
    var phases: [OperatingPhase?] = []
    for index in 0..<600 {
      let phase: OperatingPhase =
        index < 250 ? .startup : index < 500 ? .steady : .shutdown
      let value = stream.normal()
      let isFailing =
        switch phase {
        case .startup: value < -0.3
        case .steady: value > 0.3
        case .shutdown: index < 549
        }
      rows.append([value, stream.normal()])
      targets.append(isFailing ? 1 : 0)
      phases.append(phase)
    }
    return LabelledRows.training(rows, targets: targets, phases: phases)
  }

  @Test func everyPhaseHasItsForestIfEnoughRowsFail() throws {
    let training = Self.phased()
    let model = try model(RandomForest(trees: 20, isPhaseAware: true), training)
    #expect(model.ofPhases.map { $0 != nil } == [true, true, false])
    func scores(_ phase: OperatingPhase?) throws -> [Double] {
      try LabelledRows.scored(model, [[-1.5, 0], [1.5, 0]], phase: phase).map(\.score)
    }
    #expect(try scores(.startup).map { $0 >= 0.5 } == [true, false])
    #expect(try scores(.steady).map { $0 >= 0.5 } == [false, true])
    let all = try self.model(RandomForest(trees: 20), training)
    let expected = try LabelledRows.scored(all, [[-1.5, 0], [1.5, 0]]).map(\.score)
    #expect(try scores(.shutdown) == expected)
    #expect(try scores(nil) == expected)
    #expect(RandomForest(isPhaseAware: true).readsPhases)
    #expect(!RandomForest().readsPhases)
  }

  @Test func batchWithPhasesGivesTheBitsOfRowByRow() throws {
    let training = Self.phased()
    let model = try model(RandomForest(trees: 10, isPhaseAware: true), training)
    let unit = training.units[0]
    let batch = model.scores(
      of: unit.values, moments: unit.moments, for: ScoredUnit(id: "x"))
    var scorer = model.scorer(for: ScoredUnit(id: "x"))
    for row in 0..<unit.values.rows {
      let score = try unit.values.withRow(row) { try scorer.score($0, at: unit.moments[row]) }
      #expect(score == batch[row])
    }
  }

  @Test func constantChannelsLeaveTheSharesOfTheClasses() throws {
    let rows = [[Double]](repeating: [3, 3], count: 40)
    let training = LabelledRows.training(rows, targets: rows.indices.map { $0 < 10 ? 1 : 0 })
    let found = try LabelledRows.scored(model(RandomForest(), training), [[3, 3], [0, 9]])
    #expect((found[0].score - 0.25).magnitude < 0.03)
    #expect(found[1].score == found[0].score)
    #expect(found[0].contributions == [0, 0])
  }

  @Test(arguments: [
    (0.0, "all 4 training rows are healthy; a classifier needs both"),
    (1.0, "all 4 training rows are failing; a classifier needs both"),
  ])
  func oneClassIsRefused(target: Double, message: String) {
    let training = LabelledRows.training(
      [[Double]](repeating: [1, 2], count: 4), targets: [Double](repeating: target, count: 4))
    for detector in [RandomForest(), GradientBoosting()] as [any Detector] {
      #expect(throws: DetectorError(message)) {
        _ = try detector.fit(training, randomness: LabelledRows.randomness)
      }
    }
  }

  @Test func noRowsOrTargetsAreRefused() {
    let detectors: [any Detector] = [
      RandomForest(), GradientBoosting(), RULForest(), RULBoosting(),
    ]
    for detector in detectors {
      #expect(throws: DetectorError("no training row may be fitted on")) {
        _ = try detector.fit(
          LabelledRows.training([], targets: []), randomness: LabelledRows.randomness)
      }
      #expect(throws: DetectorError("the training rows have no targets to learn from")) {
        _ = try detector.fit(
          LabelledRows.training([[1, 2]], targets: nil), randomness: LabelledRows.randomness)
      }
    }
  }
}
