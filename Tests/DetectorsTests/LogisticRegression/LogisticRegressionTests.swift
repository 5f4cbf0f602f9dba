import Numerics
import Testing

@testable import Detectors

@Suite struct LogisticRegressionTests {
  /// Rows of which those with a large sum are failing for the most part.
  private static func noisy(_ count: Int, channels: Int) -> FittedRows {
    var stream = RandomStream(key: UInt64(count))
    let rows = (0..<count).map { _ in (0..<channels).map { _ in stream.normal() } }
    return FittedRows(rows, targets: rows.map { $0.reduce(stream.normal(), +) > 1 ? 1 : 0 })
  }

  private func model(
    _ fitted: FittedRows, c: Double = 1
  ) throws -> LogisticRegression.Model {
    try #require(try fitted.model(LogisticRegression(c: c)) as? LogisticRegression.Model)
  }

  // The counts stand around quads of rows and around pieces.
  @Test(arguments: [40, 41, 42, 43, 2047, 2049, 5000], [0.01, 1, 100])
  func theGradientIsZeroAtTheWeights(count: Int, c: Double) throws {
    let fitted = Self.noisy(count, channels: 6)
    let model = try model(fitted, c: c)
    let rows = fitted.matrix
    let targets = fitted.training.units[0].targets ?? []
    var gradient = model.weights.map { $0 / c } + [0]
    for row in 0..<count {
      let values = Array(rows.row(row))
      let logOdds = zip(values, model.weights).map { $0 * $1 }.reduce(model.intercept, +)
      let residual = 1 / (1 + Elementary.exp(-logOdds)) - targets[row]
      for (channel, value) in (values + [1]).enumerated() { gradient[channel] += residual * value }
    }
    #expect(gradient.allSatisfy { $0.magnitude < 1e-9 * Double(count) })
  }

  @Test func rowsThatCanBeToldApartDoNotEndInInfinity() throws {
    let fitted = FittedRows(
      (0..<50).map { [Double($0)] }, targets: (0..<50).map { $0 < 25 ? 0 : 1 })
    for c in [1, 1e9] {
      let scores = try FittedRows.scores(model(fitted, c: c), of: [[0], [24], [25], [49]])
      #expect(scores[0] < scores[1] && scores[1] < 0.5)
      #expect(scores[3] > scores[2] && scores[2] > 0.5)
    }
  }

  @Test func channelsThatStandStillOrRepeatAnother() throws {
    let noisy = Self.noisy(300, channels: 1)
    let rows = (0..<300).map { [noisy.matrix[$0, 0], 3, noisy.matrix[$0, 0]] }
    let model = try model(FittedRows(rows, targets: noisy.training.units[0].targets))
    #expect(model.weights[1].magnitude < 1e-9)
    #expect((model.weights[0] - model.weights[2]).magnitude < 1e-9)
    #expect(model.weights[0] > 0.1)
  }

  @Test func saturatedScoresStillRank() {
    let logOdds = [-700, -30, -1, 0, 1, 19.9, 20, 20.1, 30, 37, 38, 100, 1000, 1001, 1e6]
    let scores = logOdds.map { LogisticRegression.probability(logOdds: $0) }
    for (lower, higher) in zip(scores, scores.dropFirst()) { #expect(lower < higher) }
    #expect(scores[3] == 0.5)
    #expect(scores[4] == 1 / (1 + Elementary.exp(-1)))
    #expect((1 - scores[6]) / Elementary.exp(-20) < 1.000_001)
    #expect((1 - scores[7]) / Elementary.exp(-20) > 0.9)
    #expect(scores.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(LogisticRegression.probability(logOdds: -800) == 0)
    #expect(LogisticRegression.probability(logOdds: -.infinity) == 0)
    #expect(LogisticRegression.probability(logOdds: .infinity) == 1)
  }

  @Test func contributionsSumToLogOddsAboveThoseOfTheMeans() throws {
    let fitted = Self.noisy(200, channels: 3)
    let model = try model(fitted)
    let row = [2.0, -1, 0.5]
    let (score, contributions) = try fitted.explained(LogisticRegression(), row)
    func logOdds(_ probability: Double) -> Double {
      Elementary.log(probability / (1 - probability))
    }
    let atMeans = model.score(model.means.span)
    let difference = logOdds(score ?? .nan) - logOdds(atMeans)
    #expect((contributions.reduce(0, +) - difference).magnitude < 1e-12)
    #expect(contributions[0] > 0 && contributions[1] < 0)
    #expect((model.means[0] - (Statistics.mean(fitted.matrix.column(0)) ?? 0)).magnitude < 1e-12)
  }

  @Test func extremesGiveFiniteScores() throws {
    let extreme = Double.greatestFiniteMagnitude
    let scores = try FittedRows.scores(
      model(Self.noisy(200, channels: 2)),
      of: [[extreme, extreme], [-extreme, -extreme], [extreme, -extreme], [1e300, 0]])
    #expect(scores[0] == 1)
    #expect(scores[1] == 0)
    #expect(scores[2] >= 0 && scores[2] <= 1)
    #expect(scores[3] == 1)
  }

  @Test func refusals() {
    let rows = (0..<8).map { [Double($0)] }
    for (target, label) in [(0.0, "healthy"), (1, "failing")] {
      let targets = [Double](repeating: target, count: 8)
      #expect(
        throws: DetectorError("all 8 training rows are \(label); a classifier needs both")
      ) { _ = try FittedRows(rows, targets: targets).model(LogisticRegression()) }
    }
    #expect(
      throws: DetectorError("no training row may be fitted on")
    ) { _ = try FittedRows([], targets: []).model(LogisticRegression()) }
    let large = FittedRows(rows.map { [$0[0] * 1e200] }, targets: [0, 1, 0, 1, 0, 1, 0, 1])
    #expect(
      throws: DetectorError(
        "the curvature of the log-loss cannot be inverted: channels are too large, or too alike for"
          + " so little shrinkage")
    ) { _ = try large.model(LogisticRegression()) }
  }

  @Test func stepsThatComeToNoEndAreRefused() throws {
    let fitted = Self.noisy(200, channels: 2)
    let given = try TargetedRows(fitted.training)
    let objective = LogisticObjective(
      given.rows, centre: given.rows.columnMeans(), targets: given.targets, penalty: 1)
    #expect(throws: DetectorError("the weights have not settled after 2 of Newton's steps")) {
      try objective.minimum(stepLimit: 2)
    }
    #expect(try objective.minimum(stepLimit: 15) == objective.minimum())
  }

  @Test func aModelReadAgainGivesTheSameBits() throws {
    let model = try model(Self.noisy(100, channels: 2))
    let rows = [[0.5, 0.5], [3, 3]]
    #expect(
      try FittedRows.scores(FittedRows.reread(model), of: rows)
        == FittedRows.scores(model, of: rows))
  }
}
