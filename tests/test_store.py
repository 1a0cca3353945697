"""What is written once is kept within a bound, and written once only however many ask."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.api.store import Store, Stored

PATIENCE = 30


@given(st.binary(max_size=2000))
def test_a_body_comes_back_as_it_was_and_is_named_by_its_content(body: bytes) -> None:
    stored = Stored.of(body)
    assert stored.plain() == body
    assert stored.length == len(body)
    assert stored == Stored.of(body)
    assert stored.digest != Stored.of(body + b"x").digest


def test_a_body_is_written_once_and_kept() -> None:
    store, written = Store(), []

    def write() -> bytes:
        written.append(1)
        return b"body"

    assert store.get("key", write) is store.get("key", write)
    assert len(written) == 1


def test_those_who_ask_meanwhile_wait_for_the_one_who_writes() -> None:
    store, written = Store(), []
    begun, go = threading.Event(), threading.Event()

    def write() -> bytes:
        written.append(1)
        begun.set()
        assert go.wait(PATIENCE)
        return b"body"

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(store.get, "key", write)
        assert begun.wait(PATIENCE)
        others = [pool.submit(store.get, "key", write) for _ in range(3)]
        go.set()
        found = [future.result(PATIENCE) for future in (first, *others)]
    assert len(written) == 1
    assert all(stored is found[0] for stored in found)


def test_one_key_does_not_wait_for_another() -> None:
    store = Store()
    begun, go = threading.Event(), threading.Event()

    def slow() -> bytes:
        begun.set()
        assert go.wait(PATIENCE)
        return b"slow"

    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(store.get, "slow", slow)
        assert begun.wait(PATIENCE)
        assert store.get("quick", lambda: b"quick").plain() == b"quick"
        go.set()
        assert pending.result(PATIENCE).plain() == b"slow"


def test_an_error_is_raised_and_not_kept() -> None:
    store = Store()

    def fail() -> bytes:
        msg = "broken"
        raise ValueError(msg)

    with pytest.raises(ValueError, match="broken"):
        store.get("key", fail)
    assert store.get("key", lambda: b"whole").plain() == b"whole"
    assert store.size == len(Stored.of(b"whole").compressed)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 400)), max_size=40), st.integers(0, 300))
def test_never_more_is_kept_than_the_limit(asked: list[tuple[int, int]], limit: int) -> None:
    store = Store(limit)
    for key, length in asked:
        body = bytes((key * 31 + i * i) % 251 for i in range(length))
        assert store.get((key, length), lambda body=body: body).plain() == body
        assert store.size <= limit


def test_what_was_asked_for_last_stays_longest() -> None:
    one = len(Stored.of(b"x").compressed)
    store = Store(2 * one)
    for key in ("a", "b", "a", "c"):
        store.get(key, lambda: b"x")
    written = []
    for key in ("a", "c", "b"):
        store.get(key, lambda key=key: written.append(key) or b"x")
    assert written == ["b"]
