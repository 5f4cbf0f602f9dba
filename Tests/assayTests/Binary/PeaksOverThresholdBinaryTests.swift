import TestSupport
import Testing

/// A threshold from the tail of the calibration scores, through the whole program.
struct PeaksOverThresholdBinaryTests {
  @Test func aTailThresholdRunsAndIsNamed() throws {
    let suite = try TinySuite(detectors: [
      "{ id: plain, kind: mean-z }",
      "{ id: tail, kind: mean-z, alarm: { threshold: { pot: 0.001 } } }",
    ])
    let run = try suite.assay("run tiny.yaml")
    #expect(run.exitCode == 0)
    #expect(
      run.standardOutput.replacing("\n", with: " ").contains(
        "tail has its own rule: pot 0.001 above quantile 0.98, 3 of 5, cross, 1 of 1000 promised."))
    func alarmed(_ detector: String) throws -> Double {
      let line = try #require(
        suite.lines(
          of: "results/tiny/metrics.csv",
          startingWith: "pumps,\(detector),mean,all,false-positive-rate,"
        ).first)
      return try #require(Double(line.split(separator: ",")[5]))
    }
    // One row in a thousand is meant instead of ten: a higher threshold on the same scores.
    #expect(try alarmed("tail") < alarmed("plain"))
    #expect(try alarmed("tail") > 0)
  }
}
