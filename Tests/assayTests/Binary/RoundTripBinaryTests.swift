import TestSupport
import Testing

/// From exported rows through another tool and back: the same scores give the same numbers.
@Suite(.enabled(if: NumPy.isThere, "there is no python3 with numpy"))
struct RoundTripBinaryTests {
  /// The largest magnitude of a row's channels, computed from exported rows.
  private static let script = """
    import csv
    with open("scores.csv", "w") as scores:
        print("part,unit,time,score", file=scores)
        for part, marks in (("train", 6), ("test", 5)):
            with open(f"out/pumps/{part}.csv") as file:
                for row in list(csv.reader(file))[1:]:
                    score = max(abs(float(value)) for value in row[marks:])
                    print(*row[:3], repr(score), sep=",", file=scores)
    """

  @Test(arguments: ["split: chronological", "split: units"])
  func scoresComeBackAsTheyWere(split: String) throws {
    let tiny = try TinySuite(
      pumps: "\(TinySuite.pumps), \(split)",
      detectors: [
        "{ id: inside, kind: max-z }", "{ id: outside, kind: scores, path: scores.csv }",
      ])
    #expect(try tiny.assay("export tiny.yaml --out out").exitCode == 0)
    try tiny.folder.write(Self.script.utf8, to: "score.py")
    let scored = try NumPy.run(["score.py"], in: tiny.folder)
    #expect(scored.exitCode == 0, "\(scored.standardError)")
    let run = try tiny.assay("run tiny.yaml --quiet")
    #expect(run.exitCode == 0, "\(run.standardError)")
    // Thresholds differ, since no fold is scored by a scale of its own; rankings do not.
    for metric in ["roc-auc", "average-precision", "lead.median.at-budget"] {
      let rows = try ["inside", "outside"].map { detector in
        let start = "pumps,\(detector),mean,all,\(metric),"
        return try tiny.lines(of: "results/tiny/metrics.csv", startingWith: start)
          .map { $0.dropFirst(start.count) }
      }
      #expect(rows[0].count == 1)
      #expect(rows[0] == rows[1])
    }
  }
}
