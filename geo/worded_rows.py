"""Rows as they are read in a table: names instead of codes, the reader's language, the newest first.

All rows are worded once for a language; a selection only keeps those it shows.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

import pandas as pd
import pyarrow as pa

from geo import collaborations, shown, vocabulary
from geo import installations as built
from geo.conditions import LIST_SEPARATOR
from geo.language import Language
from geo.parameters import Selected, Subject
from geo.programme import Programme
from geo.selection import Selection

LINK_CODES = ("jp", "partner", "country", "theme")
INSTALLATION_CODES = {"tech": "technology_type", "country": "country_iso3", "scheme": "scheme", "status": "status"}


def permalink(selected: Selected, evidence: str, language: Language) -> str:
    """Write the address that opens one thing in a language and at a level of evidence, relative to the page."""
    shown_then = Selection(selected=selected, evidence=evidence)
    return "?" + urlencode({**shown_then.parameters(), "lang": language.code}, doseq=True)


def rows(programme: Programme, selection: Selection, subject: Subject, language: Language) -> pd.DataFrame:
    """Word the rows a selection shows.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "installations"}
        Which rows.
    language : Language
        The reader's.

    Returns
    -------
    pandas.DataFrame
        For collaborations one row per link, newest first: ``fiscal_year``, ``japanese``, ``partner``, ``country``, ``project``
        (its title, or its summary where no title was seen), ``themes``, ``lead``, ``evidence``, ``source`` (address of the
        first), ``permalink`` and ``opens`` (a ``sel`` value). For installations one row each, newest first and those without
        a known year last: ``name``, ``country``, ``tech``, ``fiscal_year``, ``tonnes`` (CO2 a year), ``capacity`` (kW),
        ``evidence``, ``source``, ``permalink``, ``participant``, ``scheme``, ``status``, ``place`` and ``opens``. Empty means
        not seen.
    """
    worded = (_links if subject == "collaborations" else _installations)(programme, language, selection.evidence)
    kept = shown.index(programme, selection, subject)
    return worded[worded.index.isin(kept)]


def columns(programme: Programme, selection: Selection, subject: Subject, language: Language, names: tuple[str, ...]) -> pa.Table:
    """Give some columns of the worded rows as Arrow, without what only pandas would read.

    Returns
    -------
    pyarrow.Table
        Rows as `rows` gives them. Shared by all who look at the same rows, however many there are.
    """
    return _columns(programme, selection.without("sel"), subject, language, names)


@lru_cache(maxsize=8)
def _columns(programme: Programme, selection: Selection, subject: Subject, language: Language, names: tuple[str, ...]) -> pa.Table:
    worded = rows(programme, selection, subject, language)[list(names)]
    return pa.Table.from_pandas(worded, preserve_index=False).replace_schema_metadata(None)


def _either(table: pd.DataFrame, stem: str, language: Language) -> pd.Series[str]:
    own, other = table[f"{stem}_{language.code}"], table[f"{stem}_{language.other.code}"]
    return own.where(own != "", other)


def _addresses(programme: Programme, ids: pd.Series[str]) -> pd.Series[str]:
    return ids.str.split(LIST_SEPARATOR).str[0].map(programme.sources.set_index("source_id")["url"])


@lru_cache(maxsize=16)
def _links(programme: Programme, language: Language, evidence: str) -> pd.DataFrame:
    table = pd.DataFrame(collaborations.rows(programme))
    naming = {name: vocabulary.names(programme, name, language) for name in LINK_CODES}
    title = _either(table, "title", language)
    worded = pd.DataFrame(
        {
            "fiscal_year": table["fiscal_year"].astype(int),
            "japanese": table["jp_place_id"].map(naming["jp"]),
            "partner": table["partner_place_id"].map(naming["partner"]),
            "country": table["country_iso3"].map(naming["country"]),
            "project": title.where(title != "", _either(table, "summary", language)),
            "evidence": table["evidence"],
            "source": _addresses(programme, table["source_id"]),
            "permalink": [permalink(Selected("pair", pair), evidence, language) for pair in table["pair"]],
            "themes": [
                language.join(naming["theme"][theme] for theme in themes.split(LIST_SEPARATOR) if theme)
                for themes in table["themes"]
            ],
            "lead": _either(table, "lead_organisation", language),
            "opens": "pair:" + table["pair"],
        }
    )
    return worded.sort_values(["fiscal_year", "japanese", "partner"], ascending=[False, True, True], kind="stable")


@lru_cache(maxsize=16)
def _installations(programme: Programme, language: Language, evidence: str) -> pd.DataFrame:
    table = pd.DataFrame(built.rows(programme))
    named = {name: table[column].map(vocabulary.names(programme, name, language)) for name, column in INSTALLATION_CODES.items()}
    ids = table["installation_id"]
    worded = pd.DataFrame(
        {
            **named,
            "name": _either(table, "name", language),
            "fiscal_year": table["fiscal_year"],
            "tonnes": table["ghg_reduction_tco2_per_year"],
            "capacity": table["capacity_kw"],
            "evidence": table["evidence"],
            "source": _addresses(programme, table["source_id"]),
            "permalink": [permalink(Selected("installation", row), evidence, language) for row in ids],
            "participant": _either(table, "japanese_participant", language),
            "place": table["location_text"],
            "opens": "installation:" + ids,
        }
    )
    return worded.sort_values("fiscal_year", ascending=False, kind="stable", na_position="last")
