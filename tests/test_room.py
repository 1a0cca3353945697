"""The report of a full room counts as it says."""

from __future__ import annotations

import pytest

from benchmarks.room import Room
from benchmarks.room_report import growth, percentile, render


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
    assert ", level." in render(Room(2, 1, 1.0, 1, soak=level))
    assert "**growing**" in render(Room(2, 1, 1.0, 1, soak=growing))


def test_errors_are_counted_and_told() -> None:
    assert "Errors: none." in render(Room(2, 1, 1.0, 1))
    told = render(Room(2, 1, 1.0, 1, errors=["visitor 1: TimeoutError:\nlate"], seconds={"all": [1.0, 2.0]}))
    assert "Errors: 1." in told
    assert "- visitor 1: TimeoutError: late" in told
    assert "| 2 | 1.50 s |" in told
