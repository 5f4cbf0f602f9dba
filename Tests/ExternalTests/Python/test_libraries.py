"""Tests of the adapter with the classes of real libraries, where they are installed."""

from __future__ import annotations

import unittest
from typing import Any

import numpy as np
from fake_harness import PYTHON, FakeHarness, python_class
from test_examples import has, random_rows

HEALTHY = random_rows(120, 3)
# The first half resembles what was learnt, the second does not.
TEST = np.concatenate([random_rows(20, 3, seed=1), random_rows(20, 3, seed=1) + 12])
FAILING = np.repeat([0.0, 1.0], 20)


class LibraryTests(unittest.TestCase):
    def assert_told_apart(self, scores: np.ndarray) -> None:
        early = int(np.isnan(scores).sum())
        self.assertGreater(scores[24:].min(), scores[early:20].max())

    def healthy(self, name: str, *options: str, **parameters: Any) -> dict[str, Any]:
        """Fits to healthy rows and checks which way the scores go; gives the `ready` frame."""
        with FakeHarness(python_class(name, *options)) as harness:
            ready = harness.hello(parameters, channels="abc")
            self.assertEqual((ready.get("type"), ready.get("needs")), ("ready", "healthy"), ready)
            self.assertEqual(harness.fit([HEALTHY]), {"type": "fitted"})
            self.assert_told_apart(harness.scores(TEST))
            self.assertEqual(harness.bye(), 0)
            return ready

    def labelled(self, name: str, targets: np.ndarray, **parameters: Any) -> dict[str, Any]:
        with FakeHarness(python_class(name)) as harness:
            ready = harness.hello(parameters, channels="abc")
            self.assertEqual(harness.fit([TEST], targets=targets), {"type": "fitted"})
            harness.begin()
            header, body = harness.score(TEST)
            self.assertEqual(header["type"], "scores", header)
            self.assert_told_apart(body[: len(TEST)])
            return ready


class ScikitLearnTests(LibraryTests):
    @classmethod
    def setUpClass(cls) -> None:
        if not has("sklearn"):
            raise unittest.SkipTest(f"{PYTHON} has no scikit-learn")

    def test_outlier_detectors_and_densities(self) -> None:
        ready = self.healthy("sklearn.ensemble:IsolationForest")
        self.assertTrue(ready["stochastic"])
        self.assertIn("scikit-learn", ready["packages"])
        self.assertFalse(
            self.healthy("sklearn.ensemble:IsolationForest", random_state=3)["stochastic"])
        self.assertEqual(self.healthy("sklearn.svm:OneClassSVM", "--window", "4")["history"], 3)
        self.healthy("sklearn.neighbors:LocalOutlierFactor", novelty=True)
        self.healthy("sklearn.neighbors:KernelDensity")
        self.healthy("sklearn.mixture:GaussianMixture", "--method", "score_samples")

    def test_verdicts_may_be_the_scores(self) -> None:
        command = python_class("sklearn.svm:OneClassSVM", "--method", "predict")
        with FakeHarness(command) as harness:
            harness.hello(channels="abc")
            harness.fit([HEALTHY])
            scores = harness.scores(TEST)
            self.assertEqual(set(scores), {-1, 1})
            self.assertEqual(scores[20:].min(), 1)

    def test_classifiers(self) -> None:
        for name in ("linear_model:LogisticRegression", "svm:LinearSVC", "naive_bayes:GaussianNB"):
            self.assertEqual(self.labelled(f"sklearn.{name}", FAILING)["needs"], "labels")

    def test_regressors(self) -> None:
        ready = self.labelled("sklearn.linear_model:LinearRegression", np.linspace(100, 1, 40))
        self.assertEqual(
            (ready["needs"], ready["lives"], ready["stochastic"]), ("lives", True, False))

    def test_a_method_that_a_parameter_brings(self) -> None:
        with FakeHarness(python_class("sklearn.neighbors:LocalOutlierFactor")) as harness:
            self.assertRegex(
                harness.hello()["reason"],
                "^LocalOutlierFactor has no method decision_function: .*novelty=True")

    def test_a_parameter_that_does_not_exist(self) -> None:
        with FakeHarness(python_class("sklearn.ensemble:IsolationForest")) as harness:
            self.assertEqual(
                harness.hello({"n_estimator": 3}),
                {"type": "error",
                 "reason": "IsolationForest takes no parameter 'n_estimator'; "
                           "did you mean 'n_estimators'?"})


class PyODTests(LibraryTests):
    @classmethod
    def setUpClass(cls) -> None:
        if not has("pyod"):
            raise unittest.SkipTest(f"{PYTHON} has no pyod")

    def test_detectors(self) -> None:
        self.assertTrue(self.healthy("pyod.models.iforest:IForest")["stochastic"])
        self.assertFalse(self.healthy("pyod.models.knn:KNN", method="mean")["stochastic"])
        self.healthy("pyod.models.knn:KNN", "--method", "predict_proba")

    def test_scores_that_depend_on_the_other_rows(self) -> None:
        for options, equal in ((["--row-by-row"], True), ([], False)):
            with FakeHarness(python_class("pyod.models.ecod:ECOD", *options)) as harness:
                harness.hello(channels="abc")
                harness.fit([HEALTHY])
                together, alone = harness.scores(TEST), harness.scores_one_by_one(TEST)
                self.assertEqual(np.array_equal(together, alone), equal)

    def test_a_module_that_does_not_exist(self) -> None:
        with FakeHarness(python_class("pyod.models.iforrest:IForest")) as harness:
            self.assertEqual(
                harness.hello()["reason"],
                "pyod.models has no module 'iforrest'; did you mean 'iforest'?")


if __name__ == "__main__":
    unittest.main()
