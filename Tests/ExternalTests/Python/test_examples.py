"""Tests of the example detectors and of the protocol's page, which must do as they say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import NamedTuple

import numpy as np
from fake_harness import PYTHON, REPOSITORY, FakeHarness, python_class

EXAMPLES = REPOSITORY / "suites" / "examples" / "detectors"
PAGE = REPOSITORY / "docs" / "external-detectors.md"


def has(module: str) -> bool:
    """Whether a package is installed; asked of a process of its own, for torch takes long."""
    code = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    return subprocess.run([PYTHON, "-c", code], check=False).returncode == 0


def random_rows(rows: int, channels: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(3, 2, size=(rows, channels))


class DistanceTests(unittest.TestCase):
    """The same detector twice, in C and in Perl."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.commands: dict[str, list[str]] = {}
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        if shutil.which("perl"):
            cls.commands["perl"] = ["perl", str(EXAMPLES / "distance.pl")]
        if shutil.which("cc"):
            program = str(Path(cls.folder.name, "distance"))
            warnings = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-std=c11"]
            subprocess.run(
                ["cc", *warnings, "-O2", "-o", program, str(EXAMPLES / "distance.c"), "-lm"],
                check=True)
            cls.commands["c"] = [program]

    def each(self) -> dict[str, list[str]]:
        missing = {"perl", "c"} - set(self.commands)
        if missing:
            self.skipTest(f"no compiler or interpreter for {', '.join(sorted(missing))}")
        return self.commands

    def test_scores_are_the_formula_and_the_same_in_both(self) -> None:
        fit, test = random_rows(300, 5), random_rows(200, 5, seed=1)
        fit[:, 3] = 518.67
        sd = fit.std(axis=0)
        inverse = np.divide(1, sd, out=np.zeros(5), where=sd > 1e-9)
        expected = (((test - fit.mean(axis=0)) * inverse) ** 2).sum(axis=1)
        found = {}
        for language, command in self.each().items():
            with FakeHarness(command) as harness:
                self.assertEqual(
                    harness.hello(channels="abcde"),
                    {"type": "ready", "protocol": 1, "stochastic": False})
                self.assertEqual(harness.fit([fit[:100], fit[100:]]), {"type": "fitted"})
                found[language] = harness.scores(test)
                np.testing.assert_array_equal(harness.scores_one_by_one(test), found[language])
                np.testing.assert_allclose(found[language], expected, rtol=1e-12)
                self.assertEqual(harness.bye(), 0)
                self.assertEqual(harness.errors(), "")
        np.testing.assert_array_equal(found["perl"], found["c"])

    def test_models_are_kept_by_number_until_they_are_forgotten(self) -> None:
        test = random_rows(3, 2)
        for command in self.each().values():
            with FakeHarness(command) as harness:
                harness.hello()
                harness.fit([[[0.0, 0.0], [2.0, 2.0]]], model=12)
                harness.fit([[[0.0], [4.0]]], model=2)
                harness.fit([[[0.0], [2.0]]], model=3)
                first = harness.scores(test, model=12)
                np.testing.assert_allclose(first, ((test - 1) ** 2).sum(axis=1))
                second = harness.scores(test[:, :1], model=2)
                np.testing.assert_allclose(second, ((test[:, 0] - 2) / 2) ** 2)
                harness.send({"type": "forget", "model": 12})
                harness.send({"type": "forget", "model": 99})
                np.testing.assert_array_equal(harness.scores(test[:, :1], model=2), second)
                harness.fit([[[0.0, 0.0], [2.0, 2.0]]], model=12)
                np.testing.assert_array_equal(harness.scores(test, model=12), first)
                self.assertEqual(harness.bye(), 0)

    def test_refusals(self) -> None:
        for command in self.each().values():
            with FakeHarness(command) as harness:
                self.assertEqual(
                    harness.hello(protocol=2),
                    {"type": "error", "reason": "this program speaks protocol 1"})
            with FakeHarness(command) as harness:
                harness.hello()
                self.assertEqual(
                    harness.fit([np.empty((0, 2))]),
                    {"type": "error", "reason": "no rows to learn from"})

    def test_names_that_look_like_frames_confuse_nobody(self) -> None:
        channels = ['"type":"bye"', "}],\\", 'bytes":7']
        for command in self.each().values():
            with FakeHarness(command) as harness:
                harness.hello({"type": {"bytes": [1, {"protocol": 9}]}}, channels=channels)
                harness.fit([random_rows(4, 3)])
                harness.begin(unit='","model":77,"x":"\\')
                self.assertEqual(harness.score(random_rows(2, 3))[0]["type"], "scores")

    def test_they_leave_where_the_input_ends(self) -> None:
        for command in self.each().values():
            for beginning in (b"", b'{"type":"hel', b'{"type":"fit","model":1,"channels":["a"],'
                              b'"rows":1,"targets":false,"units":[],"bytes":24}\n12345678'):
                with FakeHarness(command) as harness:
                    harness.send_bytes(beginning)
                    self.assertEqual(harness.hang_up(), 0, beginning)

    def test_rows_by_the_million_arrive(self) -> None:
        test = random_rows(300_000, 4)
        for command in self.each().values():
            with FakeHarness(command) as harness:
                harness.hello(channels="abcd")
                harness.fit([test[:1000]])
                self.assertEqual(len(harness.scores(test)), len(test))

    def test_the_c_program_trusts_no_header(self) -> None:
        if "c" not in self.commands:
            self.skipTest("no C compiler")
        wrong = {
            b"[]\n": "a header is no JSON object",
            b'{"type"\n': "a header has a key without a value",
            b'{"key":}\n': "a header lacks a value",
            b'{"type":"fit","channels":["a\n': "a header ends within a string",
            b'{"type":"fit","channels":["a"\n': "a header ends within a value",
            b'{"type":"fit","channels":3}\n': "a header lacks a list",
            b'{"type":"fit","channels":["a"],"rows":-1}\n': "a header lacks a number",
            b'{"type":"fit","channels":["a"],"rows":99999999999999999999}\n':
                "a header has too large a number",
            b'{"type":"fit","channels":["a"],"rows":2,"model":1,"bytes":24}\n':
                "a body is not as long as its rows",
            b'{"type":"fit","channels":["a"],"rows":1,"model":1,"bytes":25}\n':
                "a body is not as long as its rows",
            b'{"type":"score","rows":1,"bytes":24}\n': "rows of a model that is not fitted",
            b'{"type":"dance"}\n': "a message of an unknown type",
            b'{"type":"bye"}\0\n': "a header is no text",
            b" " * (1 << 20) + b"\n": "a header is longer than 1 MiB",
        }
        for header, sentence in wrong.items():
            found = subprocess.run(
                self.commands["c"], input=header, capture_output=True, check=False)
            self.assertEqual(
                (found.returncode, found.stdout, found.stderr),
                (1, b"", f"distance: {sentence}\n".encode()), header[:80])


