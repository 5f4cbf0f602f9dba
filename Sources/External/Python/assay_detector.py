"""Lets Assay run detectors that are written in Python; needs numpy and nothing else.

A class with `fit` and `decision_function`, `predict_proba` or `score_samples` runs as it stands:

    python3 -m assay_detector --class pyod.models.iforest:IForest --window 30

and one's own script serves such a class, or a `Detector`, which may keep state from row to row:

    from assay_detector import Detector, serve

    class LargestValue(Detector):
        stochastic = False

        def fit(self, training):
            self.limit = abs(training.values).max()

        def score(self, rows):
            return abs(rows.values).max(axis=1) / self.limit

    if __name__ == "__main__":
        serve(LargestValue)

The constructor gets the suite's parameters, and the seed where it takes `random_state` or `seed`
and the suite sets neither; classes that take none count as deterministic. Before every fit and
every unit the global generators of `random`, numpy and torch start anew: from the seed, or always
alike if the detector counts as deterministic.

Standard output belongs to the protocol: what is printed goes to standard error.

Numeric libraries get one thread each unless the environment says otherwise (`OMP_NUM_THREADS` and
its like), so that sums have the same bits everywhere: import this module before numpy or torch.
"""

from __future__ import annotations

import os

for _variable in (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
):
    os.environ.setdefault(_variable, "1")

import argparse
import atexit
import copy
import difflib
import hashlib
import importlib
import inspect
import json
import pkgutil
import platform
import random
import shlex
import sys
import sysconfig
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import numpy as np

if TYPE_CHECKING:
    from typing import Union

    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]
    Regimes = npt.NDArray[np.int64]
    Scores = Union[npt.ArrayLike, tuple[npt.ArrayLike, npt.ArrayLike]]
    Explanation = Union[npt.ArrayLike, tuple[npt.ArrayLike, str]]

__all__ = ["Detector", "Rows", "Training", "TrainingUnit", "serve"]

PROTOCOL = 1
NEEDS = ("healthy", "labels", "lives")
METHODS = ("decision_function", "predict_proba", "score_samples", "predict")
FLOAT = np.dtype("<f8")
CHUNK_BYTES = 1 << 16
HEADER_BYTES = 1 << 20
# Of `kind: python`, beside which a suite states parameters.
KEYS = ("batch", "exclusive", "limits", "method", "needs", "path", "python", "stochastic", "window")
REASON_CHARACTERS = 1000


class TrainingUnit(NamedTuple):
    """A unit to learn from."""

    id: str
    rows: slice
    """Which rows of the training are the unit's."""


class Training(NamedTuple):
    """What a detector learns from: the rows of all units, one unit after another."""

    channels: list[str]
    values: Numbers
    """Rows x channels, prepared as the suite says."""
    times: Numbers
    """In the data set's time unit, ascending within a unit, with gaps where rows are left out."""
    regimes: Regimes
    targets: Numbers | None
    """By `needs`: None, 1 in failing rows and 0 in others, or the remaining lives."""
    units: list[TrainingUnit]

    def runs(self) -> list[slice]:
        """The rows of each unit that follow one another without a gap.

        A gap is a step in time that is longer than 1.5 times the median step.
        """
        steps = np.diff(self.times, prepend=np.nan)
        starts = [unit.rows.start for unit in self.units if unit.rows.start < unit.rows.stop]
        steps[starts] = np.nan
        inner = steps[~np.isnan(steps)]
        follows = steps <= 1.5 * np.median(inner) if len(inner) else steps == 0
        starts = np.flatnonzero(~follows).tolist()
        return [slice(*ends) for ends in zip(starts, [*starts[1:], len(steps)])]


class Rows(NamedTuple):
    """The next rows of a unit."""

    values: Numbers
    """Rows x channels."""
    times: Numbers
    regimes: Regimes


