"""What a researcher would do with Python's libraries; one thing per process.

    peers.py polars|pandas-blank|pandas-whitespace ARCHIVE
        loads all of C-MAPSS, prints the seconds without imports and the rows
    peers.py snapshots:numpy|snapshots:pandas|snapshots:polars FOLDER
        reads the raw IMS snapshots below a folder and computes six features of each channel,
        prints the seconds without imports and the snapshots
    peers.py roc-auc SCORES
        prints scikit-learn's area under the ROC curve of a file of scores
    peers.py metric:vus|metric:affiliation|metric:range|metric:roc-auc SERIES
        prints the seconds of one metric, without imports and reading, and its value
    peers.py make-scores FILE
        writes a file of scores of ten million rows
    peers.py score FILE
        reads it with polars; prints scikit-learn's metrics, with the threshold 0.9

Trailing blanks end every line of C-MAPSS, so a blank as separator gives two empty columns, which
the loaders drop. Every number is read as a double, as Assay does; inferring types takes longer.
"""

import csv
import io
import re
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

SCORE_THRESHOLD = 0.9
SNAPSHOT = re.compile(r"\d{4}(\.\d\d){5}")
COLUMNS = 26  # unit, cycle, 3 settings, 21 sensors
Parse = Callable[[bytes, int], Any]
Metric = Callable[[Any, Any], float]
# Those of assay-metric-speed.
WINDOW, THRESHOLD = 100, 2


def polars_parser() -> Parse:
    """The fastest way with polars, which parses on all cores."""
    import polars

    def parse(text: bytes, columns: int) -> polars.DataFrame:
        schema = {f"c{index}": polars.Float64 for index in range(columns)}
        return polars.read_csv(
            text, separator=" ", has_header=False, schema=schema, truncate_ragged_lines=True,
            extra_columns="ignore")

    return parse


def pandas_parser(separator: str) -> Parse:
    """The C engine of pandas, with one blank or any whitespace between fields."""
    import pandas

    def parse(text: bytes, columns: int) -> pandas.DataFrame:
        return pandas.read_csv(
            io.BytesIO(text), sep=separator, header=None, usecols=range(columns), engine="c",
            dtype="float64")

    return parse


LOADERS: dict[str, Callable[[], Parse]] = {
    "polars": polars_parser,
    "pandas-blank": lambda: pandas_parser(" "),
    "pandas-whitespace": lambda: pandas_parser(r"\s+"),
}


def load(archive: str, parse: Parse) -> tuple[float, int]:
    """Loads every table of the archive; returns the seconds and the rows of train and test."""
    start = time.perf_counter()
    tables = {}
    with zipfile.ZipFile(archive) as members:
        for subset in ("FD001", "FD002", "FD003", "FD004"):
            for kind, columns in (("train", COLUMNS), ("test", COLUMNS), ("RUL", 1)):
                name = f"{kind}_{subset}.txt"
                tables[name] = parse(members.read(name), columns)
    seconds = time.perf_counter() - start
    return seconds, sum(len(table) for name, table in tables.items() if not name.startswith("RUL"))


def numpy_reader() -> Callable[[str], Any]:
    """The text reader of numpy, which is written in C."""
    import numpy

    return lambda path: numpy.loadtxt(path, delimiter="\t")


def pandas_reader() -> Callable[[str], Any]:
    """The C engine of pandas."""
    import pandas

    return lambda path: pandas.read_csv(
        path, sep="\t", header=None, engine="c", dtype="float64").to_numpy()


def polars_reader() -> Callable[[str], Any]:
    """Polars, which parses on all cores."""
    import polars

    return lambda path: polars.read_csv(path, separator="\t", has_header=False).to_numpy()


SNAPSHOT_READERS: dict[str, Callable[[], Callable[[str], Any]]] = {
    "numpy": numpy_reader, "pandas": pandas_reader, "polars": polars_reader}


def basic_features(x: Any) -> Any:
    """Mean, rms, sd, max |x|, kurtosis and skewness of every column."""
    import numpy

    mean = x.mean(axis=0)
    rest = x - mean
    second, third, fourth = ((rest ** power).mean(axis=0) for power in (2, 3, 4))
    return numpy.stack([
        mean, numpy.sqrt((x * x).mean(axis=0)), numpy.sqrt(second), abs(x).max(axis=0),
        fourth / second ** 2 - 3, third / second ** 1.5])


def snapshots(folder: str, read: Callable[[str], Any]) -> tuple[float, int]:
    """Reduces every snapshot below a folder; returns the seconds and the snapshots."""
    start = time.perf_counter()
    files = sorted(str(path) for path in Path(folder).rglob("*") if SNAPSHOT.fullmatch(path.name))
    for file in files:
        basic_features(read(file))
    return time.perf_counter() - start, len(files)


