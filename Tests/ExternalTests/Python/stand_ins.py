"""Detectors for the tests of the adapter; those without a base are nobody's but their own."""

from __future__ import annotations

import random
import sys
import types
from typing import Any

import numpy as np
from assay_detector import Detector, Rows, Training

print("a greeting that must not reach the harness")


class Distance:
    """Squared distance to the mean, as anybody would write it."""

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale

    def fit(self, X: np.ndarray) -> None:
        print("fitted to", X.shape)
        self.mean = X.mean(axis=0)
        self.shape = X.shape
        self.inputs = X.copy()

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        X -= self.mean
        return self.scale * (X**2).sum(axis=1)


class FirstInput(Distance):
    """Tells what it was fitted to: the number of inputs, and of the first its columns' sum."""

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        return len(self.inputs) + 1000 * self.inputs[:, 0].sum() + 0 * X[:, 0]


class SumOfCall:
    """Depends on the other rows of the call."""

    def fit(self, X: np.ndarray) -> None:
        pass

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        return X[:, 0] / X[:, 0].sum() + len(X)


class LastOfWindow:
    def fit(self, X: np.ndarray) -> None:
        self.columns = X.shape[1]

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        return X[:, -1] + 100 * X[:, 0] + 10000 * self.columns


class Density:
    def fit(self, X: np.ndarray) -> None:
        pass

    def score_samples(self, X: np.ndarray) -> np.ndarray:
        return -(X**2).sum(axis=1)


class OutlierDetector(Distance):
    _estimator_type = "outlier_detector"


class TaggedOutlierDetector(Distance):
    def __sklearn_tags__(self) -> Any:
        return types.SimpleNamespace(estimator_type="outlier_detector")


class PyODLike(TaggedOutlierDetector):
    __module__ = "pyod.models.like"


class Classifier:
    _estimator_type = "classifier"

    def fit(self, X: np.ndarray, y: np.ndarray) -> None:
        assert y.dtype.kind == "i"
        self.classes_ = np.unique(y)
        self.share = y.mean()

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        return np.column_stack([1 - self.share - X[:, 0], self.share + X[:, 0]])

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        return 7 + X[:, 0]


class UntypedClassifier:
    def fit(self, X: np.ndarray, y: np.ndarray) -> None:
        self.classes_ = np.array([1, 0])

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        return np.column_stack([X[:, 0], 1 - X[:, 0]])


class Regressor:
    def __sklearn_tags__(self) -> Any:
        return types.SimpleNamespace(estimator_type="regressor")

    def fit(self, X: np.ndarray, y: np.ndarray) -> None:
        self.mean = y.mean()

    def predict(self, X: np.ndarray) -> np.ndarray:
        return (self.mean + X[:, 0])[:, np.newaxis]


class Seeded(Distance):
    def __init__(self, random_state: int = 0) -> None:
        super().__init__()
        self.random_state = random_state

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        return np.full(len(X), float(self.random_state))


class OtherwiseSeeded(Seeded):
    def __init__(self, seed: int = 0) -> None:
        super().__init__(seed)


class Drawing(Distance):
    """Draws from the global generators though its constructor takes no seed."""

    def fit(self, X: np.ndarray) -> None:
        self.drawn = random.random() + np.random.random()

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        return self.drawn + np.random.random(len(X))


class Failing(Distance):
    def __init__(self, when: str) -> None:
        if when == "made":
            raise ValueError("it may not be made")
        self.when = when

    def fit(self, X: np.ndarray) -> None:
        if self.when == "fitted":
            raise ValueError("too\nfew   rows")
        if self.when == "without package":
            import sklearn_that_nobody_has  # noqa: F401
        if self.when == "leaving":
            sys.exit(7)

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        if self.when == "scored":
            raise ArithmeticError
        if self.when == "one score":
            return np.zeros(1)
        return np.full(len(X), np.nan)


class NoFit:
    def decision_function(self, X: np.ndarray) -> np.ndarray:
        return X[:, 0]


class NoScores:
    def fit(self, X: np.ndarray) -> None:
        pass


class ScoresOnCondition(NoScores):
    @property
    def decision_function(self) -> Any:
        raise AttributeError("it scores only with novelty=True")


class RunningSum(Detector):
    """Keeps state from row to row, and looks one row ahead."""

    lookahead = 1
    stochastic = False

    def __init__(self, history: int = 2) -> None:
        self.history = history

    def fit(self, training: Training) -> None:
        assert training.targets is None
        assert training.regimes.dtype.kind == "i"
        self.offset = sum(float(training.times[unit.rows].max()) for unit in training.units)
        self.names = "+".join(unit.id for unit in training.units)

    def begin(self, unit: str) -> None:
        if unit == "impossible":
            raise ValueError("no such unit")
        self.seen = 0
        self.sum = self.offset

    def score(self, rows: Rows) -> list[float]:
        scores = []
        for row, time in zip(rows.values, rows.times):
            self.seen += 1
            self.sum += float(row[0]) + float(time)
            scores.append(self.sum if self.seen > self.history + self.lookahead else np.nan)
        self.last = rows.values[-1]
        return scores

    def explain(self) -> tuple[np.ndarray, str]:
        return self.last, f"learnt from {self.names}"


class Noise(Detector):
    def __init__(self, declared: bool) -> None:
        self.stochastic = declared

    def fit(self, training: Training) -> None:
        self.offset = np.random.random()

    def score(self, rows: Rows) -> np.ndarray:
        return self.offset + np.random.random(len(rows.values))


class Lives(Detector):
    needs = "lives"
    lives = True
    history = 1

    def fit(self, training: Training) -> None:
        assert training.targets is not None
        self.mean = training.targets.mean()

    def begin(self, unit: str) -> None:
        self.early = True

    def score(self, rows: Rows) -> tuple[np.ndarray, np.ndarray]:
        lives = self.mean - rows.times
        if self.early:
            lives[0] = np.nan
        self.early = False
        return -lives, lives


class SumOfSquares(Detector):
    """The program of the worked example."""

    stochastic = False

    def fit(self, training: Training) -> None:
        np.testing.assert_array_equal(training.values, [[1, -2]])

    def score(self, rows: Rows) -> np.ndarray:
        return (rows.values**2).sum(axis=1)


class UnknownNeeds(Detector):
    needs = "everything"
