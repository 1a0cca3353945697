"""What was found, worded for a reader: its name, what it is, and the passage that holds the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from geo import leads, publishers, shown, vocabulary
from geo.cases import years
from geo.language import Language, message
from geo.organisations import organisations
from geo.page_parameters import FoundKind
from geo.parameters import Subject, pair_id
from geo.programme import Programme
from geo.search import Hit, Rank
from geo.search_index import Entry
from geo.search_text import fold
from geo.selection import Selection
from geo.source_uses import source_uses
from geo.vocabulary import EVIDENCE_NAMES, HOME_COUNTRY
from geo.worded_selection import LABELS

KIND_NAMES: Mapping[FoundKind, str] = {
    "place": message("Places"),
    "country": message("Countries"),
    "pair": message("Pairs"),
    "collaboration": message("Projects of collaborations"),
    "installation": message("Installations"),
    "case": message("Cases"),
    "domino": message("Domino effects"),
    "participant": message("Organisations"),
    "term": message("Terms"),
    "fact": message("Facts on the programme"),
    "source": message("Sources"),
    "lead": message("Leads: seen, not confirmed"),
}
FORUM_GROUPS = frozenset({"forum_2023", "initiative"})
PARTNER_PLACE = message("Partner place")
EVIDENCE = message("evidence {level}: {name}")
NO_ROWS = message("no rows here")
SENTENCE_END = re.compile(r"(?<=[。.!?;;!?])\s*")
LONGEST_PASSAGE = 160
SEPARATOR = " · "


@dataclass(frozen=True)
class Told:
    """Something found, in the reader's language.

    Parameters
    ----------
    title : str
        Its name.
    other : str
        Its name in the other language, where that helps to recognise it; else empty.
    about : str
        What it is, in a few words.
    passage : str
        Where the words stand in its texts; empty where they stand in its name, or in what is said of it anyway.
    """

    title: str
    other: str
    about: str
    passage: str


def told(programme: Programme, hit: Hit, wanted: tuple[str, ...], language: Language) -> Told:
    """Word something found.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    hit : Hit
        What was found.
    wanted : tuple of str
        The folded words that were looked for.
    language : Language
        The reader's.

    Returns
    -------
    Told
        Plain text, as the tables have it.
    """
    entry = hit.entry
    title, other = _title(programme, entry, language)
    about = SEPARATOR.join(part for part in ABOUT[entry.kind](programme, entry, language) if part)
    held = passage(entry.texts, wanted) if hit.rank is Rank.TEXT and entry.kind != "source" else ""
    return Told(title, other, about, "" if fold(held) in fold(about) else held)


def passage(texts: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    """Find the sentence that holds most of some words.

    Parameters
    ----------
    texts : tuple of str
        Where to look.
    wanted : tuple of str
        Folded words.

    Returns
    -------
    str
        The first of the best sentences, cut after `LONGEST_PASSAGE` characters; empty where none holds a word.
    """
    parts = [part for text in texts for part in ([text] if len(text) <= LONGEST_PASSAGE else SENTENCE_END.split(text))]
    held = [sum(word in fold(part) for word in wanted) for part in parts]
    if not any(held):
        return ""
    best = parts[held.index(max(held))].strip()
    return best if len(best) <= LONGEST_PASSAGE else f"{best[:LONGEST_PASSAGE].rstrip()}…"


def _row(table: pd.DataFrame, entry: Entry) -> Mapping[str, Any]:
    return {str(name): value for name, value in zip(table.columns, table.iloc[entry.row], strict=True)}


def _title(programme: Programme, entry: Entry, language: Language) -> tuple[str, str]:
    if entry.kind == "participant":
        found = organisations(programme)[entry.row]
        own, other = found.name(language), found.name(language.other)
        return own, other if other != own else ""
    if entry.kind == "lead":
        return _lead(programme, entry, language)[0], ""
    # Names stand in the index English first; where there is only one, it serves both.
    own, other = entry.names[0], entry.names[-1]
    if language.code == "ja":
        own, other = other, own
    return own, other if other != own and entry.kind in {"place", "country", "term"} else ""


def _lead(programme: Programme, entry: Entry, language: Language) -> tuple[str, str, str]:
    """Word a lead: its name, its country and why it is open (in English, as it was noted)."""
    if entry.id.startswith("leads_installations"):
        built = leads.installations(programme, language)[entry.row]
        return built.name, built.country, built.why_not_used
    found = leads.collaborations(programme, language)[entry.row]
    named = language.text(vocabulary.PAIR_NAME, japanese=found.japanese, partner=found.partner)
    return named, found.country, found.why_open


@lru_cache(maxsize=16)
def _counts(programme: Programme, subject: Subject, columns: tuple[str, ...]) -> Mapping[str, int]:
    """Count the rows of a subject by default, by whatever stands in some columns."""
    rows = shown.counted(programme, Selection(), subject)
    found: Counter[str] = Counter()
    for column in columns:
        found.update(code for cell in rows[column].dropna().tolist() for code in str(cell).split(";") if code)
    return found


def _links(programme: Programme, code: str, language: Language, *columns: str) -> str:
    number = _counts(programme, "collaborations", columns)[code]
    return language.plural("{n} link", "{n} links", number) if number else ""


def _built(programme: Programme, code: str, language: Language, *columns: str) -> str:
    number = _counts(programme, "installations", columns)[code]
    return language.plural("{n} installation", "{n} installations", number) if number else ""


def _evidence(level: str, language: Language) -> str:
    return language.text(EVIDENCE, level=level, name=language.text(EVIDENCE_NAMES[level]))


def _country_name(programme: Programme, code: str, language: Language) -> str:
    return vocabulary.names(programme, "country", language).get(code, "")


About = tuple[str, ...]


def _place(programme: Programme, entry: Entry, language: Language) -> About:
    row = _row(programme.places, entry)
    country = row["country_iso3"]
    at_home = country == HOME_COUNTRY
    role = LABELS["jp"] if at_home else PARTNER_PLACE
    where = "" if at_home else _country_name(programme, country, language)
    return language.text(role), where, _links(programme, entry.id, language, "jp_place_id", "partner_place_id")


def _country(programme: Programme, entry: Entry, language: Language) -> About:
    counted = (
        _links(programme, entry.id, language, "country_iso3"),
        _built(programme, entry.id, language, "country_iso3"),
    )
    return counted if any(counted) else (language.text(NO_ROWS),)


def _pair(programme: Programme, entry: Entry, language: Language) -> About:
    rows = shown.counted(programme, Selection(evidence="C"), "collaborations")
    listed = rows.loc[rows["pair"] == entry.id, "fiscal_year"]
    return (
        language.fiscal_years(int(listed.min()), int(listed.max())),
        language.plural("{n} year", "{n} years", listed.nunique()),
    )


def _pair_name(programme: Programme, row: Mapping[str, Any], language: Language) -> str:
    return vocabulary.pair_names(programme, language)[pair_id(row["jp_place_id"], row["partner_place_id"])]


def _collaboration(programme: Programme, entry: Entry, language: Language) -> About:
    row = _row(programme.collaborations, entry)
    return _pair_name(programme, row, language), language.fiscal_year(int(row["fiscal_year"])), _evidence(row["evidence"], language)


def _installation(programme: Programme, entry: Entry, language: Language) -> About:
    row = _row(programme.installations, entry)
    technology = vocabulary.names(programme, "tech", language).get(row["technology_type"], "")
    year = "" if pd.isna(row["fiscal_year"]) else language.fiscal_year(int(row["fiscal_year"]))
    return _country_name(programme, row["country_iso3"], language), technology, year, _evidence(row["evidence"], language)


def _case(programme: Programme, entry: Entry, language: Language) -> About:
    row = _row(programme.cases, entry)
    span = years(row)
    return _pair_name(programme, row, language), language.fiscal_years(span[0], span[-1])


def _domino(programme: Programme, entry: Entry, language: Language) -> About:
    row = _row(programme.dominoes, entry)
    return language.pick(row, "what"), _evidence(row["evidence"], language)


def _participant(programme: Programme, entry: Entry, language: Language) -> About:
    found = organisations(programme)[entry.row]
    links = language.plural("{n} link", "{n} links", found.collaborations) if found.collaborations else ""
    built = language.plural("{n} installation", "{n} installations", found.installations) if found.installations else ""
    return links, built


def _term(programme: Programme, entry: Entry, language: Language) -> About:
    parameter, _, code = entry.id.partition(":")
    counted = (
        _links(programme, code, language, "themes")
        if parameter == "theme"
        else _built(programme, code, language, BUILT_COLUMNS[parameter])
    )
    return language.text(LABELS[parameter]), counted


BUILT_COLUMNS = {"tech": "technology_type", "sector": "sector", "scheme": "scheme", "status": "status"}


def _fact(programme: Programme, entry: Entry, language: Language) -> About:
    group = _row(programme.programme_facts, entry)["group"]
    return (language.text("Forum and initiative") if group in FORUM_GROUPS else language.text("The programme"),)


def _source(programme: Programme, entry: Entry, language: Language) -> About:
    row = _row(programme.sources, entry)
    used = source_uses(programme).get(row["source_id"], 0)
    rests = language.plural("{n} row rests on it", "{n} rows rest on it", used) if used else ""
    # Of sources without a title, a publisher may have several: the id tells them apart, and is what rows call them by.
    return publishers.worded(row["publisher"], language) if row["title"] else "", row["source_id"], rests


def _open(programme: Programme, entry: Entry, language: Language) -> About:
    _, country, why = _lead(programme, entry, language)
    return country, why


ABOUT: Mapping[FoundKind, Callable[[Programme, Entry, Language], About]] = {
    "place": _place,
    "country": _country,
    "pair": _pair,
    "collaboration": _collaboration,
    "installation": _installation,
    "case": _case,
    "domino": _domino,
    "participant": _participant,
    "term": _term,
    "fact": _fact,
    "source": _source,
    "lead": _open,
}
