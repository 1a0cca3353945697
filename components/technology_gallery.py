"""The types of technology as a way in: each with its letters, its count and what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from components import state
from components.rankings import open_row
from components.state import View, plain
from geo import installation_series, installation_summary, vocabulary
from geo.palette import TECHNOLOGY_LETTERS
from geo.parameters import Selected

SHOWN = 7


def show(view: View) -> None:
    """Show the chosen type with its description, or all types to choose from."""
    if len(view.selection.technologies) == 1:
        _one(view, view.selection.technologies[0])
    else:
        _all(view)
    _countries(view)


def _one(view: View, code: str) -> None:
    row = _described(view)[code]
    st.button(
        view.text("All types of technology"),
        icon=":material/arrow_back:",
        key="all_technologies",
        type="tertiary",
        on_click=state.change,
        args=(view.programme, lambda selection: selection.without("tech")),
    )
    st.header(plain(view.language.pick(row, "name")), anchor=False)
    st.markdown(plain(view.language.pick(row, "description")))


def _described(view: View) -> dict[str, dict[str, Any]]:
    types = view.programme.technology_types
    return {str(row["code"]): {str(name): value for name, value in row.items()} for _, row in types.iterrows()}


def _all(view: View) -> None:
    names = vocabulary.names(view.programme, "tech", view.language)
    counts = installation_summary.option_counts(view.programme, view.selection, "tech")
    described = _described(view)
    st.subheader(view.text("By type of technology"), anchor=False)
    for code in sorted(counts, key=counts.__getitem__, reverse=True):
        if counts[code]:
            letters = TECHNOLOGY_LETTERS.get(code, "")
            st.button(
                f"**{plain(letters)}** {plain(names[code])}  :gray[{counts[code]}]",
                key=f"technology_{code}",
                type="tertiary",
                help=plain(view.language.pick(described[code], "description")),
                on_click=state.change,
                args=(view.programme, lambda selection, code=code: replace(selection, technologies=(code,))),
            )


def _countries(view: View) -> None:
    names = vocabulary.names(view.programme, "country", view.language)
    table = installation_series.countries(view.programme, view.selection).table
    st.subheader(view.text("By country"), anchor=False)
    for country, count in zip(table["country_iso3"][:SHOWN], table["installations"][:SHOWN], strict=True):
        open_row(view, Selected("country", country), f"{plain(names[country])}  :gray[{count}]", key=f"rank_{country}")
