import Numerics
import Testing

@testable import Detectors

@Suite struct BoostingTests {
  @Test func binsAreValuesOrQuantiles() {
    let few = BinnedRows(
      Matrix(rows: 4, columns: 2, storage: [1, 5, 2, 5, 4, 5, 2, 5]), limit: 3)
    #expect(few.edges == [[1.5, 3], []])
    #expect(few.blocks == [[[0, 0, 0, 0], [1, 0, 0, 0], [2, 0, 0, 0], [1, 0, 0, 0]]])
    // Sorted 1…6 in four bins: ¼ lies within the second value, ½ between the third and the fourth.
    let many = BinnedRows(Matrix(rows: 6, columns: 1, storage: [6, 5, 4, 3, 2, 1]), limit: 4)
    #expect(many.edges == [[2, 3.5, 5]])
    #expect(many.blocks[0].map(\.x) == [3, 2, 2, 1, 0, 0])
    let repeated = BinnedRows(Matrix(rows: 6, columns: 1, storage: [1, 1, 1, 1, 2, 3]), limit: 2)
    #expect(repeated.edges == [[1]])
  }

  /// One stump: 3.5 is the mean of all, 1 and 8.5 those of the sides, reached halfway.
  @Test func oneRoundByHand() throws {
    let rows = (0..<6).map { [Double($0), 0] }
    let training = LabelledRows.training(rows, targets: [1, 1, 1, 1, 8, 9])
    let detector = RULBoosting(rounds: 1, rate: 0.5, leaves: 2, leafRows: 2)
    let model = try detector.fit(training, randomness: LabelledRows.randomness)
    let found = try LabelledRows.scored(model, [[3.5, 9], [3.6, 9]])
    #expect(found.map(\.life) == found.map { -$0.score })
    #expect(zip(found, [-2.25, -6.0]).allSatisfy { ($0.score - $1).magnitude < 1e-12 })
    #expect((found[0].contributions[0] - 1.25).magnitude < 1e-12)
    #expect(found[0].contributions[1] == 0)
  }

  @Test func oneNewtonStepByHand() throws {
    // Log-odds 0 at first, so that gradients are ½ and curvatures ¼: −0.5 · 2 ÷ (4 · ¼) on the left.
    let rows = (0..<8).map { [Double($0), 0] }
    let training = LabelledRows.training(rows, targets: [0, 0, 0, 0, 1, 1, 1, 1])
    let detector = GradientBoosting(rounds: 1, rate: 0.5, leaves: 2, leafRows: 4)
    let model = try detector.fit(training, randomness: LabelledRows.randomness)
    let found = try LabelledRows.scored(model, [[3.5, 0], [3.6, 0]])
    let expected = 1 / (1 + Elementary.exp(1))
    #expect((found[0].score - expected).magnitude < 1e-12)
    #expect((found[1].score - (1 - expected)).magnitude < 1e-12)
    #expect((found[1].contributions[0] - 1).magnitude < 1e-12)
  }

  @Test func leavesHaveEnoughRowsAndAreNoMoreThanAllowed() throws {
    let noisy = LabelledRows.noisy(500, key: 3)
    let given = TargetedRows(
      rows: Matrix(rows: 500, columns: 2, storage: noisy.rows.flatMap { $0 }),
      targets: noisy.rows.map { $0[0] + $0[1] })
    for (leaves, leafRows) in [(31, 20), (7, 20), (31, 100)] {
      let settings = BoostingSettings(
        rounds: 1, rate: 1, leaves: leaves, leafRows: leafRows, bins: 255)
      let boosting = Boosting(given, loss: .squared, settings: settings)
      let sizes = Dictionary(grouping: boosting.predictions(of: given.rows)) { $0 }
        .values.map(\.count)
      #expect(sizes.count == (leafRows == 100 ? 4 : min(leaves, sizes.count)))
      #expect(sizes.count > 3 && sizes.allSatisfy { $0 >= leafRows })
    }
  }

  @Test func tooFewRowsPredictTheirMean() throws {
    let noisy = LabelledRows.noisy(39, key: 3)
    let lives = noisy.rows.indices.map(Double.init)
    for detector in [RULBoosting(), RULForest(leafRows: 20)] as [any Detector] {
      let model = try detector.fit(
        LabelledRows.training(noisy.rows, targets: lives), randomness: LabelledRows.randomness)
      let found = try LabelledRows.scored(model, noisy.rows)
      #expect(Set(found.map(\.score)).count == 1)
      #expect((found[0].score + 19).magnitude < 2)
      #expect(found[0].contributions == [0, 0])
    }
  }

  @Test func targetsThatAreAllAlikeArePredicted() throws {
    let noisy = LabelledRows.noisy(200, key: 3)
    for detector in [RULBoosting(), RULForest()] as [any Detector] {
      let model = try detector.fit(
        LabelledRows.training(noisy.rows, targets: [Double](repeating: 7, count: 200)),
        randomness: LabelledRows.randomness)
      let found = try LabelledRows.scored(model, noisy.rows)
      #expect(found.count { $0.score == -7 && $0.life == 7 } == 200)
    }
  }
}
