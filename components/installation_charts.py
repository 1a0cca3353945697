"""Charts of the installations shown: a click on a mark filters, every chart has its table and says what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from components import state
from components.state import View, plain
from geo import installation_series, vocabulary
from geo.installation_series import Series
from geo.language import message
from geo.palette import Mode, mark
from geo.selection import Selection

PICK = "pick"
MOST = 15
MARK = 22  # pixels a row of a chart takes
HEIGHT = MARK * MOST


@dataclass(frozen=True)
class Drawn:
    """A chart of a series: its title, its table as readers see it, how it is drawn and what a click on it means."""

    key: str
    title: str
    series: Series
    table: pd.DataFrame
    chart: alt.Chart
    take: Callable[[Selection, dict[str, Any]], Selection] | None = None


def show(view: View) -> None:
    """Show all charts in a grid."""
    with st.grid(2, min_column_width=420):
        for drawn in (_by_year(view), _by_country(view), _by_reduction(view), _by_participant(view)):
            with st.container(border=True):
                _show(view, drawn)


def _show(view: View, drawn: Drawn) -> None:
    take = drawn.take
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(drawn.title, anchor=False)
        views = {"chart": view.text("Chart"), "table": view.text("Table")}
        chosen = st.segmented_control(
            drawn.title, list(views), format_func=views.__getitem__, default="chart", required=True,
            key=f"{drawn.key}_view", label_visibility="collapsed",
        )  # fmt: skip
    if chosen == "table":
        st.dataframe(drawn.table, hide_index=True, height=HEIGHT, placeholder="", alt=drawn.title)
    elif take is None:
        st.altair_chart(drawn.chart, key=drawn.key, alt=drawn.title)
    else:
        st.altair_chart(
            drawn.chart, key=drawn.key, alt=drawn.title, selection_mode=PICK, on_select=lambda: _pick(view, drawn.key, take)
        )
    st.caption(plain(drawn.series.caption(view.language)))


def _pick(view: View, key: str, take: Callable[[Selection, dict[str, Any]], Selection]) -> None:
    picked = st.session_state[key]["selection"].get(PICK)
    if picked:
        state.change(view.programme, lambda selection: take(selection, picked[0]))


def _coloured(view: View, data: pd.DataFrame) -> pd.DataFrame:
    """Name each type of technology and give it its colour of the map: what is not shown needs no place in a scale."""
    mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
    sectors = view.programme.technology_types.set_index("code")["sector_code"]
    names = vocabulary.names(view.programme, "tech", view.language)
    types = data["technology_type"]
    colours = {code: mark(code, sectors[code]).colours[mode] for code in types.unique()}
    return data.assign(name=types.map(names), colour=types.map(colours))


TECH_COLOUR = alt.Color("colour:N", scale=None)


def _by_year(view: View) -> Drawn:
    series = installation_series.technology_by_year(view.programme, view.selection)
    data = _coloured(view, series.table)
    year, tech, count = view.text("Fiscal year"), view.text("Type of technology"), view.text("Installations")
    totals = data.groupby("technology_type")["installations"].sum().sort_values(ascending=False, kind="stable")
    # As they stand in the data: a list of names to sort by would be sent besides.
    ranked = data.sort_values("technology_type", key=lambda codes: codes.map(totals), ascending=False, kind="stable")
    chart = (
        alt.Chart(ranked)
        .mark_circle(opacity=0.95)
        .encode(
            x=alt.X("fiscal_year:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=190, labelOverlap=False)),
            size=alt.Size("installations:Q", scale=alt.Scale(range=[30, 520]), legend=None),
            color=TECH_COLOUR,
            tooltip=[
                alt.Tooltip("name:N", title=tech),
                alt.Tooltip("fiscal_year:O", title=year),
                alt.Tooltip("installations:Q", title=count),
            ],
        )
        .add_params(alt.selection_point(name=PICK, fields=["technology_type", "fiscal_year"]))
        .properties(height=max(MARK * len(totals), MARK * 4))
    )
    table = data[["name", "fiscal_year", "installations"]].set_axis([tech, year, count], axis=1)

    def take(selection: Selection, picked: dict[str, Any]) -> Selection:
        chosen = int(picked["fiscal_year"])
        return replace(selection, technologies=(picked["technology_type"],), fiscal_years=(chosen, chosen))

    return Drawn("chart_years", view.text("Type of technology by fiscal year"), series, table, chart, take)


def _bars(data: pd.DataFrame, value: str, title: str, name_title: str, colour: alt.Color | None, field: str) -> alt.Chart:
    # Only what is drawn or picked is sent.
    wanted = dict.fromkeys(["name", value, field, *(["colour"] if colour else [])])
    shown = data[list(wanted)].head(MOST)
    chart = (
        alt.Chart(shown)
        .mark_bar(cornerRadiusEnd=3)
        .encode(
            x=alt.X(f"{value}:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=210, labelOverlap=False)),
            tooltip=[alt.Tooltip("name:N", title=name_title), alt.Tooltip(f"{value}:Q", title=title, format=",")],
            **({"color": colour} if colour else {}),
        )
        .properties(height=max(MARK * len(shown), MARK * 4))
    )
    clickable: alt.Chart = chart.add_params(alt.selection_point(name=PICK, fields=[field]))
    return clickable


def _by_country(view: View) -> Drawn:
    series = installation_series.countries(view.programme, view.selection)
    names = vocabulary.names(view.programme, "country", view.language)
    data = series.table.assign(name=series.table["country_iso3"].map(names))
    country, count = view.text("Country"), view.text("Installations")
    chart = _bars(data, "installations", count, country, None, "country_iso3")
    table = data[["name", "installations"]].set_axis([country, count], axis=1)

    def take(selection: Selection, picked: dict[str, Any]) -> Selection:
        return replace(selection, countries=(picked["country_iso3"],))

    return Drawn("chart_countries", view.text("Countries"), series, table, chart, take)


def _by_reduction(view: View) -> Drawn:
    series = installation_series.reduction_by_technology(view.programme, view.selection)
    data = _coloured(view, series.table)
    tech, tonnes = view.text("Type of technology"), view.text("tCO2 a year")
    measured = data[data["tco2_per_year"].notna()]
    chart = _bars(measured, "tco2_per_year", tonnes, tech, TECH_COLOUR, "technology_type")
    columns = ["name", "tco2_per_year", "known", "installations"]
    headings = [tech, tonnes, view.text("Rows with a figure"), view.text("Installations")]

    def take(selection: Selection, picked: dict[str, Any]) -> Selection:
        return replace(selection, technologies=(picked["technology_type"],))

    title = view.text("Emission reduction by type of technology, tCO2 a year")
    return Drawn("chart_reduction", title, series, data[columns].set_axis(headings, axis=1), chart, take)


def _by_participant(view: View) -> Drawn:
    series = installation_series.participants(view.programme, view.selection)
    code, other = view.language.code, view.language.other.code
    own = series.table[f"participant_{code}"]
    data = series.table.assign(name=own.where(own != "", series.table[f"participant_{other}"]))
    participant, count = view.text("Japanese participant"), view.text("Installations")
    chart = _bars(data, "installations", count, participant, None, "name")
    table = data[["name", "installations"]].set_axis([participant, count], axis=1)

    def take(selection: Selection, picked: dict[str, Any]) -> Selection:
        return replace(selection, query=str(picked["name"]))

    return Drawn("chart_participants", view.text("Japanese participants"), series, table, chart, take)


TITLE = message("The same installations in charts")
