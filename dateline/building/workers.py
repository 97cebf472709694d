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
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from dateline.building.process import die_with, keep_freed_memory

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

_AHEAD = 4
"""How many batches for each worker may be under way or waiting for an earlier one."""

_READY = 2
"""How many are made ready for each: making the items may take longer now and then."""


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
    """`Pool.run` with a pool of its own."""
    with Pool(jobs) as pool:
        yield from pool.run(function, items, start=start, label=label)


class Pool:
    """Worker processes, hired with the first work that is worth it and kept for the next.

    They are hired as early as that so that they are copies of a process that has not grown yet.
    """

    def __init__(self, jobs: int) -> None:
        """`jobs` is how many there may be; with one, all is done in this process."""
        self._jobs = jobs
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    def run(
        self,
        function: Callable[[Context, Item], Result],
        items: Iterable[Item],
        *,
        start: Callable[[], Context],
        label: Callable[[Item], str] = str,
    ) -> Iterator[Result]:
        """`function(context, item)` for every item, in order, as results come in.

        `start` makes a worker's context and runs once in each. With one job, or few items, all is done in
        this process, without pickling; else all that is named here is pickled. Items are taken as they
        are needed, a few batches ahead. Raises WorkerError, naming the item by `label`, for the first item
        in order that failed. The iterator must be exhausted or closed before the next work is given.
        """
        source = iter(items)
        head = list(islice(source, FEW))
        if self._jobs <= 1 or len(head) < FEW:
            yield from _run_here(function, chain(head, source), start, label)
            return
        self._hire()
        work: _Work[Item, Result] = _Work(self._workers, _Task(start, function), label)
        yield from self._or_dismissed(work.run(chain(head, source)))

    def begin(
        self, function: Callable[[Context, Item], Result], items: Sequence[Item], start: Callable[[], Context]
    ) -> Iterator[Result]:
        """As `run`, but all of the work, which must be little, is given out at once and goes on meanwhile.

        The results come in any order. Other work may be given when the iterator is exhausted.
        """
        if self._jobs <= 1 or len(items) < FEW:
            return _run_here(function, items, start, str)
        self._hire()
        work: _Work[Item, Result] = _Work(self._workers, _Task(start, function), str)
        return self._or_dismissed(work.begin(items))

    def _or_dismissed(self, results: Iterator[Result]) -> Iterator[Result]:
        """The results; if they are not all asked for, workers are at work on what nobody waits for."""
        finished = False
        try:
            yield from results
            finished = True
        finally:
            if not finished:
                self.dismiss()

    def dismiss(self) -> None:
        """Let the workers go. They hold nothing that has to be put away: they are not asked but killed."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.process.close()
            worker.pipe.close()

    def _hire(self) -> None:
        if not self._workers:
            keep_freed_memory()
        gc.freeze()  # what is in memory now is shared with forked workers; the collector would copy it
        try:
            while len(self._workers) < self._jobs:
                self._workers.append(_hired([worker.pipe for worker in self._workers]))
        finally:
            gc.unfreeze()


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


class _Task(NamedTuple):
    """What a worker is told before its first batch."""

    start: Callable[[], Any]
    function: Callable[[Any, Any], Any]


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


class _Work(Generic[Item, Result]):
    """One piece of work for all workers."""

    def __init__(self, workers: Sequence[_Worker], task: _Task, label: Callable[[Item], str]) -> None:
        self._workers = workers
        self._task = task
        self._label = label
        self._seconds = 0.0
        """What an item takes, as a running average."""

    def run(self, items: Iterator[Item]) -> Iterator[Result]:
        """The results in order. While all workers are busy, the next batches are made ready for them."""
        from multiprocessing.connection import wait

        by_pipe = {worker.pipe: worker for worker in self._workers}
        idle = list(self._workers)
        for worker in self._workers:
            self._send(worker, self._task, [])
        given: dict[int, list[Item]] = {}
        done: dict[int, tuple[list[Result], _Failure | None]] = {}
        ready: deque[list[Item]] = deque()
        number = turn = 0
        ahead = _AHEAD * len(self._workers)
        more = True
        while True:
            while idle and ready:
                worker = idle.pop()
                worker.batch, given[number] = number, ready.popleft()
                self._send(worker, given[number], given[number])
                number += 1
            to_make = more and len(ready) < _READY * len(self._workers) and number < turn + ahead
            if to_make:
                batch = self._batch(items)
                ready.extend([batch] if batch else [])
                more = bool(batch)
            elif turn == number:
                return
            busy = [worker.pipe for worker in self._workers if worker.batch >= 0]
            for pipe in wait(busy, 0 if to_make else None):
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

    def begin(self, items: Sequence[Item]) -> Iterator[Result]:
        """All items given out, the same number to each worker; the results are waited for when asked for."""
        batches = [list(items[first :: len(self._workers)]) for first in range(len(self._workers))]
        for worker, batch in zip(self._workers, batches, strict=True):
            self._send(worker, self._task, batch)
            self._send(worker, batch, batch)
        return self._collected(batches)

    def _collected(self, batches: Sequence[list[Item]]) -> Iterator[Result]:
        for worker, batch in zip(self._workers, batches, strict=True):
            results, failure = self._receive(worker, batch)
            yield from results
            if failure:
                item = self._label(batch[failure.place])
                raise WorkerError(item, failure.reason, failure.trace) from failure.cause()

    def _batch(self, items: Iterator[Item]) -> list[Item]:
        size = int(_BATCH_SECONDS / self._seconds) if self._seconds else 1
        return list(islice(items, max(1, min(_LARGEST_BATCH, size))))

    def _send(self, worker: _Worker, message: _Task | list[Item], batch: list[Item]) -> None:
        try:
            worker.pipe.send(message)
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
        return WorkerError(
            self._label(batch[0]) if batch else "the first item",
            f"the worker process ended unexpectedly ({how})",
        )


def _hired(pipes: Sequence[Connection]) -> _Worker:
    """A new worker; `pipes` are the parent's ends of those to its colleagues."""
    from multiprocessing import get_context

    forked = _may_fork()
    context = get_context("fork") if forked else get_context("spawn")
    ours, theirs = context.Pipe()
    # A forked worker has copies of the parent's ends of all pipes so far; while it kept them open,
    # no other worker would see that the parent is gone.
    inherited = (ours, *pipes) if forked else ()
    process = context.Process(target=_work, args=(theirs, inherited, os.getpid()), daemon=True)
    with _interrupts_later():
        process.start()
    theirs.close()
    return _Worker(process, ours)


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


