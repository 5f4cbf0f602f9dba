import Testing

@testable import Harness

private let source = "source: simulator"
private let kind = "kind: max-z"
private let cmapss = "source: cmapss, subset: FD001"

struct SuiteErrorTests {
  @Test(arguments: [
    Refusal.appending(
      "limit: 3",
      "s.yaml:7:1: limit: unknown key; did you mean \"limits\"?"
    ),
    Refusal.appending("sedes: [3]", "s.yaml:7:1: sedes: unknown key; did you mean \"seeds\"?"),
    Refusal.appending("seeds: []", "s.yaml:7:8: seeds: the list is empty"),
    Refusal.appending("seeds: [1, 2, 1]", "s.yaml:7:15: seeds[2]: stands in the list twice"),
    Refusal.appending(
      "seeds: [-1]", "s.yaml:7:9: seeds[0]: expected an integer of at least 0, found -1"),
    Refusal.appending("seeds: 5", "s.yaml:7:8: seeds: expected a list, found 5"),
    Refusal(
      "version: 1", "version: 1.0",
      "s.yaml:2:10: version: expected an integer of at least 1, found 1.0"),
    Refusal(
      "version: 1", "version: '1'",
      "s.yaml:2:10: version: expected an integer of at least 1, found \"1\""),
    Refusal("version: 1\n", "", "s.yaml:1:1: \"version\" is missing"),
    Refusal(
      "name: small", "name: 7",
      "s.yaml:1:7: name: expected a text, found 7; put it in quotes if it is meant as text"),
    Refusal(
      "name: small", "name: a/b",
      "s.yaml:1:7: name: expected a name of letters, digits, \".\", \"_\" and \"-\" that begins with one of the first two, found \"a/b\""
    ),
    Refusal("name: small", "name:", "s.yaml:1:6: name: expected a text, found nothing"),
  ])
  func wholeSuite(_ refusal: Refusal) { refusal.check() }

