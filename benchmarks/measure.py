"""Runs a command and says what it took: wall time, processor time, memory, with all its children."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_BETWEEN_LOOKS = 0.02


@dataclass(frozen=True)
class Cost:
    """What a run took."""

    wall: float
    """Seconds."""
    processor: float
    """Seconds of all processors, user and system."""
    memory: int
    """Most bytes held at one time by all processes together, shared pages shared out; 0 if not asked for."""


class Failed(Exception):
    """A command did not do what was to be measured."""


def run(command: Sequence[str], folder: Path, *, memory: bool = False) -> Cost:
    """Run a command in a folder. Looking at memory disturbs time, so ask for it in a run of its own."""
    with (folder / "log").open("wb") as log:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid) if memory else None
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        most = watch.most() if watch else 0
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = (folder / "log").read_text(errors="replace")[-2000:]
        raise Failed(f"{' '.join(command)} ended with {process.returncode}:\n{tail}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, most)


class _Watch:
    """Adds up the memory of a process and its descendants again and again while they run."""

    def __init__(self, pid: int) -> None:
        self._most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(pid,))
        self._thread.start()

    def most(self) -> int:
        self._ended.set()
        self._thread.join()
        return self._most

    def _look(self, pid: int) -> None:
        while not self._ended.wait(_BETWEEN_LOOKS):
            self._most = max(self._most, sum(map(_proportional, _family(pid))))


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _proportional(pid: int) -> int:
    """Bytes of a process: its own, and its share of what it shares (PSS)."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
