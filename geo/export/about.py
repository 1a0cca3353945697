"""What a file says of itself: what it holds, which selection, how old and how complete, under which licence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from geo import summary
from geo.export import records
from geo.export.package import EMPTY_MEANS, TITLES, complete, descriptor
from geo.export.records import Layer
from geo.language import Language, message
from geo.programme import Programme
from geo.reconciliation import as_of_order, as_of_text
from geo.selection import Selection
from geo.worded_selection import worded

# The first time that archives and workbooks know.
EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001  # files of these kinds know no time zone
FILTER = message("{filter}: {value}")
Lines = list[tuple[str, str]]


def made_at(programme: Programme) -> datetime:
    """Give the time a file says it was made at: the day the data speak of, as a clock would make other bytes of the same rows.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    datetime.datetime
        Without a time zone; the earliest time such files know where no date is stated.
    """
    as_of = summary.data_as_of(programme)
    return max(datetime.combine(as_of_order(as_of)[0], time.min), EARLIEST) if as_of else EARLIEST


def lines(programme: Programme, layer: Layer, selection: Selection, number: int, language: Language) -> Lines:
    """Say of exported rows what they are, in lines of a name and a text.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    layer : {"places", "collaborations", "installations", "cases", "dominoes"}
        Which rows.
    selection : Selection
        What is shown of them.
    number : int
        How many rows there are.
    language : Language
        The reader's.

    Returns
    -------
    list of (str, str)
        Title, number of rows, selection, date, version, completeness, licence and sources; nothing where nothing is known.
    """
    text, subject = language.text, records.SUBJECTS[layer]
    told = [
        (message("Title"), text(TITLES[layer])),
        (message("Number of rows"), language.number(number)),
        *(
            (message("Selection"), text(FILTER, filter=label, value=value))
            for label, value in worded(programme, selection, subject, language)
        ),
        (message("Selection as an address"), query(selection, layer)),
        (message("Data as of"), as_of(programme, language)),
        (message("Version of the tables"), programme.version),
        (message("How complete"), complete(programme, layer, selection, language)),
        (message("Empty cells"), text(EMPTY_MEANS)),
        *((message("Licence"), licence) for licence in licences(programme, language)),
        *((message("Sources"), credit) for credit in credits_(programme, language)),
    ]
    return [(text(label), value) for label, value in told if value]


def query(selection: Selection, layer: Layer) -> str:
    """Write a selection as the end of an address, without what does not apply to a layer; empty for the default."""
    written = urlencode(selection.without("sel", *selection.unused(records.SUBJECTS[layer])).parameters(), doseq=True)
    return f"?{written}" if written else ""


def as_of(programme: Programme, language: Language) -> str:
    """Say what time the data speak of."""
    stated = summary.data_as_of(programme)
    return as_of_text(stated, language) if stated else language.text(message("not stated"))


def licences(programme: Programme, language: Language) -> list[str]:
    """Name the licences of the tables, each with its address."""
    return [
        f"{own(each, 'title', language)} {each.get('path', '')}".strip()
        for each in (descriptor(programme) or {}).get("licenses", [])
    ]


def credits_(programme: Programme, language: Language) -> list[str]:
    """Name what the tables were made from, each with its address where it has one outside the folder of tables."""
    listed = (descriptor(programme) or {}).get("sources", [])
    return [f"{own(each, 'title', language)} {_address(each)}".strip() for each in listed]


def own(described: Mapping[str, Any], key: str, language: Language) -> Any:  # noqa: ANN401  # texts, or texts by code
    """Take a property of a data package's description in a language, or as it is where it has no such form."""
    return described.get(f"{key}_ja" if language.code == "ja" else key) or described.get(key, "")


def _address(described: Mapping[str, Any]) -> str:
    path = str(described.get("path", ""))
    return path if path.startswith(("https://", "http://")) else ""
