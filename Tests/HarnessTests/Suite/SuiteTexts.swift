import Harness

/// The names that the suites of these tests may use.
enum Known {
  static let metrics = Gate.defaultMetrics + ["f1", "roc-auc", "detected"]
  static let kinds = ["max-z", "mean-z", "isolation-forest"]

  static func suite(_ text: String, file: String = "s.yaml") throws(SuiteError) -> Suite {
    try Suite.decode(Array(text.utf8), file: file, knownMetrics: metrics, knownKinds: kinds)
  }
}

/// The smallest suite, for changing one thing.
let smallest = """
  name: small
  version: 1
  datasets:
    - { id: pumps, source: simulator }
  detectors:
    - { id: z, kind: max-z }
  """

let full = """
  name: cmapss
  version: 1                      # raised whenever the number of an unchanged detector changes
  seeds: [1, 2, 3, 4, 5]
  datasets:
    - id: FD002
      source: cmapss
      subset: FD002
      split: { kind: units, fraction: 0.5 }
      labels: [cmapss/last-30, cmapss/last-15]
      phases: life
      scaling: { kind: standard, per: regime }
  alarm: { threshold: { budget: 10 }, persistence: { k: 3, n: 5 }, calibrate: cross, required_lead: 0 }
  detectors:
    - id: iforest
      kind: isolation-forest
      trees: 100
    - id: mine
      kind: max-z
      alarm: { threshold: { fixed: 5e-1 }, persistence: { k: 2 } }
      seeds: [7]
      datasets: [FD*]
  gate:
    metrics: [average-precision, false-positive-rate, detection-rate, lead.median, lead.median.at-budget]
    scopes: [all, phase]
    seeds: mean
    tolerance: { default: exact, mine: { average-precision: 0.01, lead.median: { relative: .05 } } }
  """
