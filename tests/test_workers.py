"""Results come in order whatever the number of workers, and no worker outlives its parent."""

from __future__ import annotations

import functools
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.building import workers
from dateline.building.workers import FEW, WorkerError, run

MANY = 500


class Trouble(Exception):
    """An exception that can be sent from a worker to its parent."""


class Unsendable(Exception):
    """One that cannot: it is made of more than its arguments."""

    def __init__(self, *, code: int) -> None:
        super().__init__()
        self.code = code


def no_context() -> None:
    return None


def square(_: None, item: int) -> int:
    return item * item


def fail_at(wanted: int, problem: Exception, _: None, item: int) -> int:
    if item >= wanted:
        raise problem
    return item


def marked(folder: Path) -> int:
    (folder / str(os.getpid())).touch(exist_ok=False)
    return os.getpid()


def mark(folder: Path, _: None, item: int) -> int:
    (folder / str(os.getpid())).touch()
    return item


def mark_item(folder: Path, item: int) -> int:
    (folder / str(item)).touch(exist_ok=False)
    return item


def own_context(context: int, _: int) -> int:
    assert context == os.getpid()
    return context


def both(context: int, item: int) -> tuple[int, int]:
    return context, item


def twice(_: None, block: bytes) -> bytes:
    return block * 2


def unsendable(_: None, item: int) -> int:
    if item >= 20:
        raise Unsendable(code=3)
    return item


def function_made(_: None, __: int) -> Callable[[], None]:
    return lambda: None


def no_template() -> None:
    raise Trouble("no template")


def die_at_100(_: None, item: int) -> int:
    if item == 100:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def squares(jobs: int) -> list[int]:
    return list(run(square, range(MANY), start=no_context, jobs=jobs))


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, FEW - 1, FEW, FEW + 1, MANY])
def test_results_come_in_order(jobs: int, count: int) -> None:
    expected = [item * item for item in range(count)]
    assert list(run(square, range(count), start=no_context, jobs=jobs)) == expected


