import Testing

@testable import Harness

struct SelectionTests {
  private static let text = """
    name: small
    version: 1
    datasets:
      - { id: FD001, source: cmapss, subset: FD001, split: units }
      - { id: FD002, source: cmapss, subset: FD002, split: units }
      - { id: pumps, source: simulator }
    detectors:
      - { id: z, kind: max-z }
      - { id: mean, kind: mean-z, datasets: [FD*] }
    """

  @Test(arguments: [
    (nil, ["FD001/z", "FD001/mean", "FD002/z", "FD002/mean", "pumps/z"]),
    ("FD*", ["FD001/z", "FD001/mean", "FD002/z", "FD002/mean"]),
    ("*1", ["FD001/z", "FD001/mean"]), ("FD00?/z", ["FD001/z", "FD002/z"]),
    ("z", ["FD001/z", "FD002/z", "pumps/z"]), ("mean", ["FD001/mean", "FD002/mean"]),
    ("pumps/mean", []), ("random", []), ("F", []),
    (
      "*/*",
      [
        "FD001/z", "FD001/mean", "FD002/z", "FD002/mean", "pumps/z",
      ]
    ), ("", []), ("fd001", []),
  ])
  func patterns(pattern: String?, cells: [String]) throws {
    let suite = try Known.suite(Self.text)
    let selection = Selection(pattern: pattern)
    let selected = suite.datasets.flatMap { dataset in
      selection.detectors(of: dataset, in: suite).map { "\(dataset.id)/\($0.id)" }
    }
    #expect(selected == cells)
    let datasets = Set(cells.map { $0.split(separator: "/")[0] })
    #expect(
      selection.datasets(of: suite).map(\.id)
        == suite.datasets.map(\.id).filter { datasets.contains($0[...]) })
  }

  /// Whether a golden row is looked for in the run; data set `old` is no longer in the suite.
  @Test(arguments: [
    (nil, "FD001", "z", true), (nil, "FD001", "gone", true), (nil, "old", "z", true),
    (nil, "old", "random", true), (nil, "pumps", "random", true),
    ("FD001", "FD001", "z", true), ("FD001", "FD001", "gone", true),
    ("FD001", "FD001", "random", true), ("FD001", "FD002", "random", false),
    ("FD001", "FD002", "z", false), ("mean", "pumps", "random", false),
    ("mean", "FD002", "random", true), ("mean", "FD002", "z", false),
    ("FD001", "old", "z", false), ("FD001", "old", "random", false), ("z", "old", "z", true),
  ])
  func rowsOfTheSelection(
    pattern: String?, dataset: String, detector: String, isCovered: Bool
  ) throws {
    let selection = Selection(pattern: pattern)
    #expect(
      selection.covers(dataset: dataset, detector: detector, in: try Known.suite(Self.text))
        == isCovered)
  }
}
