import Numerics
import Testing

@testable import Detectors

@Suite struct NeighbourDetectorTests {
  @Test func distancesByHand() throws {
    let fitted = FittedRows([[0, 0], [3, 4], [0, 1], [6, 8]])
    let rows: [[Double]] = [[0, 0], [3, 0]]
    #expect(
      try fitted.scores(NearestNeighbours(neighbours: 3), of: rows) == [
        2, (3 + 4 + 10.0.squareRoot()) / 3,
      ])
    #expect(
      try fitted.scores(NearestNeighbours(neighbours: 3, distance: .largest), of: rows) == [5, 4])
  }

  /// To twelve decimal places.
  private func rounded(_ value: Double) -> Double { (value * 1e12).rounded() / 1e12 }

  @Test func sharesOfADistanceSumToIt() throws {
    let fitted = FittedRows([[0, 0], [3, 4], [0, 1], [6, 8]])
    let (largest, last) = try fitted.explained(
      NearestNeighbours(neighbours: 3, distance: .largest), [0, 0])
    #expect(largest == 5)
    #expect(last.map(rounded) == [1.8, 3.2])
    let (mean, shares) = try fitted.explained(NearestNeighbours(neighbours: 3), [0, 0])
    #expect(mean == 2)
    #expect(shares.map(rounded) == [0.6, 1.4])
  }

  /// The factor by its definition, of a row that is no fit row.
  private func direct(_ rows: [[Double]], _ row: [Double], _ neighbours: Int) -> Double {
    func distance(_ one: [Double], _ other: [Double]) -> Double {
      zip(one, other).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }
    func nearest(_ row: [Double], excluding excluded: Int?) -> [(Double, Int)] {
      Array(
        rows.indices.filter { $0 != excluded }.map { (distance(row, rows[$0]), $0) }
          .sorted { $0 < $1 }.prefix(neighbours))
    }
    func density(_ row: [Double], _ index: Int?) -> Double {
      let reach = nearest(row, excluding: index).map { near, other in
        max(near, nearest(rows[other], excluding: other).last?.0 ?? .nan)
      }
      return 1 / (reach.reduce(0, +) / Double(neighbours) + 1e-10)
    }
    let around = nearest(row, excluding: nil).map { density(rows[$0.1], $0.1) }
    return around.reduce(0, +) / Double(neighbours) / density(row, nil)
  }

  @Test func theFactorIsThatOfTheDefinition() throws {
    let fitted = FittedRows(count: 90, channels: 3, step: 0.5, key: 1)
    let rows = (0..<90).map { Array(fitted.matrix.row($0)) }
    let others = [[0.1, 0.2, 0.3], [3, 3, 3], [-9, 0, 0], rows[4]]
    let found = try fitted.scores(LocalOutlierFactor(neighbours: 6), of: others)
    for (score, row) in zip(found, others) {
      #expect((score - direct(rows, row, 6)).magnitude < 1e-12 * score)
    }
  }

  @Test func sharesOfTheFactorSumToIt() throws {
    let fitted = FittedRows(count: 90, channels: 3, key: 1)
    let (score, shares) = try fitted.explained(LocalOutlierFactor(neighbours: 6), [0, 8, 1])
    let sum = shares.reduce(0, +)
    #expect((sum - (score ?? 0)).magnitude < 1e-12 * sum)
    #expect(shares[1] > 10 * max(shares[0], shares[2]))
  }

  @Test func duplicatesAndChannelsThatStandStillGiveFiniteFactors() throws {
    let same = FittedRows([[Double]](repeating: [1, 2], count: 40))
    let detector = LocalOutlierFactor(neighbours: 5)
    // At no distance the density is 1 ÷ 1e-10, here and there alike; one away it is 1 ÷ (1 + 1e-10).
    let scores = try same.scores(detector, of: [[1, 2], [1, 3]])
    #expect(scores[0] == 1)
    #expect((scores[1] / 1e10 - 1).magnitude < 1e-9)
    #expect(try same.explained(detector, [1, 2]).1 == [0, 0])
    #expect(try same.explained(NearestNeighbours(), [1, 2]).1 == [0, 0])
    #expect(try same.explained(NearestNeighbours(), [1, 4]).1 == [0, 2])
  }

  @Test func extremesGiveFiniteScoresAndShares() throws {
    let fitted = FittedRows(count: 90, channels: 2, key: 1)
    let detectors: [any Detector] = [LocalOutlierFactor(), NearestNeighbours()]
    for detector in detectors {
      let extreme = Double.greatestFiniteMagnitude
      for row in [[extreme, -extreme], [1e200, 0], [-extreme, 1e-300]] {
        let (score, shares) = try fitted.explained(detector, row)
        #expect(score?.isFinite == true && (score ?? 0) > 1e100)
        #expect(shares.allSatisfy { $0.isFinite } && shares[0] > 1e100)
      }
    }
  }

  @Test func refusals() throws {
    let fitted = FittedRows(count: 20, channels: 2, key: 1)
    #expect(
      throws: DetectorError(
        "a row needs 20 neighbours other than itself, but there are 20 fit rows")
    ) { _ = try fitted.model(LocalOutlierFactor()) }
    #expect(throws: DetectorError("a row needs 21 neighbours, but there are 20 fit rows")) {
      _ = try fitted.model(NearestNeighbours(neighbours: 21))
    }
    #expect(throws: DetectorError("a row needs 5 neighbours, but there are 0 fit rows")) {
      _ = try FittedRows([]).model(NearestNeighbours())
    }
    #expect(try fitted.scores(LocalOutlierFactor(neighbours: 19), of: [[0, 0]])[0] > 0)
    #expect(try fitted.scores(NearestNeighbours(neighbours: 20), of: [[0, 0]])[0] > 0)
  }

  @Test func aModelReadAgainGivesTheSameBits() throws {
    let fitted = FittedRows(count: 150, channels: 3, key: 1)
    let rows = [[0.1, 0.2, 0.3], [3, 3, 3]]
    let factor = try #require(try fitted.model(LocalOutlierFactor()) as? LocalOutlierFactor.Model)
    #expect(
      try FittedRows.scores(FittedRows.reread(factor), of: rows)
        == FittedRows.scores(factor, of: rows))
    let distance = try #require(
      try fitted.model(NearestNeighbours()) as? NearestNeighbours.Model)
    #expect(
      try FittedRows.scores(FittedRows.reread(distance), of: rows)
        == FittedRows.scores(distance, of: rows))
  }
}