class Detector:
    """A detector that is served; the attributes may also be set by the constructor.

    A new instance is made for every fit, and scores one unit after another.
    """

    needs: str = "healthy"
    """What to learn from: `healthy` rows, or all rows with `labels` or with `lives`."""
    history: int = 0
    """How many rows of a unit pass before its first score."""
    lookahead: int = 0
    """How many rows later a row's score is given."""
    stochastic: bool = True
    """Whether the scores depend on the seed."""
    lives: bool = False
    """Whether `score` returns remaining lives beside the scores."""

    def fit(self, training: Training) -> None:
        """Learns from the training rows; an exception fails the detector with its words."""
        raise NotImplementedError(f"{type(self).__name__} has no method fit")

    def begin(self, unit: str) -> None:
        """Starts a unit: what remains of the one before is to be forgotten."""

    def score(self, rows: Rows) -> Scores:
        """Scores the next rows of the unit, one or many.

        Returns one number per row, greater is more anomalous, and NaN in the first `history` +
        `lookahead` rows of the unit; if `lives`, a pair of the scores and the remaining lives.
        """
        raise NotImplementedError(f"{type(self).__name__} has no method score")

    def explain(self) -> Explanation:
        """Says what drove the last score: a number per channel, or a pair of them and a reason.

        Asked only where it is overridden.
        """
        raise NotImplementedError(f"{type(self).__name__} has no method explain")


def serve(
    detector: Callable[..., Any],
    *,
    window: int = 1,
    row_by_row: bool = False,
    method: str | None = None,
    needs: str | None = None,
    stochastic: bool = False,
) -> NoReturn:
    """Speaks for a detector until Assay says goodbye, and then ends the process.

    The options are for classes that are no `Detector`:

    - `detector`: The class, made with the suite's parameters.
    - `window`: How many rows of a unit, the newest last, are one flat input. Fitting takes windows
      without gaps, that is without a step longer than 1.5 times the median step; a unit's first
      `window` - 1 rows have no score.
    - `row_by_row`: Whether the method is called for every row alone, which detectors need whose
      scores depend on the other rows of the call.
    - `method`: What scores; by default `predict_proba` or else `decision_function` of a
      classifier, `predict` of a regressor, and of others the first of `decision_function`,
      `score_samples` and `predict_proba` that there is. What grows with normality is negated:
      `score_samples`, predicted lives, and what scikit-learn's outlier detectors answer (but not
      PyOD's). `predict_proba` gives the column of class 1.
    - `needs`: `healthy`, `labels` or `lives`; by default labels for classifiers, lives for
      regressors, healthy rows for others.
    - `stochastic`: Whether scores depend on the seed though the constructor does not take it,
      through the global generators.
    """
    options = _Options(window, row_by_row, method, needs, stochastic)
    _Session(_Frames.claimed(), lambda: detector, options).run()
    _leave()


def main(arguments: list[str] | None = None) -> NoReturn:
    """Serves the class that the command line names."""
    parser = argparse.ArgumentParser(prog="assay_detector", description="Serve a class to Assay.")
    parser.add_argument("--class", dest="name", required=True, metavar="MODULE:CLASS")
    parser.add_argument("--window", type=int, default=1, metavar="ROWS")
    parser.add_argument("--row-by-row", action="store_true")
    parser.add_argument("--method", choices=METHODS)
    parser.add_argument("--needs", choices=NEEDS)
    parser.add_argument("--stochastic", action="store_true")
    parser.add_argument("--path", nargs="+", default=[], metavar="DIR")
    parsed = parser.parse_args(arguments)
    options = _Options(
        parsed.window, parsed.row_by_row, parsed.method, parsed.needs, parsed.stochastic
    )
    frames = _Frames.claimed()
    _Session(frames, lambda: _load(parsed.name, parsed.path), options).run()
    _leave()