def _work(pipe: Connection, inherited: tuple[Connection, ...], parent: int) -> None:
    """A worker's life: tasks and batches in, results out, until the parent hangs up or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with(parent)
    gc.disable()
    for end in inherited:
        end.close()
    with suppress(EOFError, OSError):
        while True:
            message = pipe.recv()
            if isinstance(message, _Task):
                task, context = message, list[Any]()
            else:
                pipe.send_bytes(_answer(task, context, message))
                # What a batch leaves behind is little, and what it leaves for good is looked at once.
                gc.collect()
                gc.freeze()


def _answer(task: _Task, context: list[Any], batch: list[Any]) -> bytes:
    """The results of a batch up to the first failure, that failure, and the seconds taken; pickled.

    `context` is empty until it has been made.
    """
    began = time.perf_counter()
    results: list[Any] = []
    failure = None
    try:
        if not context:
            context.append(task.start())
        for item in batch:
            results.append(task.function(context[0], item))
        return pickle.dumps((results, None, time.perf_counter() - began), pickle.HIGHEST_PROTOCOL)
    except Exception as problem:
        failure = _Failure.of(problem, min(len(results), len(batch) - 1))
    return pickle.dumps((results, failure, time.perf_counter() - began), pickle.HIGHEST_PROTOCOL)
