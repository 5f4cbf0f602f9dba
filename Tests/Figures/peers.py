"""What a researcher would do with Python's libraries; one thing per process.

    peers.py polars|pandas-blank|pandas-whitespace ARCHIVE
        loads all of C-MAPSS, prints the seconds without imports and the rows
    peers.py roc-auc SCORES
        prints scikit-learn's area under the ROC curve of a file of scores

Trailing blanks end every line of C-MAPSS, so a blank as separator gives two empty columns, which
the loaders drop. Every number is read as a double, as Assay does; inferring types takes longer.
"""

import csv
import io
import sys
import time
import zipfile
from collections.abc import Callable
from typing import Any

COLUMNS = 26  # unit, cycle, 3 settings, 21 sensors
Parse = Callable[[bytes, int], Any]


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


def roc_auc(path: str) -> float:
    """The area under the ROC curve of the failing and healthy rows of a file of scores."""
    from sklearn.metrics import roc_auc_score

    with open(path, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] in ("healthy", "failing")]
    return float(roc_auc_score(
        [row["label"] == "failing" for row in rows], [float(row["score"]) for row in rows]))


def main() -> None:
    """Does what the command line names."""
    task, path = sys.argv[1:]
    if task == "roc-auc":
        print(repr(roc_auc(path)))
    else:
        print(*load(path, LOADERS[task]()))


if __name__ == "__main__":
    main()