def _leave() -> NoReturn:
    """Ends the process: to take large libraries apart may last longer than a goodbye may."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


class _Refusal(Exception):
    """A sentence for the `error` frame that needs no traceback beside it."""


class _Options(NamedTuple):
    window: int
    row_by_row: bool
    method: str | None
    needs: str | None
    stochastic: bool


class _Frames:
    """Frames that are read from one file descriptor and written to another."""

    _claim: _Frames | None = None

    def __init__(self, source: int, sink: int) -> None:
        self._source = source
        self._sink = sink
        self._data = b""
        self._start = 0
        self._line = b""
        self._header: dict[str, Any] = {}

    @classmethod
    def claimed(cls) -> _Frames:
        """Takes standard input and output away from everybody else in this process."""
        if os.isatty(0):
            sys.exit("this program talks to Assay; try it with: assay try COMMAND")
        if cls._claim is None:
            cls._claim = cls(os.dup(0), os.dup(1))
            nothing = os.open(os.devnull, os.O_RDONLY)
            os.dup2(nothing, 0)
            os.close(nothing)
            os.dup2(2, 1)
            reconfigure = getattr(sys.stdout, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(line_buffering=True)
        return cls._claim

    def header(self) -> dict[str, Any] | None:
        """Reads the next header; None where the input ends."""
        end = self._data.find(b"\n", self._start)
        while end < 0:
            self._data = self._data[self._start :]
            self._start = 0
            if len(self._data) > HEADER_BYTES:
                raise _Refusal("a header is longer than 1 MiB")
            more = os.read(self._source, CHUNK_BYTES)
            if not more:
                return None
            self._data += more
            end = self._data.find(b"\n")
        line = self._data[self._start : end]
        self._start = end + 1
        # Rows that are sent alone all have the same header.
        if line != self._line:
            self._header = json.loads(line)
            self._line = line
        return self._header

    def numbers(self, size: int) -> Numbers:
        """Reads a body of so many bytes; EOFError where the input ends within it."""
        body = bytearray(size)
        filled = min(size, len(self._data) - self._start)
        body[:filled] = self._data[self._start : self._start + filled]
        self._start += filled
        if filled < size:
            rest = memoryview(body)
            while filled < size:
                count = os.readv(self._source, [rest[filled:]])
                if not count:
                    raise EOFError
                filled += count
        return np.frombuffer(body, dtype=FLOAT) if size else np.empty(0)

    def write(self, frame: bytes) -> None:
        """Writes a whole frame."""
        written = os.write(self._sink, frame)
        while written < len(frame):
            written += os.write(self._sink, frame[written:])


class _Session:
    """The conversation: answers what Assay sends."""

    def __init__(
        self, frames: _Frames, load: Callable[[], Callable[..., Any]], options: _Options
    ) -> None:
        self._frames = frames
        self._load = load
        self._options = options
        self._models: dict[int, Detector] = {}
        self._channels: dict[int, int] = {}
        # Of the unit that is being scored:
        self._detector = Detector()
        self._columns = 0
        self._silent = 0
        self._failure: str | None = None

    def run(self) -> None:
        """Answers until Assay says goodbye or is gone."""
        try:
            while True:
                header = self._frames.header()
                if header is None or header["type"] == "bye":
                    return
                self._receive(header["type"], header)
        except (EOFError, BrokenPipeError):
            return

    def _receive(self, kind: str, header: dict[str, Any]) -> None:
        if kind == "begin":
            self._begin(header)
        elif kind == "forget":
            self._models.pop(header["model"], None)
        elif kind != "end":
            body = self._frames.numbers(header.get("bytes", 0))
            try:
                frame = self._answer(kind, header, body)
            except Exception as error:
                frame = _header({"type": "error", "reason": _sentence(error)})
            self._frames.write(frame)

    def _answer(self, kind: str, header: dict[str, Any], body: Numbers) -> bytes:
        if kind == "score":
            return self._score(header, body)
        if kind == "explain":
            return self._explain()
        if kind == "fit":
            return self._fit(header, body)
        if kind == "hello":
            return self._hello(header)
        raise _Refusal(f"a message of the unknown type {kind!r}")

    def _hello(self, hello: dict[str, Any]) -> bytes:
        if hello["protocol"] != PROTOCOL:
            raise _Refusal(f"assay_detector speaks protocol {PROTOCOL}, not {hello['protocol']}")
        self._recipe = _Recipe(self._load(), hello["parameters"], hello["seed"], self._options)
        detector = self._recipe.made()
        if detector.needs not in NEEDS:
            raise _Refusal(f"needs is {detector.needs!r}; it may be {', '.join(NEEDS)}")
        return _header(
            {
                "type": "ready",
                "protocol": PROTOCOL,
                "needs": detector.needs,
                "history": detector.history,
                "lookahead": detector.lookahead,
                "stochastic": detector.stochastic,
                "lives": detector.lives,
                "contributions": type(detector).explain is not Detector.explain,
                "digest": _digest(),
                "packages": _packages(),
            }
        )

    def _fit(self, header: dict[str, Any], body: Numbers) -> bytes:
        rows, columns = header["rows"], len(header["channels"])
        values, times, regimes, targets = np.split(
            body, np.cumsum([rows * columns, rows, rows])
        )
        training = Training(
            channels=header["channels"],
            values=values.reshape(rows, columns),
            times=times,
            regimes=regimes.astype(np.int64),
            targets=targets if header["targets"] else None,
            units=list(_units(header["units"])),
        )
        self._models[header["model"]] = self._recipe.fitted(training)
        self._channels[header["model"]] = columns
        return _header({"type": "fitted"})

    def _begin(self, header: dict[str, Any]) -> None:
        """Starts a unit; nobody waits for an answer, so a failure waits for the first rows."""
        self._failure = None
        try:
            if header["model"] not in self._models:
                raise _Refusal(f"model {header['model']} is not fitted")
            self._detector = self._models[header["model"]]
            self._columns = self._channels[header["model"]]
            self._silent = self._detector.history + self._detector.lookahead
            self._recipe.seed_generators()
            self._detector.begin(header["unit"])
        except Exception as error:
            self._failure = _sentence(error)

    def _score(self, header: dict[str, Any], body: Numbers) -> bytes:
        count = header["rows"]
        if self._failure is not None:
            raise _Refusal(self._failure)
        end = count * self._columns
        rows = Rows(
            body[:end].reshape(count, self._columns),
            body[end : end + count],
            body[end + count :].astype(np.int64),
        )
        found: Any = self._detector.score(rows)
        if not self._detector.lives:
            scores = _column(found, count, "scores")
            none = self._rows_without(scores)
            numbers = scores[none:].tobytes()
        else:
            scores = _column(found[0], count, "scores")
            lives = _column(found[1], count, "lives")
            none = self._rows_without(scores)
            numbers = scores[none:].tobytes() + lives[none:].tobytes()
        return b'{"type":"scores","rows":%d,"none":%d,"bytes":%d}\n%b' % (
            count,
            none,
            len(numbers),
            numbers,
        )

    def _rows_without(self, scores: Numbers) -> int:
        """How many of the rows have no score yet, which those after the history may not say."""
        if not self._silent:
            return 0
        early = np.isnan(scores[: self._silent])
        self._silent -= len(early)
        return len(early) if early.all() else int(np.argmin(early))

    def _explain(self) -> bytes:
        found: Any = self._detector.explain()
        reason: dict[str, str] = {}
        if isinstance(found, tuple) and len(found) == 2 and isinstance(found[1], str):
            found, reason = found[0], {"reason": found[1]}
        numbers = _column(found, self._columns, "contributions").tobytes()
        return _header({"type": "explanation", **reason, "bytes": len(numbers)}) + numbers


class _Recipe:
    """How detectors are made and fitted: the class, its parameters and the seed."""

    def __init__(
        self,
        kind: Callable[..., Any],
        parameters: dict[str, Any],
        seed: int,
        options: _Options,
    ) -> None:
        self._kind = kind
        self._name = getattr(kind, "__name__", str(kind))
        self._parameters = dict(parameters)
        self._seed = seed
        self._options = options
        accepted, takes_any = _accepted_parameters(kind)
        for parameter in parameters if not takes_any else ():
            if parameter not in accepted:
                near = _suggestion(parameter, [*accepted, *KEYS])
                raise _Refusal(f"{self._name} takes no parameter {parameter!r}{near}")
        takes = [name for name in ("random_state", "seed") if name in accepted]
        is_seeded = bool(takes) and not any(name in parameters for name in takes)
        if is_seeded:
            self._parameters[takes[0]] = seed % 2**32
        self._stochastic = is_seeded or options.stochastic

    def made(self) -> Detector:
        """Makes a detector that has not learnt anything."""
        try:
            made = self._kind(**copy.deepcopy(self._parameters))
        except Exception as error:
            traceback.print_exc()
            raise _Refusal(f"{self._name} cannot be made: {_words(error)}") from None
        if not isinstance(made, Detector):
            return _Estimator(made, self._options, self._stochastic)
        if self._options != _Options(1, False, None, None, False):
            raise _Refusal(f"{self._name} is a Detector and says itself what it needs")
        self._stochastic = made.stochastic
        return made

    def fitted(self, training: Training) -> Detector:
        """Makes a detector and lets it learn."""
        self.seed_generators()
        detector = self.made()
        detector.fit(training)
        return detector

    def seed_generators(self) -> None:
        """Lets what is drawn without a generator of one's own depend on the seed, or on nothing."""
        seed = self._seed if self._stochastic else 0
        random.seed(seed)
        np.random.seed(seed % 2**32)
        torch = sys.modules.get("torch")
        if torch is not None:
            torch.manual_seed(seed)


