"""What Python's libraries make of the same rows.

    references.py fits ROWS KIND SEED,…
        fits once per seed; prints a line of JSON for each: its seconds and the scores' worth
    references.py series ROWS KIND
        fits the series named on standard input, a unit and a channel a line; prints each one's
        seconds

ROWS is a folder that assay-classical wrote, KIND what it calls its own.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

import scoring
from rows import Rows, read

JOBS = 2
Fit = Callable[[Rows, int], Any]
Score = Callable[[Any, numpy.ndarray], numpy.ndarray]


@dataclass(frozen=True)
class Reference:
    """A library's detector: what it learns from, how it is fitted, scores and is judged."""

    form: str
    fit: Fit
    score: Score
    judge: Callable[[numpy.ndarray, Rows], dict[str, float]] = scoring.ranking


def isolation_forest(rows: Rows, seed: int) -> Any:
    """On one thread, which is the faster way at this size."""
    from sklearn.ensemble import IsolationForest

    return IsolationForest(n_estimators=100, random_state=seed).fit(rows.fit)


def outlier_factor(rows: Rows, seed: int) -> Any:
    """Exact, with the tree that scikit-learn chooses."""
    from sklearn.neighbors import LocalOutlierFactor

    return LocalOutlierFactor(n_neighbors=20, novelty=True, n_jobs=JOBS).fit(rows.fit)


def pyod(name: str, **settings: Any) -> Reference:
    """A detector of PyOD."""
    def fit(rows: Rows, seed: int) -> Any:
        from importlib import import_module

        return getattr(import_module(f"pyod.models.{name.lower()}"), name)(**settings).fit(rows.fit)

    return Reference("healthy", fit, lambda model, test: model.decision_function(test))


def covariance(rows: Rows, seed: int) -> Any:
    """The squared Mahalanobis distance."""
    from sklearn.covariance import EmpiricalCovariance

    return EmpiricalCovariance().fit(rows.fit)


def components(rows: Rows, seed: int) -> Any:
    """As many principal components as hold nine tenths of the variance."""
    from sklearn.decomposition import PCA

    return PCA(0.9, svd_solver="full").fit(rows.fit)


def residual(model: Any, test: numpy.ndarray) -> numpy.ndarray:
    """The squared distance from the plane of the components."""
    return ((test - model.inverse_transform(model.transform(test))) ** 2).sum(axis=1)


def standardised(model: Any, test: numpy.ndarray) -> numpy.ndarray:
    """The squared distance within the plane, in the components' own deviations."""
    return (model.transform(test) ** 2 / model.explained_variance_).sum(axis=1)


def logistic(rows: Rows, seed: int) -> Any:
    """With enough iterations for its own test of convergence."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=1, max_iter=1000).fit(rows.fit, rows.targets)


def forest(balance: str) -> Fit:
    """100 trees grown to purity, on rows balanced by weights, by made-up rows or not at all."""
    def fit(rows: Rows, seed: int) -> Any:
        from sklearn.ensemble import RandomForestClassifier

        values, targets = rows.fit, rows.targets
        if balance == "smote":
            from imblearn.over_sampling import SMOTE

            values, targets = SMOTE(k_neighbors=5, random_state=seed).fit_resample(values, targets)
        weight = "balanced" if balance == "class-weight" else None
        return RandomForestClassifier(
            100, n_jobs=JOBS, random_state=seed, class_weight=weight).fit(values, targets)

    return fit


BOOSTING = {"max_iter": 100, "learning_rate": 0.1, "max_leaf_nodes": 31, "min_samples_leaf": 20,
            "max_bins": 255, "early_stopping": False}


def boosting(rows: Rows, seed: int) -> Any:
    """Boosted trees for classes."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(**BOOSTING, random_state=seed).fit(rows.fit, rows.targets)


def life_forest(rows: Rows, seed: int) -> Any:
    """100 trees for lives, a third of the channels per split, 5 rows or more per leaf."""
    from sklearn.ensemble import RandomForestRegressor

    return RandomForestRegressor(
        100, max_features=1 / 3, min_samples_leaf=5, n_jobs=JOBS, random_state=seed,
    ).fit(rows.fit, rows.targets)


