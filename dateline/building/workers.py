"""Runs one function over many items in several processes, in order and in little memory.

Every worker makes its context once (compiled templates, tables), then takes small batches from the
parent over a pipe and sends back the results; the parent hands them on in the order of the items, so
that what comes out does not depend on the number of workers. Never more than a few batches are under
way. Workers die with the parent, however it dies. What is computed is left to the caller.

A worker that was forked has a copy of the parent's SQLite connections and must not use them, nor open
the same files: read in the parent, and send what was read with the item.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Context = TypeVar("Context")
Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 12
"""So few items are done here: starting workers costs as much as they do."""

_BATCH_SECONDS = 0.04
"""How long a batch should take: far longer than a pipe's round trip, short enough to stay even."""

_LARGEST_BATCH = 64

_COLLECT_AFTER = 50_000
"""Of a worker's new objects so many make the collector look: most are gone by then without it."""

_AHEAD = 4
"""How many batches for each worker may be under way or waiting for an earlier one."""


class WorkerError(Exception):
    """The function failed for an item. `__cause__` is its exception, wherever that can be carried over."""

    def __init__(self, item: str, reason: str, trace: str = "") -> None:
        super().__init__(item, reason, trace)
        self.item = item
        self.reason = reason
        """Type and text of the exception."""
        self.trace = trace
        """The traceback, printed."""

    def __str__(self) -> str:
        return f"{self.item}: {self.reason}"


def run(
    function: Callable[[Context, Item], Result],
    items: Iterable[Item],
    *,
    start: Callable[[], Context],
    jobs: int,
    label: Callable[[Item], str] = str,
) -> Iterator[Result]:
    """`function(context, item)` for every item, in order, as results come in.

    `start` makes a worker's context and runs once in each. With one job, or few items, all is done in
    this process, without pickling. Items and results are pickled otherwise; `function` and `start`
    only where processes cannot be forked. Raises WorkerError, naming the item by `label`, for the first
    item in order that failed. Workers are gone when the iterator is exhausted, closed or interrupted.
    """
    source = iter(items)
    head = list(islice(source, FEW))
    if jobs <= 1 or len(head) < FEW:
        return _run_here(function, chain(head, source), start, label)
    return _Pool(function, start, label, jobs).run(chain(head, source))


def _run_here(
    function: Callable[[Context, Item], Result],
    items: Iterable[Item],
    start: Callable[[], Context],
    label: Callable[[Item], str],
) -> Iterator[Result]:
    context: list[Context] = []
    for item in items:
        try:
            if not context:
                context.append(start())
            result = function(context[0], item)
        except Exception as problem:
            failure = _Failure.of(problem, 0)
            raise WorkerError(label(item), failure.reason, failure.trace) from problem
        yield result


class _Failure(NamedTuple):
    """An exception on its way from a worker to the parent."""

    place: int
    """Which item of the batch failed."""
    reason: str
    trace: str
    pickled: bytes

    @classmethod
    def of(cls, problem: Exception, place: int) -> _Failure:
        reason = "".join(traceback.format_exception_only(problem)).strip()
        pickled = b""
        with suppress(Exception):  # an exception may hold anything
            pickled = pickle.dumps(problem)
            pickle.loads(pickled)
        return cls(place, reason, "".join(traceback.format_exception(problem)), pickled)

    def cause(self) -> Exception | None:
        with suppress(Exception):
            problem = pickle.loads(self.pickled)
            if isinstance(problem, Exception):
                return problem
        return None


