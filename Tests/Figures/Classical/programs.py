"""The programs that are measured: ours, and Python's libraries in a process of their own."""

import sys
from pathlib import Path

PROGRAM = ".build/release/assay-classical"
SCRIPT = Path("Tests/Figures/Classical/references.py")


def library(threads: int, *words: str) -> list[str]:
    """The command of a library with so many threads for linear algebra and parallel loops.

    Where a library is told how many threads to start, as forests are, it starts them all the same.
    """
    return ["env", f"OMP_NUM_THREADS={threads}", f"OPENBLAS_NUM_THREADS={threads}", sys.executable,
            str(SCRIPT), *words]


def seeds(count: int, first: int = 1) -> str:
    """Seeds one after another, as the programs take them."""
    return ",".join(str(seed) for seed in range(first, first + count))