  @Test(arguments: [
    Refusal(
      source, "source: simulatr",
      "s.yaml:4:26: datasets[0].source: expected cmapss, ims, ims-features, simulator or table, found \"simulatr\"; did you mean \"simulator\"?"
    ),
    Refusal(source, "source: cmapss", "s.yaml:4:5: datasets[0]: \"subset\" is missing"),
    Refusal(
      source, "source: cmapss, subset: FD005",
      "s.yaml:4:42: datasets[0].subset: expected FD001, FD002, FD003 or FD004, found \"FD005\"; did you mean \"FD001\"?"
    ),
    Refusal(
      source, source + ", splt: units",
      "s.yaml:4:37: datasets[0].splt: unknown key; did you mean \"split\"?"),
    Refusal(
      source, source + ", split: official",
      "s.yaml:4:44: datasets[0].split: an official split exists only for source cmapss"),
    Refusal(
      source, source + ", split: unit",
      "s.yaml:4:44: datasets[0].split: expected official, units or chronological, found \"unit\"; did you mean \"units\"?"
    ),
    Refusal(
      source, source + ", split: { kind: units, fraction: 0 }",
      "s.yaml:4:69: datasets[0].split.fraction: expected a number above 0 and below 1, found 0"),
    Refusal(
      source, source + ", split: { kind: units, fraction: 1.5 }",
      "s.yaml:4:69: datasets[0].split.fraction: expected a number above 0 and below 1, found 1.5"),
    Refusal(
      source, source + ", split: { kind: units, fraction: .nan }",
      "s.yaml:4:69: datasets[0].split.fraction: expected a number above 0 and below 1, found .nan"),
    Refusal(
      source, source + ", split: { kind: units, gap: 1 }",
      "s.yaml:4:59: datasets[0].split.gap: unknown key; the keys here are kind, fraction"),
    Refusal(
      source, source + ", split: { kind: chronological, fit_rows: [9, 3] }",
      "s.yaml:4:77: datasets[0].split.fit_rows: the window is empty: the end, 3, must be above the first, 9"
    ),
    Refusal(
      source, source + ", split: units, fit: per-unit",
      "s.yaml:4:56: datasets[0].fit: per-unit needs rows of every unit to fit on: split: chronological"
    ),
    Refusal(
      source, source + ", days: 0",
      "s.yaml:4:43: datasets[0].days: expected an integer from 2 through 366, found 0"),
    Refusal(
      source, source + ", labels: cmapss/last-30",
      "s.yaml:4:45: datasets[0].labels: cmapss/last-30 is a label set of source cmapss; source simulator has simulator/exact and simulator/all-faults"
    ),
    Refusal(
      source, source + ", labels: { failing_within: 3 }",
      "s.yaml:4:45: datasets[0].labels: numbers are remaining lives, which source simulator does not have"
    ),
    Refusal(
      source, cmapss + ", labels: cmapss/last-31",
      "s.yaml:4:57: datasets[0].labels: expected cmapss/last-30 or cmapss/last-15, found \"cmapss/last-31\"; did you mean \"cmapss/last-30\"?"
    ),
    Refusal(
      source, cmapss + ", labels: { failing_within: 30, healthy_beyond: 20 }",
      "s.yaml:4:57: datasets[0].labels: healthy_beyond = 20 is below failing_within = 30"),
    Refusal(
      source, cmapss + ", labels: { failing_within: 500, healthy_beyond: 600 }",
      "s.yaml:4:57: datasets[0].labels: fit_beyond = 125 is below failing_within = 500: detectors would learn from failing rows"
    ),
    Refusal(
      source, cmapss + ", regime: state",
      "s.yaml:4:57: datasets[0].regime: expected set1 or none for source cmapss, found \"state\""),
    Refusal(
      source, source + ", phases: life",
      "s.yaml:4:45: datasets[0].phases: expected recorded or volatility for source simulator, found \"life\""
    ),
    Refusal(
      source, source + ", scaling: { per: regime }",
      "s.yaml:4:53: datasets[0].scaling.per: scaling per regime needs a regime: state for source simulator"
    ),
    Refusal(
      source, cmapss + ", scaling: { per: unit }",
      "s.yaml:4:65: datasets[0].scaling.per: scaling per unit needs rows of every unit to fit on: split: chronological"
    ),
    Refusal(
      source, source + ", channels: [flow, flow]",
      "s.yaml:4:54: datasets[0].channels[1]: stands in the list twice"),
    Refusal(
      source + " }", source + " }\n  - { id: pumps, source: simulator }",
      "s.yaml:5:5: datasets[1]: the id \"pumps\" is taken by datasets[0]"),
    Refusal(
      "- { id: pumps, source: simulator }", "- pumps",
      "s.yaml:4:5: datasets[0]: expected a mapping, found \"pumps\""),
  ])
  func datasets(_ refusal: Refusal) { refusal.check() }

