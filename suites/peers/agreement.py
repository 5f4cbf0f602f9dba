"""Holds the scores of suites/peers.yaml on FD001 against reference scores.

    assay run suites/peers.yaml --keep-scores
    python3 suites/peers/agreement.py [RECORD] [--oracles FOLDER]

The references were computed with the same libraries, without Assay. Assay's own detectors, whose
ids begin with `our-`, are held to the same ones; our-arima alone stands beside its peer without a
reference, for it learns from all units at once and the reference from one. Deterministic detectors must
agree row by row, random ones in the means over seeds; one line each, and exit code 1 unless all do.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from statsmodels.tsa.arima.model import ARIMA

DATA_SET = "FD001"
REPOSITORY = Path(__file__).resolve().parents[2]
STRIDE = 97
# Beyond three standard errors, means over seeds may differ by this.
MEAN_ALLOWANCE = 0.002
# PyOD's COPOD takes the skewness of the channels over the training rows and the row that it scores.
# In 13 of the 13096 test rows a value is so extreme that it turns a channel's sign; the reference
# has the training rows' skewness. Of the rows that are compared, the last is one of them.
TURNED_ROW = 13095
TURNED_AREA = 0.005


class Trace(NamedTuple):
    """The scores of one detector with one seed, in the order of the record."""

    units: np.ndarray
    scores: np.ndarray
    failing: np.ndarray


class Finding(NamedTuple):
    """How far a detector is from its reference, and how far it may be."""

    what: str
    difference: float
    allowed: float

    @property
    def agrees(self) -> bool:
        return self.difference <= self.allowed


Traces = dict[str, dict[int, Trace]]
Oracle = dict[str, Any]
Check = Callable[[Traces, str], list[Finding]]


def main() -> int:
    """Prints the table; returns the exit code."""
    parser = argparse.ArgumentParser(description="Hold the peers' scores against references.")
    parser.add_argument("record", nargs="?", type=Path, default=REPOSITORY / "results" / "peers")
    parser.add_argument("--oracles", type=Path, default=REPOSITORY.parent / "shared" / "oracles")
    arguments = parser.parse_args()
    traces = read_traces(arguments.record / "scores" / DATA_SET)
    agreed = True
    print(f"{'detector':<18}{'compared':<34}{'difference':>12}{'allowed':>12}  verdict")
    for detector, check in checks(arguments.oracles).items():
        findings = check(traces, detector) if detector in traces else []
        if not findings:
            agreed = False
            print(f"{detector:<18}no scores in the record")
        for finding in findings:
            agreed = agreed and finding.agrees
            verdict = "agrees" if finding.agrees else "DIFFERS"
            numbers = f"{finding.difference:>12.3g}{finding.allowed:>12.3g}"
            print(f"{detector:<18}{finding.what:<34}{numbers}  {verdict}")
    return 0 if agreed else 1


def checks(oracles: Path) -> dict[str, Check]:
    """What each detector of the suite is held to."""

    def oracle(name: str) -> Oracle:
        content: Oracle = json.loads((oracles / f"{name}_{DATA_SET}.json").read_text())
        return content

    forest = oracle("sup_random_forest")["without_smote_3_seeds"]
    lstm = oracle("nn_trained")["models"]["lstm_ae"]["scores"]["mse_window"]
    isolation = oracle("det_isolation_forest")
    arima = oracle("ts_arima")
    given = arima["one_step"]["arima211"]
    forecasts = np.abs(np.array(arima["one_step"]["z"])[1:] - given["forecast"])
    unit = arima["one_step"]["test_unit"]
    isolation_means = means(
        {"auc": (isolation["auc_mean"], isolation["auc_sd"], isolation["seeds"]),
         "ap": (isolation["ap_mean"], isolation["ap_sd"], isolation["seeds"])})
    forest_means = means(
        {name: (forest[name]["mean"], forest[name]["sd"], 3) for name in ("auc", "ap")})
    return {
        "iforest": isolation_means,
        "our-iforest": isolation_means,
        "lof": rows(oracle("det_lof"), 1e-9),
        "our-lof": rows(oracle("det_lof"), 1e-9),
        "knn": rows(oracle("det_knn_largest"), 1e-9),
        "our-knn": rows(oracle("det_knn_largest"), 1e-9),
        "knn-mean": rows(oracle("det_knn_mean"), 1e-9),
        "our-knn-mean": rows(oracle("det_knn_mean"), 1e-9),
        "hbos": area(oracle("det_hbos"), 0.002),
        "our-hbos": area(oracle("det_hbos"), 0.002),
        "ecod": rows(oracle("det_ecod_inductive"), 1e-9),
        "our-ecod": rows(oracle("det_ecod_inductive"), 1e-9),
        "copod": rows(oracle("det_copod_inductive"), 1e-9, but=TURNED_ROW, area=TURNED_AREA),
        "our-copod": rows(oracle("det_copod_inductive"), 1e-9),
        "random-forest": forest_means,
        "our-random-forest": forest_means,
        "logistic": rows(oracle("sup_logistic"), 1e-6),
        "our-logistic": rows(oracle("sup_logistic"), 1e-6),
        "arima": at_least_one_channel("arima-s4"),
        "arima-s4": innovations(unit, estimated_innovations(arima), 1e-3),
        "arima-given": innovations(unit, forecasts / np.array(given["forecast_sd"]), 1e-9),
        "lstm-autoencoder": means(
            {name: (lstm[name]["mean"], lstm[name]["sd"], 5) for name in ("auc", "ap")}),
    }


def rows(
    oracle: Oracle, tolerance: float, but: int | None = None, area: float | None = None
) -> Check:
    """Scores of the first 200 rows and of every 97th, and the areas that follow from all of them.

    One row may be left out, and the areas may have a tolerance of their own.
    """

    def check(traces: Traces, detector: str) -> list[Finding]:
        trace = first_seed(traces, detector)
        theirs = np.array(oracle["first200"] + oracle["strided"])
        strided = STRIDE * np.arange(len(oracle["strided"]))
        places = np.concatenate([np.arange(len(oracle["first200"])), strided])
        if places.max() >= len(trace.scores):
            return [Finding("number of rows", np.inf, 0)]
        compared = places != but
        differences = np.abs(trace.scores[places] - theirs)[compared]
        found = [Finding(f"{compared.sum()} rows", float(differences.max()), tolerance)]
        for name, value in areas(trace).items():
            found.append(Finding(name, abs(value - oracle[name]), area or tolerance))
        return found

    return check


def area(oracle: Oracle, tolerance: float) -> Check:
    """The area under the curve alone."""

    def check(traces: Traces, detector: str) -> list[Finding]:
        found = areas(first_seed(traces, detector))["auc"]
        return [Finding("auc", abs(found - oracle["auc"]), tolerance)]

    return check


def means(expected: dict[str, tuple[float, float, int]]) -> Check:
    """Means over seeds, within three standard errors and a little more."""

    def check(traces: Traces, detector: str) -> list[Finding]:
        ours = [areas(trace) for trace in traces[detector].values()]
        found = []
        for name, (mean, deviation, seeds) in expected.items():
            values = np.array([areas[name] for areas in ours])
            # One seed says nothing of its own spread.
            own = values.var(ddof=1) / len(values) if len(values) > 1 else deviation**2
            allowed = 3 * (deviation**2 / seeds + own) ** 0.5 + MEAN_ALLOWANCE
            what = f"mean {name} of {len(values)} seeds"
            found.append(Finding(what, float(abs(values.mean() - mean)), float(allowed)))
        return found

    return check


def innovations(unit: int, expected: np.ndarray, tolerance: float) -> Check:
    """The scores of one unit, whose first row has no forecast."""

    def check(traces: Traces, detector: str) -> list[Finding]:
        trace = first_seed(traces, detector)
        ours = trace.scores[trace.units == str(unit)][1:]
        difference = np.abs(ours - expected).max() if len(ours) == len(expected) else np.inf
        return [Finding(f"innovations of unit {unit}", float(difference), tolerance)]

    return check


def estimated_innovations(oracle: Oracle) -> np.ndarray:
    """Statsmodels' own, of the reference's unit and with the parameters that it estimated.

    Those are of the training unit with the most healthy rows, which is what the detector learns
    from.
    """
    units = (unit["healthy_rows"] for unit in oracle["train_units"].values())
    longest = max(units, key=lambda unit: unit["rows"])["arima211_mle"]
    differences = np.diff(oracle["one_step"]["z"])
    model = ARIMA(differences, order=(2, 0, 1), trend="n")
    result = model.filter([*longest["ar"], *longest["ma"], longest["sigma2"]])
    innovations: np.ndarray = np.abs(result.filter_results.standardized_forecasts_error[0])
    return innovations


def at_least_one_channel(other: str) -> Check:
    """The largest over all channels is nowhere below that of one of them."""

    def check(traces: Traces, detector: str) -> list[Finding]:
        if other not in traces:
            return []
        below = first_seed(traces, other).scores - first_seed(traces, detector).scores
        return [Finding(f"rows below {other}", float(max(0, below.max())), 1e-9)]

    return check


def first_seed(traces: Traces, detector: str) -> Trace:
    return traces[detector][min(traces[detector])]


def areas(trace: Trace) -> dict[str, float]:
    """The areas under the ROC curve and, by steps, under precision over recall."""
    order = np.argsort(-trace.scores, kind="stable")
    last = np.append(np.diff(trace.scores[order]) != 0, True)
    hits = np.cumsum(trace.failing[order])[last]
    alarms = np.flatnonzero(last) + 1
    false = alarms - hits
    recall = hits / hits[-1]
    precision = hits / alarms
    return {
        "auc": float(np.trapezoid(np.insert(recall, 0, 0), np.insert(false / false[-1], 0, 0))),
        "ap": float((np.diff(recall, prepend=0) * precision).sum()),
    }


def read_traces(folder: Path) -> Traces:
    """The traces of a record's data set, by detector and seed."""
    if not folder.is_dir():
        sys.exit(f"{folder} is no folder: run the suite with --keep-scores first")
    return {
        detector.name: {int(file.stem): read_trace(file) for file in detector.glob("*.csv")}
        for detector in folder.iterdir()
    }


def read_trace(file: Path) -> Trace:
    with file.open(newline="") as lines:
        content = list(csv.DictReader(lines))
    return Trace(
        units=np.array([row["unit"] for row in content]),
        scores=np.array([float(row["score"]) for row in content]),
        failing=np.array([row["label"] == "failing" for row in content]),
    )


if __name__ == "__main__":
    sys.exit(main())
