"""The types of technology as a way in: each with the letters and colour it has on the map, and its count."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import country_ranking, state
from components.state import View, plain
from geo import installation_summary, vocabulary
from geo.meanings import meanings
from geo.palette import mark

MOST_COUNTRIES = 7
PERCENT = 100


def show(view: View) -> None:
    """Show the chosen type with its description, or all types to choose from."""
    if len(view.selection.technologies) == 1:
        _one(view, view.selection.technologies[0])
    else:
        _all(view)
    country_ranking.show(view, MOST_COUNTRIES)


def _one(view: View, code: str) -> None:
    st.button(
        view.text("All types of technology"),
        icon=":material/arrow_back:",
        key="all_technologies",
        type="tertiary",
        on_click=state.change,
        args=(view.programme, lambda selection: selection.without("tech")),
    )
    st.header(plain(vocabulary.names(view.programme, "tech", view.language)[code]), anchor=False)
    st.markdown(plain(meanings(view.programme, "tech", view.language).get(code, "")))


def _all(view: View) -> None:
    names = vocabulary.names(view.programme, "tech", view.language)
    counts = installation_summary.option_counts(view.programme, view.selection, "tech")
    types = view.programme.technology_types
    sectors = dict(zip(types["code"], types["sector_code"], strict=True))
    st.subheader(view.text("By type of technology"), anchor=False)
    st.html(f"<style>{_colours(view)}</style>")
    st.html(f"<style>{_bars(counts)}</style>")
    for code in sorted(counts, key=counts.__getitem__, reverse=True):
        if counts[code]:
            letters = mark(code, sectors[code]).letters
            st.button(
                f"**{plain(letters)}** {plain(names[code])}  :gray[{view.language.number(counts[code])}]",
                key=f"technology_{code}",
                type="tertiary",
                on_click=state.change,
                args=(view.programme, lambda selection, code=code: replace(selection, technologies=(code,))),
            )


def _colours(view: View) -> str:
    """Give each type its colour of the map."""
    types = view.programme.technology_types
    rules = []
    for code, sector in zip(types["code"], types["sector_code"], strict=True):
        colours = mark(code, sector).colours
        rules.append(f".st-key-technology_{code}{{--technology:light-dark({colours['light']}, {colours['dark']})}}")
    return "".join(rules)


def _bars(counts: dict[str, int]) -> str:
    """Give each type a bar as long as its share of the most frequent one; apart from the colours, which never change."""
    most = max(counts.values(), default=1) or 1
    return "".join(
        f".st-key-technology_{code}{{--share:{round(PERCENT * count / most)}%}}" for code, count in counts.items() if count
    )
