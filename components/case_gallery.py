"""The gallery of cases: results and projects being formed, told apart at a glance, each leading to its own page."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from components import filters, state, timeline
from components.state import View, plain
from geo.gallery import CaseCard, Kind, case_cards
from geo.language import message

PAGE = "pages/cases.py"
HEADINGS: dict[Kind, str] = {"result": message("Results"), "forming": message("Projects being formed")}
MEANINGS: dict[Kind, str] = {
    "result": message("Something came of these collaborations already."),
    "forming": message("Studied, agreed or planned when the sources spoke of them."),
}
ICONS: dict[Kind, str] = {"result": ":material/check_circle:", "forming": ":material/pending:"}
FILTERS = ("country", "jp", "partner", "theme")
CLASSES: dict[str, str] = {"result": "case-result", "forming": "case-forming"}


def show(view: View) -> None:
    """Show the cases of the selection."""
    cards = case_cards(view.programme, view.selection, view.language)
    kinds: dict[Kind, list[CaseCard]] = {kind: [card for card in cards if card.case.kind == kind] for kind in HEADINGS}
    with st.container(horizontal=True, vertical_alignment="top", key="head_row"):
        _figures(view, kinds)
        filters.show(view, "cases", FILTERS)
    _years(view)
    if not cards:
        filters.show_empty(view, "cases")
    for kind, listed in kinds.items():
        if listed:
            st.subheader(f"{ICONS[kind]} {plain(view.text(HEADINGS[kind]))} :gray[{len(listed)}]", anchor=False)
            st.caption(plain(view.text(MEANINGS[kind])))
            with st.container(key=f"case_cards_{kind}"):
                for card in listed:
                    _card(view, card)
    st.caption(
        plain(
            view.text(
                "Cases are what a readable source tells of, and are a part of the programme. Their themes are those of the pair's "
                "links in the case's fiscal years."
            )
        )
    )


def _figures(view: View, kinds: dict[Kind, list[CaseCard]]) -> None:
    with st.container(horizontal=True, key="figures", gap="large"):
        for kind, listed in kinds.items():
            st.metric(view.text(HEADINGS[kind]), view.language.number(len(listed)), width="content")
        pairs = {card.case.pair for listed in kinds.values() for card in listed}
        st.metric(view.text("Pairs"), view.language.number(len(pairs)), width="content")


def _years(view: View) -> None:
    if view.selection.fiscal_years:
        years = view.language.fiscal_years(*view.selection.fiscal_years)
        st.button(
            plain(view.text("Only cases of {years}: show all years", years=years)),
            icon=":material/close:",
            key="lift_years",
            on_click=state.change,
            args=(view.programme, lambda selection: selection.without("fy")),
        )


def address(view: View, card: CaseCard | None) -> dict[str, list[str]]:
    """Write the address of a case, or of the gallery, under the same filters."""
    return state.address(replace(view.selection, selected=card.case.sel if card else None))


def tag(view: View, kind: str, kind_name: str, country: str) -> str:
    """Draw the tag that tells a result from what is being formed."""
    said = escape(view.text("{kind}: {country}", kind=kind_name, country=country))
    return (
        f'<p class="case-tag {CLASSES[kind]}" aria-label="{said}"><span class="case-kind">{escape(kind_name)}</span> '
        f"<span>{escape(country)}</span></p>"
    )


def _card(view: View, card: CaseCard) -> None:
    case, language = card.case, view.language
    with st.container(border=True, key=f"case_{case.id}"):
        st.html(tag(view, case.kind, case.kind_name, card.country))
        st.page_link(PAGE, label=f"**{plain(case.title)}**", query_params=address(view, card))
        counted = [
            language.plural("{n} installation", "{n} installations", card.installations) if card.installations else "",
            language.plural("{n} domino effect", "{n} domino effects", card.dominoes) if card.dominoes else "",
        ]
        about = " · ".join(part for part in (case.years_label, *counted) if part)
        st.html(
            f'<div class="case-body"><p class="case-pair">{escape(case.pair_name)}</p>'
            f'<p class="case-outcome">{escape(case.outcome)}</p>'
            f'<p class="case-about">{escape(about)}</p>{timeline.drawing(card.timeline, language, case.years)}</div>'
        )
