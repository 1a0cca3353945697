"""Headings and names as they are compared: width, case, kana, accents, spaces and punctuation make no difference."""

from __future__ import annotations

from functools import lru_cache

from geo.codes import compared

LONGEST = 300


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Bring a heading or name into the form it is compared in: letters and digits only, folded as for a search."""
    return compared(text[:LONGEST])
