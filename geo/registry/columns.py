"""The wordings of the registry's file: headings, words for nothing, statuses and countries, from ``columns.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geo.intake.folding import folded

FILE = Path(__file__).with_name("columns.toml")
LOCATION = "location"


@dataclass(frozen=True)
class Wordings:
    """What words of the file mean.

    Parameters
    ----------
    written : mapping of str to tuple of str
        Headings by column, as they are written.
    columns : mapping of str to str
        Column by heading, folded.
    empty : frozenset of str
        Words that mean that nothing is stated, as they are written but in small letters.
    statuses, countries : mapping of str to str
        Codes by the file's words, folded.
    complete : tuple of str
        Columns that the file must fill in for evidence A.
    """

    written: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, str]
    empty: frozenset[str]
    statuses: Mapping[str, str]
    countries: Mapping[str, str]
    complete: tuple[str, ...]

    def stated(self, text: str) -> str:
        """Give what a cell or line states; empty where it says that nothing is stated."""
        trimmed = text.strip()
        return "" if trimmed.casefold() in self.empty else trimmed

    def headings(self, *columns: str) -> tuple[str, ...]:
        """List the headings that stand for some columns, as they are written."""
        return tuple(heading for column in columns for heading in self.written[column])


@lru_cache(maxsize=1)
def wordings() -> Wordings:
    """Read the wordings.

    Returns
    -------
    Wordings
        Shared by all.

    Raises
    ------
    ValueError
        If one word stands for two things.
    """
    settings = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Wordings(
        {column: tuple(headings) for column, headings in settings["columns"].items()},
        _by_word(settings["columns"]),
        frozenset(word.casefold() for word in settings["empty"]["words"]),
        _by_word(settings["status"]),
        _by_word(settings["country"]),
        tuple(settings["evidence"]["complete"]),
    )


def _by_word(named: Mapping[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in named.items():
        for word in words:
            if found.setdefault(folded(word), name) != name:
                msg = f"{FILE.name}: {word!r} stands for {found[folded(word)]!r} and for {name!r}. Allowed: one of them."
                raise ValueError(msg)
    return found
