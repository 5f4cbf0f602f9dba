import TestSupport
import Testing

@testable import Harness

/// Runs of made cells through a store.
struct RunnerTests {
  private func plan() throws -> RunPlan {
    Made.plan(
      [try Made.experiment(Made.dataSet(failing: [1: 15..<18, 2: 12..<20]))],
      [
        Made.planned("fixed", MadeDetector(), seeds: [1, 2]),
        Made.planned(
          "drawn", MadeDetector(isStochastic: true) { $0.value * Double($0.seed) }, seeds: [1, 2]),
        Made.planned("broken", MadeDetector(refusal: "no"), seeds: [1, 2]),
      ])
  }

  private func run(
    _ folder: TemporaryDirectory, isForced: Bool = false, jobs: Int = 2
  ) throws -> Runner.Result {
    try Runner(plan: plan(), storeFolder: folder.path, jobs: jobs, isForced: isForced).run { _ in }
  }

  @Test func storedCellsAreUsedUnlessForced() throws {
    let folder = try TemporaryDirectory()
    let first = try run(folder)
    #expect(first.reused == 0)
    #expect(first.outputs.map(\.status) == [.ok, .ok, .ok, .refused])
    let second = try run(folder, jobs: 1)
    #expect(second.reused == 4)
    #expect(second.outputs == first.outputs)
    #expect(second.timings == first.timings)
    let forced = try run(folder, isForced: true)
    #expect(forced.reused == 0)
    #expect(forced.outputs == first.outputs)
  }

  @Test func damagedCellsAreMadeAgain() throws {
    let folder = try TemporaryDirectory()
    let first = try run(folder)
    let cells = try plan().cells
    for (cell, damage) in zip(cells, [[UInt8](), [0x7B], Array("{}\n".utf8)]) {
      try folder.write(damage, to: "\(cell.key).cell")
    }
    let second = try run(folder)
    #expect(second.reused == 1)
    #expect(second.outputs == first.outputs)
    #expect(try run(folder).reused == 4)
  }

  @Test func theFirstSeedOfWhatRanIsTimed() throws {
    let result = try run(try TemporaryDirectory())
    #expect(result.timings.map { $0 != nil } == [true, true, false, false])
    // The evaluated halves of two units of twenty rows.
    #expect(result.timings[0]?.rows == 20)
  }
}
