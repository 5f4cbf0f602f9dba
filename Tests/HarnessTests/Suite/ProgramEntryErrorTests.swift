import Testing

@testable import Harness

private let kind = "kind: max-z"
private let external = "kind: external, command: [a]"
private let python = "kind: python, class: a.b:C"

/// What a suite may not say of programs, Python classes and files of scores.
struct ProgramEntryErrorTests {
  @Test(arguments: [
    Refusal(
      kind, "kind: extrenal",
      "s.yaml:6:20: detectors[0].kind: no kind of detector is named \"extrenal\"; did you mean \"external\"?"
    ),
    Refusal(kind, "kind: external", "s.yaml:6:5: detectors[0]: \"command\" is missing"),
    Refusal(
      kind, "kind: external, comand: [x]",
      "s.yaml:6:5: detectors[0]: \"command\" is missing; did you mean it by \"comand\"?"),
    Refusal(
      kind, "kind: external, command: []", "s.yaml:6:39: detectors[0].command: the list is empty"),
    Refusal(
      kind, "kind: external, command: python3 my.py",
      "s.yaml:6:39: detectors[0].command: expected a list, found \"python3 my.py\""),
    Refusal(
      kind, "kind: external, command: [perl, [a]]",
      "s.yaml:6:46: detectors[0].command[1]: expected a word of the command, found a list"),
    Refusal(
      kind, "kind: external, command: [perl, '']",
      "s.yaml:6:46: detectors[0].command[1]: expected a word of the command, found \"\""),
    Refusal(
      kind, "kind: external, command: [null]",
      "s.yaml:6:40: detectors[0].command[0]: expected a word of the command, found nothing"),
    Refusal(
      kind, external + ", parameters: [5]",
      "s.yaml:6:56: detectors[0].parameters: expected a mapping, found a list"),
    Refusal(
      kind, external + ", paramters: {}",
      "s.yaml:6:44: detectors[0].paramters: unknown key; did you mean \"parameters\"?"),
    Refusal(
      kind, external + ", class: a:B",
      "s.yaml:6:44: detectors[0].class: unknown key; the keys here are id, kind, alarm, seeds, datasets, features, command, parameters, limits, exclusive"
    ),
    Refusal(
      kind, external + ", exclusive: yes",
      "s.yaml:6:55: detectors[0].exclusive: expected true or false, found \"yes\""),
  ])
  func programs(_ refusal: Refusal) { refusal.check() }

  @Test(arguments: [
    ("fit: 10 minutes", 5, "expected a time such as 90s, 10min or 2h, found \"10 minutes\""),
    ("fit: 600", 5, "expected a time such as 90s, 10min or 2h, found 600"),
    ("fit: 0s", 5, "expected a time such as 90s, 10min or 2h, found \"0s\""),
    ("fit: -1s", 5, "expected a time such as 90s, 10min or 2h, found \"-1s\""),
    ("fit: min", 5, "expected a time such as 90s, 10min or 2h, found \"min\""),
    ("fit: 2GB", 5, "expected a time such as 90s, 10min or 2h, found \"2GB\""),
    ("fit: 1e3s", 5, "expected a time such as 90s, 10min or 2h, found \"1e3s\""),
    ("start: 1 d", 7, "expected a time such as 90s, 10min or 2h, found \"1 d\""),
    ("score: [1s]", 7, "expected a time such as 90s, 10min or 2h, found a list"),
    ("memory: 2 GiB", 8, "expected an amount of memory such as 500MB or 2GB, found \"2 GiB\""),
    (
      "memory: 2000000000", 8, "expected an amount of memory such as 500MB or 2GB, found 2000000000"
    ),
    (
      "memory: 2000000GB", 8,
      "expected an amount of memory such as 500MB or 2GB, found \"2000000GB\""
    ),
  ])
  func limits(limit: String, column: Int, message: String) {
    let key = limit.prefix { $0 != ":" }
    Refusal(
      kind, external + ", limits: { \(limit) }",
      "s.yaml:6:\(54 + column): detectors[0].limits.\(key): \(message)"
    ).check()
    Refusal.appending(
      "limits: { \(limit) }", "s.yaml:7:\(11 + column): limits.\(key): \(message)"
    ).check()
  }