def roc_auc(path: str) -> float:
    """The area under the ROC curve of the failing and healthy rows of a file of scores."""
    from sklearn.metrics import roc_auc_score

    with open(path, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] in ("healthy", "failing")]
    return float(roc_auc_score(
        [row["label"] == "failing" for row in rows], [float(row["score"]) for row in rows]))


def vus_metric() -> Metric:
    """Both volumes in the default variant of the authors' package; it gives them together."""
    from vus.utils.metrics import metricor

    return lambda labels, scores: metricor().RangeAUC_volume_opt(labels, scores, WINDOW)[-1]


def affiliation_metric() -> Metric:
    """Affiliation by the authors' code, as vus carries it."""
    from vus.affiliation.generics import convert_vector_to_events
    from vus.affiliation.metrics import pr_from_events

    def affiliation(labels: Any, scores: Any) -> float:
        alarms = (scores >= THRESHOLD).astype(int)
        result = pr_from_events(
            convert_vector_to_events(alarms), convert_vector_to_events(labels), (0, len(labels)))
        return next(float(value) for key, value in result.items() if "recision" in key)

    return affiliation


def range_metric() -> Metric:
    """Range-based F1, flat and reciprocal."""
    from prts import ts_precision, ts_recall

    def f1(labels: Any, scores: Any) -> float:
        alarms = (scores >= THRESHOLD).astype(int)
        precision, recall = (
            metric(labels, alarms, alpha=0.0, cardinality="reciprocal", bias="flat")
            for metric in (ts_precision, ts_recall))
        return 2 * precision * recall / (precision + recall)

    return f1


def roc_auc_metric() -> Metric:
    """The area under the ROC curve."""
    from sklearn.metrics import roc_auc_score

    return lambda labels, scores: float(roc_auc_score(labels, scores))


# By name: the metric and how often it is timed.
METRICS: dict[str, tuple[Callable[[], Metric], int]] = {
    "vus": (vus_metric, 1),
    "affiliation": (affiliation_metric, 3),
    "range": (range_metric, 3),
    "roc-auc": (roc_auc_metric, 3),
}


def timed(name: str, path: str) -> tuple[float, float]:
    """The median seconds and the value of a metric of a file with a label and a score a line."""
    import numpy

    table = numpy.loadtxt(path, delimiter=",")
    labels, scores = table[:, 0].astype(int), table[:, 1].copy()
    make, runs = METRICS[name]
    metric, value, seconds = make(), 0.0, []
    for _ in range(runs):
        start = time.perf_counter()
        value = metric(labels, scores)
        seconds.append(time.perf_counter() - start)
    return median(seconds), value


def make_scores(path: str) -> None:
    """Writes 100 units of 100000 rows: the last 5 % are failing, and 5 % before them grey."""
    import numpy
    import polars

    units, rows = 100, 100_000
    row = numpy.tile(numpy.arange(rows), units)
    generator = numpy.random.Generator(numpy.random.PCG64(1))
    failing = row >= rows * 95 // 100
    label = numpy.where(failing, "failing", numpy.where(row >= rows * 9 // 10, "grey", "healthy"))
    polars.DataFrame({
        "unit": numpy.repeat(numpy.arange(units), rows), "time": row, "label": label,
        "score": 0.7 * generator.random(row.size) + 0.3 * failing,
    }).write_csv(path)


def score(path: str) -> None:
    """Prints point and ranking metrics of the failing and healthy rows of a file of scores."""
    import polars
    from sklearn.metrics import average_precision_score, precision_recall_fscore_support
    from sklearn.metrics import roc_auc_score

    table = polars.read_csv(path, columns=["label", "score"])
    table = table.filter(polars.col("label") != "grey")
    failing = (table["label"] == "failing").to_numpy()
    scores = table["score"].to_numpy()
    precision, recall, f1, _ = precision_recall_fscore_support(
        failing, scores >= SCORE_THRESHOLD, average="binary")
    print("metric,value")
    for metric, value in (
            ("precision", precision), ("recall", recall), ("f1", f1),
            ("roc-auc", roc_auc_score(failing, scores)),
            ("average-precision", average_precision_score(failing, scores))):
        print(f"{metric},{float(value)!r}")


def main() -> None:
    """Does what the command line names."""
    task, path = sys.argv[1:]
    if task == "roc-auc":
        print(repr(roc_auc(path)))
    elif task.startswith("snapshots:"):
        print(*snapshots(path, SNAPSHOT_READERS[task.removeprefix("snapshots:")]()))
    elif task.startswith("metric:"):
        print(*timed(task.removeprefix("metric:"), path))
    elif task == "make-scores":
        make_scores(path)
    elif task == "score":
        score(path)
    else:
        print(*load(path, LOADERS[task]()))


if __name__ == "__main__":
    main()
