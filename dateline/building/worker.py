"""A worker process: what it is told, how it works, and what it answers. `workers` has the parent's side."""

from __future__ import annotations

import gc
import pickle
import signal
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.building.process import die_with, stand_back

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_SLICE_SECONDS = 0.002
"""How long a worker goes on with work for the gaps before it looks whether it is told something."""

_TIDY_AFTER = 8
"""So many answers."""


class Task(NamedTuple):
    """What a worker is told before its first batch, a list of items."""

    start: Callable[[], Any]
    """Makes the context."""
    function: Callable[[Any, Any], Any]
    """Takes the context and an item."""


class Aside(NamedTuple):
    """Work for the gaps: some of it is done whenever there is nothing else to do."""

    number: int
    task: Task
    items: Sequence[Any]


class Wanted(NamedTuple):
    """The results of work for the gaps are waited for."""

    number: int


class Failure(NamedTuple):
    """An exception on its way from a worker to the parent."""

    place: int
    """Which item of the batch failed."""
    reason: str
    """Type and text of the exception."""
    trace: str
    """The traceback, printed."""
    pickled: bytes

    @classmethod
    def of(cls, problem: Exception, place: int) -> Failure:
        """Takes down an exception."""
        reason = "".join(traceback.format_exception_only(problem)).strip()
        pickled = b""
        with suppress(Exception):  # an exception may hold anything
            pickled = pickle.dumps(problem)
            pickle.loads(pickled)
        return cls(place, reason, "".join(traceback.format_exception(problem)), pickled)

    def cause(self) -> Exception | None:
        """The exception, wherever it can be carried over."""
        with suppress(Exception):
            problem = pickle.loads(self.pickled)
            if isinstance(problem, Exception):
                return problem
        return None


class Answer(NamedTuple):
    """What became of a batch."""

    results: list[Any]
    """Up to the first failure."""
    failure: Failure | None
    seconds: float
    """What it took."""


def work(pipe: Connection, inherited: Sequence[Connection], parent: int) -> None:
    """A worker's life: tasks and items in, answers out, until the parent hangs up or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with(parent)
    stand_back()
    gc.disable()
    for end in inherited:
        end.close()
    batches: _Batches | None = None
    asides: dict[int, _Batches] = {}
    answered = 0
    with suppress(EOFError, OSError):
        while True:
            _use_gap(pipe, asides)
            message = pipe.recv()
            if isinstance(message, Task):
                batches = _Batches(message)
                continue
            if isinstance(message, Aside):
                asides[message.number] = _Batches(message.task, message.items)
                continue
            if isinstance(message, Wanted):
                pipe.send_bytes(asides.pop(message.number).answer())
            elif batches:
                batches.give(message)
                pipe.send_bytes(batches.answer())
            answered += 1
            if answered % _TIDY_AFTER == 0:
                # What batches leave behind is little, and what they leave for good is looked at once.
                gc.collect()
                gc.freeze()


def _use_gap(pipe: Connection, asides: dict[int, _Batches]) -> None:
    """Work for the gaps, until there is a message or no such work left."""
    for aside in asides.values():
        while aside.has_work and not pipe.poll():
            aside.advance(_SLICE_SECONDS)


class _Batches:
    """A task, and the batch of items that is worked on."""

    def __init__(self, task: Task, items: Sequence[Any] = ()) -> None:
        self._task = task
        self._context: list[Any] = []
        """Empty until it has been made."""
        self.give(items)

    def give(self, items: Sequence[Any]) -> None:
        self._items = items
        self._results: list[Any] = []
        self._failure: Failure | None = None
        self._seconds = 0.0

    @property
    def has_work(self) -> bool:
        return self._failure is None and len(self._results) < len(self._items)

    def advance(self, seconds: float) -> None:
        """Goes on for about so long."""
        began = time.perf_counter()
        try:
            if not self._context:
                self._context.append(self._task.start())
            context, function, results = self._context[0], self._task.function, self._results
            for item in self._items[len(results) :]:
                results.append(function(context, item))
                if time.perf_counter() - began > seconds:
                    break
        except Exception as problem:
            self._failure = Failure.of(problem, len(self._results))
        self._seconds += time.perf_counter() - began

    def answer(self) -> bytes:
        """Finishes the batch: an `Answer`, pickled."""
        if self.has_work:
            self.advance(float("inf"))
        results, self._results, self._items = self._results, [], ()
        try:
            return pickle.dumps(Answer(results, self._failure, self._seconds), pickle.HIGHEST_PROTOCOL)
        except Exception as problem:
            failure = Failure.of(problem, max(0, len(results) - 1))
            return pickle.dumps(Answer([], failure, self._seconds), pickle.HIGHEST_PROTOCOL)
