import Foundation
import Numerics
import Telemetry
import TestSupport
import Testing

@testable import Datasets

/// Checks against NASA's own files.
@Suite(.enabled(if: SharedData.has("data/cmapss/CMAPSSData.zip"), "\(SharedData.reason)"))
struct CMAPSSDataTests {
  private static let inner = SharedData.file("data/cmapss/CMAPSSData.zip")
  private static let outer = SharedData.file("data/cmapss/\(CMAPSS.archiveNames[1])")

  private struct Reference: Decodable {
    struct Lives: Decodable {
      let n: Int
      let mean: Double
      let sd: Double
      let min: Double
      let max: Double
    }

    let rul_train: Lives
    let rul_test_first200: [Double]
  }

  @Test func theBenchmarkIsLoadedAsPublished() throws {
    let loaded = try CMAPSS.load(
      subsets: CMAPSS.subsets, archive: Self.inner, includingTest: true, width: 2)
    let sets = loaded.map(\.dataSet)
    let tests = sets.map { $0.testUnits ?? [] }
    #expect(sets.map(\.units.count) == [100, 260, 100, 249])
    #expect(tests.map(\.count) == [100, 259, 100, 248])
    #expect(
      sets.map { $0.units.reduce(0) { $0 + $1.rows } } == [20631, 53759, 24720, 61249])
    #expect(tests.map { $0.reduce(0) { $0 + $1.rows } } == [13096, 33991, 16596, 41214])
    #expect(loaded.flatMap(\.members).count == 12)
    #expect(loaded.flatMap(\.members).filter { !$0.isKnown } == [])
    // The remaining lives that the RUL files give: means to as many digits as published.
    let means = tests.map { units in
      Statistics.mean(units.compactMap { $0.remainingLife(at: $0.rows - 1) }) ?? 0
    }
    for (mean, published) in zip(means, [75.52, 81.1853, 75.32, 86.5524]) {
      #expect(abs(mean - published) < 0.00005)
    }
    #expect(
      sets.map { Set($0.units.flatMap { $0.regimeKeys ?? [] }).sorted() }
        == [[0], [0, 10, 20, 25, 35, 42], [0], [0, 10, 20, 25, 35, 42]])
  }

  @Test func noSettingIsNearTheMiddleOfTwoRegimeKeys() throws {
    for loaded in try CMAPSS.load(
      subsets: CMAPSS.subsets, archive: Self.inner, includingTest: true, width: 2)
    {
      let units = loaded.dataSet.units + (loaded.dataSet.testUnits ?? [])
      let farthest = units.flatMap { $0.values.column(0) }.map { abs($0 - $0.rounded()) }.max()
      #expect(farthest ?? 1 < 0.1)
    }
  }

  @Test func theOuterArchiveHoldsTheSameData() throws {
    let inner = try CMAPSS.load(
      subsets: CMAPSS.subsets, archive: Self.inner, includingTest: true, width: 2)
    let outer = try CMAPSS.load(
      subsets: CMAPSS.subsets, archive: Self.outer, includingTest: true, width: 2)
    #expect(inner.map(\.dataSet.identity) == outer.map(\.dataSet.identity))
    #expect(inner.map { $0.members.map(\.sha256) } == outer.map { $0.members.map(\.sha256) })
    let alone = try CMAPSS.load(
      subset: "FD003", archive: Self.outer, includingTest: true, width: 1)
    #expect(alone.dataSet.identity == inner[2].dataSet.identity)
    #expect(
      alone.members[0].path == "6. Turbofan Engine Degradation Simulation Data Set/"
        + "CMAPSSData.zip › train_FD003.txt")
  }

  @Test(.enabled(if: SharedData.has("oracles/protocol_FD001.json"), "\(SharedData.reason)"))
  func remainingLivesAreThoseOfTheProtocol() throws {
    let expected = try JSONDecoder().decode(
      Reference.self,
      from: Data(contentsOf: URL(filePath: SharedData.file("oracles/protocol_FD001.json"))))
    let set = try CMAPSS.load(
      subset: "FD001", archive: Self.inner, includingTest: true, width: 2
    ).dataSet
    func lives(_ units: [Telemetry.Unit]) -> [Double] {
      units.flatMap { unit in (0..<unit.rows).compactMap(unit.remainingLife(at:)) }
    }
    let train = lives(set.units)
    #expect(train.count == expected.rul_train.n)
    #expect(train.min() == expected.rul_train.min)
    #expect(train.max() == expected.rul_train.max)
    #expect(abs((Statistics.mean(train) ?? 0) - expected.rul_train.mean) < 1e-9)
    #expect(abs((Statistics.standardDeviation(train) ?? 0) - expected.rul_train.sd) < 1e-9)
    #expect(Array(lives(set.testUnits ?? []).prefix(200)) == expected.rul_test_first200)
  }

  @Test func inspectionRecognisesTheWholeBenchmark() throws {
    let inspection = try Inspection(ofArchiveAt: Self.outer)
    #expect(inspection.damage == [])
    #expect(inspection.missing == [])
    #expect(inspection.members.filter(\.isKnown).count == 13)
    #expect(inspection.dataSets.map(\.subset) == CMAPSS.subsets)
    #expect(inspection.dataSets.filter { !$0.isComplete } == [])
    #expect(
      inspection.dataSets[0].parts == [
        Inspection.Part(
          name: "train", units: 100, rows: 20631, channels: 24, gaps: 0, firstTime: 1,
          lastTime: 362, first: "1", last: "362"),
        Inspection.Part(
          name: "test", units: 100, rows: 13096, channels: 24, gaps: 0, firstTime: 1, lastTime: 303,
          first: "1", last: "303"),
      ])
  }
}
