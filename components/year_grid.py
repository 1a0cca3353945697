"""Pairs by fiscal year, grouped by country: one mark a link, in the colour of its year; every row leads to its pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlencode

import streamlit as st

from components import state
from components.state import View
from geo import vocabulary
from geo.language import message
from geo.palette import year_colours
from geo.parameters import EVIDENCE_LEVELS, Selected
from geo.participants import Country, Grid, Pair, Year, grid
from geo.vocabulary import collaboration_years

# The map is the front page: its address is that of the folder all pages stand in.
MAP_PAGE = "./"
TITLE = message("Pairs by country and fiscal year")


@dataclass(frozen=True)
class Names:
    """What codes are called, in the reader's language."""

    places: Mapping[str, str]
    countries: Mapping[str, str]
    themes: Mapping[str, str]
    evidence: Mapping[str, str]


def names(view: View) -> Names:
    """Collect what codes are called."""

    def called(parameter: str) -> Mapping[str, str]:
        return vocabulary.names(view.programme, parameter, view.language)

    return Names(vocabulary.place_names(view.programme, view.language), called("country"), called("theme"), called("evidence"))


def link_to(view: View, selected: Selected, said: str) -> str:
    """Write a link to a detail on the map, under the filters of this page."""
    query = urlencode(state.address(replace(view.selection, selected=selected)), doseq=True)
    return f'<a href="{MAP_PAGE}?{escape(query)}" target="_self">{escape(said)}</a>'


def show(view: View) -> None:
    """Show the grid of the selection, its legend above."""
    found = grid(view.programme, view.selection)
    st.html(f"{legend(view, found)}{table(view, found, names(view))}")


def legend(view: View, found: Grid) -> str:
    """Say how the marks are to be read."""
    text = view.language.text
    on_record, inferred, name = text("on record (official or secondary source)"), text("year inferred"), text("Name")
    marks = [f'<span class="on"></span>{escape(on_record)}']
    if view.selection.evidence == EVIDENCE_LEVELS[-1]:
        marks.append(f'<span class="inferred"></span>{escape(inferred)}')
    if found.newest in found.years:
        newest = text("red name: at work in {year}, the newest fiscal year", year=view.language.fiscal_year(found.newest))
        marks.append(f'<b class="newest">{escape(name)}</b>{escape(newest)}')
    return f'<p class="grid-legend">{"".join(f"<span>{mark}</span>" for mark in marks)}</p>'


def table(view: View, found: Grid, called: Names) -> str:
    """Write the grid as an HTML table; whatever stands in the tables enters as text."""
    text = view.language.text
    title, pair = escape(text(TITLE)), escape(text("Pair"))
    about = (text("Years"), text("Evidence"), text("Themes"))
    years = "".join(f'<th scope="col" class="year{" newest" if year == found.newest else ""}">{year}</th>' for year in found.years)
    after = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in about)
    head = f'<tr><th scope="col">{pair}</th>{years}{after}</tr>'
    bodies = "".join(_country(view, found, country, called) for country in found.countries)
    return (
        f"<style>{_colours(view, found)}</style>"
        f'<div class="grid-box" role="region" aria-label="{title}" tabindex="0"><table class="year-grid">'
        f'<caption class="unseen">{title}</caption><thead>{head}</thead>{bodies}</table></div>'
    )


def _colours(view: View, found: Grid) -> str:
    """Each column in the colour of its year: said once, not for each cell."""
    every = collaboration_years(view.programme)
    light, dark = (year_colours(every, mode) for mode in ("light", "dark"))
    return "".join(
        f".year-grid td:nth-child({place}){{--year:light-dark({light[year]},{dark[year]})}}"
        for place, year in enumerate(found.years, start=2)
    )


def _country(view: View, found: Grid, country: Country, called: Names) -> str:
    plural = view.language.plural
    counted = (
        plural("{n} partner place", "{n} partner places", country.places),
        plural("{n} pair", "{n} pairs", len(country.pairs)),
    )
    name = link_to(view, Selected("country", country.country), called.countries[country.country])
    head = (
        f'<tr class="country"><th scope="rowgroup" colspan="{len(found.years) + 4}">'
        f"<span>{name} <small>{escape(' · '.join(counted))}</small></span></th></tr>"
    )
    return f"<tbody>{head}{''.join(_row(view, found, pair, called) for pair in country.pairs)}</tbody>"


def _row(view: View, found: Grid, pair: Pair, called: Names) -> str:
    record = pair.record
    told = {year.year: year for year in record.years}
    said = f"{called.places[pair.japanese]} – {called.places[pair.partner]}"
    newest = ' class="newest"' if found.newest in told else ""
    cells = "".join(_cell(view, told.get(year), called) for year in found.years)
    levels = "&ensp;".join(f"{level}&nbsp;{number}" for level, number in record.evidence)
    themes = escape(view.language.join(called.themes[theme] for theme in record.themes))
    return (
        f'<tr><th scope="row"{newest}>{link_to(view, Selected("pair", pair.pair), said)}</th>{cells}'
        f'<td class="number">{len(record.years)}</td><td class="levels">{levels}</td><td class="themes">{themes}</td></tr>'
    )


def _cell(view: View, year: Year | None, called: Names) -> str:
    if year is None:
        return "<td></td>"
    inferred = year.evidence == EVIDENCE_LEVELS[-1]
    level = called.evidence[year.evidence]
    themes = view.language.join(called.themes[theme] for theme in year.themes)
    title = escape(f"{view.language.fiscal_year(year.year)} · {level} · {themes}")
    return f'<td><i class="{"inferred" if inferred else "on"}" title="{title}"><span class="unseen">{escape(level)}</span></i></td>'
