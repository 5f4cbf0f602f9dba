import Numerics
import Telemetry
import Testing

@testable import Detectors

/// Every kind of detector against every set of rows that is hard to learn from or to score.
struct HardInputTests {
  /// The kinds with what suites may set them to.
  private static let settings: [(kind: String, values: [String: ParameterValues.Value])] =
    DetectorCatalog.kinds.map { ($0.name, [:]) } + [
      ("baseline", ["own_rows": .integer(2)]),
      ("iqr", ["score": .choice("count")]), ("ewma", ["lambda": .number(0.001)]),
      ("mahalanobis", ["root": .flag(true)]), ("pca-residual", ["variance": .number(0.01)]),
      ("pca-t2", ["variance": .number(1)]), ("hbos", ["bins": .integer(1000)]),
      ("ecod", ["paper_variant": .flag(true)]), ("lof", ["k": .integer(1)]),
      ("knn", ["k": .integer(1), "distance": .choice("largest")]),
      ("logistic-regression", ["c": .number(1e9)]),
      ("random-forest", ["balance": .choice("smote"), "trees": .integer(10)]),
      ("random-forest", ["balance": .choice("class-weight"), "trees": .integer(10)]),
      ("gradient-boosting", ["leaf_rows": .integer(1), "rate": .number(1)]),
      ("rul-boosting", ["leaf_rows": .integer(1), "rate": .number(1)]),
      ("kalman", ["model": .choice("trend")]),
      (
        "kalman",
        ["noise": .optionalNumber(0), "level": .optionalNumber(.leastNonzeroMagnitude)]
      ),
      ("kalman", ["noise": .optionalNumber(1e12), "level": .optionalNumber(0)]),
      ("arima", ["p": .integer(5), "d": .integer(2), "q": .integer(5)]),
      ("arima", ["p": .integer(1), "d": .integer(0), "q": .integer(0)]),
      ("arima", ["p": .integer(0), "d": .integer(0), "q": .integer(0)]),
      ("ensemble", ["normalise": .choice("z")]),
      ("ensemble", ["normalise": .choice("probability"), "combine": .choice("vote")]),
    ]

  private static func detector(_ index: Int) throws -> any Detector {
    let kind = try #require(DetectorCatalog.kind(named: settings[index].kind))
    let standard = ParameterValues(
      standardOf: kind, channels: ["c0"],
      members: [DetectorKind.meanZ, .isolationForest, .mahalanobis].map {
        NamedDetector(id: $0.name, weight: 1, kind: $0, values: ParameterValues(standardOf: $0))
      })
    let values = kind.parameters.compactMap { parameter in
      (settings[index].values[parameter.name] ?? standard[parameter.name]).map {
        (parameter.name, $0)
      }
    }
    return kind.make(ParameterValues(Dictionary(uniqueKeysWithValues: values)))
  }

  @Test(arguments: settings.indices, HardRows.all)
  func aSentenceOrFiniteScores(index: Int, rows: HardRows) throws {
    let detector = try Self.detector(index)
    let model: any FittedModel
    do throws(DetectorError) {
      model = try detector.fit(
        rows.training(for: detector.learning),
        randomness: Randomness(seed: 1, dataset: "d", detector: "x"))
    } catch {
      #expect(rows.description != "usual", "refuses what is usual: \(error)")
      #expect(error.cause == .refusal)
      #expect(!error.description.contains("nan"))
      return
    }
    try Self.expectFinite(model, of: rows.scored(), explains: detector.explains)
  }

  /// Scores rows at once and one by one, and explains each of them.
  private static func expectFinite(
    _ model: any FittedModel, of rows: Matrix, explains: Bool
  ) throws {
    let unit = ScoredUnit(id: "new")
    let moments = (0..<rows.rows).map { Moment(time: Double($0), regime: 0) }
    let batch = try model.scores(of: rows, moments: moments, for: unit)
    var scorer = model.scorer(for: unit)
    for row in 0..<rows.rows {
      let (score, shares) = try rows.withRow(row) { values in
        let score = try scorer.score(values, at: moments[row])
        let explanation = try scorer.explanation(of: values, at: moments[row])
        return (score, explanation?.contributions ?? [])
      }
      let isFinite = score?.isFinite ?? false
      #expect(isFinite, "row \(row), \(rows.row(row)), scores \(String(describing: score))")
      #expect(score?.bitPattern == batch[row]?.bitPattern)
      if explains {
        let isExplained = shares.count == rows.columns && shares.allSatisfy { $0.isFinite }
        #expect(isExplained, "row \(row), \(rows.row(row)), is explained by \(shares)")
      }
      if !isFinite { return }
    }
  }
}