def test_spawned_workers_do_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where processes cannot be forked."""
    monkeypatch.setattr(workers, "_may_fork", lambda: False)
    assert squares(2) == squares(1)


def test_nothing_is_forked_beside_threads() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not workers._may_fork()
    finally:
        done.set()
        thread.join()


def test_the_context_is_made_once_in_each_worker(tmp_path: Path) -> None:
    pids = set(run(own_context, range(MANY), start=functools.partial(marked, tmp_path), jobs=2))
    assert pids
    assert os.getpid() not in pids
    assert {int(path.name) for path in tmp_path.iterdir()} >= pids


def test_workers_are_kept_for_the_next_work() -> None:
    """The same processes, with the context of the work that they do now."""
    with workers.Pool(2) as pool:
        first = set(pool.run(own_context, range(MANY), start=os.getpid))
        second = set(pool.run(own_context, range(MANY), start=os.getpid))
        texts = set(pool.run(both, range(MANY), start=int))
    assert first | second
    assert len(first | second) <= 2
    assert texts == {(0, item) for item in range(MANY)}
    assert not any(map(is_alive, first | second))


def test_work_that_was_given_up_does_not_come_back() -> None:
    """A pool can be used again after a failure, and knows nothing of the work that failed."""
    with workers.Pool(2) as pool:
        with pytest.raises(WorkerError):
            list(pool.run(unsendable, range(MANY), start=no_context))
        assert list(pool.run(square, range(MANY), start=no_context)) == [n * n for n in range(MANY)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_goes_on_meanwhile(jobs: int) -> None:
    """It is given out at once, and other work can follow."""
    with workers.Pool(jobs) as pool:
        begun = pool.meanwhile(square, range(MANY), start=no_context)
        assert sorted(begun) == [n * n for n in range(MANY)]
        assert list(pool.run(square, range(MANY), start=no_context)) == [n * n for n in range(MANY)]
        with pytest.raises(WorkerError, match="Unsendable"):
            list(pool.meanwhile(unsendable, range(MANY), start=no_context))
        assert list(pool.run(square, range(MANY), start=no_context)) == [n * n for n in range(MANY)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_is_done_in_the_gaps_of_other_work(jobs: int) -> None:
    """Two tasks wait for gaps while a third is done; what no gap was left for is done in the end."""
    with workers.Pool(jobs) as pool:
        first = pool.meanwhile(square, range(MANY), start=no_context)
        second = pool.meanwhile(twice, [bytes([n]) * 300_000 for n in range(40)], start=no_context)
        assert list(pool.run(square, range(MANY), start=no_context)) == [n * n for n in range(MANY)]
        assert sorted(second) == [bytes([n]) * 600_000 for n in range(40)]
        assert sorted(first) == [n * n for n in range(MANY)]


def test_a_gap_is_used_before_the_results_are_asked_for(tmp_path: Path) -> None:
    with workers.Pool(2) as pool:
        done = pool.meanwhile(mark_item, range(FEW), start=functools.partial(Path, tmp_path))
        deadline = time.monotonic() + 20
        while len(list(tmp_path.iterdir())) < FEW and time.monotonic() < deadline:
            os.sched_yield()
        assert len(list(tmp_path.iterdir())) == FEW
        assert sorted(done) == list(range(FEW))


def test_there_may_be_more_workers_than_work_for_the_gaps() -> None:
    with workers.Pool(FEW + 3) as pool:
        done = pool.meanwhile(square, range(FEW), start=no_context)
        assert sorted(done) == [n * n for n in range(FEW)]


def test_what_fails_in_a_gap_is_named() -> None:
    with workers.Pool(2) as pool, pytest.raises(WorkerError, match=r"item 2[0-9]: "):
        list(pool.meanwhile(unsendable, range(MANY), start=no_context, label="item {}".format))


def test_workers_that_are_released_go() -> None:
    with workers.Pool(2) as pool:
        pids = set(pool.run(own_context, range(MANY), start=os.getpid))
        pool.release()
    assert pids
    assert not any(map(is_alive, pids))


def test_few_items_are_done_here() -> None:
    assert set(run(lambda _, __: os.getpid(), range(FEW - 1), start=no_context, jobs=8)) == {os.getpid()}


def test_large_items_and_results_pass() -> None:
    """Far more than a pipe holds, in both directions at once."""
    blocks = [bytes([n]) * 300_000 for n in range(40)]
    assert list(run(twice, blocks, start=no_context, jobs=2)) == [twice(None, block) for block in blocks]


def test_items_are_taken_as_they_are_needed() -> None:
    """Streaming: what waits is bounded, however many items there are."""
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for item in range(100_000):
            taken += 1
            yield item

    results = run(square, items(), start=no_context, jobs=2)
    for _ in range(10):
        next(results)
    assert taken < 5_000
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_failure_in_order_is_told_with_its_item(jobs: int) -> None:
    function = functools.partial(fail_at, 300, Trouble("no such person"))
    results: list[int] = []
    with pytest.raises(WorkerError) as raised:
        results.extend(
            run(function, range(MANY), start=no_context, jobs=jobs, label=lambda n: f"article {n}")
        )
    assert results == list(range(300))
    assert raised.value.item == "article 300"
    assert raised.value.reason.endswith("Trouble: no such person")
    assert "in fail_at" in raised.value.trace
    assert isinstance(raised.value.__cause__, Trouble)


def test_an_exception_that_cannot_be_sent_is_told_all_the_same() -> None:
    with pytest.raises(WorkerError, match="Unsendable") as raised:
        list(run(unsendable, range(MANY), start=no_context, jobs=2))
    assert raised.value.item == "20"


def test_a_result_that_cannot_be_sent_is_a_failure() -> None:
    with pytest.raises(WorkerError):
        list(run(function_made, range(MANY), start=no_context, jobs=2))


def test_a_context_that_cannot_be_made_is_a_failure() -> None:
    with pytest.raises(WorkerError, match="no template"):
        list(run(square, range(MANY), start=no_template, jobs=2))


def test_a_worker_that_dies_is_a_failure() -> None:
    with pytest.raises(WorkerError, match=f"ended unexpectedly .signal {int(signal.SIGKILL)}"):
        list(run(die_at_100, range(MANY), start=no_context, jobs=2))


# --- How it ends ------------------------------------------------------------------------------------


def hang(folder: Path, _: None, item: int) -> int:
    """Says that this worker lives, and then does not end by itself."""
    (folder / str(os.getpid())).touch()
    while True:
        signal.pause()


def run_in_a_child(folder: Path) -> int:
    """A forked process that runs two workers which hang; returns when both do."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            list(run(functools.partial(hang, folder), range(MANY), start=no_context, jobs=2))
        except KeyboardInterrupt:
            status = 130
        finally:
            os._exit(status)
    wait_until(lambda: len(list(folder.iterdir())) == 2)
    return child


def wait_until(true: Callable[[], bool]) -> None:
    while not true():
        os.sched_yield()


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    ("sent", "exited"), [(signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGKILL, False)]
)
def test_no_worker_outlives_its_parent(tmp_path: Path, sent: signal.Signals, exited: bool) -> None:
    """Busy workers too, and whether the parent was interrupted, asked to end or killed."""
    child = run_in_a_child(tmp_path)
    pids = [int(path.name) for path in tmp_path.iterdir()]
    assert all(map(is_alive, pids))
    os.kill(child, sent)
    _, status = os.waitpid(child, 0)
    if exited:
        assert os.WEXITSTATUS(status) == 130
    wait_until(lambda: not any(map(is_alive, pids)))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_ctrl_c_on_the_whole_group_is_the_parents_to_answer(tmp_path: Path) -> None:
    """A terminal sends it to the workers too; they neither die by themselves nor print a traceback."""
    child = run_in_a_child(tmp_path)
    pids = [int(path.name) for path in tmp_path.iterdir()]
    for pid in pids:
        os.kill(pid, signal.SIGINT)
    assert all(map(is_alive, pids))
    os.kill(child, signal.SIGINT)
    _, status = os.waitpid(child, 0)
    assert os.WEXITSTATUS(status) == 130
    assert not any(map(is_alive, pids))


def test_workers_are_gone_when_the_iterator_is_closed(tmp_path: Path) -> None:
    results = run(functools.partial(mark, tmp_path), range(100_000), start=no_context, jobs=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert not any(is_alive(int(path.name)) for path in tmp_path.iterdir())