  @Test(arguments: [
    Refusal(
      "id: z", "id: age",
      "s.yaml:6:11: detectors[0].id: age is a control, which every run adds; choose another id"),
    Refusal(
      "id: z", "id: default",
      "s.yaml:6:11: detectors[0].id: default stands for every detector in tolerances; choose another id"
    ),
    Refusal(
      kind, "kind: raw",
      "s.yaml:6:20: detectors[0].kind: raw is a control, which every run adds; a suite never lists it"
    ),
    Refusal(
      kind, "kind: mex-z",
      "s.yaml:6:20: detectors[0].kind: no kind of detector is named \"mex-z\"; did you mean \"max-z\"?"
    ),
    Refusal(
      kind, kind + ", datasets: [pump]",
      "s.yaml:6:38: detectors[0].datasets[0]: no data set is named \"pump\"; did you mean \"pumps\"?"
    ),
    Refusal(
      kind, kind + ", alarm: { budget: 3 }",
      "s.yaml:6:36: detectors[0].alarm.budget: unknown key; the keys here are threshold, persistence, calibrate, folds, fraction, required_lead"
    ),
    Refusal.appending(
      "alarm: { threshold: { budget: 1000 } }",
      "s.yaml:7:31: alarm.threshold.budget: expected a number above 0 and below 1000, found 1000"),
    Refusal.appending(
      "alarm: { threshold: { quantile: 1.1 } }",
      "s.yaml:7:33: alarm.threshold.quantile: expected a number from 0 through 1, found 1.1"),
    Refusal.appending(
      "alarm: { threshold: { budget: 1, fixed: 2 } }",
      "s.yaml:7:21: alarm.threshold: expected exactly one of budget, quantile, sigma, pot and fixed"
    ),
    Refusal.appending(
      "alarm: { threshold: { pot: 0 } }",
      "s.yaml:7:28: alarm.threshold.pot: expected a number above 0 and below 1, found 0"),
    Refusal.appending(
      "alarm: { threshold: { pot: { level: 0.98 } } }",
      "s.yaml:7:28: alarm.threshold.pot: \"risk\" is missing"),
    Refusal.appending(
      "alarm: { threshold: { pot: { risk: 0.001, levle: 0.9 } } }",
      "s.yaml:7:43: alarm.threshold.pot.levle: unknown key; did you mean \"level\"?"),
    Refusal.appending(
      "alarm: { threshold: { pot: { risk: 0.25, level: 0.75 } } }",
      "s.yaml:7:36: alarm.threshold.pot.risk: risk = 0.25 must be below the tail's share, 1 − level = 0.25 (level = 0.75)"
    ),
    Refusal.appending(
      "alarm: { threshold: { pot: { risk: 0.05, level: 0.95 } } }",
      "s.yaml:7:36: alarm.threshold.pot.risk: risk = 0.05 must be below the tail's share, 1 − level = 0.05 (level = 0.95)"
    ),
    Refusal.appending(
      "alarm: { threshold: { pot: 0.001, fixed: 2 } }",
      "s.yaml:7:21: alarm.threshold: expected exactly one of budget, quantile, sigma, pot and fixed"
    ),
    Refusal.appending(
      "alarm: { persistence: { k: 6 } }", "s.yaml:7:23: alarm.persistence: k = 6 is more than n = 5"
    ),
    Refusal.appending(
      "alarm: { folds: 1 }",
      "s.yaml:7:17: alarm.folds: expected an integer from 2 through 100, found 1"),
    Refusal.appending(
      "alarm: { calibrate: training, folds: 5 }",
      "s.yaml:7:38: alarm.folds: folds belong to calibrate: cross"),
    Refusal.appending(
      "alarm: { fraction: 0.1 }",
      "s.yaml:7:20: alarm.fraction: a fraction belongs to calibrate: held-out"),
    Refusal.appending(
      "gate: { metrics: [f2] }", "s.yaml:7:19: gate.metrics[0]: no metric is named \"f2\""),
    Refusal.appending(
      "gate: { metrics: [roc-acu] }",
      "s.yaml:7:19: gate.metrics[0]: no metric is named \"roc-acu\"; did you mean \"roc-auc\"?"),
    Refusal.appending(
      "gate: { scopes: [phases] }",
      "s.yaml:7:18: gate.scopes[0]: expected all, phase, regime or labels, found \"phases\"; did you mean \"phase\"?"
    ),
    Refusal.appending(
      "gate: { tolerance: -1 }",
      "s.yaml:7:20: gate.tolerance: expected a number of at least 0, found -1"),
    Refusal.appending(
      "gate: { tolerance: close }",
      "s.yaml:7:20: gate.tolerance: expected exact, a number of at least 0 or a mapping of absolute and relative, found \"close\""
    ),
    Refusal.appending(
      "gate: { metrics: [detected], tolerance: 0.1 }",
      "s.yaml:7:41: gate.tolerance: 0.1 is finer than one case of detected; make it exact or at least 0.2"
    ),
    Refusal.appending(
      "gate: { metrics: [detected], seeds: each, tolerance: { z: { detected: 0.5 } } }",
      "s.yaml:7:71: gate.tolerance.z.detected: 0.5 is finer than one case of detected; make it exact or at least 1"
    ),
    Refusal.appending(
      "gate: { tolerance: { age: {} } }",
      "s.yaml:7:27: gate.tolerance.age: a control has no tolerance: it fails on any change"),
    Refusal.appending(
      "gate: { tolerance: { z: { f1: 1 } } }",
      "s.yaml:7:27: gate.tolerance.z.f1: unknown key; the keys here are average-precision, false-positive-rate, detection-rate, lead.median, lead.median.at-budget"
    ),
  ])
  func detectorsAlarmAndGate(_ refusal: Refusal) { refusal.check() }
}
