"""Work on all cores: everything once, and errors and settings as on one thread."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from cnn_course._cores import on_all_cores


@pytest.fixture
def three_cores(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 3)


def meet(parties):
    """Work that ends only when so many threads do it at the same time."""
    barrier = threading.Barrier(parties)
    return lambda: barrier.wait(timeout=30)


@pytest.mark.parametrize(("tasks", "threads"), [(1, 1), (2, 2), (3, 3), (100, 3)])
def test_a_thread_for_each_core_but_no_more_than_tasks(three_cores, tasks, threads):
    seen, together = [], meet(threads)

    def work():
        seen.append(threading.get_ident())
        together()

    on_all_cores(work, tasks)
    assert len(seen) == len(set(seen)) == threads
    assert threading.get_ident() in seen


@pytest.mark.parametrize("cores", [1, None])
def test_one_core_starts_no_thread(monkeypatch, cores):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    monkeypatch.setattr(ThreadPoolExecutor, "submit", None)
    seen = []
    on_all_cores(lambda: seen.append(threading.get_ident()), 5)
    assert seen == [threading.get_ident()]


def test_where_no_thread_starts_this_one_does_all(three_cores, monkeypatch):
    def start(thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    todo, done = iter(range(5)), []
    on_all_cores(lambda: done.extend(todo), 5)
    assert done == [0, 1, 2, 3, 4]


def test_what_a_helper_raises_is_raised(three_cores):
    here, together = threading.get_ident(), meet(3)

    def work():
        together()
        if threading.get_ident() != here:
            raise MemoryError("no room")

    with pytest.raises(MemoryError, match="no room"):
        on_all_cores(work, 3)


def test_errstate_holds_in_the_helpers(three_cores):
    kept, together = [], meet(3)

    def work():
        kept.append(np.geterr()["over"])
        together()

    with np.errstate(over="raise"):
        on_all_cores(work, 3)
    assert kept == ["raise"] * 3
