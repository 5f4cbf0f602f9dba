"""Measures programs: wall time, peak resident memory, and what else the machine did meanwhile."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Usage:
    """What a process took, or the medians of several; 1 MB is 10⁶ bytes."""

    seconds: float
    megabytes: float
    output: str

    @property
    def loading(self) -> float:
        """The seconds that a loader measured itself: no start of a process, no imports."""
        return float(self.output.split()[0])

    @property
    def rows(self) -> str:
        """The rows that a loader counted."""
        return self.output.split()[1]


def run(command: Sequence[str], accepted: Sequence[int] = (0,), keeps_output: bool = True) -> Usage:
    """Runs a program; ends the report unless its exit code is accepted.

    The kernel counts this small interpreter, some 15 MB, into a child's peak until it has started.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE if keeps_output else subprocess.DEVNULL, text=True)
    output = ""
    if process.stdout:
        with process.stdout:
            output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        sys.exit(f"figures: exit code {process.returncode} of {' '.join(command)}")
    return Usage(seconds, usage.ru_maxrss * 1024 / 1e6, output)


def middle(usages: Sequence[Usage], quantity: str) -> float:
    """The median of one quantity of several runs."""
    return median(getattr(usage, quantity) for usage in usages)


class Bystanders:
    """How busy everything but this program and those it ran keeps the machine."""

    def __init__(self) -> None:
        self.start = time.perf_counter()
        self.used = self._used()

    @staticmethod
    def _used() -> float:
        with open("/proc/stat", encoding="ascii") as file:
            user, nice, system, _, _, hard, soft, steal = map(int, file.readline().split()[1:9])
        ticks = user + nice + system + hard + soft + steal
        return ticks / os.sysconf("SC_CLK_TCK") - sum(os.times()[:4])

    def cores(self) -> float:
        """The cores that were not free for the measurements since the beginning, on average."""
        return max(0, self._used() - self.used) / (time.perf_counter() - self.start)
