"""Facts on the programme, worded for a reader, each with its sources and the time it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from geo.detail import worded
from geo.detail.found import Scope
from geo.detail.model import Source
from geo.language import Language
from geo.parameters import EVIDENCE_LEVELS
from geo.programme import Programme, records, split_codes
from geo.reconciliation import as_of_text

# The Japanese text is read, where years, months and days can be told from other numbers.
DAY = re.compile(r"(?P<year>\d{4})年(?:(?P<fiscal>度)|(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?")
EVENT = re.compile(r"COP\d+")
LABELLED = {
    "en": re.compile(r"(?P<label>[A-Z][\w -]{2,30}): (?P<said>.+)"),
    "ja": re.compile(r"(?P<label>\w{2,8})[:：](?P<said>.+)"),
}

# A forum follows from the initiative: one line of time.
INITIATIVE_IN_TIME = ("initiative-origin", "initiative-announced", "initiative-factsheet", "forum-2023-date")


@dataclass(frozen=True)
class ProgrammeFact:
    """A fact on the programme in one language.

    Parameters
    ----------
    id, group : str
        Its id, and the part of the programme it speaks of.
    text : str
        What is stated.
    when : str
        The first time its text names: ``FY2013``, an ISO 8601 date known to the year, month or day, or a conference such as
        ``COP26``; empty where it names none.
    sources : tuple of Source
        Where it was read.
    """

    id: str
    group: str
    text: str
    when: str
    sources: tuple[Source, ...]

    def when_text(self, language: Language) -> str:
        """Write the time it speaks of for a reader."""
        return as_of_text(self.when, language)

    def label_and_text(self, language: Language) -> tuple[str, str]:
        """Part a text such as ``Hosts: ...`` into its label and the rest; without a label, the label is empty."""
        found = LABELLED[language.code].fullmatch(self.text)
        return (found["label"], found["said"]) if found else ("", self.text)


def time_of(text: str) -> str:
    """Find the first time a Japanese text names.

    Parameters
    ----------
    text : str
        For example ``2022年6月の首脳会談``.

    Returns
    -------
    str
        ``FY2013`` for a fiscal year, an ISO 8601 date as far as it is known, ``COP26`` for a conference of that name where no
        date stands; empty where no time is named.
    """
    if found := DAY.search(text):
        if found["fiscal"]:
            return f"FY{found['year']}"
        parts = [int(part) for part in (found["month"], found["day"]) if part]
        return "-".join([found["year"], *(f"{part:02d}" for part in parts)])
    event = EVENT.search(text)
    return event[0] if event else ""


@lru_cache(maxsize=8)
def facts(programme: Programme, language: Language) -> Mapping[str, ProgrammeFact]:
    """Word every fact on the programme.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    language : Language
        The reader's.

    Returns
    -------
    Mapping of str to ProgrammeFact
        By id, in the order of the table.
    """
    scope = Scope(programme, language, EVIDENCE_LEVELS)
    return MappingProxyType(
        {
            row["fact_id"]: ProgrammeFact(
                id=row["fact_id"],
                group=row["group"],
                text=language.pick(row, "fact"),
                when=time_of(row["fact_ja"]),
                sources=worded.sources(scope, split_codes(row["source_id"])),
            )
            for row in records(programme.programme_facts)
        }
    )


def of_group(programme: Programme, group: str, language: Language) -> tuple[ProgrammeFact, ...]:
    """List the facts of one group, such as ``benefit``, in the order of the table."""
    return tuple(fact for fact in facts(programme, language).values() if fact.group == group)


def chosen(programme: Programme, ids: Iterable[str], language: Language) -> tuple[ProgrammeFact, ...]:
    """List facts by their ids, in that order; one that is not in the table is left out."""
    found = facts(programme, language)
    return tuple(found[each] for each in ids if each in found)
