import Numerics
import Testing

@testable import Detectors

@Suite struct IsolationForestTests {
  @Test func everyRowIsDrawnOnce() {
    // Whatever is drawn first, one of three different rows is split off once and two of them twice.
    let rows = FittedRows([[0], [1], [2]]).matrix
    for key in 0..<50 {
      let tree = IsolationTree(of: rows, samples: 3, stream: RandomStream(key: UInt64(key)))
      #expect(tree.paths.first == 5.0 / 3)
      #expect(tree.paths.count == 5)
    }
  }

  @Test func treesStopAtTheirDepth() {
    let rows = FittedRows(count: 1000, channels: 2, key: 1).matrix
    let tree = IsolationTree(of: rows, samples: 256, stream: RandomStream(key: 1))
    #expect(IsolationTree.depthLimit(256) == 8)
    #expect(IsolationTree.depthLimit(257) == 9)
    #expect(IsolationTree.depthLimit(2) == 1)
    func depth(_ node: Int) -> Int {
      let children = (Int(tree.children[2 * node]), Int(tree.children[2 * node + 1]))
      return children.0 == node ? 0 : 1 + max(depth(children.0), depth(children.1))
    }
    #expect(depth(0) == 8)
  }

  @Test func thePathOfARootIsTheMeanOverItsSample() {
    let rows = FittedRows(count: 40, channels: 3, key: 2).matrix
    let tree = IsolationTree(of: rows, samples: 40, stream: RandomStream(key: 5))
    var sum = 0.0
    for row in 0..<rows.rows {
      var node = 0
      while Int(tree.children[2 * node]) != node {
        let value = rows[row, Int(tree.channels[node])]
        node = Int(tree.children[2 * node + (value <= tree.thresholds[node] ? 0 : 1)])
      }
      sum += tree.paths[node]
    }
    #expect((tree.paths[0] - sum / 40).magnitude < 1e-12)
  }

  @Test func aStrangeRowIsFoundAndItsChannelNamed() throws {
    let fitted = FittedRows(count: 500, channels: 4, key: 1)
    let (score, contributions) = try fitted.explained(IsolationForest(), [0, 0, 9, 0])
    let others = try fitted.scores(IsolationForest(), of: [[0, 0, 0, 0], [9, 9, 9, 9]])
    #expect(others[0] < 0.4)
    #expect((score ?? 0) > others[0] + 0.05)
    #expect(others[1] > 0.6)
    let explanation = Explanation(contributions: contributions)
    #expect(explanation.largestContributions(1) == [2])
  }

  @Test func contributionsSumToWhatThePathWasShortenedBy() throws {
    let fitted = FittedRows(count: 300, channels: 3, key: 4)
    let detector = IsolationForest(trees: 20, samples: 64)
    func surplus(_ row: [Double]) throws -> Double {
      let (score, contributions) = try fitted.explained(detector, row)
      return Elementary.log(score ?? .nan) / Elementary.log(2) - contributions.reduce(0, +)
    }
    // What remains is the exponent at the sample's mean path, whichever row was scored.
    let remains = try surplus([0, 0, 0])
    #expect(remains < -0.9 && remains > -1.1)
    for row in [[3, 0, 0], [-1, 2, 0.5], [9, 9, 9]] {
      #expect((try surplus(row) - remains).magnitude < 1e-12)
    }
  }

  @Test func fewRowsAreAllTaken() throws {
    let fitted = FittedRows(count: 30, channels: 2, key: 6)
    let rows = [[0, 0], [1, -1], [5, 5.0]]
    #expect(
      try fitted.scores(IsolationForest(samples: 256), of: rows)
        == fitted.scores(IsolationForest(samples: 30), of: rows))
  }

  @Test func rowsThatDoNotVaryScoreOneHalf() throws {
    let same = FittedRows([[Double]](repeating: [1, 2], count: 40))
    for score in try same.scores(IsolationForest(), of: [[1, 2], [9, 9]]) {
      #expect((score - 0.5).magnitude < 1e-12)
    }
    #expect(try same.explained(IsolationForest(), [9, 9]).1 == [0, 0])
    // Beside a channel that stands still the other one alone is split.
    let half = FittedRows((0..<40).map { [7, Double($0)] })
    #expect(try half.explained(IsolationForest(), [99, 99]).1[0] == 0)
  }

  @Test func extremesKeepScoresFinite() throws {
    let extreme = Double.greatestFiniteMagnitude
    let fitted = FittedRows((0..<40).map { [$0 % 2 == 0 ? extreme : -extreme, Double($0)] })
    let scores = try fitted.scores(
      IsolationForest(), of: [[extreme, 0], [-extreme, 40], [0, extreme]])
    #expect(scores.allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test func refusals() {
    #expect(throws: DetectorError("isolation needs at least 2 fit rows, but there are 1")) {
      _ = try FittedRows([[1]]).model(IsolationForest())
    }
    #expect(throws: DetectorError("isolation needs at least 2 fit rows, but there are 0")) {
      _ = try FittedRows([]).model(IsolationForest())
    }
  }

  @Test func seedsDifferAndAModelReadAgainDoesNot() throws {
    let fitted = FittedRows(count: 100, channels: 2, key: 8)
    let rows = [[0.5, 0.5], [3, 3]]
    let model = try #require(try fitted.model(IsolationForest()) as? IsolationForest.Model)
    let scores = try FittedRows.scores(model, of: rows)
    #expect(try FittedRows.scores(FittedRows.reread(model), of: rows) == scores)
    #expect(try FittedRows.scores(fitted.model(IsolationForest(), seed: 2), of: rows) != scores)
  }
}
