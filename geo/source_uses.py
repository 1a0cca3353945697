"""How many rows rest on each source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from geo.programme import Programme, records, sources_of


@lru_cache(maxsize=8)
def source_uses(programme: Programme) -> Mapping[str, int]:
    """Count the rows that rest on each source.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    Mapping of str to int
        By ``source_id``, the most used first; a row that rests on two sources counts for both.
    """
    used: Counter[str] = Counter()
    for table in programme.tables.values():
        if "source_id" in table.columns and "publisher" not in table.columns:
            for row in records(table.filter(regex="^source_id")):
                used.update(sources_of(row))
    return MappingProxyType(dict(used.most_common()))
