"""Organisations named in the tables: who leads collaborations, and who takes part in installations, on either side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from geo.language import Language
from geo.parameters import EVIDENCE_LEVELS
from geo.programme import Programme, records
from geo.search_text import fold

Table = Literal["collaborations", "installations"]
# Cells list several organisations with a semicolon between.
SEPARATOR = ";"
# Where organisations stand: for each table, the columns of their English and of their Japanese names; one column where only one
# name was seen, whatever its language.
COLUMNS: tuple[tuple[Table, str, str], ...] = (
    ("collaborations", "lead_organisation_en", "lead_organisation_ja"),
    ("installations", "japanese_participant_en", "japanese_participant_ja"),
    ("installations", "partner_participant", ""),
)


@dataclass(frozen=True)
class Organisation:
    """An organisation and how many rows name it.

    Parameters
    ----------
    id : str
        Its first name, folded (see `geo.search_text.fold`).
    names_en, names_ja : tuple of str
        As the tables write it, the first seen first; one of them may be empty.
    collaborations, installations : int
        Rows that name it, at any level of evidence.
    evidence : str
        The best level among these rows.
    """

    id: str
    names_en: tuple[str, ...]
    names_ja: tuple[str, ...]
    collaborations: int
    installations: int
    evidence: str

    def name(self, language: Language) -> str:
        """Name it in a language, or in the other one where it has no name in this."""
        own, other = (self.names_en, self.names_ja) if language.code == "en" else (self.names_ja, self.names_en)
        return (own or other)[0]


@dataclass
class _Seen:
    """What was met of an organisation so far: names in their order, ids of rows, levels of evidence."""

    names: dict[str, dict[str, None]] = field(default_factory=lambda: {"en": {}, "ja": {}})
    rows: dict[Table, set[str]] = field(default_factory=lambda: {"collaborations": set(), "installations": set()})
    levels: set[str] = field(default_factory=set)

    def join(self, other: _Seen) -> None:
        """Take over what was met under another name."""
        for code, names in other.names.items():
            self.names[code] |= names
        for table, rows in other.rows.items():
            self.rows[table] |= rows
        self.levels |= other.levels


@lru_cache(maxsize=8)
def organisations(programme: Programme) -> tuple[Organisation, ...]:
    """List the organisations that the tables name.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of Organisation
        Each once, in the order in which they are met. Those that share a name in either language, whatever its case, width or
        punctuation, are one.
    """
    by_name: dict[str, _Seen] = {}
    for table, row, english, japanese in _named(programme):
        keys = [key for key in (fold(english), fold(japanese)) if key]
        if not keys:
            continue
        seen = next((by_name[key] for key in keys if key in by_name), None) or _Seen()
        for other in {id(by_name[key]): by_name[key] for key in keys if key in by_name}.values():
            if other is not seen:
                seen.join(other)
                by_name |= {key: seen for key, known in by_name.items() if known is other}
        by_name |= dict.fromkeys(keys, seen)
        seen.names["en"] |= {english: None} if english else {}
        seen.names["ja"] |= {japanese: None} if japanese else {}
        seen.rows[table].add(row[f"{table[:-1]}_id"])
        seen.levels.add(row["evidence"])
    each = {id(seen): seen for seen in by_name.values()}.values()
    return tuple(_told(seen) for seen in each)


def _told(seen: _Seen) -> Organisation:
    english, japanese = tuple(seen.names["en"]), tuple(seen.names["ja"])
    return Organisation(
        id=fold((english or japanese)[0]),
        names_en=english,
        names_ja=japanese,
        collaborations=len(seen.rows["collaborations"]),
        installations=len(seen.rows["installations"]),
        evidence=min(seen.levels, key=EVIDENCE_LEVELS.index),
    )


def _named(programme: Programme) -> Iterator[tuple[Table, dict[str, Any], str, str]]:
    for table in ("collaborations", "installations"):
        rows = records(programme.tables[table])
        for of, english, japanese in COLUMNS:
            if of == table:
                for row in rows:
                    yield from ((of, row, *names) for names in pairs(row[english], row[japanese] if japanese else ""))


def pairs(english: str, japanese: str) -> list[tuple[str, str]]:
    """Bring the English and the Japanese names of a cell together.

    Parameters
    ----------
    english, japanese : str
        Cells that list names in the same order, joined by semicolons; either may be empty.

    Returns
    -------
    list of (str, str)
        One for each organisation. Where the cells do not list as many, nobody can tell who is who: each name stands alone.
    """
    listed_en, listed_ja = _listed(english), _listed(japanese)
    if len(listed_en) == len(listed_ja):
        return list(zip(listed_en, listed_ja, strict=True))
    return [(name, "") for name in listed_en] + [("", name) for name in listed_ja]


def _listed(cell: str) -> list[str]:
    return [name for part in cell.split(SEPARATOR) if (name := part.strip())]
