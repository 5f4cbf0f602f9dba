"""Prints what the classical detectors' scores are worth beside the libraries', over seeds."""

import hashlib
import json
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from math import sqrt
from pathlib import Path
from statistics import mean, stdev

import numpy

from measure import run
from programs import PROGRAM, SCRIPT, library, seeds
from references import REFERENCES
from rows import read

ORACLES = Path("../shared/oracles")
SMALL, LARGE = ("FD001", "FD003"), ("FD002", "FD004")
ALLOWANCE = 0.002  # by which a mean may be lower whatever the seeds say
LIFE_ALLOWANCE = 1.01  # by which a mean error may be higher
LINE = "{:<7}{:<28}{:<13}{:>10}{:>8}{:>4}{:>10}{:>8}{:>4}{:>8}{:>10}{:>9}"


@dataclass(frozen=True)
class Seeds:
    """How many seeds of a kind are run on a small and on a large subset; the peers' are slow."""

    ours: tuple[int, int]
    theirs: tuple[int, int]


KINDS = {
    "isolation-forest": Seeds((10, 10), (20, 20)),
    "random-forest": Seeds((10, 10), (10, 6)),
    "random-forest:balance=class-weight": Seeds((10, 10), (10, 6)),
    "random-forest:balance=smote": Seeds((10, 10), (10, 5)),
    "gradient-boosting": Seeds((1, 1), (1, 1)),
    "rul-forest": Seeds((20, 10), (20, 4)),
    "rul-boosting": Seeds((1, 1), (1, 1)),
}
Samples = dict[str, list[float]]


def compare_quality(archive: str, rows: dict[str, Path], folder: Path) -> None:
    """Prints the table."""
    print(LINE.format(
        "subset", "detector", "metric", "ours", "sd", "n", "peer", "sd", "n", "s.e.", "limit", ""))
    print("─" * 119)
    for kind, counts in KINDS.items():
        for subset in SMALL + LARGE:
            is_large = subset in LARGE
            theirs = reference(kind, subset, counts.theirs[is_large], rows[subset], folder)
            ours = own(kind, subset, counts.ours[is_large], archive, rows[subset], folder)
            for metric, values in ours.items():
                print_line(subset, kind, metric, values, theirs[metric])
    print(f"""
Limits: the peer's mean less 3 s.e. and {ALLOWANCE}, where s.e. = √(sd²/n + sd²/n) is the standard
error of the difference; of errors of lives, at the last row of every test engine, the peer's mean
and 1 %. There ~ stands where the limit is nearer than 2 s.e., so that these seeds cannot tell.
Boosting has no chance in it.
""")


def own(kind: str, subset: str, count: int, archive: str, rows: Path, folder: Path) -> Samples:
    """What our scores are worth, seed by seed."""
    file = folder / "quality.scores"
    run([PROGRAM, "fits", archive, subset, kind, seeds(count), str(file)])
    data = read(rows / REFERENCES[kind].form)
    return gathered([
        REFERENCES[kind].judge(scores, data)
        for scores in numpy.fromfile(file).reshape(count, -1)])


def reference(kind: str, subset: str, count: int, rows: Path, folder: Path) -> Samples:
    """What the peer's scores are worth, seed by seed: as published, as kept or made now."""
    if published := oracle(kind, subset):
        return published
    file = folder / f"{subset}-{kind.replace(':', '-')}-{settings()}.jsonl"
    file.touch()
    made = len(file.read_text(encoding="utf-8").splitlines())
    if made < count:
        with open(file, "a", encoding="utf-8") as output:
            command = library(1, "fits", str(rows), kind, seeds(count - made, first=made))
            subprocess.run(command, stdout=output, check=True)
    answers = file.read_text(encoding="utf-8").splitlines()[:count]
    return gathered([json.loads(answer) for answer in answers])


def oracle(kind: str, subset: str) -> Samples | None:
    """The reference's ten seeds, where they are at hand."""
    if kind == "random-forest:balance=smote":
        path = ORACLES / f"sup_random_forest_{subset}.json"
        if path.exists():
            return gathered(json.loads(path.read_text(encoding="utf-8"))["each"])
    if kind == "isolation-forest":
        path = ORACLES / f"det_isolation_forest_{subset}.json"
        if path.exists():
            values = json.loads(path.read_text(encoding="utf-8"))
            return {"auc": values["auc_each"], "ap": values["ap_each"]}
    return None


def settings() -> str:
    """What the peers' answers depend on, in short."""
    versions = [version(name) for name in ("scikit-learn", "imbalanced-learn", "numpy")]
    scripts = [SCRIPT.with_name(name) for name in (SCRIPT.name, "rows.py", "scoring.py")]
    text = "\n".join(versions) + "".join(path.read_text(encoding="utf-8") for path in scripts)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def gathered(answers: list[dict[str, float]]) -> Samples:
    """The values of every metric."""
    return {metric: [answer[metric] for answer in answers] for metric in answers[0]}


def print_line(
        subset: str, kind: str, metric: str, ours: list[float], theirs: list[float]) -> None:
    """Prints both sides of a metric and what is held of them."""
    error = sqrt(spread(ours) ** 2 / len(ours) + spread(theirs) ** 2 / len(theirs))
    if REFERENCES[kind].form == "lives":
        limit = mean(theirs) * LIFE_ALLOWANCE
        is_met, is_near = mean(ours) <= limit, abs(mean(ours) - limit) < 2 * error
    else:
        limit = mean(theirs) - 3 * error - ALLOWANCE
        is_met, is_near = mean(ours) >= limit, False
    verdict = ("met" if is_met else "MISSED") + (" ~" if is_near else "")
    sides = [
        cell for values in (ours, theirs)
        for cell in (figure(mean(values)), figure(spread(values)), len(values))]
    name = kind.replace(":balance=", ", ")
    print(LINE.format(subset, name, metric, *sides, figure(error), figure(limit), verdict),
          flush=True)


def spread(values: list[float]) -> float:
    """The standard deviation; 0 of a single value."""
    return stdev(values) if len(values) > 1 else 0


def figure(value: float) -> str:
    """A value with as many digits as seeds can tell."""
    return f"{value:.4f}" if abs(value) < 10 else f"{value:.5g}"