  @Test(arguments: [
    Refusal(
      kind, external + ", limits: { fits: 1s }",
      "s.yaml:6:54: detectors[0].limits.fits: unknown key; did you mean \"fit\"?"),
    Refusal(
      kind, external + ", limits: 1s",
      "s.yaml:6:52: detectors[0].limits: expected a mapping, found \"1s\""),
    Refusal.appending(
      "limits: { cpu: 1s }",
      "s.yaml:7:11: limits.cpu: unknown key; the keys here are start, fit, score, memory"),
  ])
  func limitsAsAWhole(_ refusal: Refusal) { refusal.check() }

  @Test(arguments: [
    Refusal(kind, "kind: python", "s.yaml:6:5: detectors[0]: \"class\" is missing"),
    Refusal(
      kind, "kind: python, class: sklearn.svm.OneClassSVM",
      "s.yaml:6:35: detectors[0].class: expected module:Class, such as pyod.models.iforest:IForest, found \"sklearn.svm.OneClassSVM\""
    ),
    Refusal(
      kind, "kind: python, class: 'a:'",
      "s.yaml:6:35: detectors[0].class: expected module:Class, such as pyod.models.iforest:IForest, found \"a:\""
    ),
    Refusal(
      kind, "kind: python, class: a:b:c",
      "s.yaml:6:35: detectors[0].class: expected module:Class, such as pyod.models.iforest:IForest, found \"a:b:c\""
    ),
    Refusal(
      kind, python + ", window: 0",
      "s.yaml:6:50: detectors[0].window: expected an integer from 1 through 1000000, found 0"),
    Refusal(
      kind, python + ", batch: 1",
      "s.yaml:6:49: detectors[0].batch: expected true or false, found 1"),
    Refusal(
      kind, python + ", method: score_sample",
      "s.yaml:6:50: detectors[0].method: expected decision_function, predict_proba, score_samples or predict, found \"score_sample\"; did you mean \"score_samples\"?"
    ),
    Refusal(
      kind, python + ", needs: all",
      "s.yaml:6:49: detectors[0].needs: expected healthy, labels or lives, found \"all\""),
    Refusal(
      kind, python + ", path: []", "s.yaml:6:48: detectors[0].path: the list is empty"),
    Refusal(
      kind, python + ", path: 5",
      "s.yaml:6:48: detectors[0].path: expected a text, found 5; put it in quotes if it is meant as text"
    ),
    Refusal(
      kind, python + ", parameters: { n: 1 }, n: 2",
      "s.yaml:6:35: detectors[0].class: the parameter \"n\" stands here twice"),
    Refusal(
      kind, python + ", limits: { fit: soon }",
      "s.yaml:6:57: detectors[0].limits.fit: expected a time such as 90s, 10min or 2h, found \"soon\""
    ),
  ])
  func pythonClasses(_ refusal: Refusal) { refusal.check() }

  @Test(arguments: [
    Refusal(kind, "kind: scores", "s.yaml:6:5: detectors[0]: \"path\" is missing"),
    Refusal(
      kind, "kind: scores, path: 5",
      "s.yaml:6:34: detectors[0].path: expected a text, found 5; put it in quotes if it is meant as text"
    ),
    Refusal(
      kind, "kind: scores, path: a.csv, limits: { fit: 1s }",
      "s.yaml:6:41: detectors[0].limits: unknown key; the keys here are id, kind, alarm, seeds, datasets, path"
    ),
  ])
  func filesOfScores(_ refusal: Refusal) { refusal.check() }
}
