"""Tests of the scripts that stand beside suites/peers.yaml; they need its packages."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

import numpy as np
from fake_harness import PYTHON, REPOSITORY, FakeHarness
from test_examples import has, random_rows

PEERS = REPOSITORY / "suites" / "peers"
ORACLES = REPOSITORY.parent / "shared" / "oracles"


def oracle(name: str) -> dict[str, Any]:
    file = ORACLES / f"{name}_FD001.json"
    if not file.is_file():
        raise unittest.SkipTest(f"there is no {file}")
    content: dict[str, Any] = json.loads(file.read_text())
    return content


class ARIMATests(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        if not has("statsmodels"):
            raise unittest.SkipTest(f"{PYTHON} has no statsmodels")

    def test_innovations_are_those_of_the_reference(self) -> None:
        reference = oracle("ts_arima")
        given, unit = reference["given_parameters"]["arima211"], reference["one_step"]
        forecast = unit["arima211"]
        expected = np.abs(np.array(unit["z"])[1:] - forecast["forecast"]) / forecast["forecast_sd"]
        with FakeHarness([PYTHON, str(PEERS / "arima.py")]) as harness:
            ready = harness.hello(
                {"channels": ["b"], "ar": given["ar"], "ma": given["ma"], "variance": given["s2"]})
            self.assertEqual((ready["stochastic"], ready["contributions"]), (False, True))
            self.assertEqual(harness.fit([random_rows(20, 2)]), {"type": "fitted"})
            rows = np.column_stack([np.zeros(len(unit["z"])), unit["z"]])
            for scores in (harness.scores(rows), harness.scores_one_by_one(rows)):
                self.assertEqual(scores[0], 0)
                np.testing.assert_allclose(scores[1:], expected, atol=1e-9)
            harness.send({"type": "explain"})
            np.testing.assert_array_equal(harness.receive()[1], [0, scores[-1]])
            self.assertEqual(harness.bye(), 0)

    def test_it_learns_from_the_longest_run_and_takes_the_largest_innovation(self) -> None:
        walk = random_rows(120, 3).cumsum(axis=0)
        walk[:, 2] = 5
        found = []
        for channels in (["a"], ["b"], None):
            for fit in ([walk], [walk[:40] * 9, walk]):
                with FakeHarness([PYTHON, str(PEERS / "arima.py")]) as harness:
                    harness.hello({"channels": channels} if channels else {}, channels="abc")
                    harness.fit(fit)
                    found.append(harness.scores(walk))
        np.testing.assert_array_equal(found[0], found[1])
        np.testing.assert_array_equal(found[4], found[5])
        np.testing.assert_allclose(found[4], np.maximum(found[0], found[2]), atol=1e-9)

    def test_nothing_to_model(self) -> None:
        with FakeHarness([PYTHON, str(PEERS / "arima.py")]) as harness:
            harness.hello()
            self.assertEqual(
                harness.fit([np.ones((9, 2))]),
                {"type": "error", "reason": "ValueError: no channel to model"})


class LSTMAutoencoderTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        if not has("torch"):
            raise unittest.SkipTest(f"{PYTHON} has no torch")

    def test_windows_are_padded_with_the_first_row(self) -> None:
        with FakeHarness([PYTHON, str(PEERS / "lstm_autoencoder.py")]) as harness:
            self.assertEqual(harness.hello({"window": 5, "epochs": 2})["history"], 0)
            self.assertEqual(harness.fit([random_rows(40, 2), random_rows(3, 2)])["type"], "fitted")
            rows = random_rows(8, 2, seed=1)
            scores = harness.scores(rows)
            np.testing.assert_array_equal(harness.scores_one_by_one(rows), scores)
            padded = harness.scores(np.concatenate([rows[:1].repeat(4, axis=0), rows]))
            np.testing.assert_array_equal(padded[4:], scores)
            self.assertEqual(harness.bye(), 0)

    def test_refusals(self) -> None:
        with FakeHarness([PYTHON, str(PEERS / "lstm_autoencoder.py")]) as harness:
            self.assertEqual(
                harness.hello({"error": "none"})["reason"],
                "LSTMAutoencoder cannot be made: "
                "ValueError: error is 'none'; it may be window or last-row")
        with FakeHarness([PYTHON, str(PEERS / "lstm_autoencoder.py")]) as harness:
            harness.hello()
            self.assertEqual(
                harness.fit([random_rows(29, 2)])["reason"],
                "ValueError: no 30 training rows of a unit follow one another")


class AgreementTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        if not has("statsmodels"):
            raise unittest.SkipTest(f"{PYTHON} has no statsmodels")
        sys.path.insert(0, str(PEERS))
        cls.addClassCleanup(sys.path.remove, str(PEERS))
        import agreement

        cls.agreement = agreement

    def trace(self, scores: Any, failing: Any) -> Any:
        return self.agreement.Trace(
            np.full(len(scores), "1"), np.array(scores, dtype=float), np.array(failing, dtype=bool))

    def test_areas_count_ties_as_one_step(self) -> None:
        # By hand: of 4 pairs 2 are in order and 1 is tied; recall 1/2 at 1/1, then 1 at 2/3.
        areas = self.agreement.areas(self.trace([3, 2, 2, 1], [1, 1, 0, 0]))
        self.assertAlmostEqual(areas["auc"], 3.5 / 4)
        self.assertAlmostEqual(areas["ap"], 0.5 * 1 + 0.5 * 2 / 3)
        areas = self.agreement.areas(self.trace([1, 1, 1, 1], [1, 0, 0, 0]))
        self.assertAlmostEqual(areas["auc"], 0.5)
        self.assertAlmostEqual(areas["ap"], 0.25)

    def test_a_row_that_differs_is_found(self) -> None:
        scores = np.random.default_rng(0).random(400)
        failing = scores > 0.7
        reference = {"first200": scores[:200].tolist(), "strided": scores[::97].tolist(),
                     **self.agreement.areas(self.trace(scores, failing))}
        check = self.agreement.rows(reference, 1e-9)

        def verdicts(found: np.ndarray) -> list[bool]:
            traces = {"x": {1: self.trace(found, failing)}}
            return [finding.agrees for finding in check(traces, "x")]

        self.assertEqual(verdicts(scores), [True, True, True])
        for row, expected in ((3, [False, True, True]), (388, [False, True, True])):
            changed = scores.copy()
            changed[row] += 1e-8
            self.assertEqual(verdicts(changed), expected)
        self.assertEqual(verdicts(scores[::-1])[0], False)
        self.assertEqual(verdicts(scores[:300]), [False])

    def test_one_row_may_be_left_out(self) -> None:
        scores = np.random.default_rng(0).random(400)
        failing = scores > 0.7
        reference = {"first200": scores[:200].tolist(), "strided": scores[::97].tolist(),
                     **self.agreement.areas(self.trace(scores, failing))}
        check = self.agreement.rows(reference, 1e-9, but=388, area=0.1)
        for row, expected in ((388, True), (291, False)):
            changed = scores.copy()
            changed[row] += 1
            found = check({"x": {1: self.trace(changed, failing)}}, "x")
            self.assertEqual([finding.agrees for finding in found], [expected, True, True])
            self.assertEqual(found[0].what, "204 rows")

    def test_means_may_differ_by_three_standard_errors(self) -> None:
        check = self.agreement.means({"auc": (0.75, 0.03, 9)})

        def finding(*aucs: float) -> Any:
            # With one failing row among five the area is a multiple of a quarter.
            traces = {
                "x": {
                    seed: self.trace([4 * auc - 0.5, 0, 1, 2, 3], [1, 0, 0, 0, 0])
                    for seed, auc in enumerate(aucs)
                }
            }
            return check(traces, "x")[0]

        self.assertAlmostEqual(finding(0.75).allowed, 3 * (0.01**2 + 0.03**2) ** 0.5 + 0.002)
        self.assertTrue(finding(0.75).agrees)
        self.assertFalse(finding(0.5).agrees)
        self.assertAlmostEqual(finding(0.5, 1).allowed, 3 * (0.01**2 + 0.125 / 2) ** 0.5 + 0.002)
        self.assertTrue(finding(0.5, 1).agrees)

    def test_a_record_without_scores_does_not_agree(self) -> None:
        oracle("ts_arima")
        with tempfile.TemporaryDirectory() as folder:
            found = self.run_script(folder)
            self.assertEqual(
                (found.returncode, found.stderr),
                (1, f"{folder}/scores/FD001 is no folder: "
                    "run the suite with --keep-scores first\n"))
            Path(folder, "scores", "FD001").mkdir(parents=True)
            found = self.run_script(folder)
            self.assertEqual(found.returncode, 1)
            self.assertIn("lof               no scores in the record\n", found.stdout)

    def run_script(self, record: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PYTHON, str(PEERS / "agreement.py"), record], capture_output=True, text=True,
            check=False)


if __name__ == "__main__":
    unittest.main()
