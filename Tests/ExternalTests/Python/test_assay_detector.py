"""Tests of the adapter, which is driven over pipes as Assay does: python3 -m unittest."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

import numpy as np
from fake_harness import ADAPTER, PYTHON, STAND_INS, FakeHarness, python_class

TRAINING = np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 4.0], [2.0, 4.0]])
TEST = np.array([[1.0, 2.0], [3.0, 2.0], [1.0, 5.0]])

# Python runs this first, so that a package is missing whether it is installed or not.
HIDING = """import sys

class Hiding:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == %r:
            raise ModuleNotFoundError(name=name)

sys.meta_path.insert(0, Hiding)
"""


class Served:
    """What came back from a short session with a class."""

    def __init__(
        self, name: str, *options: str, parameters: dict[str, Any] | None = None, seed: int = 1,
        targets: Any = None, fit: Any = None, times: Any = None, rows: Any = TEST,
    ) -> None:
        with FakeHarness(python_class(f"stand_ins:{name}", *options)) as harness:
            self.ready = harness.hello(parameters, seed=seed)
            self.fitted = harness.fit(
                [TRAINING] if fit is None else fit, targets=targets, times=times)
            self.scores = harness.scores(rows)
            self.alone = harness.scores_one_by_one(rows)
            self.code = harness.bye()
            self.errors = harness.errors()


def reason(name: str, *options: str, parameters: dict[str, Any] | None = None) -> str:
    """The sentence with which a class is refused before it is fitted."""
    with FakeHarness(python_class(name, *options)) as harness:
        answer = harness.hello(parameters)
        assert answer["type"] == "error", answer
        return answer["reason"]


class ConversationTests(unittest.TestCase):
    def test_a_class_without_any_base_is_served(self) -> None:
        served = Served("Distance", parameters={"scale": 2.0})
        ready = dict(served.ready)
        self.assertRegex(ready.pop("digest"), "^[0-9a-f]{64}$")
        packages = ready.pop("packages")
        self.assertEqual(packages["numpy"], np.__version__)
        self.assertEqual(packages["python"], sys.version.split()[0])
        self.assertEqual(
            ready,
            {"type": "ready", "protocol": 1, "needs": "healthy", "history": 0, "lookahead": 0,
             "stochastic": False, "lives": False, "contributions": False})
        self.assertEqual(served.fitted, {"type": "fitted"})
        np.testing.assert_array_equal(served.scores, [0, 8, 18])
        np.testing.assert_array_equal(served.alone, [0, 8, 18])
        self.assertEqual(served.code, 0)

    def test_what_is_printed_goes_to_standard_error(self) -> None:
        errors = Served("Distance").errors
        self.assertEqual(
            errors, "a greeting that must not reach the harness\nfitted to (4, 2)\n")

    def test_a_printing_script_is_served(self) -> None:
        for early in ("print('before the import of the adapter')", ""):
            script = (
                f"import os\nfrom assay_detector import serve\n{early}\n"
                "os.system('echo from a child; cat')\nfrom stand_ins import Distance\n"
                "serve(Distance, window=2)\n")
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "script.py").write_text(script)
                with FakeHarness([PYTHON, "script.py"], folder=Path(folder)) as harness:
                    self.assertEqual(harness.hello({"scale": 3})["history"], 1)
                    self.assertEqual(harness.fit([TRAINING])["type"], "fitted")
                    self.assertEqual(harness.score(TEST)[0]["type"], "error")
                    harness.begin()
                    header, body = harness.score(TEST)
                    self.assertEqual(
                        header, {"type": "scores", "rows": 3, "none": 1, "bytes": 16})
                    self.assertEqual(len(body), 2)
                    self.assertEqual(harness.bye(), 0)
                    self.assertIn("from a child", harness.errors())

    def test_models_are_kept_by_number_until_they_are_forgotten(self) -> None:
        with FakeHarness(python_class("stand_ins:Distance")) as harness:
            harness.hello()
            harness.fit([TRAINING], model=1)
            harness.fit([TRAINING + 1], model=7)
            np.testing.assert_array_equal(harness.scores(TEST, model=1), [0, 4, 9])
            np.testing.assert_array_equal(harness.scores(TEST, model=7), [2, 2, 5])
            np.testing.assert_array_equal(harness.scores(TEST, model=1), [0, 4, 9])
            harness.send({"type": "forget", "model": 1})
            np.testing.assert_array_equal(harness.scores(TEST, model=7), [2, 2, 5])
            harness.begin(model=1)
            self.assertEqual(
                harness.score(TEST)[0], {"type": "error", "reason": "model 1 is not fitted"})
            self.assertEqual(harness.bye(), 0)

    def test_a_fit_may_have_fewer_channels(self) -> None:
        with FakeHarness(python_class("stand_ins:Distance")) as harness:
            harness.hello()
            harness.fit([TRAINING[:, :1]])
            np.testing.assert_array_equal(harness.scores(TEST[:, :1]), [0, 4, 0])

    def test_the_end_of_the_input_is_a_goodbye_wherever_it_comes(self) -> None:
        for beginning in (b"", b'{"type":"hel', b'{"type":"fit","bytes":80}\n12345678'):
            with FakeHarness(python_class("stand_ins:Distance")) as harness:
                harness.send_bytes(beginning)
                self.assertEqual(harness.hang_up(), 0, beginning)
                self.assertNotIn("Traceback", harness.errors())

    def test_frames_arrive_whole_however_they_are_cut(self) -> None:
        rows = np.arange(400_000.0).reshape(-1, 2)
        with FakeHarness(python_class("stand_ins:Distance")) as harness:
            harness.hello()
            harness.fit([TRAINING])
            whole = harness.scores(rows)
            np.testing.assert_array_equal(whole, ((rows - [1, 2]) ** 2).sum(axis=1))
            harness.begin()
            row = np.array([1.0, 5.0, 0.0, 0.0]).tobytes()
            for byte in b'{"type":"score","rows":1,"bytes":32}\n' + row:
                harness.send_bytes(bytes([byte]))
            np.testing.assert_array_equal(harness.receive()[1], [9])

    def test_a_goodbye_cleans_up_and_waits_for_nobody(self) -> None:
        script = (
            "import atexit, threading, time\nfrom assay_detector import serve\n"
            "from stand_ins import Distance\natexit.register(print, 'cleaned up')\n"
            "threading.Thread(target=time.sleep, args=[600]).start()\nserve(Distance)\n")
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "script.py").write_text(script)
            with FakeHarness([PYTHON, "script.py"], folder=Path(folder)) as harness:
                harness.hello()
                self.assertEqual(harness.bye(), 0)
                self.assertTrue(harness.errors().endswith("\ncleaned up\n"), harness.errors())

    def test_another_protocol_is_refused(self) -> None:
        with FakeHarness(python_class("stand_ins:Distance")) as harness:
            self.assertEqual(
                harness.hello(protocol=2),
                {"type": "error", "reason": "assay_detector speaks protocol 1, not 2"})

    def test_an_unknown_message_is_an_error(self) -> None:
        with FakeHarness(python_class("stand_ins:Distance")) as harness:
            self.assertEqual(
                harness.ask({"type": "dance"}),
                {"type": "error", "reason": "a message of the unknown type 'dance'"})

    def test_a_person_at_a_terminal_is_told_what_to_do(self) -> None:
        ours, theirs = pty.openpty()
        try:
            found = subprocess.run(
                python_class("stand_ins:Distance"), stdin=theirs, capture_output=True, check=False,
                env={**os.environ, "PYTHONPATH": str(ADAPTER)}, timeout=60)
        finally:
            os.close(ours)
            os.close(theirs)
        self.assertEqual(
            (found.returncode, found.stderr),
            (1, b"this program talks to Assay; try it with: assay try COMMAND\n"))

    def test_nothing_is_claimed_where_nobody_speaks_the_protocol(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ADAPTER)}
        environment.pop("ASSAY_PROTOCOL", None)
        program = "import assay_detector; print('to standard output')"
        found = subprocess.run(
            [PYTHON, "-B", "-c", program], env=environment, capture_output=True, check=True)
        self.assertEqual(found.stdout, b"to standard output\n")


class MethodTests(unittest.TestCase):
    squares = np.array([5.0, 13.0, 26.0])

    def test_the_methods_of_a_density_and_of_outlier_detectors_are_turned_round(self) -> None:
        np.testing.assert_array_equal(Served("Density").scores, self.squares)
        np.testing.assert_array_equal(Served("OutlierDetector").scores, [0, -4, -9])
        np.testing.assert_array_equal(Served("TaggedOutlierDetector").scores, [0, -4, -9])

    def test_those_of_pyod_are_not(self) -> None:
        np.testing.assert_array_equal(Served("PyODLike").scores, [0, 4, 9])

    def test_a_classifier_gives_the_probability_of_failing(self) -> None:
        served = Served("Classifier", targets=[0, 0, 0, 1])
        self.assertEqual(served.ready["needs"], "labels")
        np.testing.assert_array_equal(served.scores, [1.25, 3.25, 1.25])

    def test_class_1_is_found_where_it_stands(self) -> None:
        served = Served("UntypedClassifier", targets=[0, 0, 0, 1])
        self.assertEqual(served.ready["needs"], "labels")
        np.testing.assert_array_equal(served.scores, [1, 3, 1])

    def test_a_classifier_needs_both_classes(self) -> None:
        for targets, word in (([0, 0, 0, 0], "healthy"), ([1, 1, 1, 1], "failing")):
            with FakeHarness(python_class("stand_ins:Classifier")) as harness:
                harness.hello()
                self.assertEqual(
                    harness.fit([TRAINING], targets=targets),
                    {"type": "error",
                     "reason": f"all training rows are {word}: Classifier needs both classes"})

    def test_a_regressor_gives_lives(self) -> None:
        with FakeHarness(python_class("stand_ins:Regressor")) as harness:
            ready = harness.hello()
            self.assertEqual((ready["needs"], ready["lives"]), ("lives", True))
            harness.fit([TRAINING], targets=[10, 20, 30, 40])
            harness.begin()
            header, body = harness.score(TEST)
            self.assertEqual(header, {"type": "scores", "rows": 3, "none": 0, "bytes": 48})
            np.testing.assert_array_equal(body, [-26, -28, -26, 26, 28, 26])

    def test_method_and_needs_may_be_chosen(self) -> None:
        served = Served("Classifier", "--method", "decision_function", targets=[0, 0, 0, 1])
        self.assertEqual(served.ready["needs"], "labels")
        np.testing.assert_array_equal(served.scores, [8, 10, 8])
        with FakeHarness(python_class(
                "stand_ins:UntypedClassifier", "--method", "predict_proba")) as harness:
            self.assertEqual(harness.hello()["needs"], "healthy")
        with FakeHarness(python_class("stand_ins:Distance", "--needs", "labels")) as harness:
            self.assertEqual(harness.hello()["needs"], "labels")

    def test_rows_are_scored_alone_if_asked(self) -> None:
        together = Served("SumOfCall")
        np.testing.assert_array_equal(together.scores, TEST[:, 0] / 5 + 3)
        alone = Served("SumOfCall", "--row-by-row")
        np.testing.assert_array_equal(alone.scores, [2, 2, 2])
        np.testing.assert_array_equal(alone.scores, alone.alone)


class WindowTests(unittest.TestCase):
    def test_windows_trail_and_start_anew_in_every_unit(self) -> None:
        served = Served("LastOfWindow", "--window", "2", rows=np.arange(10.0).reshape(-1, 2))
        self.assertEqual(served.ready["history"], 1)
        expected = [np.nan, 3 + 0 + 40000, 5 + 200 + 40000, 7 + 400 + 40000, 9 + 600 + 40000]
        np.testing.assert_array_equal(served.scores, expected)
        np.testing.assert_array_equal(served.alone, expected)

    def test_a_unit_shorter_than_the_window_has_no_score(self) -> None:
        served = Served("LastOfWindow", "--window", "4", rows=TEST)
        self.assertTrue(np.isnan(served.scores).all())
        self.assertEqual(len(served.scores), 3)

    def test_fits_take_windows_that_lie_in_one_unit_and_have_no_gap(self) -> None:
        # Of the first unit rows 0-2 and 4-5 follow one another; the second begins anew.
        units = [np.column_stack([np.arange(6.0), np.zeros(6)]), np.full((2, 2), 100.0)]
        times = [[0, 10, 20, 41, 50, 60], [0, 10]]
        served = Served("FirstInput", "--window", "2", fit=units, times=times)
        # Windows begin in rows 0, 1, 3, 4 and in row 0 of the second unit.
        np.testing.assert_array_equal(served.scores[1:], 5 + 1000 * (0 + 1 + 3 + 4 + 100))

    def test_targets_are_those_of_the_last_rows(self) -> None:
        served = Served("Classifier", "--window", "2", targets=[1, 0, 0, 1])
        np.testing.assert_allclose(served.scores[1:], [1 / 3 + 1, 1 / 3 + 3])

    def test_no_window_is_a_sentence(self) -> None:
        with FakeHarness(python_class("stand_ins:Distance", "--window", "5")) as harness:
            harness.hello()
            self.assertEqual(
                harness.fit([TRAINING, TRAINING])["reason"],
                "no 5 training rows of a unit follow one another")
        self.assertEqual(
            reason("stand_ins:Distance", "--window", "0"), "window is 0; it may be 1 or more")


class SeedTests(unittest.TestCase):
    def test_the_seed_is_passed_to_those_who_take_it(self) -> None:
        for name in ("Seeded", "OtherwiseSeeded"):
            served = Served(name, seed=2**32 + 5)
            self.assertTrue(served.ready["stochastic"])
            np.testing.assert_array_equal(served.scores, [5, 5, 5])

    def test_a_seed_of_the_suite_stands(self) -> None:
        served = Served("Seeded", parameters={"random_state": 9}, seed=5)
        self.assertFalse(served.ready["stochastic"])
        np.testing.assert_array_equal(served.scores, [9, 9, 9])

    def test_global_generators_follow_the_seed(self) -> None:
        first, again = Served("Drawing", "--stochastic"), Served("Drawing", "--stochastic")
        other = Served("Drawing", "--stochastic", seed=2**63 - 1)
        self.assertTrue(first.ready["stochastic"])
        np.testing.assert_array_equal(first.scores, again.scores)
        np.testing.assert_array_equal(first.scores, first.alone)
        self.assertFalse((first.scores == other.scores).any())

    def test_nobody_depends_on_the_seed_unsaid(self) -> None:
        first, other = Served("Drawing", seed=1), Served("Drawing", seed=2)
        self.assertFalse(first.ready["stochastic"])
        np.testing.assert_array_equal(first.scores, other.scores)
        np.testing.assert_array_equal(first.scores, first.alone)
        for declared, equal in ((False, True), (True, False)):
            found = []
            for seed in (1, 2):
                with FakeHarness(python_class("stand_ins:Noise")) as harness:
                    ready = harness.hello({"declared": declared}, seed=seed)
                    self.assertEqual(ready["stochastic"], declared)
                    harness.fit([TRAINING])
                    found.append(harness.scores(TEST))
            self.assertEqual(np.array_equal(found[0], found[1]), equal)


class DetectorTests(unittest.TestCase):
    def test_a_detector_keeps_state_between_the_rows_of_a_unit(self) -> None:
        with FakeHarness(python_class("stand_ins:RunningSum")) as harness:
            ready = harness.hello({"history": 1})
            self.assertEqual(
                [ready[key] for key in ("history", "lookahead", "stochastic", "contributions")],
                [1, 1, False, True])
            harness.fit([TRAINING, TRAINING[:2]])
            expected = [np.nan, np.nan, 3 + 1 + 1 + 3 + 2 + 1 + 1]
            np.testing.assert_array_equal(harness.scores(TEST), expected)
            np.testing.assert_array_equal(harness.scores_one_by_one(TEST), expected)

    def test_it_explains(self) -> None:
        with FakeHarness(python_class("stand_ins:RunningSum")) as harness:
            harness.hello()
            harness.fit([TRAINING, TRAINING])
            harness.scores(TEST)
            harness.send({"type": "explain"})
            header, body = harness.receive()
            self.assertEqual(
                header, {"type": "explanation", "reason": "learnt from 1+2", "bytes": 16})
            np.testing.assert_array_equal(body, [1, 5])

    def test_a_failure_to_begin_waits_until_it_is_asked(self) -> None:
        with FakeHarness(python_class("stand_ins:RunningSum")) as harness:
            harness.hello()
            harness.fit([TRAINING])
            harness.begin(unit="impossible")
            self.assertEqual(
                harness.score(TEST)[0], {"type": "error", "reason": "ValueError: no such unit"})

    def test_lives_follow_the_scores(self) -> None:
        with FakeHarness(python_class("stand_ins:Lives")) as harness:
            self.assertEqual(harness.hello()["needs"], "lives")
            harness.fit([TRAINING], targets=[4, 3, 2, 1])
            harness.begin()
            header, body = harness.score(TEST)
            self.assertEqual(header, {"type": "scores", "rows": 3, "none": 1, "bytes": 32})
            np.testing.assert_array_equal(body, [-1.5, -0.5, 1.5, 0.5])

    def test_options_for_other_classes_are_refused(self) -> None:
        self.assertEqual(
            reason("stand_ins:RunningSum", "--window", "3"),
            "RunningSum is a Detector and says itself what it needs")
        self.assertEqual(
            reason("stand_ins:UnknownNeeds"),
            "needs is 'everything'; it may be healthy, labels, lives")


class ErrorTests(unittest.TestCase):
    def test_names_that_lead_nowhere(self) -> None:
        python = re.escape(PYTHON)
        self.assertEqual(
            reason("stand_ins"), "the class 'stand_ins' is not written as module:Class")
        self.assertEqual(
            reason("stand_ins:Distence"),
            "stand_ins has no class 'Distence'; did you mean 'Distance'?")
        self.assertEqual(reason("stand_ins:np.zeros"), "stand_ins has no class 'np.zeros'")
        self.assertRegex(
            reason("nobodys_module:Any"),
            "^there is no module 'nobodys_module'; if it is your own file, name its folder as "
            f"path, if it is a package, install it with: {python} -m pip install nobodys_module$")
        self.assertEqual(
            reason("json.decodr:Any"), "json has no module 'decodr'; did you mean 'decoder'?")

    def test_a_missing_package_comes_with_its_remedy(self) -> None:
        for module, package in (("sklearn.svm", "scikit-learn"), ("pyod.models.lof", "pyod")):
            root = module.split(".")[0]
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "sitecustomize.py").write_text(HIDING % root)
                paths = os.pathsep.join([folder, str(ADAPTER)])
                with FakeHarness(python_class(f"{module}:Any"), {"PYTHONPATH": paths}) as harness:
                    self.assertEqual(
                        harness.hello()["reason"],
                        f"the package {root!r} is missing; "
                        f"install it with: {PYTHON} -m pip install {package}")

    def test_constructors(self) -> None:
        self.assertEqual(
            reason("stand_ins:Distance", parameters={"scales": 1}),
            "Distance takes no parameter 'scales'; did you mean 'scale'?")
        self.assertEqual(
            reason("stand_ins:Distance", parameters={"neighbours": 1}),
            "Distance takes no parameter 'neighbours'")
        self.assertEqual(
            reason("stand_ins:Distance", parameters={"windw": 3}),
            "Distance takes no parameter 'windw'; did you mean 'window'?")
        self.assertEqual(
            reason("stand_ins:Distance", "--path", "nowhere"),
            "path: there is no folder 'nowhere'")
        self.assertEqual(
            reason("stand_ins:Failing", parameters={"when": "made"}),
            "Failing cannot be made: ValueError: it may not be made")
        self.assertRegex(
            reason("stand_ins:Failing"),
            "^Failing cannot be made: TypeError: .*missing 1 required positional argument: 'when'$")

    def test_methods(self) -> None:
        self.assertEqual(reason("stand_ins:NoFit"), "NoFit has no method fit")
        self.assertEqual(
            reason("stand_ins:NoScores"),
            "NoScores has none of the methods decision_function, predict_proba and score_samples")
        self.assertEqual(
            reason("stand_ins:ScoresOnCondition"),
            "ScoresOnCondition has no method decision_function: it scores only with novelty=True")
        self.assertEqual(
            reason("stand_ins:Density", "--method", "predict"), "Density has no method predict")

    def test_a_failing_fit_is_one_line_and_a_traceback(self) -> None:
        with FakeHarness(python_class("stand_ins:Failing")) as harness:
            harness.hello({"when": "fitted"})
            self.assertEqual(
                harness.fit([TRAINING]), {"type": "error", "reason": "ValueError: too few rows"})
            self.assertIn("Traceback", harness.errors())
            self.assertIn('raise ValueError("too\\nfew   rows")', harness.errors())

    def test_a_package_that_is_missed_late(self) -> None:
        with FakeHarness(python_class("stand_ins:Failing")) as harness:
            harness.hello({"when": "without package"})
            self.assertRegex(
                harness.fit([TRAINING])["reason"],
                "^there is no module 'sklearn_that_nobody_has'; ")

    def test_failing_scores(self) -> None:
        for when, sentence in (
            ("scored", "ArithmeticError"),
            ("one score", "Failing.decision_function has the shape (1,) where (3,) is asked"),
        ):
            with FakeHarness(python_class("stand_ins:Failing")) as harness:
                harness.hello({"when": when})
                harness.fit([TRAINING])
                harness.begin()
                self.assertEqual(harness.score(TEST)[0], {"type": "error", "reason": sentence})

    def test_a_score_that_is_no_number_is_left_to_the_harness_to_judge(self) -> None:
        with FakeHarness(python_class("stand_ins:Failing", "--window", "2")) as harness:
            harness.hello({"when": "never"})
            harness.fit([TRAINING])
            harness.begin()
            header, body = harness.score(TEST)
            self.assertEqual(header, {"type": "scores", "rows": 3, "none": 1, "bytes": 16})
            self.assertTrue(np.isnan(body).all())


class DigestTests(unittest.TestCase):
    def digest(self, folder: Path) -> str:
        with FakeHarness(python_class("mine:Mine", "--path", str(folder))) as harness:
            return harness.hello()["digest"]

    def test_it_changes_with_ones_own_source_and_nothing_else(self) -> None:
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            Path(first, "beside.py").write_text("SCALE = 1\n")
            Path(first, "mine.py").write_text(
                "import json, beside\nfrom stand_ins import Distance\nclass Mine(Distance): pass\n")
            before = self.digest(Path(first))
            self.assertEqual(self.digest(Path(first)), before)
            shutil.copytree(first, second, dirs_exist_ok=True)
            self.assertEqual(self.digest(Path(second)), before)
            Path(first, "notes.txt").write_text("\n")
            self.assertEqual(self.digest(Path(first)), before)
            for name in ("beside.py", "imported_later.py"):
                Path(first, name).write_text("SCALE = 2\n")
                after = self.digest(Path(first))
                self.assertNotEqual(after, before)
                before = after

    def test_libraries_get_one_thread_unless_told_otherwise(self) -> None:
        program = "import assay_detector, os; print(os.environ['OMP_NUM_THREADS'])"
        for given, found in ((None, "1"), ("3", "3")):
            environment = {**os.environ, "PYTHONPATH": f"{ADAPTER}:{STAND_INS}"}
            environment.pop("OMP_NUM_THREADS", None)
            environment.pop("ASSAY_PROTOCOL", None)
            if given is not None:
                environment["OMP_NUM_THREADS"] = given
            output = subprocess.run(
                [PYTHON, "-B", "-c", program], env=environment, capture_output=True,
                check=True, text=True).stdout
            self.assertEqual(output.strip(), found)


if __name__ == "__main__":
    unittest.main()
