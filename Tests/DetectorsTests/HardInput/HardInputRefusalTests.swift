import Testing

@testable import Detectors

/// Which kinds refuse which of the hard sets, and in what words; all others learn from them.
struct HardInputRefusalTests {
  private static let empty = ["no unit", "no row"]
  private static let still = ["all channels constant", "below squares", "at the smallest number"]
  private static let covariance = ["mahalanobis", "pca-residual", "pca-t2"]
  private static let classifiers = ["logistic-regression", "random-forest", "gradient-boosting"]

  private static let refusals: [(kinds: [String], rows: [String], sentence: String)] =
    ofHistograms + ofCovariances + ofNeighbours + ofClassifiers + ofForecasts

  private static let ofHistograms: [(kinds: [String], rows: [String], sentence: String)] = [
    (
      [
        "baseline", "iqr", "hbos", "ecod", "copod", "logistic-regression", "random-forest",
        "gradient-boosting", "rul-forest", "rul-boosting",
      ], empty, "no training row may be fitted on"
    ),
    (["hard-limit"], empty, "limits: channel c0 does not vary over the 0 fit rows"),
    (["hard-limit"], ["one row"], "limits: channel c0 does not vary over the 1 fit rows"),
    (
      ["hard-limit"], ["all channels constant", "at the smallest number"],
      "limits: channel c0 does not vary over the 120 fit rows"
    ),
    (
      ["hard-limit"], ["one channel constant", "two rows differ"],
      "limits: channel c1 does not vary over the 120 fit rows"
    ),
    (
      ["hard-limit"], ["linear in time"],
      "limits: channel c2 does not vary over the 120 fit rows"
    ),
    (
      ["iqr"], still + ["two rows differ", "at the largest number"],
      "no channel has a finite interquartile range above 1e-9 over the 120 fit rows"
    ),
    (
      ["iqr"], ["one row"],
      "no channel has a finite interquartile range above 1e-9 over the 1 fit rows"
    ),
    (
      ["hbos"], still + ["at the largest number"],
      "no channel has a finite range above 1e-9 over the 120 fit rows"
    ),
    (["hbos"], ["one row"], "no channel has a finite range above 1e-9 over the 1 fit rows"),
  ]

  private static let ofCovariances: [(kinds: [String], rows: [String], sentence: String)] = [
    (covariance, empty, "a covariance needs two fit rows or more; there are 0"),
    (covariance, ["one row"], "a covariance needs two fit rows or more; there are 1"),
    (covariance, still, "no channel has a deviation above 1e-9 over the 120 fit rows"),
    (
      covariance, ["beyond squares", "at the largest number", "of all sizes", "one outlier"],
      "the covariance of the 120 fit rows is not finite"
    ),
    (
      ["pca-residual"], ["one channel"],
      "no residual is left: 0.9 of the variance takes all principal components (1)"
    ),
    (
      ["pca-residual"], ["one row a unit", "coarse", "healthy only", "failing only"],
      "no residual is left: 0.9 of the variance takes all principal components (3)"
    ),
  ]

  private static let ofNeighbours: [(kinds: [String], rows: [String], sentence: String)] =
    [("no unit", 0), ("no row", 0), ("one row", 1), ("two rows", 2), ("three rows", 3)].flatMap {
      rows, count in
      [
        (["knn"], [rows], "a row needs 5 neighbours, but there are \(count) fit rows"),
        (
          ["lof"], [rows],
          "a row needs 20 neighbours other than itself, but there are \(count) fit rows"
        ),
      ]
    } + [
      (
        ["lof"], ["fewer rows than channels"],
        "a row needs 20 neighbours other than itself, but there are 8 fit rows"
      ),
      (["isolation-forest"], empty, "isolation needs at least 2 fit rows, but there are 0"),
      (["isolation-forest"], ["one row"], "isolation needs at least 2 fit rows, but there are 1"),
    ]

  private static let ofClassifiers: [(kinds: [String], rows: [String], sentence: String)] =
    [("one row", 1), ("two rows", 2), ("one row a unit", 40), ("healthy only", 120)].map {
      (classifiers, [$0], "all \($1) training rows are healthy; a classifier needs both")
    } + [
      (
        classifiers, ["failing only"],
        "all 120 training rows are failing; a classifier needs both"
      ),
      (
        ["logistic-regression"],
        ["beyond squares", "at the largest number", "of all sizes", "one outlier"],
        "the curvature of the log-loss cannot be inverted: channels are too large, or too alike"
          + " for so little shrinkage"
      ),
    ]

  private static let ofForecasts: [(kinds: [String], rows: [String], sentence: String)] =
    [
      ("no unit", 0), ("no row", 0), ("one row", 0), ("two rows", 1), ("three rows", 2),
      ("one row a unit", 0),
    ].flatMap { rows, count in
      [
        (
          ["kalman"], [rows],
          "the fit rows give \(count) forecasts, too few for the 2 variances of the level model"
        ),
        (
          ["arima"], [rows],
          "with d = 1 the fit rows give \(count) values, too few for 4 parameters"
        ),
      ]
    } + [
      (
        ["kalman", "arima"], still + ["beyond squares", "at the largest number"],
        "no channel can be forecast: within the runs of fit rows each stands still or goes beyond"
          + " ±1e100"
      )
    ]

  @Test(arguments: DetectorCatalog.kinds.map(\.name).filter { $0 != "ensemble" })
  func refusalsAreSentences(kind name: String) throws {
    let kind = try #require(DetectorCatalog.kind(named: name))
    let detector = kind.make(ParameterValues(standardOf: kind, channels: ["c0"]))
    var found: [String: String] = [:]
    for rows in HardRows.all {
      do throws(DetectorError) {
        _ = try detector.fit(
          rows.training(for: detector.learning),
          randomness: Randomness(seed: 1, dataset: "d", detector: "x"))
      } catch { found[rows.description] = error.description }
    }
    var expected: [String: String] = [:]
    for refusal in Self.refusals where refusal.kinds.contains(name) {
      for rows in refusal.rows { expected[rows] = refusal.sentence }
    }
    #expect(found == expected)
  }
}
