"""Measures Assay and its peers, every run in a process of its own, and prints one table.

figures.py CMAPSS BEARINGS FOLDER: CMAPSS is CMAPSSData.zip, BEARINGS the archive of raw snapshots,
FOLDER is empty and takes what is written.
"""

import csv
import os
import platform
import shutil
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from measure import Bystanders, Usage, middle, run
from snapshots import compare_snapshots
from table import cells, line

ASSAY = ".build/release/assay"
COLD_LOAD = ".build/release/assay-cold-load"
METRIC_SPEED = ".build/release/assay-metric-speed"
PEERS = [sys.executable, "Tests/Figures/peers.py"]
LOADS = 7
EXPANDED_TARGET = 1.8  # a cold load, in times of what bsdtar takes to decompress the archive
WARM_SECONDS = 0.03
SUITES = [  # name, command, runs, the seconds that it shall stay below
    ("cmapss", "run", 1, 300), ("quickstart", "run", 3, 15), ("gate", "check", 3, 60)]
# By peer and quantity: what ours shall keep, and whether ours and theirs do.
LOAD_TARGETS: dict[tuple[str, str], tuple[str, Callable[[float, float], bool]]] = {
    ("polars", "loading"): ("≤ 0.9 × peer", lambda ours, theirs: ours <= 0.9 * theirs),
    ("polars", "megabytes"): ("< 150 MB", lambda ours, _: ours < 150),
}
# By metric: its name in the table, the peer's package, and the most rows that the peer is given.
METRICS = {
    "vus": ("VUS, window 100", "vus", 10_000), "affiliation": ("affiliation", "vus", 100_000),
    "range": ("range", "prts", 100_000), "event": ("event", "", 0),
    "roc-auc": ("ROC-AUC", "sklearn", 1_000_000)}
METRIC_ROWS = (10_000, 100_000, 1_000_000)
METRIC_TARGETS = {
    ("vus", 100_000): 0.1, ("vus", 1_000_000): 1.5, ("affiliation", 1_000_000): 0.3,
    ("range", 1_000_000): 0.3, ("event", 1_000_000): 0.3, ("roc-auc", 1_000_000): 0.3}
ROUND_TRIP = ".build/release/assay-round-trip"
# By figure: its name in the table, its unit, and what it shall keep to.
ROUND_TRIPS: dict[str, tuple[str, str, str, Callable[[float], bool] | None]] = {
    "round-trip-p50": ("30 bytes to a C echo and back", "µs", "≤ 25 µs", lambda figure: figure <= 25),
    "round-trip-p99": ("  99th percentile", "µs", "–", None),
    "echoed": ("8 MB there and back", "MB/s", "≥ 200 MB/s", lambda figure: figure >= 200),
    "taken": ("8 MB there", "MB/s", "≥ 200 MB/s", lambda figure: figure >= 200),
    "row-p50": ("a row of 24 values to a C detector", "µs", "≤ 25 µs", lambda figure: figure <= 25),
    "row-p99": ("  99th percentile", "µs", "–", None),
    "batch": ("batches of rows to a C detector", "MB/s", "≥ 200 MB/s", lambda figure: figure >= 200)}
UNCERTAINTY = ".build/release/assay-uncertainty"
# Suite, sets of scores per data set, the seconds that all intervals may take on one thread. The
# nine deterministic detectors and five seeds of random make quickstart's fourteen.
INTERVALS = [("quickstart", 14, 1), ("cmapss", 15, 15)]
SCORED_ROWS, SCORE_RUNS = 10_000_000, 3
SCORE_SECONDS, SCORE_BYTES = 10, 24  # that ours shall stay below, the bytes per row
SCORE_IDS = "precision,recall,f1,roc-auc,average-precision"
SCORE_TOLERANCE = 1e-9
EXPECTED_AUC, AUC_TOLERANCE = 0.9476, 0.0001
AUC_SUITE = """name: figures
version: 1
datasets:
  - id: FD001
    source: cmapss
    subset: FD001
    split: official
    labels: { failing_within: 30, healthy_beyond: 30, fit_beyond: 125 }
alarm: { calibrate: training }
detectors:
  - { id: max-z, kind: max-z }
"""


def loads(archive: str, cache: str) -> dict[str, list[Usage]]:
    """Loads C-MAPSS with every program in turn, so that all meet the same machine."""
    commands = {"ours": [COLD_LOAD, archive], "warm": [COLD_LOAD, archive, cache]}
    for peer in ("polars", "pandas-blank", "pandas-whitespace"):
        commands[peer] = [*PEERS, peer, archive]
    run(commands["warm"])  # fills the cache
    usages: dict[str, list[Usage]] = {name: [] for name in commands}
    for _ in range(LOADS):
        for name, command in commands.items():
            usages[name].append(run(command))
    rows = {usage.rows for several in usages.values() for usage in several}
    if len(rows) != 1:
        sys.exit(f"figures: the loaders found different numbers of rows: {sorted(rows)}")
    return usages


