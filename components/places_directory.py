"""Every place that takes part, with its years, partners, themes and evidence; each leads to its own detail."""

from __future__ import annotations

from html import escape

import streamlit as st

from components import year_grid
from components.state import View
from components.year_grid import Names, link_to
from geo.language import message
from geo.parameters import Selected
from geo.participants import COLUMNS, Place, Record, Side, places

ONE: dict[Side, str] = {"japanese": message("Japanese government"), "partners": message("Partner place")}
MANY: dict[Side, str] = {"japanese": message("Japanese governments"), "partners": message("Partner places")}
OTHER: dict[Side, Side] = {"japanese": "partners", "partners": "japanese"}
WIDE = 5  # columns


def show(view: View, side: Side) -> None:
    """Show the places of one side that take part in the selection."""
    st.html(table(view, places(view.programme, view.selection, side), side, year_grid.names(view)))


def table(view: View, listed: tuple[Place, ...], side: Side, called: Names) -> str:
    """Write the places as an HTML table, partner places grouped by country; whatever stands in the tables enters as text.

    The roles are stated because a phone shows each row as a block (static/programme.css), and would lose the table's otherwise.
    """
    text, other = view.language.text, OTHER[side]
    named = [
        text(ONE[side]), text("Fiscal years"), text(MANY[other]), text("Themes"), text("Evidence"),
    ]  # fmt: skip
    head = "".join(f'<th role="columnheader" scope="col">{escape(heading)}</th>' for heading in named)
    body, country = [], ""
    for place in listed:
        if place.country != country:
            country = place.country
            body.append(_country(view, country, called))
        body.append(_row(view, place, named, called))
    title = escape(text(MANY[side]))
    return (
        f'<table class="directory" role="table" aria-label="{title}"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(body)}</tbody></table>'
    )


def _country(view: View, country: str, called: Names) -> str:
    name = link_to(view, Selected("country", country), called.countries[country])
    return f'<tr class="country" role="row"><th role="rowheader" scope="rowgroup" colspan="{WIDE}">{name}</th></tr>'


def _row(view: View, place: Place, named: list[str], called: Names) -> str:
    record, join = place.record, view.language.join
    cells = (
        years(view, record),
        escape(join(called.places[other] for other in record.partners)),
        escape(join(called.themes[theme] for theme in record.themes)),
        "&ensp;".join(f"{level}&nbsp;{number}" for level, number in record.evidence),
    )
    own = link_to(view, Selected("place", place.place), called.places[place.place])
    told = "".join(
        f'<td role="cell" data-heading="{escape(heading)}"><span>{cell}</span></td>'
        for heading, cell in zip(named[1:], cells, strict=True)
    )
    return f'<tr role="row"><th role="rowheader" scope="row">{own}</th>{told}</tr>'


def years(view: View, record: Record) -> str:
    """Write the years of a place: how many, from when to when."""
    number = view.language.plural("{n} year", "{n} years", len(record.years))
    return f"{escape(view.language.fiscal_years(record.first, record.last))} <small>{escape(number)}</small>"


def count(view: View, side: Side) -> str:
    """Head a table: whose places, and how many."""
    return f"{view.text(MANY[side])} ({view.language.number(len(places(view.programme, view.selection, side)))})"


SIDES: tuple[Side, ...] = tuple(COLUMNS)
