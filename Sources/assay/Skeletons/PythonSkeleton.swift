extension Skeleton {
  /// A class in Python: a file, its test and a suite.
  static func python(_ name: DetectorName) -> Skeleton {
    let entry = "kind: python, class: \"\(name.module):\(name.type)\", level: 0.99"
    return Skeleton(
      files: [
        File(path: "\(name.module).py", text: name.pythonSource),
        File(path: "test_\(name.module).py", text: name.pythonTest),
        File(path: "\(name.kind).yaml", text: name.suite(entry)),
      ],
      next: [
        Step(command: "python3 test_\(name.module).py", meaning: "its test, without Assay"),
        Step(
          command: "assay try --python \(name.module):\(name.type)",
          meaning: "the rules for detectors, and its row"),
        Step(
          command: "assay run \(name.kind).yaml", meaning: "beside other detectors"),
      ])
  }
}

extension DetectorName {
  /// The class.
  var pythonSource: String {
    """
    \"""\(type): how far a channel leaves its band of usual values, in half widths of the band.

    Assay calls `fit` with the training rows that are healthy and `decision_function` with rows to
    score, rows x channels, prepared as the suite says; greater is more anomalous. The constructor
    gets the parameters of the suite, and the seed where it has a parameter `random_state`. A row's
    score must not depend on the other rows of the call.
    \"""

    import numpy as np


    class \(type):
        def __init__(self, level=0.99):
            if not 0.5 <= level <= 1:
                raise ValueError("level is a quantile from 0.5 through 1")
            self.level = level

        def fit(self, X, y=None):
            low, high = np.quantile(X, [1 - self.level, self.level], axis=0)
            self.middle = (low + high) / 2
            # A channel that stands still has a band too.
            self.half = np.maximum((high - low) / 2, 1e-9)
            return self

        def decision_function(self, X):
            return np.max(np.abs(X - self.middle) / self.half, axis=1)

    """
  }

  /// Its test.
  var pythonTest: String {
    """
    \"""Tests \(module).py; needs numpy and no Assay.\"""

    import unittest

    import numpy as np

    from \(module) import \(type)


    class \(type)Test(unittest.TestCase):
        healthy = np.array([[0.0, 30.0], [2.0, 20.0], [4.0, 10.0]])

        def test_scores_by_hand(self):
            detector = \(type)(level=1).fit(self.healthy)
            rows = np.array([[2.0, 20.0], [3.0, 35.0], [-6.0, 20.0]])
            self.assertEqual(detector.decision_function(rows).tolist(), [0.0, 1.5, 4.0])

        def test_level_narrows_the_band(self):
            detector = \(type)(level=0.75).fit(self.healthy)
            self.assertEqual(detector.decision_function(np.array([[4.0, 20.0]])).tolist(), [2.0])

        def test_rows_are_scored_alone_as_together(self):
            rows = np.random.default_rng(1).normal(size=(50, 2))
            detector = \(type)().fit(rows)
            alone = [detector.decision_function(row[np.newaxis])[0] for row in rows]
            self.assertEqual(detector.decision_function(rows).tolist(), alone)

        def test_level_is_a_quantile(self):
            with self.assertRaisesRegex(ValueError, "level is a quantile from 0.5 through 1"):
                \(type)(level=2)


    if __name__ == "__main__":
        unittest.main()

    """
  }
}