class _Estimator(Detector):
    """A class with `fit` and a method that scores rows, made into a detector."""

    def __init__(self, estimator: Any, options: _Options, stochastic: bool) -> None:
        self._estimator = estimator
        self._name = type(estimator).__name__
        self._row_by_row = options.row_by_row
        self._window = options.window
        if self._window < 1:
            raise _Refusal(f"window is {self._window}; it may be 1 or more")
        if not callable(getattr(estimator, "fit", None)):
            raise _Refusal(f"{self._name} has no method fit")
        family = _family(estimator)
        self._method = options.method or _default_method(estimator, family)
        _require_method(estimator, self._method)
        self.needs = options.needs or _default_needs(self._method, family, options)
        self.history = self._window - 1
        self.stochastic = stochastic
        self.lives = self._method == "predict" and self.needs == "lives"
        self._sign = -1.0 if _grows_with_normality(self._method, family, self.lives) else 1.0
        self._recent: Numbers | None = None

    def fit(self, training: Training) -> None:
        inputs, targets = training.values, training.targets
        if self._window > 1:
            runs = [run for run in training.runs() if run.stop - run.start >= self._window]
            if not runs:
                raise _Refusal(f"no {self._window} training rows of a unit follow one another")
            inputs = np.concatenate([_windows(inputs[run], self._window) for run in runs])
            if targets is not None:
                targets = np.concatenate([targets[run][self._window - 1 :] for run in runs])
        if targets is None:
            self._estimator.fit(inputs)
        elif self.needs == "labels":
            self._fit_labels(inputs, targets.astype(np.int64))
        else:
            self._estimator.fit(inputs, targets)

    def _fit_labels(self, inputs: Numbers, labels: npt.NDArray[np.int64]) -> None:
        if not labels.any() or labels.all():
            rows = "failing" if labels.any() else "healthy"
            raise _Refusal(f"all training rows are {rows}: {self._name} needs both classes")
        self._estimator.fit(inputs, labels)

    def begin(self, unit: str) -> None:
        self._recent = None

    def score(self, rows: Rows) -> Scores:
        inputs = rows.values
        early = 0
        if self._window > 1:
            known = inputs if self._recent is None else np.concatenate([self._recent, inputs])
            self._recent = known[-(self._window - 1) :].copy()
            inputs = _windows(known, self._window)
            early = len(rows.values) - len(inputs)
        found = self._found(inputs) if len(inputs) else np.empty(0)
        if early:
            found = np.concatenate([np.full(early, np.nan), found])
        scores = self._sign * found
        return (scores, found) if self.lives else scores

    def _found(self, inputs: Numbers) -> Numbers:
        """What the method answers to the inputs, as one column."""
        if self._row_by_row and len(inputs) > 1:
            return np.concatenate([self._found(inputs[i : i + 1]) for i in range(len(inputs))])
        found = np.asarray(getattr(self._estimator, self._method)(inputs))
        if found.ndim == 2 and self._method == "predict_proba":
            found = found[:, _column_of_class_1(self._estimator, found.shape[1])]
        elif found.ndim == 2 and found.shape[1] == 1:
            found = found[:, 0]
        return _column(found, len(inputs), f"{self._name}.{self._method}")