class NearestTests(unittest.TestCase):
    def serve(self) -> FakeHarness:
        return FakeHarness(python_class("nearest:Nearest", "--path", "."), folder=EXAMPLES)

    def test_scores_are_mean_distances(self) -> None:
        with self.serve() as harness:
            self.assertFalse(harness.hello({"neighbours": 2})["stochastic"])
            harness.fit([[[0.0, 0.0], [3.0, 4.0], [30.0, 40.0]]])
            scores = harness.scores([[0.0, 0.0], [3.0, 8.0]])
            np.testing.assert_allclose(scores, [2.5, (4 + 73**0.5) / 2])
            self.assertEqual(harness.bye(), 0)

    def test_too_few_rows(self) -> None:
        with self.serve() as harness:
            harness.hello()
            self.assertEqual(
                harness.fit([[[0.0, 0.0]]])["reason"],
                "ValueError: fewer than 5 rows to learn from")


class AutoencoderTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        if not has("torch"):
            raise unittest.SkipTest(f"{PYTHON} has no torch")

    def test_scores_follow_the_seed_and_not_the_batch(self) -> None:
        fit = random_rows(200, 3)
        test = np.concatenate([fit[:20], fit[:20] + 9])
        found = []
        for seed in (1, 1, 2**63 - 1):
            with FakeHarness([PYTHON, str(EXAMPLES / "autoencoder.py")]) as harness:
                ready = harness.hello({"epochs": 3}, channels="abc", seed=seed)
                self.assertTrue(ready["stochastic"] and ready["contributions"])
                self.assertIn("torch", ready["packages"])
                harness.fit([fit])
                scores = harness.scores(test)
                np.testing.assert_array_equal(harness.scores_one_by_one(test), scores)
                harness.fit([fit], model=2)
                np.testing.assert_array_equal(harness.scores(test, model=2), scores)
                harness.send({"type": "explain"})
                header, contributions = harness.receive()
                self.assertEqual(header, {"type": "explanation", "bytes": 24})
                self.assertAlmostEqual(contributions.mean(), scores[-1])
                self.assertGreater(scores[20:].min(), scores[:20].max())
                self.assertEqual(harness.bye(), 0)
                found.append(scores)
        np.testing.assert_array_equal(found[0], found[1])
        self.assertFalse((found[0] == found[2]).any())


