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
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Generic, TypeVar

from dateline.building.process import keep_freed_memory
from dateline.building.worker import Answer, Aside, Failure, Task, Wanted, work

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
        self._asides = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    def shares(self, count: int) -> bool:
        """Whether so many items are done by workers, and not here."""
        return self._jobs > 1 and count >= FEW

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
        if not self.shares(len(head)):
            yield from _run_here(function, chain(head, source), start, label)
            return
        self._hire()
        work: _Work[Item, Result] = _Work(self._workers, Task(start, function), label)
        yield from self._or_dismissed(work.run(chain(head, source)))

    def meanwhile(
        self,
        function: Callable[[Context, Item], Result],
        items: Sequence[Item],
        *,
        start: Callable[[], Context],
        label: Callable[[Item], str] = str,
    ) -> Iterator[Result]:
        """As `run`, but in the gaps: a worker does some of it whenever nothing else is given to it.

        What is not done yet when the results are asked for is done then. They come in any order. Other work
        may be given before that, but not while they are coming.
        """
        if not self.shares(len(items)):
            return _run_here(function, items, start, label)
        self._hire()
        self._asides += 1
        task = Task(start, function)
        aside: _Aside[Item, Result] = _Aside(self._workers, task, items, self._asides, label)
        return self._or_dismissed(aside.results())

    def _or_dismissed(self, results: Iterator[Result]) -> Iterator[Result]:
        """The results; if they are not all asked for, workers are at work on what nobody waits for."""
        finished = False
        try:
            yield from results
            finished = True
        finally:
            if not finished:
                self.dismiss()

    def release(self) -> None:
        """Let the workers go. They hold nothing that has to be put away: they are not asked but killed.

        Nobody waits here until they are gone, and no work may be given any more.
        """
        for worker in self._workers:
            worker.process.kill()

    def dismiss(self) -> None:
        """Let the workers go, and wait until they are gone."""
        self.release()
        workers, self._workers = self._workers, []
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
            failure = Failure.of(problem, 0)
            raise WorkerError(label(item), failure.reason, failure.trace) from problem
        yield result


class _Worker:
    """A process, the parent's end of the pipe to it, and the batch that it works on."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.batch = -1

    def send(self, message: object, item: str) -> None:
        """Raises WorkerError, naming the `item`, if the process is no more."""
        try:
            self.pipe.send(message)
        except OSError:
            raise self._died(item) from None

    def receive(self, item: str) -> Answer:
        """Raises WorkerError, naming the `item`, if the process is no more."""
        try:
            answer: Answer = self.pipe.recv()
        except (EOFError, OSError):
            raise self._died(item) from None
        return answer

    def _died(self, item: str) -> WorkerError:
        self.process.join(1)
        code = self.process.exitcode
        how = f"signal {-code}" if code is not None and code < 0 else f"status {code}"
        return WorkerError(item, f"the worker process ended unexpectedly ({how})")


class _Work(Generic[Item, Result]):
    """One piece of work for all workers."""

    def __init__(self, workers: Sequence[_Worker], task: Task, label: Callable[[Item], str]) -> None:
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
            worker.send(self._task, "the first item")
        given: dict[int, list[Item]] = {}
        done: dict[int, Answer] = {}
        ready: deque[list[Item]] = deque()
        number = turn = 0
        ahead = _AHEAD * len(self._workers)
        more = True
        while True:
            while idle and ready:
                worker = idle.pop()
                worker.batch, given[number] = number, ready.popleft()
                worker.send(given[number], self._label(given[number][0]))
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
                answer = done.pop(turn)
                batch = given.pop(turn)
                turn += 1
                yield from answer.results
                if answer.failure:
                    raise _error(self._label(batch[answer.failure.place]), answer.failure)

    def _batch(self, items: Iterator[Item]) -> list[Item]:
        size = int(_BATCH_SECONDS / self._seconds) if self._seconds else 1
        return list(islice(items, max(1, min(_LARGEST_BATCH, size))))

    def _receive(self, worker: _Worker, batch: list[Item]) -> Answer:
        answer = worker.receive(self._label(batch[0]))
        each = answer.seconds / max(1, len(answer.results))
        self._seconds = (self._seconds * 3 + each) / 4 if self._seconds else each
        return answer


class _Aside(Generic[Item, Result]):
    """Work for the gaps, shared out among all workers."""

    def __init__(
        self,
        workers: Sequence[_Worker],
        task: Task,
        items: Sequence[Item],
        number: int,
        label: Callable[[Item], str],
    ) -> None:
        self._workers = workers[: len(items)]  # there may be more of them than items
        self._number = number
        self._label = label
        count = len(self._workers)
        self._parts = [items[first::count] for first in range(count)]
        for worker, part in zip(self._workers, self._parts, strict=True):
            worker.send(Aside(number, task, part), label(part[0]))

    def results(self) -> Iterator[Result]:
        """All of them, finished."""
        for worker, part in zip(self._workers, self._parts, strict=True):
            worker.send(Wanted(self._number), self._label(part[0]))
        for worker, part in zip(self._workers, self._parts, strict=True):
            answer = worker.receive(self._label(part[0]))
            yield from answer.results
            if answer.failure:
                raise _error(self._label(part[answer.failure.place]), answer.failure)


def _error(item: str, failure: Failure) -> WorkerError:
    problem = WorkerError(item, failure.reason, failure.trace)
    problem.__cause__ = failure.cause()
    return problem


def _hired(pipes: Sequence[Connection]) -> _Worker:
    """A new worker; `pipes` are the parent's ends of those to its colleagues."""
    from multiprocessing import get_context

    forked = _may_fork()
    context = get_context("fork") if forked else get_context("spawn")
    ours, theirs = context.Pipe()
    # A forked worker has copies of the parent's ends of all pipes so far; while it kept them open,
    # no other worker would see that the parent is gone.
    inherited = (ours, *pipes) if forked else ()
    process = context.Process(target=work, args=(theirs, inherited, os.getpid()), daemon=True)
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
