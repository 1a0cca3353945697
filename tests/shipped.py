"""The shipped tables, loaded once for all tests that read them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from geo.programme import Programme, load_programme

DATA = Path(__file__).resolve().parents[1] / "data"


@lru_cache(maxsize=1)
def shipped() -> Programme:
    return load_programme(DATA)