def _family(estimator: Any) -> str:
    """What scikit-learn calls the estimator's type, whichever its version; "" where it is none."""
    # PyOD's detectors say that they are outlier detectors, but score the other way round.
    if any(kind.__module__.split(".")[0] == "pyod" for kind in type(estimator).__mro__):
        return ""
    try:
        return estimator.__sklearn_tags__().estimator_type or ""
    except AttributeError:
        return getattr(estimator, "_estimator_type", None) or ""


def _default_method(estimator: Any, family: str) -> str:
    if family == "regressor":
        return "predict"
    preferred = ("decision_function", "score_samples", "predict_proba")
    if family == "classifier":
        preferred = ("predict_proba", "decision_function", "score_samples")
    for method in preferred:
        if callable(getattr(estimator, method, None)):
            return method
    for method in preferred:
        # Methods that only some parameters bring say so themselves.
        if hasattr(type(estimator), method):
            _require_method(estimator, method)
    raise _Refusal(
        f"{type(estimator).__name__} has none of the methods decision_function, predict_proba "
        "and score_samples"
    )


def _require_method(estimator: Any, method: str) -> None:
    try:
        getattr(estimator, method)
    except AttributeError as error:
        name = type(estimator).__name__
        cause = f": {error.__cause__ or error}" if hasattr(type(estimator), method) else ""
        raise _Refusal(f"{name} has no method {method}{cause}") from None


