"""Prints what fits and scores of the classical detectors take beside the libraries'."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measure import run
from programs import PROGRAM, library, seeds
from table import cells, line


@dataclass(frozen=True)
class Comparison:
    """A line of the table: a kind on a subset, and how often each side is run."""

    kind: str
    subset: str
    with_scores: bool
    most: float | None = None  # of the peer's seconds
    rounds: int = 2  # of as many fits of ours as of the peer
    peer_threads: tuple[int, ...] = (1, 2)  # for linear algebra and loops; forests have their own


FITS = 2
FOREST_THREADS = (1,)
COMPARISONS = [
    Comparison("random-forest:balance=smote", "FD001", False, 0.2, 2, FOREST_THREADS),
    Comparison("random-forest:balance=smote", "FD004", False, 0.2, 1, FOREST_THREADS),
    Comparison("rul-forest", "FD004", False, 0.1, 1, FOREST_THREADS),
    Comparison("isolation-forest", "FD004", True, 0.5),
    Comparison("lof", "FD004", True, 0.5),
    Comparison("gradient-boosting", "FD004", False, 1.0),
    Comparison("logistic-regression", "FD004", False, 0.5),
    Comparison("knn", "FD004", True),
    Comparison("random-forest", "FD004", False, None, 1, FOREST_THREADS),
    Comparison("rul-boosting", "FD004", False),
    Comparison("mahalanobis", "FD004", True),
    Comparison("pca-residual", "FD004", True),
    Comparison("pca-t2", "FD004", True),
    Comparison("hbos", "FD004", True),
    Comparison("ecod", "FD004", True),
    Comparison("copod", "FD004", True)]
# By kind: its name in the table, and the most of the peer's seconds per series.
SERIES = {"arima": ("ARIMA(2,1,1)", 0.2), "kalman": ("local level", None),
          "kalman:model=trend": ("local linear trend", None)}
SERIES_SUBSET, SERIES_UNITS = "FD001", 4
# Microseconds of a row by itself, at the 99th percentile.
ROW_LIMIT = 50
ROW_LIMITS = {
    "lof": 500, "knn": 500, "random-forest": 100, "rul-forest": 100, "isolation-forest": 100}


def compare_speed(archive: str, rows: dict[str, Path], folder: Path) -> None:
    """Prints the table."""
    cells("figure", "ours", "peer", "ratio", "target", "")
    print("─" * 80)
    for comparison in COMPARISONS:
        compare_fits(comparison, archive, rows[comparison.subset], folder)
    for kind, (name, most) in SERIES.items():
        compare_series(kind, name, most, archive, rows[SERIES_SUBSET])
    for text in run([PROGRAM, "latency", archive, "FD001"]).output.splitlines():
        kind, figure = text.split()
        limit = ROW_LIMITS.get(kind, ROW_LIMIT)
        line(f"a row, {kind}, p99", f"{float(figure):.2f} µs", target=f"≤ {limit} µs",
             met=float(figure) <= limit)
    print("""
The fastest of several fits, for other programs only slow them: both sides in turn
and equally often. Both may use two threads; peers are measured with one and
with two, for more can be slower. Forests and neighbours have n_jobs=2. Neither the
data's preparation nor imports are counted; peak memory is that of the whole process.
Series: healthy rows of single channels of single engines of FD001, their median, one
thread. Single rows: FD001's test rows.
""")


def compare_fits(comparison: Comparison, archive: str, rows: Path, folder: Path) -> None:
    """Prints seconds and memory of one kind beside its peer."""
    kind = comparison.kind
    ours, theirs = [], []
    for _ in range(comparison.rounds):
        ours.append(run([PROGRAM, "fits", archive, comparison.subset, kind, seeds(FITS),
                         str(folder / "speed.scores")]))
        theirs += [run(library(threads, "fits", str(rows), kind, seeds(FITS)))
                   for threads in comparison.peer_threads]
    our_seconds = min(
        total(map(float, text.split()), comparison)
        for usage in ours for text in usage.output.splitlines())
    their_seconds = min(
        total((answer["fit"], answer["score"]), comparison)
        for usage in theirs for answer in map(json.loads, usage.output.splitlines()))
    name = comparison.kind.replace(":balance=", ", ").replace("random-", "")
    what = "fit+score" if comparison.with_scores else "fit"
    line_of_seconds(f"{name}, {comparison.subset}, {what}", our_seconds, their_seconds,
                    comparison.most)
    if comparison.most is not None:
        megabytes, peer = (min(usage.megabytes for usage in side) for side in (ours, theirs))
        line("  peak memory", f"{megabytes:.0f} MB", f"{peer:.0f} MB", f"{megabytes / peer:.2f}")


def compare_series(kind: str, name: str, most: float | None, archive: str, rows: Path) -> None:
    """Prints the seconds per series of the kind beside statsmodels'."""
    ours = [text.split() for text in run(
        [PROGRAM, "series", archive, SERIES_SUBSET, kind, str(SERIES_UNITS)]).output.splitlines()]
    series = "".join(f"{unit} {channel}\n" for unit, channel, _ in ours)
    # A second thread only waits for the first at matrices of this size.
    theirs = subprocess.run(library(1, "series", str(rows), kind), input=series, text=True,
                            stdout=subprocess.PIPE, check=True).stdout.split()
    line_of_seconds(f"{name}, {len(ours)} series",
                    median(float(seconds) for _, _, seconds in ours),
                    median(map(float, theirs)), most)


def line_of_seconds(name: str, ours: float, theirs: float, most: float | None) -> None:
    """Prints seconds beside each other."""
    target, met = ("–", None) if most is None else (f"≤ {most} × peer", ours <= most * theirs)
    line(name, duration(ours), duration(theirs), f"{ours / theirs:.2f}", target, met)


def duration(seconds: float) -> str:
    """Seconds, or thousandths where they are few."""
    return f"{seconds:.3g} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


def total(seconds: Iterable[float], comparison: Comparison) -> float:
    """The seconds of a fit, or of a fit and the scores."""
    fit, score = seconds
    return fit + score if comparison.with_scores else fit