def life_boosting(rows: Rows, seed: int) -> Any:
    """Boosted trees for lives."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    return HistGradientBoostingRegressor(**BOOSTING, random_state=seed).fit(rows.fit, rows.targets)


def opposite(model: Any, test: numpy.ndarray) -> numpy.ndarray:
    """The negative of scikit-learn's score of normality."""
    return -model.score_samples(test)


def classifier(fit: Fit) -> Reference:
    """A classifier, which scores by the probability of failing."""
    return Reference("labels", fit, lambda model, test: model.predict_proba(test)[:, 1],
                     scoring.classification)


def regressor(fit: Fit) -> Reference:
    """What predicts lives, whose negative scores."""
    return Reference("lives", fit, lambda model, test: -model.predict(test), scoring.remaining_life)


REFERENCES = {
    "mahalanobis": Reference("healthy", covariance, lambda model, test: model.mahalanobis(test)),
    "pca-residual": Reference("healthy", components, residual),
    "pca-t2": Reference("healthy", components, standardised),
    "hbos": pyod("HBOS"),
    "ecod": pyod("ECOD"),
    "copod": pyod("COPOD"),
    "knn": pyod("KNN", n_neighbors=5, method="mean", n_jobs=JOBS),
    "lof": Reference("healthy", outlier_factor, opposite),
    "isolation-forest": Reference("healthy", isolation_forest, opposite),
    "logistic-regression": classifier(logistic),
    "random-forest": classifier(forest("none")),
    "random-forest:balance=class-weight": classifier(forest("class-weight")),
    "random-forest:balance=smote": classifier(forest("smote")),
    "gradient-boosting": classifier(boosting),
    "rul-forest": regressor(life_forest),
    "rul-boosting": regressor(life_boosting),
}


def arima(series: numpy.ndarray) -> Any:
    """ARIMA(2,1,1): the exact likelihood of the differences, from their stationary distribution."""
    from statsmodels.tsa.statespace.sarimax import SARIMAX

    return SARIMAX(numpy.diff(series), order=(2, 0, 1), trend="n").fit(disp=False)


def local_level(series: numpy.ndarray) -> Any:
    """A level that wanders, and noise."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    return UnobservedComponents(series, "llevel").fit(disp=False)


def local_trend(series: numpy.ndarray) -> Any:
    """The same with a slope that wanders."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    return UnobservedComponents(series, "lltrend").fit(disp=False)


SERIES = {"arima": arima, "kalman": local_level, "kalman:model=trend": local_trend}


def print_fits(folder: Path, kind: str, seeds: list[int]) -> None:
    """Fits and scores once per seed."""
    reference = REFERENCES[kind]
    rows = read(folder / reference.form)
    # Libraries are imported with their first detector, which the clock shall not see.
    reference.fit(few(rows), 0)
    for seed in seeds:
        start = time.perf_counter()
        model = reference.fit(rows, seed)
        fitted = time.perf_counter()
        scores = reference.score(model, rows.test)
        scored = time.perf_counter()
        print(json.dumps({"seed": seed, "fit": fitted - start, "score": scored - fitted}
                         | reference.judge(scores, rows)), flush=True)


def few(rows: Rows) -> Rows:
    """Every twentieth of the rows."""
    return Rows(rows.fit[::20], rows.targets[::20], rows.units[::20], rows.test, rows.test_units,
                rows.lives)


def print_series(folder: Path, kind: str) -> None:
    """Fits the series that are asked for."""
    rows = read(folder / "healthy")
    for index, text in enumerate(sys.stdin):
        unit, channel = map(int, text.split())
        series = rows.fit[rows.units == unit, channel]
        if index == 0:
            SERIES[kind](series)
        start = time.perf_counter()
        SERIES[kind](series)
        print(time.perf_counter() - start, flush=True)


def main() -> None:
    """Does what the command line names."""
    # statsmodels turns its own back on.
    warnings.showwarning = lambda *_: None
    task, folder, kind = sys.argv[1:4]
    if task == "series":
        print_series(Path(folder), kind)
    else:
        print_fits(Path(folder), kind, [int(seed) for seed in sys.argv[4].split(",")])


if __name__ == "__main__":
    main()