class _Worker:
    """A process, the parent's end of the pipe to it, and the batch that it works on."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.batch = -1


class _Pool(Generic[Context, Item, Result]):
    def __init__(
        self,
        function: Callable[[Context, Item], Result],
        start: Callable[[], Context],
        label: Callable[[Item], str],
        jobs: int,
    ) -> None:
        self._function = function
        self._start = start
        self._label = label
        self._jobs = jobs
        self._seconds = 0.0
        """What an item takes, as a running average."""

    def run(self, items: Iterator[Item]) -> Iterator[Result]:
        from multiprocessing.connection import wait

        workers: list[_Worker] = []
        gc.freeze()  # what is in memory now is shared with forked workers; the collector would copy it
        try:
            for _ in range(self._jobs):
                workers.append(self._hire(workers))
            by_pipe = {worker.pipe: worker for worker in workers}
            idle = list(workers)
            given: dict[int, list[Item]] = {}
            done: dict[int, tuple[list[Result], _Failure | None]] = {}
            number = turn = 0
            while True:
                while idle and number < turn + _AHEAD * self._jobs:
                    batch = list(islice(items, self._batch_size()))
                    if not batch:
                        break
                    worker = idle.pop()
                    self._send(worker, batch)
                    worker.batch, given[number] = number, batch
                    number += 1
                if turn == number:
                    return
                busy = [worker.pipe for worker in workers if worker.batch >= 0]
                for pipe in wait(busy):
                    worker = by_pipe[pipe]  # type: ignore[index] # wait gives back what it was given
                    done[worker.batch] = self._receive(worker, given[worker.batch])
                    worker.batch = -1
                    idle.append(worker)
                while turn in done:
                    results, failure = done.pop(turn)
                    batch = given.pop(turn)
                    turn += 1
                    yield from results
                    if failure:
                        item = self._label(batch[failure.place])
                        raise WorkerError(item, failure.reason, failure.trace) from failure.cause()
        finally:
            gc.unfreeze()
            self._dismiss(workers)

    def _batch_size(self) -> int:
        if not self._seconds:
            return 1
        return max(1, min(_LARGEST_BATCH, int(_BATCH_SECONDS / self._seconds)))

    def _hire(self, colleagues: list[_Worker]) -> _Worker:
        from multiprocessing import get_context

        forked = _may_fork()
        context = get_context("fork") if forked else get_context("spawn")
        ours, theirs = context.Pipe()
        # A forked worker has copies of the parent's ends of all pipes so far; while it kept them open,
        # no other worker would see that the parent is gone.
        inherited = (ours, *(worker.pipe for worker in colleagues)) if forked else ()
        arguments = (theirs, inherited, os.getpid(), self._start, self._function)
        process = context.Process(target=_work, args=arguments, daemon=True)
        with _interrupts_later():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _send(self, worker: _Worker, batch: list[Item]) -> None:
        try:
            worker.pipe.send(batch)
        except OSError:
            raise self._died(worker, batch) from None

    def _receive(self, worker: _Worker, batch: list[Item]) -> tuple[list[Result], _Failure | None]:
        try:
            results, failure, seconds = worker.pipe.recv()
        except (EOFError, OSError):
            raise self._died(worker, batch) from None
        each = seconds / max(1, len(results))
        self._seconds = (self._seconds * 3 + each) / 4 if self._seconds else each
        return results, failure

    def _died(self, worker: _Worker, batch: list[Item]) -> WorkerError:
        worker.process.join(1)
        code = worker.process.exitcode
        how = f"signal {-code}" if code is not None and code < 0 else f"status {code}"
        return WorkerError(self._label(batch[0]), f"the worker process ended unexpectedly ({how})")

    def _dismiss(self, workers: list[_Worker]) -> None:
        """Workers hold nothing that has to be put away, so they are not asked but killed."""
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.process.close()
            worker.pipe.close()


def _may_fork() -> bool:
    """Whether a fork is safe: not on macOS, whose libraries forbid it, and not with threads about."""
    return sys.platform not in ("darwin", "win32") and threading.active_count() == 1


@contextmanager
def _interrupts_later() -> Iterator[None]:
    """Keeps Ctrl-C from reaching a worker before it ignores it (it would print a traceback)."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(
    pipe: Connection,
    inherited: tuple[Connection, ...],
    parent: int,
    start: Callable[[], Any],
    function: Callable[[Any, Any], Any],
) -> None:
    """A worker's life: batches in, results out, until the parent hangs up or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _die_with(parent)
    gc.set_threshold(_COLLECT_AFTER)
    for end in inherited:
        end.close()
    context: list[Any] = []
    with suppress(EOFError, OSError):
        while True:
            batch = pipe.recv()
            pipe.send_bytes(_answer(context, start, function, batch))


def _answer(
    context: list[Any], start: Callable[[], Any], function: Callable[[Any, Any], Any], batch: list[Any]
) -> bytes:
    """The results of a batch up to the first failure, that failure, and the seconds taken; pickled."""
    began = time.perf_counter()
    results: list[Any] = []
    failure = None
    try:
        if not context:
            context.append(start())
        for item in batch:
            results.append(function(context[0], item))
        return pickle.dumps((results, None, time.perf_counter() - began), pickle.HIGHEST_PROTOCOL)
    except Exception as problem:
        failure = _Failure.of(problem, min(len(results), len(batch) - 1))
    return pickle.dumps((results, failure, time.perf_counter() - began), pickle.HIGHEST_PROTOCOL)


def _die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent dies; elsewhere the closed pipe has to do."""
    if sys.platform != "linux":
        return
    with suppress(Exception):  # no libc of that name: the pipe has to do
        import ctypes

        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
