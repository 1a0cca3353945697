"""Which columns hold codes of rows in other tables, and which of these codes are not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from geo.codes import Code, Codes
from geo.faults import Fault, listed
from geo.tables import cells, file_name

SEPARATOR = ";"
# Written before the source id of a tie to the programme: "official:moe-topic-43".
TIE_SEPARATOR = ":"


class Reference(NamedTuple):
    """A column that holds the key of another table.

    Parameters
    ----------
    table, column : str
        Where the code stands; several codes may be joined by semicolons.
    target, key : str
        Where its row is.
    others : tuple of str
        Codes that are valid without a row there.
    """

    table: str
    column: str
    target: str
    key: str
    others: tuple[str, ...] = ()


REFERENCES: tuple[Reference, ...] = (
    Reference("places", "country_iso3", "countries", "iso3"),
    Reference("collaborations", "jp_place_id", "places", "place_id"),
    Reference("collaborations", "partner_place_id", "places", "place_id"),
    Reference("collaborations", "themes", "themes", "code"),
    Reference("collaborations", "source_id", "sources", "source_id"),
    Reference("installations", "country_iso3", "countries", "iso3"),
    Reference("installations", "scheme", "schemes", "code"),
    Reference("installations", "sector", "sectors", "code"),
    Reference("installations", "technology_type", "technology_types", "code"),
    Reference("installations", "status", "statuses", "code"),
    Reference("installations", "jp_place_id", "places", "place_id"),
    Reference("installations", "partner_place_id", "places", "place_id"),
    Reference("installations", "collaboration_evidence", "sources", "source_id"),
    Reference("installations", "source_id", "sources", "source_id"),
    Reference("installations", "source_id_2", "sources", "source_id"),
    Reference("cases", "jp_place_id", "places", "place_id"),
    Reference("cases", "partner_place_id", "places", "place_id"),
    Reference("cases", "installation_ids", "installations", "installation_id"),
    Reference("cases", "source_id", "sources", "source_id"),
    Reference("dominoes", "from_place_id", "places", "place_id"),
    Reference("dominoes", "to_place_id", "places", "place_id"),
    Reference("dominoes", "via_place_id", "places", "place_id"),
    Reference("dominoes", "source_id", "sources", "source_id"),
    Reference("programme_facts", "source_id", "sources", "source_id"),
    Reference("countries", "source_id", "sources", "source_id"),
    Reference("technology_types", "sector_code", "sectors", "code"),
    Reference("published_totals", "scope", "countries", "iso3", others=("all",)),
    Reference("published_totals", "source_id", "sources", "source_id"),
    Reference("leads_collaborations", "country_iso3", "countries", "iso3"),
    Reference("leads_installations", "country_iso3", "countries", "iso3"),
)


def split_codes(text: str) -> tuple[str, ...]:
    """Split a cell that lists codes.

    Parameters
    ----------
    text : str
        Codes joined by semicolons; empty where there is none.

    Returns
    -------
    tuple of str
        The codes, in their order.
    """
    return tuple(code for code in text.split(SEPARATOR) if code)


def unknown(tables: Mapping[str, pd.DataFrame], reference: Reference) -> list[Fault]:
    """Find the codes of a column that have no row.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Holds both tables of the reference, as text, indexed by line.
    reference : Reference
        The column to look at.

    Returns
    -------
    list of Fault
        One a code that is not there, with the nearest codes that are.
    """
    valid = (*tables[reference.target][reference.key], *reference.others)
    known = frozenset(valid)
    column = tables[reference.table][reference.column]
    if reference.column == "collaboration_evidence":
        column = column.map({text: text.partition(TIE_SEPARATOR)[2] for text in column.unique()})
    missing = {text: [code for code in split_codes(text) if code not in known] for text in column.unique()}
    wrong = column[column.map({text: bool(codes) for text, codes in missing.items()}).astype(bool)]

    codes = ((line, code) for line, text in cells(wrong) for code in missing[text])
    target = (("target", file_name(reference.target)),)
    named = valid_codes(tables[reference.target], reference) if len(wrong) else None
    return listed(file_name(reference.table), reference.column, "unknown-reference", codes, lambda *_: target, named)


def valid_codes(target: pd.DataFrame, reference: Reference) -> Codes:
    """Name the codes that a column may hold.

    Parameters
    ----------
    target : pandas.DataFrame
        The table referred to.
    reference : Reference
        The column.

    Returns
    -------
    Codes
        Those with a row, with the names it gives them, and those that are valid without one.
    """
    columns = [target[name].tolist() if name in target else [""] * len(target) for name in (reference.key, "name_en", "name_ja")]
    return Codes([*map(Code, *columns), *map(Code, reference.others)])
