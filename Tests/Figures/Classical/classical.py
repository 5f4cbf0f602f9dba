"""Holds the classical detectors against Python's libraries, on the same rows in one run.

classical.py ARCHIVE PART FOLDER: ARCHIVE is CMAPSSData.zip, PART speed, quality or all; FOLDER
takes rows, scores and what the libraries answered.
"""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from measure import Bystanders
from quality import compare_quality
from rows import write
from speed import compare_speed

SUBSETS = ("FD001", "FD002", "FD003", "FD004")
LIBRARIES = ("scikit-learn", "imbalanced-learn", "pyod", "statsmodels")


def main() -> None:
    """Prints the tables between what they were measured on and what else ran meanwhile."""
    archive, part, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    cores = os.cpu_count()
    print(f"{cores} cores, Python {platform.python_version()}, {libraries}\n", flush=True)
    bystanders = Bystanders()
    subsets = ("FD001", "FD004") if part == "speed" else SUBSETS
    rows = {subset: write(archive, subset, folder) for subset in subsets}
    if part in ("speed", "all"):
        compare_speed(archive, rows, folder)
    if part in ("quality", "all"):
        compare_quality(archive, rows, folder)
    print(f"Other programs kept {bystanders.cores():.1f} of {cores} cores busy.")


if __name__ == "__main__":
    main()
