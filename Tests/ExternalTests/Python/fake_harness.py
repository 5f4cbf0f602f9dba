"""Plays Assay's part of the wire protocol, for tests of programs that speak the other one."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[3]
ADAPTER = REPOSITORY / "Sources" / "External" / "Python"
STAND_INS = Path(__file__).resolve().parent
SECONDS = 60.0
# A child is not told how its interpreter was called.
PYTHON = os.path.abspath(sys.executable)


class FakeHarness:
    """A program under test, and the frames that go to it and come back."""

    def __init__(
        self,
        command: Sequence[str],
        environment: dict[str, str] | None = None,
        folder: Path = STAND_INS,
    ) -> None:
        paths = os.pathsep.join([str(ADAPTER), str(STAND_INS)])
        self._errors = tempfile.TemporaryFile()
        self._program = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": paths,
                "PYTHONDONTWRITEBYTECODE": "1",
                "ASSAY_PROTOCOL": "1",
                **(environment or {}),
            },
            bufsize=0,
        )
        assert self._program.stdin is not None and self._program.stdout is not None
        self._input = self._program.stdin
        self._output = self._program.stdout
        self._received = b""
        self.channels: list[str] = []

    def __enter__(self) -> FakeHarness:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._program.kill()
        self._program.wait()
        self._input.close()
        self._output.close()
        self._errors.close()

    def send(self, header: dict[str, Any], *numbers: Any) -> None:
        """Sends a frame with the numbers of some arrays as its body."""
        body = b"".join(np.asarray(part, dtype="<f8").tobytes() for part in numbers)
        if numbers:
            header = {**header, "bytes": len(body)}
        self.send_bytes(json.dumps(header).encode() + b"\n" + body)

    def send_bytes(self, data: bytes) -> None:
        self._input.write(data)

    def receive_bytes(self, count: int) -> bytes:
        """Waits for so many bytes; fewer where the output ends."""
        end = time.monotonic() + SECONDS
        while len(self._received) < count:
            ready, _, _ = select.select([self._output], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise TimeoutError(f"no answer within {SECONDS} s; standard error: {self.errors()}")
            more = os.read(self._output.fileno(), 1 << 20)
            if not more:
                break
            self._received += more
        data, self._received = self._received[:count], self._received[count:]
        return data

    def receive(self) -> tuple[dict[str, Any], np.ndarray]:
        """Waits for a frame: its header and the numbers of its body."""
        line = b""
        while not line.endswith(b"\n"):
            letter = self.receive_bytes(1)
            if not letter:
                raise EOFError(f"the output ends after {line!r}; standard error: {self.errors()}")
            line += letter
        header = json.loads(line)
        return header, np.frombuffer(self.receive_bytes(header.get("bytes", 0)), dtype="<f8")

    def ask(self, header: dict[str, Any], *numbers: Any) -> dict[str, Any]:
        """Sends a frame and gives the header of the answer, which must have no body."""
        self.send(header, *numbers)
        answer, body = self.receive()
        assert not len(body), answer
        return answer

    def hello(
        self,
        parameters: dict[str, Any] | None = None,
        *,
        channels: Sequence[str] = ("a", "b"),
        seed: int = 1,
        protocol: int = 1,
    ) -> dict[str, Any]:
        self.channels = list(channels)
        return self.ask(
            {
                "type": "hello",
                "protocol": protocol,
                "detector": "under-test",
                "dataset": "made-up",
                "seed": seed,
                "channels": self.channels,
                "time_unit": "row",
                "parameters": parameters or {},
                "a_later_version": ["knows", "more"],
            }
        )

    def fit(
        self,
        units: Sequence[Any],
        *,
        times: Sequence[Any] | None = None,
        targets: Any = None,
        model: int = 1,
    ) -> dict[str, Any]:
        """Sends the rows of some units, which are called "1", "2", and so on."""
        parts = [np.asarray(unit, dtype=float) for unit in units]
        rows = sum(map(len, parts))
        clock = [np.arange(len(part)) for part in parts] if times is None else times
        header = {
            "type": "fit",
            "model": model,
            "channels": self.channels[: parts[0].shape[1]],
            "rows": rows,
            "targets": targets is not None,
            "units": [{"id": str(i), "rows": len(part)} for i, part in enumerate(parts, start=1)],
        }
        tail = [] if targets is None else [targets]
        return self.ask(header, *parts, *clock, np.zeros(rows), *tail)

    def begin(self, *, model: int = 1, unit: str = "x") -> None:
        self.send({"type": "begin", "model": model, "unit": unit})

    def score(self, values: Any, *, start: int = 0) -> tuple[dict[str, Any], np.ndarray]:
        rows = np.asarray(values, dtype=float)
        times = np.arange(start, start + len(rows))
        self.send({"type": "score", "rows": len(rows)}, rows, times, np.zeros(len(rows)))
        return self.receive()

    def scores(self, values: Any, *, model: int = 1) -> np.ndarray:
        """Scores a unit whose rows are sent together; NaN where there is no score."""
        self.begin(model=model)
        scores = self._after_none(*self.score(values))
        self.send({"type": "end"})
        return scores

    def scores_one_by_one(self, values: Any, *, model: int = 1) -> np.ndarray:
        """Scores a unit whose rows are sent alone; NaN where there is no score."""
        self.begin(model=model)
        alone = [self._after_none(*self.score([row], start=i)) for i, row in enumerate(values)]
        self.send({"type": "end"})
        return np.concatenate(alone)

    @staticmethod
    def _after_none(header: dict[str, Any], body: np.ndarray) -> np.ndarray:
        assert header["type"] == "scores", header
        none = header.get("none", 0)
        assert len(body) == header["rows"] - none, header
        return np.concatenate([np.full(none, np.nan), body])

    def bye(self) -> int:
        """Says goodbye; gives the exit code."""
        self.send({"type": "bye"})
        return self.left()

    def left(self) -> int:
        """Waits for the program to leave; gives the exit code."""
        code = self._program.wait(timeout=SECONDS)
        rest = self._received + self._output.read()
        assert not rest, f"output that nobody asked for: {rest!r}"
        return code

    def hang_up(self) -> int:
        """Ends the program's input; gives the exit code."""
        self._input.close()
        return self._program.wait(timeout=SECONDS)

    def errors(self) -> str:
        """What the program has written to standard error so far."""
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace")


def python_class(name: str, *options: str) -> list[str]:
    """The command that serves a class through the adapter."""
    return [PYTHON, "-m", "assay_detector", "--class", name, *options]
