import Foundation
import TestSupport
import Testing

/// The values of the reference implementations, through the built program.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct ScoreOracleBinaryTests {
  private struct Case: Decodable {
    let name: String
    let labels: [Int]
    let scores: [Double]
    let threshold: Double
    /// Only the numbers: lists stand among them, and nothing where a metric is undefined.
    let expected: [String: Number]

    struct Number: Decodable {
      let value: Double?

      init(from decoder: any Decoder) throws {
        value = try? decoder.singleValueContainer().decode(Double.self)
      }
    }
  }

  private static let ids = [
    "point.tp": "true-positives", "point.precision": "precision", "point.f1": "f1",
    "point.mcc": "mcc", "roc_auc": "roc-auc", "average_precision": "average-precision",
    "pr_auc_trapezoid": "pr-auc.trapezoid", "vus.VUS_ROC.opt.w20": "vus-roc.opt",
    "vus.VUS_PR.opt.w20": "vus-pr.opt",
    "range.reciprocal.p_flat.r_flat.alpha0.recall": "range-recall",
    "range.reciprocal.p_flat.r_flat.alpha0.precision": "range-precision",
    "affiliation.precision": "affiliation-precision", "affiliation.recall": "affiliation-recall",
    "event.f1": "event-f1", "pa.f1": "pa-f1", "pak20.f1": "pa-k20-f1",
  ]

  @Test func valuesEqualTheReference() throws {
    let folder = try TemporaryDirectory()
    var compared = 0
    for oracle in try SharedData.json("oracles/metrics.json", as: [Case].self) {
      let rows = zip(oracle.labels, oracle.scores).map { "\($0),\($1)\n" }
      try folder.write(("label,score\n" + rows.joined()).utf8, to: "s.csv")
      let run = try ProcessRun(
        ProcessRun.built("assay"),
        [
          "score", "s.csv", "--threshold", "\(oracle.threshold)", "--window", "20", "--only",
          Self.ids.values.joined(separator: ","), "--format", "csv",
        ], in: URL(filePath: folder.path))
      #expect(run.exitCode == 0)
      let values = Dictionary(
        uniqueKeysWithValues: run.standardOutput.split(separator: "\n").dropFirst().map { line in
          let fields = line.split(separator: ",")
          return (String(fields[0]), Double(fields[1]))
        })
      for (key, id) in Self.ids {
        let expected = try #require(oracle.expected[key]).value
        let ours = values[id] ?? nil
        #expect((ours == nil) == (expected == nil), "\(oracle.name): \(id)")
        guard let ours, let expected else { continue }
        #expect(abs(ours - expected) <= 1e-9, "\(oracle.name): \(id)")
        compared += 1
      }
    }
    #expect(compared > 300)
  }
}