def _default_needs(method: str, family: str, options: _Options) -> str:
    if family == "classifier":
        return "labels"
    if family == "regressor":
        return "lives"
    # Who answers probabilities and nothing else is a classifier, whatever it says of itself.
    return "labels" if method == "predict_proba" and options.method is None else "healthy"


def _grows_with_normality(method: str, family: str, lives: bool) -> bool:
    if method == "score_samples" or lives:
        return True
    return family == "outlier_detector" and method in ("decision_function", "predict")


def _column_of_class_1(estimator: Any, columns: int) -> int:
    classes = getattr(estimator, "classes_", None)
    if classes is None:
        return columns - 1
    return int(np.flatnonzero(np.asarray(classes) == 1)[0])


def _windows(values: Numbers, window: int) -> Numbers:
    """Every `window` rows that follow one another as one row, the newest last."""
    if len(values) < window:
        return np.empty((0, window * values.shape[1]))
    views = np.lib.stride_tricks.sliding_window_view(values, window, axis=0)
    return np.ascontiguousarray(views.transpose(0, 2, 1)).reshape(len(views), -1)


def _units(units: Iterable[dict[str, Any]]) -> Iterator[TrainingUnit]:
    start = 0
    for unit in units:
        yield TrainingUnit(unit["id"], slice(start, start + unit["rows"]))
        start += unit["rows"]


def _column(found: Any, count: int, name: str) -> Numbers:
    numbers: Numbers = np.asarray(found, dtype=FLOAT)
    if numbers.shape != (count,):
        raise _Refusal(f"{name} has the shape {numbers.shape} where ({count},) is asked")
    return numbers


