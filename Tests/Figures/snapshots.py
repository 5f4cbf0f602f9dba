"""Reduces raw IMS snapshots beside bsdtar, which only unpacks them, and Python's libraries."""

import subprocess
import sys
import time
import zipfile
from datetime import datetime, timedelta
from itertools import count, cycle
from pathlib import Path
from statistics import median

from measure import middle, run
from table import line

RAW_LOAD = ".build/release/assay-raw-load"
PEERS = [sys.executable, "Tests/Figures/peers.py"]
RUNS = 3
BASIC_RATIO = 1.3  # of bsdtar's seconds, that reading and basic features together keep
ALL_RATE = 60  # megabytes of text per second, with all features
PEAK = 200  # megabytes of memory, whatever the archive
LARGE_TEXT = 2_000_000_000  # bytes of text in the large archive
FORM = "%Y.%m.%d.%H.%M.%S"


def unpack(archive: str, folder: Path) -> float:
    """Unpacks all layers with bsdtar, the innermost to nowhere; returns the seconds.

    The inner archives go to a folder in memory, because 7z cannot be read from a pipe.
    """
    start = time.perf_counter()
    subprocess.run(["bsdtar", "-xf", archive, "-C", folder], check=True)
    for inner in folder.rglob("*.7z"):
        subprocess.run(["bsdtar", "-xf", inner, "-C", folder], check=True)
    for inner in sorted(folder.rglob("*.rar")):
        subprocess.run(["bsdtar", "-xOf", inner], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def write_large(unpacked: Path, path: Path) -> None:
    """Writes a zip with the snapshots of test 1 over and over, each under a time of its own."""
    texts = [file.read_bytes() for file in sorted((unpacked / "1st_test").iterdir())]
    start = datetime.strptime("2003.10.22.12.06.24", FORM)
    written = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for index, text in zip(count(), cycle(texts)):
            if written >= LARGE_TEXT:
                return
            name = (start + timedelta(minutes=10 * index)).strftime(FORM)
            archive.writestr(f"1st_test/{name}", text)
            written += len(text)


def compare_snapshots(archive: str, folder: Path) -> None:
    """Prints time and memory from the raw archive to features, beside bsdtar and the peers."""
    memory = Path("/dev/shm") / folder.name
    try:
        seconds = []
        for index in range(RUNS):
            layers = memory / str(index)
            layers.mkdir(parents=True)
            seconds.append(unpack(archive, layers))
        unpacked = memory / "snapshots"
        unpacked.mkdir()
        for inner in sorted((memory / "0").rglob("*.rar")):
            subprocess.run(["bsdtar", "-xf", inner, "-C", unpacked], check=True)
        compare_with_bsdtar(archive, median(seconds))
        compare_with_peers(str(unpacked))
        measure_large(unpacked, folder / "large.zip")
    finally:
        subprocess.run(["rm", "-rf", memory], check=True)


def compare_with_bsdtar(archive: str, theirs: float) -> None:
    """Prints the seconds of reading with basic features, and the rate of text with all."""
    basic = [run([RAW_LOAD, archive, "basic"]) for _ in range(RUNS)]
    ours = middle(basic, "seconds")
    line("raw IMS, basic features, bsdtar", f"{ours:.2f} s", f"{theirs:.2f} s",
         f"{ours / theirs:.2f}", f"≤ {BASIC_RATIO} × peer", ours <= BASIC_RATIO * theirs)
    every = [run([RAW_LOAD, archive, "all"]) for _ in range(RUNS)]
    rate = int(every[0].output.split()[2]) / middle(every, "seconds") / 1e6
    line("  all features, text per second", f"{rate:.0f} MB", target=f"≥ {ALL_RATE} MB",
         met=rate >= ALL_RATE)
    megabytes = middle(every, "megabytes")
    line("  peak memory", f"{megabytes:.0f} MB", target=f"≤ {PEAK} MB", met=megabytes <= PEAK)


def compare_with_peers(unpacked: str) -> None:
    """Prints the seconds from unpacked snapshots to basic features beside Python's libraries."""
    basic = [run([RAW_LOAD, unpacked, "basic"]) for _ in range(RUNS)]
    ours = middle(basic, "loading")
    for peer in ("polars", "pandas", "numpy"):
        usages = [run([*PEERS, f"snapshots:{peer}", unpacked]) for _ in range(RUNS)]
        if {usage.rows for usage in usages} != {basic[0].rows}:
            sys.exit(f"figures: {peer} found another number of snapshots")
        theirs = middle(usages, "loading")
        line(f"unpacked IMS, {peer}", f"{ours:.2f} s", f"{theirs:.2f} s", f"{ours / theirs:.2f}")


def measure_large(unpacked: Path, path: Path) -> None:
    """Prints the rate and the peak of memory over an archive of two gigabytes of text."""
    write_large(unpacked, path)
    usage = run([RAW_LOAD, str(path), "all"])
    rate = int(usage.output.split()[2]) / usage.seconds / 1e6
    line("raw IMS, 2 GB of text, all features", f"{usage.seconds:.1f} s")
    line("  text per second", f"{rate:.0f} MB", target=f"≥ {ALL_RATE} MB", met=rate >= ALL_RATE)
    line("  peak memory", f"{usage.megabytes:.0f} MB", target=f"≤ {PEAK} MB",
         met=usage.megabytes <= PEAK)