class Step(NamedTuple):
    """Bytes that go one way."""

    sent: bool
    data: bytes


def worked_example() -> list[Step]:
    """The session of the page's last chapter."""
    chapter = PAGE.read_text().split("## Byte by byte\n")[1]
    steps: list[Step] = []
    for line in re.findall(r"^    ([<>].*)$", chapter, flags=re.MULTILINE):
        text = line[2:]
        if text.endswith("⏎"):
            steps.append(Step(line[0] == ">", text[:-1].encode() + b"\n"))
        else:
            data = bytes.fromhex(text[:23])
            number = float(text[23:].split(":")[-1])
            assert np.frombuffer(data, dtype="<f8")[0] == number, line
            assert steps[-1].sent == (line[0] == ">"), line
            steps[-1] = Step(steps[-1].sent, steps[-1].data + data)
    return steps


class PageTests(unittest.TestCase):
    def test_the_worked_example_keeps_the_rules_of_its_page(self) -> None:
        steps = worked_example()
        types = []
        for step in steps:
            line, _, body = step.data.partition(b"\n")
            header = json.loads(line)
            self.assertEqual(header.get("bytes", 0), len(body), header)
            types.append(header["type"])
        self.assertEqual(
            types, ["hello", "ready", "fit", "fitted", "begin", "score", "scores", "end", "bye"])

    def test_the_worked_example_can_be_played(self) -> None:
        with FakeHarness(python_class("stand_ins:SumOfSquares")) as harness:
            for step in worked_example():
                if step.sent:
                    harness.send_bytes(step.data)
                    continue
                line, _, body = step.data.partition(b"\n")
                header, numbers = harness.receive()
                self.assertEqual(header, {**header, **json.loads(line)})
                self.assertEqual(numbers.tobytes(), body)
            # The example has said goodbye itself.
            self.assertEqual(harness.left(), 0)

    def test_its_python_detector_runs(self) -> None:
        page = PAGE.read_text()
        code = next(code for code in re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL))
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "drift.py").write_text(code)
            with FakeHarness([PYTHON, "drift.py"], folder=Path(folder)) as harness:
                ready = harness.hello({"weight": 0.5}, channels="a")
                self.assertEqual((ready["history"], ready["stochastic"]), (1, False))
                harness.fit([[[1.0], [3.0]]])
                for scores in (harness.scores, harness.scores_one_by_one):
                    np.testing.assert_array_equal(
                        scores([[0.0], [8.0], [0.0]]), [np.nan, 2.0, 0.0])
                self.assertEqual(harness.bye(), 0)

    def test_its_programs_are_there(self) -> None:
        links = re.findall(r"\((\.\./suites/[^)]+)\)", PAGE.read_text())
        self.assertEqual(len(links), 3)
        for link in links:
            self.assertTrue((PAGE.parent / link).is_file(), link)


if __name__ == "__main__":
    unittest.main()
