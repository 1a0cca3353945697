"""The report of a full room counts as it says."""

from __future__ import annotations

import pytest

from benchmarks.room import Room
from benchmarks.room_report import growth, percentile, render

ALONE, BEHIND = "one process", "three behind nginx"


def room(way: str = ALONE, **measured: object) -> Room:
    return Room(way, visitors=2, browsers=1, within=1.0, rerunning=1, **measured)  # type: ignore[arg-type]


def test_a_percentile_is_what_that_many_of_a_hundred_do_not_exceed() -> None:
    values = [float(number) for number in range(1, 101)]
    assert percentile(values, 50) == pytest.approx(50.5)
    assert percentile(values, 95) == pytest.approx(95.05)
    assert percentile([3.0], 95) == 3.0


def test_memory_that_is_level_is_told_from_memory_that_grows() -> None:
    minutes = range(16)
    level = [(float(minute), 200.0 + minute % 2) for minute in minutes]
    growing = [(float(minute), 200.0 + 5 * minute) for minute in minutes]
    assert growth(level) == pytest.approx(1.0, abs=0.01)
    assert growth(growing) > 1.1
    assert ", level." in render([room(soak=level)])
    assert "**growing**" in render([room(soak=growing)])


def test_errors_are_counted_and_told_with_where_they_came_about() -> None:
    told = render([room(), room(BEHIND, errors=["visitor 1: RefusedError:\n/ is answered 429"])])
    assert f"Errors, {ALONE}: none. Errors, {BEHIND}: 1." in told
    assert f"- {BEHIND}: visitor 1: RefusedError: / is answered 429" in told


def test_two_ways_stand_side_by_side_and_what_only_one_has_is_left_open_at_the_other() -> None:
    first = room(seconds={"all": [1.0, 2.0], "soak rerun": [3.0]}, busy={"app": 4.0}, memory={"before": 190.0, "afterwards": 200.0})
    second = room(BEHIND, seconds={"all": [0.5]}, busy={"app": 3.0, "nginx": 0.25}, memory={"before": 570.0}, connections=1200)
    told = render([first, second])
    assert "| 2 | 1.50 s | 1.95 s | 2.00 s | 1 | 0.50 s | 0.50 s | 0.50 s |" in told
    assert "| Rerun during the soak | 1 | 3.00 s | 3.00 s | 3.00 s | – | – | – | – |" in told
    assert "| the app | 4.0 s | 3.0 s |" in told
    assert "| nginx | – | 0.2 s |" in told
    assert "| the app, for each visitor | 2000 ms | 1500 ms |" in told
    assert "| 0 | 1,200 |" in told
    assert "| before | 190 MiB | 570 MiB |" in told
    assert "| afterwards | 200 MiB | – |" in told
