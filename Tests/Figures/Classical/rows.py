"""The rows of the official split, as assay-classical writes them and as numpy prepares them."""

import io
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy

from measure import run
from programs import PROGRAM

HEALTHY_BEYOND, FAILING_WITHIN, LIFE_CAP = 125, 30, 125
TOLERANCE = 1e-9  # of a value, relative beyond 1


@dataclass(frozen=True)
class Rows:
    """What a detector of one form of learning gets: healthy rows, labels or lives."""

    fit: numpy.ndarray
    targets: numpy.ndarray
    units: numpy.ndarray  # of the fit rows, from 0
    test: numpy.ndarray
    test_units: numpy.ndarray
    lives: numpy.ndarray  # what remains at every test row

    @property
    def failing(self) -> numpy.ndarray:
        """Whether each test row is failing."""
        return self.lives <= FAILING_WITHIN

    @property
    def last(self) -> numpy.ndarray:
        """The last row of every test unit."""
        return numpy.append(numpy.flatnonzero(numpy.diff(self.test_units)), len(self.lives) - 1)


def read(folder: Path) -> Rows:
    """Reads what assay-classical wrote of one form."""
    fit, targets, units, test, test_units, lives = (
        numpy.fromfile(folder / name)
        for name in ("fit", "targets", "fit-units", "test", "test-units", "test-lives"))
    return Rows(fit.reshape(len(units), -1), targets, units.astype(int),
                test.reshape(len(lives), -1), test_units.astype(int), lives)


def write(archive: str, subset: str, folder: Path) -> Path:
    """Has the rows of a subset written, checks them, and returns their folder."""
    rows = folder / "rows" / subset
    run([PROGRAM, "rows", archive, subset, str(rows)])
    check(archive, subset, rows)
    return rows


def check(archive: str, subset: str, folder: Path) -> None:
    """Ends the report unless numpy prepares the same rows from the archive itself."""
    train, test, remaining = (
        table(archive, f"{part}_{subset}.txt") for part in ("train", "test", "RUL"))
    fit_lives = lives(train)
    test_lives = lives(test) + remaining[test[:, 0].astype(int) - 1]
    targets = {"healthy": numpy.empty(0), "labels": 1.0 * (fit_lives <= FAILING_WITHIN),
               "lives": numpy.minimum(fit_lives, LIFE_CAP)}
    for form in targets:
        fitted = train[fit_lives > HEALTHY_BEYOND] if form == "healthy" else train
        fit, scored = scaled(fitted[:, 2:], test[:, 2:], form != "lives")
        found = read(folder / form)
        pairs = [(found.fit, fit), (found.units, fitted[:, 0] - 1), (found.targets, targets[form]),
                 (found.test, scored), (found.test_units, test[:, 0] - 1),
                 (found.lives, test_lives)]
        for ours, theirs in pairs:
            if ours.shape != theirs.shape or not numpy.allclose(
                    ours, theirs, TOLERANCE, TOLERANCE):
                sys.exit(f"classical: the {form} rows of {subset} are not those of numpy")


def scaled(fit: numpy.ndarray, test: numpy.ndarray, is_scaled: bool) -> tuple[numpy.ndarray, ...]:
    """The channels that vary over the fit rows, in these rows' deviations if they shall be."""
    mean, deviation = fit.mean(axis=0), fit.std(axis=0)
    kept = deviation > 1e-9
    return tuple(
        ((rows - mean) / numpy.where(kept, deviation, 1) if is_scaled else rows)[:, kept]
        for rows in (fit, test))


def table(archive: str, name: str) -> numpy.ndarray:
    """A table of the archive."""
    with zipfile.ZipFile(archive) as members:
        return numpy.loadtxt(io.BytesIO(members.read(name)))


def lives(rows: numpy.ndarray) -> numpy.ndarray:
    """The cycles from each row to the last row of its unit."""
    units = rows[:, 0].astype(int)
    last = numpy.zeros(units.max() + 1)
    numpy.maximum.at(last, units, rows[:, 1])
    return last[units] - rows[:, 1]
