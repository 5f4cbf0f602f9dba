import Numerics
import Testing

@testable import Detectors

@Suite struct DecisionTreesTests {
  /// Channel 1 at 0.5; on its right channel 0 at −2.
  private static func tree(_ value: Double) -> DecisionTrees {
    var trees = DecisionTrees()
    let root = trees.appendRoot(value: value)
    let children = trees.split(root, channel: 1, threshold: 0.5, left: 1, right: 8)
    _ = trees.split(children + 1, channel: 0, threshold: -2, left: 4, right: 16)
    return trees
  }

  private static let two: DecisionTrees = {
    var trees = tree(5)
    trees.append(tree(7))
    return trees
  }()

  @Test(arguments: [
    ([0, 0.5], 1), ([0, 0.6], 16), ([-2, 0.6], 4), ([-1.9, 0.6], 16), ([-2.1, 9], 4),
    ([0, -1e308], 1), ([1e308, 1e308], 16),
  ])
  func rowsGoLeftUnlessTheyExceedTheThreshold(row: [Double], value: Double) {
    #expect(Self.tree(0).sum(of: row.span) == value)
    #expect(Self.two.sum(of: row.span) == 2 * value)
  }

  @Test func zeroHasNoSign() {
    for threshold in [0, -0.0] {
      var trees = DecisionTrees()
      let root = trees.appendRoot(value: 0)
      _ = trees.split(root, channel: 0, threshold: threshold, left: 1, right: 2)
      #expect(trees.sum(of: [0.0].span) == 1)
      #expect(trees.sum(of: [-0.0].span) == 1)
      #expect(trees.sum(of: [Double.leastNonzeroMagnitude].span) == 2)
    }
  }

  @Test func aRowThatIsNoNumberArrivesSomewhere() {
    for value in [Double.nan, .infinity, -.infinity] {
      #expect([1.0, 4, 16].contains(Self.tree(0).sum(of: [value, value].span)))
    }
  }

  @Test func allRowsAtOnceGiveTheBitsOfRowByRow() {
    var stream = RandomStream(key: 3)
    var trees = DecisionTrees()
    for _ in 0..<21 {
      var leaf = trees.appendRoot(value: stream.normal())
      for _ in 0..<stream.integer(below: 9) {
        leaf =
          trees.split(
            leaf, channel: stream.integer(below: 3), threshold: stream.normal() / 2,
            left: stream.normal(), right: stream.normal()) + stream.integer(below: 2)
      }
    }
    let rows = Matrix(rows: 37, columns: 3, storage: (0..<111).map { _ in stream.normal() })
    let sums = trees.sums(of: rows)
    for row in 0..<rows.rows {
      #expect(rows.withRow(row) { trees.sum(of: $0) } == sums[row])
    }
    #expect(Set(sums).count > 20)
  }

  @Test func sharesAreTheChangesOnTheWay() {
    #expect(Self.two.shares(of: [0, 0.6].span) == [16, 4])
    #expect(Self.two.shares(of: [-3, 0.6].span) == [-8, 4])
    #expect(Self.two.shares(of: [0, 0].span) == [0, -10])
  }
}