def compare_loads(archive: str, folder: Path) -> None:
    """Prints time and memory of a cold load beside polars, the faster way with pandas, and bsdtar."""
    usages = loads(archive, str(folder / "cache"))
    pandas = min(
        "pandas-blank", "pandas-whitespace", key=lambda peer: middle(usages[peer], "loading"))
    for peer in ("polars", pandas):
        for figure, quantity, unit, digits in (
                (f"load, zipfile+{peer}", "loading", "s", 3),
                ("  with start and imports", "seconds", "s", 3),
                ("  peak memory", "megabytes", "MB", 0)):
            ours, theirs = middle(usages["ours"], quantity), middle(usages[peer], quantity)
            target, is_met = LOAD_TARGETS.get((peer, quantity), ("–", None))
            line(figure, f"{ours:.{digits}f} {unit}", f"{theirs:.{digits}f} {unit}",
                 f"{ours / theirs:.2f}", target, is_met and is_met(ours, theirs))


    compare_expansion(archive)
    warm = middle(usages["warm"], "loading")
    line("load from the cache", f"{warm:.3f} s", target=f"≤ {WARM_SECONDS} s",
         met=warm <= WARM_SECONDS)


def compare_expansion(archive: str) -> None:
    """Prints a cold load beside the mere decompression of the archive by libarchive's own program."""
    if not shutil.which("bsdtar"):
        line("load, bsdtar (libarchive-tools)", "–", "missing")
        return
    ours, theirs = [], []
    for _ in range(LOADS):
        ours.append(run([COLD_LOAD, archive]))
        theirs.append(run(["bsdtar", "-xOf", archive], keeps_output=False))
    loading, expanding = middle(ours, "loading"), middle(theirs, "seconds")
    line("load, bsdtar -xO", f"{loading:.3f} s", f"{expanding:.3f} s",
         f"{loading / expanding:.2f}", f"≤ {EXPANDED_TARGET} × peer",
         loading <= EXPANDED_TARGET * expanding)


def time_suites(folder: Path) -> None:
    """Prints time and memory of whole suites in fresh records; a red gate counts as measured."""
    plan = [run([ASSAY, "run", "suites/cmapss.yaml", "--plan", "--jobs", "2",
                 "--out", str(folder / "plan")]) for _ in range(LOADS)]
    line("assay run suites/cmapss.yaml --plan", f"{middle(plan, 'seconds'):.2f} s")
    line("  peak memory", f"{middle(plan, 'megabytes'):.0f} MB")
    for name, command, count, below in SUITES:
        usages = [
            run([ASSAY, command, f"suites/{name}.yaml", "--quiet", "--jobs", "2",
                 "--out", str(folder / f"{name}-{index}")], accepted=(0, 1))
            for index in range(count)]
        seconds = middle(usages, "seconds")
        line(f"assay {command} suites/{name}.yaml", f"{seconds:.2f} s", target=f"< {below} s",
             met=seconds < below)
        line("  peak memory", f"{middle(usages, 'megabytes'):.0f} MB")


def compare_auc(folder: Path) -> None:
    """Prints the area under the ROC curve beside scikit-learn's from the same scores."""
    suite, record = folder / "auc.yaml", folder / "auc"
    suite.write_text(AUC_SUITE, encoding="utf-8")
    run([ASSAY, "run", str(suite), "--quiet", "--keep-scores", "--out", str(record)])
    with open(record / "metrics.csv", newline="", encoding="utf-8") as file:
        ours = next(
            float(row["value"]) for row in csv.DictReader(file)
            if (row["detector"], row["seed"], row["metric"]) == ("max-z", "1", "roc-auc"))
    theirs = float(run([*PEERS, "roc-auc", str(record / "scores/FD001/max-z/1.csv")]).output)
    line("ROC-AUC, max-z, FD001, scikit-learn", f"{ours:.6f}", f"{theirs:.6f}",
         f"{ours / theirs:.2f}", f"{EXPECTED_AUC} ± {AUC_TOLERANCE:.0e}".replace("e-0", "e-"),
         abs(ours - EXPECTED_AUC) <= AUC_TOLERANCE)
    line("  difference from the peer", f"{abs(ours - theirs):.0e}")


def compare_metrics(folder: Path) -> None:
    """Prints the seconds of single metrics on drawn series beside the peers' on the same ones."""
    largest = 0.0
    for rows in METRIC_ROWS:
        series = str(folder / f"series-{rows}.csv")
        for text in run([METRIC_SPEED, str(rows), series]).output.splitlines():
            metric, ours, value = text.split()
            name, package, most = METRICS[metric]
            theirs = ratio = "–"
            if rows <= most:
                peer = run([*PEERS, f"metric:{metric}", series]).output.split()
                theirs, ratio = f"{float(peer[0]):.2g} s", f"{float(ours) / float(peer[0]):.0e}"
                largest = max(largest, abs(float(value) - float(peer[1])))
            target = METRIC_TARGETS.get((metric, rows))
            beside = f", {package}" if rows <= most else ""
            line(f"{name}, {rows} rows{beside}", f"{float(ours):.1e} s", theirs, ratio,
                 "–" if target is None else f"≤ {target} s",
                 None if target is None else float(ours) <= target)
    line("  largest difference from a peer", f"{largest:.0e}")


