"""The cases and the dominoes of a Selection, worded for the pages that lead to each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from geo import dominoes, shown
from geo.detail import worded
from geo.detail.found import Scope, find
from geo.detail.model import Case, Domino, TimelineYear
from geo.language import Language
from geo.parameters import EVIDENCE_LEVELS, Selected
from geo.programme import Programme, split_codes
from geo.selection import Selection

Kind = Literal["result", "forming"]


@dataclass(frozen=True)
class CaseCard:
    """A case as it stands in the gallery.

    Parameters
    ----------
    case : Case
        The case, worded.
    country : str
        The partner's country.
    themes : tuple of str
        What the pair worked on in the case's years.
    timeline : tuple of TimelineYear
        Every fiscal year of the programme, with the links of the pair at every level of evidence.
    installations, dominoes : int
        How many of the case, and of its pair, are on record.
    """

    case: Case
    country: str
    themes: tuple[str, ...]
    timeline: tuple[TimelineYear, ...]
    installations: int
    dominoes: int


@dataclass(frozen=True)
class Numbered:
    """A domino with the number it has on map and page, whatever else is shown."""

    number: int
    domino: Domino


def case_cards(programme: Programme, selection: Selection, language: Language) -> tuple[CaseCard, ...]:
    """Word the cases a Selection shows.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    language : Language
        The reader's.

    Returns
    -------
    tuple of CaseCard
        In the order of the table.
    """
    kept = set(shown.rows(programme, selection, "cases")["case_id"])
    return tuple(card for card in _all_cases(programme, language) if card.case.id in kept)


@lru_cache(maxsize=4)
def _all_cases(programme: Programme, language: Language) -> tuple[CaseCard, ...]:
    scope = Scope(programme, language, EVIDENCE_LEVELS)
    themes, cards = scope.named("theme"), []
    for row in scope.tables.cases_by_id.values():
        found = find(scope, Selected("pair", row["pair"]))
        cards.append(
            CaseCard(
                case=worded.case(scope, row),
                country=scope.country(row["country_iso3"]),
                themes=tuple(themes[code] for code in split_codes(row["themes"])),
                timeline=worded.timeline(scope, found.links),
                installations=len(split_codes(row["installation_ids"])),
                dominoes=len(found.dominoes),
            )
        )
    return tuple(cards)


def neighbours(cards: tuple[CaseCard, ...], case: str) -> tuple[CaseCard | None, CaseCard | None]:
    """Find the cases before and after one.

    Parameters
    ----------
    cards : tuple of CaseCard
        Those shown, in their order.
    case : str
        Its id.

    Returns
    -------
    tuple of CaseCard or None
        None beyond the first and the last, and where the case is not among them.
    """
    ids = [card.case.id for card in cards]
    if case not in ids:
        return None, None
    here = ids.index(case)
    return cards[here - 1] if here else None, cards[here + 1] if here + 1 < len(cards) else None


def numbered_dominoes(programme: Programme, selection: Selection, language: Language) -> tuple[Numbered, ...]:
    """Word the dominoes a Selection shows.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    language : Language
        The reader's.

    Returns
    -------
    tuple of Numbered
        In the order of `geo.dominoes.rows`; the number is the place among all of them, from 1.
    """
    scope = Scope(programme, language, EVIDENCE_LEVELS)
    kept = set(shown.rows(programme, selection, "dominoes")["domino_id"])
    numbers = {identifier: number for number, identifier in enumerate(dominoes.rows(programme)["domino_id"], 1)}
    rows = scope.tables.dominoes_by_id
    return tuple(Numbered(number, worded.domino(scope, rows[each])) for each, number in numbers.items() if each in kept)
