"""The tables as they were shipped on a certain day, loaded once for all tests that read them.

Tests speak of this copy, so that figures in them hold whatever rows are added to data/; what is promised of data/ itself stands in
test_tables_of_the_day.py and pages/test_pages_of_the_day.py.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from geo.programme import Programme, load_programme

DATA = Path(__file__).resolve().parent / "tables"


@lru_cache(maxsize=1)
def shipped() -> Programme:
    return load_programme(DATA)