def _header(content: dict[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _sentence(error: Exception) -> str:
    """The reason for an `error` frame; whose cause may be deeper is also printed in full."""
    if isinstance(error, _Refusal):
        return str(error)
    traceback.print_exception(type(error), error, error.__traceback__)
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _missing(error.name)
    return _words(error)


def _words(error: BaseException) -> str:
    """An exception in one line, such as "ValueError: too few rows"."""
    words = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(":")
    return words if len(words) <= REASON_CHARACTERS else words[:REASON_CHARACTERS] + "…"


# Packages that have another name than the module that they bring, and the usual ones that do not.
DISTRIBUTIONS = {
    **{name: name for name in ("catboost", "keras", "lightgbm", "numba", "pandas", "polars")},
    **{name: name for name in ("pyod", "river", "scipy", "statsmodels", "stumpy", "tensorflow")},
    **{name: name for name in ("torch", "tslearn", "xgboost")},
    "alibi_detect": "alibi-detect",
    "cv2": "opencv-python",
    "deepod": "deepod",
    "dateutil": "python-dateutil",
    "imblearn": "imbalanced-learn",
    "merlion": "salesforce-merlion",
    "PIL": "pillow",
    "pywt": "PyWavelets",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "umap": "umap-learn",
    "yaml": "PyYAML",
}


def _load(name: str, folders: list[str]) -> Callable[..., Any]:
    """Finds a class that is named as module:Class, in some folders first."""
    for folder in folders:
        if not os.path.isdir(folder):
            raise _Refusal(f"path: there is no folder {folder!r}")
    sys.path[:0] = [os.path.abspath(folder) for folder in folders]
    module_name, _, class_name = name.partition(":")
    if not (module_name and class_name):
        raise _Refusal(f"the class {name!r} is not written as module:Class")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        # Only what misses something deeper down has anything to tell in its traceback.
        if error.name and f"{module_name}.".startswith(f"{error.name}."):
            raise _Refusal(_missing(error.name)) from None
        raise
    except Exception as error:
        traceback.print_exc()
        raise _Refusal(f"{module_name} cannot be imported: {_words(error)}") from None
    found: Callable[..., Any] | None = getattr(module, class_name, None)
    if not callable(found):
        classes = [name for name, value in vars(module).items() if inspect.isclass(value)]
        near = _suggestion(class_name, classes)
        raise _Refusal(f"{module_name} has no class {class_name!r}{near}")
    return found


def _missing(module: str) -> str:
    """What to do about a module that cannot be imported."""
    package, _, name = module.rpartition(".")
    if package in sys.modules:
        folders = getattr(sys.modules[package], "__path__", [])
        others = [found.name for found in pkgutil.iter_modules(folders)]
        return f"{package} has no module {name!r}{_suggestion(name, others)}"
    root = module.partition(".")[0]
    command = f"{shlex.quote(sys.executable)} -m pip install {DISTRIBUTIONS.get(root, root)}"
    if root in DISTRIBUTIONS:
        return f"the package {root!r} is missing; install it with: {command}"
    return (
        f"there is no module {root!r}; if it is your own file, name its folder as path, "
        f"if it is a package, install it with: {command}"
    )


def _accepted_parameters(kind: Callable[..., Any]) -> tuple[list[str], bool]:
    """The names of a constructor's parameters, and whether it takes any others."""
    try:
        parameters = inspect.signature(kind).parameters.values()
    except (TypeError, ValueError):
        return [], True
    named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    names = [parameter.name for parameter in parameters if parameter.kind in named]
    return names, any(found.kind is inspect.Parameter.VAR_KEYWORD for found in parameters)


def _suggestion(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _digest() -> str:
    """A digest of the source files that belong to no library, this one among them.

    It counts those that are loaded and all Python files beside them, which may be imported later. It
    does not depend on where the files lie.
    """
    standard = tuple(
        os.path.join(folder, "")
        for folder in {os.path.dirname(os.__file__), sysconfig.get_paths()["stdlib"]}
    )
    own = {
        Path(path)
        for path in _loaded_files()
        if not path.startswith(standard) and _library_folder(path) is None
    }
    beside = {file for folder in {path.parent for path in own} for file in folder.glob("*.py")}
    digests = set()
    for path in own | beside:
        try:
            contents = path.read_bytes()
        except OSError:
            continue
        digests.add(hashlib.sha256(path.name.encode() + b"\n" + contents).digest())
    return hashlib.sha256(b"".join(sorted(digests))).hexdigest()


def _packages() -> dict[str, str]:
    """The versions of Python and of the installed packages that are loaded."""
    loaded: dict[str, set[str]] = {}
    for path in _loaded_files():
        folder = _library_folder(path)
        if folder is not None:
            top = path[len(folder) + 1 :].split(os.sep)[0]
            loaded.setdefault(folder, set()).add(top.split(".")[0])
    versions: dict[str, str] = {}
    for folder, modules in loaded.items():
        versions.update(_versions(folder, modules))
    return {"python": platform.python_version(), **dict(sorted(versions.items()))}


def _versions(folder: str, modules: set[str]) -> dict[str, str]:
    """The packages in a folder of libraries that brought some of the modules.

    Reading the names of folders and the lists of files takes a few milliseconds;
    `importlib.metadata` takes a second to tell which package a module is from.
    """
    versions = {}
    for entry in os.listdir(folder):
        stem, extension = os.path.splitext(entry)
        name, _, version = stem.partition("-")
        if extension not in (".dist-info", ".egg-info") or not version:
            continue
        if name in modules or _brings(os.path.join(folder, entry), modules):
            # Egg folders also name the version of Python.
            versions[name.replace("_", "-").lower()] = version.split("-")[0]
    return versions


def _brings(package: str, modules: set[str]) -> bool:
    for name in ("RECORD", "top_level.txt"):
        try:
            lines = b"\n" + Path(package, name).read_bytes()
        except OSError:
            continue
        ends = b"/." if name == "RECORD" else b"\n"
        return any(
            b"\n" + module.encode() + ends[i : i + 1] in lines
            for module in modules
            for i in range(len(ends))
        )
    return False


def _loaded_files() -> Iterator[str]:
    for module in list(sys.modules.values()):
        file = getattr(module, "__dict__", {}).get("__file__")
        if isinstance(file, str):
            yield os.path.abspath(file)


def _library_folder(path: str) -> str | None:
    """The folder of installed packages that a file lies in."""
    for name in ("site-packages", "dist-packages"):
        before, found, _ = path.rpartition(os.sep + name + os.sep)
        if found:
            return before + os.sep + name
    return None


if "ASSAY_PROTOCOL" in os.environ:
    # Assay has started this program: nothing that is printed from here on may reach it.
    _Frames.claimed()

if __name__ == "__main__":
    # A detector's own module imports this one: there must not be two of them.
    sys.modules["assay_detector"] = sys.modules["__main__"]
    main()
