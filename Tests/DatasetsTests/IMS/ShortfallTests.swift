import Archives
import TestSupport
import Testing

@testable import Datasets

@Suite struct ShortfallTests {
  /// Every snapshot of a test, by the table of its features.
  private func names(_ test: IMS.Test) throws -> [String] {
    var names: [String] = []
    try Archive.visitAllMembers(of: SharedData.file(PublishedSnapshots.features)) { member in
      if !member.name.hasPrefix(test.name) { return .proceed }
      for line in try member.lines().dropFirst() {
        let name = String(line.prefix(19))
        if names.last != name { names.append(name) }
      }
      return .proceed
    }
    return names
  }

  private func shortfall(_ test: IMS.Test, _ names: some Sequence<String>) -> String? {
    let snapshots = names.compactMap { IMS.Snapshot(name: $0) }
    return IMS.FeatureTable(
      test: test, features: [.sd], snapshots: snapshots,
      values: Array(repeating: 1, count: snapshots.count * test.channels)
    ).shortfall
  }

  @Test(
    .enabled(
      if: SharedData.has(PublishedSnapshots.features), Comment(rawValue: SharedData.reason)),
    arguments: IMS.benchmark)
  func thePublishedTestIsWholeAndNoPartOfIt(_ test: IMS.Test) throws {
    let names = try names(test)
    #expect(names.first == test.recording.first && names.last == test.recording.last)
    #expect(shortfall(test, names) == nil)
    let count = test.snapshots
    #expect(
      shortfall(test, names.dropFirst(2))
        == "lacks 2 of its \(count) snapshots: before \(names[2])")
    #expect(
      shortfall(test, names.dropLast())
        == "lacks 1 of its \(count) snapshots: after \(names[count - 2])")
    #expect(
      shortfall(test, names[..<700] + names[703...])
        == "lacks 3 of its \(count) snapshots: between \(names[699]) and \(names[703])")
    #expect(
      shortfall(test, names + ["2013.01.01.00.00.00"])
        == "has \(count + 1) snapshots where \(count) belong")
    // One second later, which no interval tells.
    let moved = names[400].dropLast() + (names[400].hasSuffix("9") ? "8" : "9")
    #expect(
      shortfall(test, names[..<400] + [String(moved)] + names[401...])
        == "has \(count) snapshots as it should, but not all are the published ones")
    #expect(
      shortfall(test, stride(from: 0, to: count, by: 4).map { names[$0] })?
        .hasSuffix(" other places") == true)
  }

  @Test func whereThePausesAreIsNothingMissing() {
    let pauses = IMS.benchmark.map(\.recording.pauses)
    #expect(pauses.map(\.count) == [24, 0, 4])
    for (test, pauses) in zip(IMS.benchmark, pauses) {
      for pause in pauses {
        let edges = [pause.lowerBound, pause.upperBound]
        let text = shortfall(test, edges)
        #expect(
          text == "lacks \(test.snapshots - 2) of its \(test.snapshots) snapshots: before"
            + " \(edges[0]), after \(edges[1])")
      }
    }
  }
}
