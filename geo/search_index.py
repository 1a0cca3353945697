"""What can be searched: everything with a name, under all its names, with the texts that tell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pandas as pd

from geo import cases, collaborations, fiscal_year, vocabulary
from geo.language import Language
from geo.organisations import organisations
from geo.page_parameters import FOUND_KINDS, FoundKind
from geo.programme import Programme, records
from geo.search_text import fold

CODES = ("en", "ja")
ENGLISH, JAPANESE = Language("en"), Language("ja")
INSTALLATION_TEXTS = (
    "location_text", "technology_ja", "technology_en", "japanese_participant_ja", "japanese_participant_en",
    "partner_participant", "capacity_text", "notes",
)  # fmt: skip
STORY = ("what_ja", "what_en", "outcome_ja", "outcome_en")


@dataclass(frozen=True)
class Entry:
    """Something that can be found.

    Parameters
    ----------
    kind : str
        What it is.
    id : str
        Its id among its kind: of a place, country, pair, installation, case or domino the one of `geo.parameters.Selected`;
        of a term its parameter and code (``tech:solar_pv``); of a lead its table and line.
    row : int
        Its row in its table, or the first of its rows.
    names : tuple of str
        What it is called, in both languages, English first; never empty.
    texts : tuple of str
        What else tells of it.
    evidence : str
        The level of evidence it needs to be shown; empty where there is none.
    keys : tuple of str
        Codes that name it too.
    years : tuple of int
        The fiscal years it belongs to; found as they are written in either language, in western years and in eras.
    """

    kind: FoundKind
    id: str
    row: int
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()
    evidence: str = ""
    keys: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    folded: tuple[str, ...] = field(init=False, repr=False, compare=False)
    folded_texts: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", tuple(dict.fromkeys(filter(None, map(fold, (*self.names, *self.keys))))))
        texts = (*self.texts, *(text for year in self.years for text in _year_texts(year)))
        object.__setattr__(self, "folded_texts", fold(" ".join(texts)))


def _year_texts(year: int) -> tuple[str, ...]:
    """Write a fiscal year in all ways it is looked for: ``FY2019``, ``2019年度``, ``令和元年度`` and ``令和1年度``."""
    era = fiscal_year.era(year)
    return ENGLISH.fiscal_year(year), JAPANESE.fiscal_year(year), era, era.replace("元", "1")


def _years(year: object) -> tuple[int, ...]:
    """Give the year of a cell; nothing where it is empty."""
    return () if pd.isna(year) else (int(year),)  # type: ignore[call-overload]  # of a column of whole numbers


def _filled(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _names(row: Mapping[str, Any], stem: str = "name") -> tuple[str, ...]:
    return _filled(str(row[f"{stem}_{code}"]) for code in CODES)


@lru_cache(maxsize=8)
def entries(programme: Programme) -> tuple[Entry, ...]:
    """List everything that can be found in the tables.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of Entry
        By kind in the order of `FOUND_KINDS`, within it in the order of the table. Rows without a name are left out.
    """
    return tuple(entry for kind in FOUND_KINDS for entry in LISTED[kind](programme) if entry.folded)


def _countries(programme: Programme) -> dict[str, tuple[str, ...]]:
    return {row["iso3"]: _names(row) for row in records(programme.countries)}


def _places(programme: Programme) -> Iterator[Entry]:
    countries = _countries(programme)
    for i, row in enumerate(records(programme.places)):
        yield Entry("place", row["place_id"], i, _names(row), (row["location_note_en"], *countries.get(row["country_iso3"], ())))


def _country(programme: Programme) -> Iterator[Entry]:
    for i, row in enumerate(records(programme.countries)):
        yield Entry("country", row["iso3"], i, _names(row), _names(row, "capital"), keys=(row["iso3"], row["iso2"]))


def _pairs(programme: Programme) -> Iterator[Entry]:
    links = collaborations.rows(programme)
    named = [vocabulary.pair_names(programme, language) for language in (ENGLISH, JAPANESE)]
    countries = _countries(programme)
    first = links.drop_duplicates("pair")
    best = links.groupby("pair")["evidence"].min()
    for row, pair, country in zip(first.index, first["pair"], first["country_iso3"], strict=True):
        names = _filled(names[pair] for names in named)
        yield Entry("pair", pair, int(row), names, countries.get(country, ()), best[pair])


def _collaborations(programme: Programme) -> Iterator[Entry]:
    named = [vocabulary.place_names(programme, language) for language in (ENGLISH, JAPANESE)]
    partners = dict(zip(programme.places["place_id"], programme.places["country_iso3"], strict=True))
    countries = _countries(programme)
    for i, row in enumerate(records(programme.collaborations)):
        summary = _names(row, "summary")
        places = [names[row[side]] for names in named for side in ("jp_place_id", "partner_place_id")]
        names = _names(row, "title") or summary
        yield Entry(
            "collaboration", row["collaboration_id"], i, names,
            _filled([*summary, *places, *countries.get(partners[row["partner_place_id"]], ()), *_names(row, "lead_organisation")]),
            row["evidence"], years=_years(row["fiscal_year"]),
        )  # fmt: skip


def _installations(programme: Programme) -> Iterator[Entry]:
    countries = _countries(programme)
    for i, row in enumerate(records(programme.installations)):
        texts = _filled([*(row[name] for name in INSTALLATION_TEXTS), *countries.get(row["country_iso3"], ())])
        keys = (row["installation_id"], row["registry_number"])
        yield Entry(
            "installation", row["installation_id"], i, _names(row), texts, row["evidence"], keys, _years(row["fiscal_year"])
        )


def _cases(programme: Programme) -> Iterator[Entry]:
    named = [vocabulary.place_names(programme, language) for language in (ENGLISH, JAPANESE)]
    for i, row in enumerate(records(programme.cases)):
        places = [names[row[side]] for names in named for side in ("jp_place_id", "partner_place_id")]
        texts = _filled([*(row[name] for name in STORY), *places])
        yield Entry("case", row["case_id"], i, _names(row, "title"), texts, years=cases.years(row))


def _dominoes(programme: Programme) -> Iterator[Entry]:
    named = [vocabulary.route_names(programme, language) for language in (ENGLISH, JAPANESE)]
    for i, row in enumerate(records(programme.dominoes)):
        names = _filled(names[row["domino_id"]] for names in named)
        yield Entry("domino", row["domino_id"], i, names, _names(row, "what"), row["evidence"])


def _participants(programme: Programme) -> Iterator[Entry]:
    for i, found in enumerate(organisations(programme)):
        yield Entry("participant", found.id, i, (*found.names_en, *found.names_ja), evidence=found.evidence)


def _terms(programme: Programme) -> Iterator[Entry]:
    for parameter, table in vocabulary.CODE_TABLES.items():
        for i, row in enumerate(records(programme.tables[table])):
            described = _names(row, "description") if "description_en" in row else ()
            yield Entry("term", f"{parameter}:{row['code']}", i, _names(row), described, keys=(row["code"],))


def _facts(programme: Programme) -> Iterator[Entry]:
    for i, row in enumerate(records(programme.programme_facts)):
        yield Entry("fact", row["fact_id"], i, _names(row, "fact"))


def _sources(programme: Programme) -> Iterator[Entry]:
    for i, row in enumerate(records(programme.sources)):
        names = _filled([row["title"] or row["publisher"]])
        yield Entry("source", row["source_id"], i, names, (row["publisher"], row["url"]), keys=(row["source_id"],))


def _leads(programme: Programme) -> Iterator[Entry]:
    for i, row in enumerate(records(programme.leads_collaborations)):
        names, year = (f"{row['jp']} {row['partner']}",), _years(row["fiscal_year"])
        yield Entry("lead", f"leads_collaborations:{i}", i, names, _filled([row["why_open"]]), years=year)
    for i, row in enumerate(records(programme.leads_installations)):
        yield Entry("lead", f"leads_installations:{i}", i, (row["name"],), (row["why_not_used"],))


LISTED: Mapping[FoundKind, Callable[[Programme], Iterator[Entry]]] = {
    "place": _places,
    "country": _country,
    "pair": _pairs,
    "collaboration": _collaborations,
    "installation": _installations,
    "case": _cases,
    "domino": _dominoes,
    "participant": _participants,
    "term": _terms,
    "fact": _facts,
    "source": _sources,
    "lead": _leads,
}