def time_intervals(archive: str) -> None:
    """Prints what intervals cost beside the metrics themselves, on scores made for it."""
    for suite, count, below in INTERVALS:
        output = run([UNCERTAINTY, f"suites/{suite}.yaml", str(Path(archive).parent), str(count)])
        with_intervals, without = map(float, output.output.split()[:2])
        seconds = with_intervals - without
        line(f"intervals, {suite}, {count} score sets", f"{seconds:.2f} s", target=f"≤ {below} s",
             met=seconds <= below)
        line("  the metrics without", f"{without:.2f} s")


def time_round_trips(folder: Path) -> None:
    """Prints what frames to another program take, one that answers at once."""
    echo = str(folder / "echo")
    compiler = shutil.which("cc")
    if not compiler:
        line("frames to a C echo", "–", "missing")
        return
    run([compiler, "-O2", "-o", echo, "Tests/Figures/RoundTrip/echo.c"])
    detector = str(folder / "distance")
    run([compiler, "-O2", "-o", detector, "suites/examples/detectors/distance.c", "-lm"])
    for text in run([ROUND_TRIP, echo, detector]).output.splitlines():
        key, figure = text.split()
        name, unit, target, keeps = ROUND_TRIPS[key]
        line(name, f"{float(figure):.4g} {unit}", target=target,
             met=None if keeps is None else keeps(float(figure)))


def compare_scoring(folder: Path) -> None:
    """Prints time and memory of the metrics of ten million scores beside polars, scikit-learn."""
    file = str(folder / "scores.csv")
    run([*PEERS, "make-scores", file])
    commands = {
        "ours": [ASSAY, "score", file, "--threshold", "0.9", "--only", SCORE_IDS,
                 "--format", "csv"],
        "theirs": [*PEERS, "score", file]}
    usages: dict[str, list[Usage]] = {name: [] for name in commands}
    for _ in range(SCORE_RUNS):
        for name, command in commands.items():
            usages[name].append(run(command))
    ours, theirs = (middle(usages[name], "seconds") for name in commands)
    line("score 10⁷ rows, polars+sklearn", f"{ours:.2f} s", f"{theirs:.2f} s",
         f"{ours / theirs:.2f}", f"≤ {SCORE_SECONDS} s", ours <= SCORE_SECONDS)
    ours, theirs = (
        middle(usages[name], "megabytes") * 1e6 / SCORED_ROWS for name in commands)
    line("  peak memory per row", f"{ours:.1f} B", f"{theirs:.1f} B", f"{ours / theirs:.2f}",
         f"≤ {SCORE_BYTES} B", ours <= SCORE_BYTES)
    metrics = [
        [float(row["value"]) for row in csv.DictReader(usages[name][0].output.splitlines())]
        for name in commands]
    difference = max(abs(ours - theirs) for ours, theirs in zip(*metrics, strict=True))
    line("  largest difference of a metric", f"{difference:.0e}",
         target=f"≤ {SCORE_TOLERANCE:.0e}".replace("e-0", "e-"), met=difference <= SCORE_TOLERANCE)


def main() -> None:
    """Prints the table between what it was measured on and what else ran meanwhile."""
    archive, bearings, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    libraries = [f"{name} {version(name)}" for name in ("polars", "pandas", "scikit-learn", "vus", "prts")]
    cores = os.cpu_count()
    print(f"{cores} cores, Python {platform.python_version()}, {', '.join(libraries)}\n")
    bystanders = Bystanders()
    cells("figure", "ours", "peer", "ratio", "target", "")
    print("─" * 80)
    compare_loads(archive, folder)
    compare_snapshots(bearings, folder)
    time_suites(folder)
    compare_auc(folder)
    compare_metrics(folder)
    compare_scoring(folder)
    time_intervals(archive)
    time_round_trips(folder)
    print(f"""
Loads: train, test and lives of all subsets, the file in the page cache, medians
of {LOADS}. Ours also checks every row and takes SHA-256 digests; --plan adds the
suite, its views of the data and the list of cells. Snapshots: raw IMS data, text
to features on two threads, medians of 3; bsdtar only unpacks, and the peers read
what it unpacked, one number format known to them. Metrics: one thread, median
of 3, peer vus once. Scores: both read a file of 100 units and print five
metrics, medians of {SCORE_RUNS}. Peak memory is that of the whole process with its
libraries.
Other programs kept {bystanders.cores():.1f} of {cores} cores busy.""")


if __name__ == "__main__":
    main()
