"""The sources of a step: who published them, and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from geo import publishers
from geo.language import LANGUAGES, Language
from geo.programme import Programme, records
from geo.source_uses import source_uses

MOST_SOURCES = 12
OFFICIAL = "official"


def worded_sources(programme: Programme, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """Name each publisher once, in all languages, with the address of its first source among these."""
    table = _rows_of_sources(programme)
    addresses: dict[str, str] = {}
    for key in ids:
        addresses.setdefault(_publisher(table[key]), str(table[key]["url"]))
    return [
        {"name": {code: publishers.worded(name, Language(code)) for code in LANGUAGES}, "address": address}
        for name, address in addresses.items()
    ]


@lru_cache(maxsize=4)
def _rows_of_sources(programme: Programme) -> dict[str, dict[str, Any]]:
    return {row["source_id"]: row for row in records(programme.sources)}


def _publisher(row: Mapping[str, Any]) -> str:
    return str(row["publisher"] or row["title"])


def main_sources(programme: Programme) -> tuple[tuple[str, ...], int]:
    """Choose the sources named at the end: of each publisher the one most used, official ones first; and count the publishers."""
    uses = source_uses(programme)
    rows = {key: row for key, row in _rows_of_sources(programme).items() if key in uses}
    total: Counter[str] = Counter()
    chosen_of: dict[str, str] = {}
    for key in sorted(rows, key=lambda key: (rows[key]["kind"] != OFFICIAL, -uses[key], key)):
        publisher = _publisher(rows[key])
        total[publisher] += uses[key]
        chosen_of.setdefault(publisher, key)
    ranked = sorted(chosen_of.items(), key=lambda item: (rows[item[1]]["kind"] != OFFICIAL, -total[item[0]], item[0]))
    return tuple(key for _, key in ranked[:MOST_SOURCES]), len(ranked)
