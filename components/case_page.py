"""One case: what was done, what came of it, its years, its map, its installations and dominoes, and where it is told."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import case_gallery, detail_panel, map_frame, timeline, ways
from components.detail_panel import lead_to
from components.state import View, plain
from geo import gallery, shown
from geo.detail import detail
from geo.detail.model import Detail, Installation
from geo.gallery import CaseCard
from geo.language import message
from geo.map.frame import MapName
from geo.map.sites import sites
from geo.parameters import EVIDENCE_LEVELS, Selected
from geo.selection import Selection

OUTCOMES = {"result": message("What came of it"), "forming": message("How far it has come")}
MAPS: dict[MapName, str] = {"links": message("Links of the pair"), "dominoes": message("Domino effect")}
CHOICE = "case_map"
INSTALLATIONS = "pages/installations.py"


def show(view: View, selected: Selected) -> None:
    """Show a case.

    Parameters
    ----------
    view : View
        What the page shows.
    selected : Selected
        The case.
    """
    told = detail(view.programme, view.selection, selected, view.language)
    everything = gallery.case_cards(view.programme, Selection(), view.language)
    card = next(each for each in everything if each.case.id == selected.id)
    _steps(view, card, everything)
    story, picture = st.columns([1, 1.25], gap="medium")
    with story, st.container(key="case_story"):
        _story(view, card, told)
    with picture, st.container(key="case_picture"):
        _map(view, card, told)
    _grown(view, told)
    _record(view, told, selected)


def _steps(view: View, card: CaseCard, everything: tuple[CaseCard, ...]) -> None:
    listed = gallery.case_cards(view.programme, view.selection, view.language)
    # A case whose address was followed may lie outside the filters.
    cards = listed if any(each.case.id == card.case.id for each in listed) else everything
    before, after = gallery.neighbours(cards, card.case.id)
    place = [each.case.id for each in cards].index(card.case.id) + 1
    with st.container(horizontal=True, vertical_alignment="center", key="case_steps", gap="small"):
        st.page_link(
            case_gallery.PAGE,
            label=view.text("All cases"),
            icon=":material/grid_view:",
            query_params=case_gallery.address(view, None),
        )
        st.markdown(f":gray[{place} / {len(cards)}]", width="content")
        for neighbour, label, icon in (
            (before, view.text("Previous case"), ":material/arrow_back:"),
            (after, view.text("Next case"), ":material/arrow_forward:"),
        ):
            st.page_link(
                case_gallery.PAGE,
                label=label,
                icon=icon,
                help=plain(neighbour.case.title) if neighbour else None,
                disabled=neighbour is None,
                query_params=case_gallery.address(view, neighbour or card),
            )


def _story(view: View, card: CaseCard, told: Detail) -> None:
    st.html(case_gallery.tag(view, card.case.kind, card.case.kind_name, card.country))
    st.header(plain(card.case.title), anchor=False)
    st.markdown(f"**{plain(card.case.pair_name)}** :gray[· {plain(card.case.years_label)}]")
    st.subheader(view.text("What was done"), anchor=False)
    st.markdown(plain(card.case.what))
    st.subheader(view.text(OUTCOMES[card.case.kind]), anchor=False)
    st.markdown(plain(card.case.outcome))
    st.subheader(view.text("Fiscal years"), anchor=False)
    st.html(timeline.drawing(told.timeline, view.language, card.case.years))
    st.caption(plain(view.text("Filled: the pair worked together. Dashed: inferred. Underlined: the years of this case.")))
    detail_panel.show_hidden(view, told)
    if card.themes:
        st.markdown(f":gray[{plain(view.text('Themes'))}] {plain(view.language.join(card.themes))}")


def _map(view: View, card: CaseCard, told: Detail) -> None:
    japanese, partner = card.case.pair.pair
    pair = replace(
        view.selection.cleared(),
        fiscal_years=view.selection.fiscal_years,
        evidence=view.selection.evidence,
        japanese=(japanese,),
        partners=(partner,),
        selected=card.case.pair,
    )
    name: MapName = "links"
    # Whatever stands above the map, it is the second thing here: moved to another place, its frame would be built anew.
    with st.container(key="case_map_choice"):
        if told.dominoes:
            st.session_state.setdefault(CHOICE, name)
            chosen: MapName | None = st.segmented_control(
                view.text("Map"), list(MAPS), format_func=lambda each: view.text(MAPS[each]), key=CHOICE, required=True,
                label_visibility="collapsed",
            )  # fmt: skip
            name = chosen or name
    if name == "dominoes":
        first = told.dominoes[0].sel
        map_frame.show_focused(view, name, replace(pair, undated=True, selected=first if len(told.dominoes) == 1 else None))
        return
    notes = []
    if not shown.number(view.programme, pair.without("fy"), "collaborations"):
        pair = replace(pair, evidence=EVIDENCE_LEVELS[-1])
        notes.append(
            view.text("Every link of this pair on record is inferred: they are drawn dashed, because the case was asked for.")
        )
    placed = sites(view.programme, told.installations, view.language)
    notes += _placed(view, len(placed), len(told.installations) - len(placed))
    map_frame.show_focused(view, name, pair, placed)
    for row in told.installations:
        if row.id == map_frame.opened():
            with st.container(border=True, key="case_chosen"):
                _installation(view, row)
    for note in notes:
        st.caption(plain(note))


def _placed(view: View, placed: int, unplaced: int) -> list[str]:
    """Say how many installations of the case stand on its map, and how many have no point."""
    said = []
    if placed:
        said.append(
            view.language.plural(
                "{n} installation of this case stands on the map as a dot; choose it to read of it.",
                "{n} installations of this case stand on the map as dots; choose one to read of it.",
                placed,
            )
        )
    if unplaced:
        said.append(
            view.language.plural(
                "{n} installation of this case is known to the country only and has no point.",
                "{n} installations of this case are known to the country only and have no point.",
                unplaced,
            )
        )
    return said


def _grown(view: View, told: Detail) -> None:
    if told.dominoes:
        st.subheader(view.text("How it spread"), anchor=False)
        with st.container(key="case_dominoes"):
            for domino in told.dominoes:
                with st.container(border=True):
                    lead_to(view, "pages/dominoes.py", domino.sel, domino.route, icon=":material/arrow_split:")
                    detail_panel.say(detail_panel.domino_text(domino))
    if told.installations:
        st.subheader(view.text("Installations"), anchor=False)
        with st.container(key="case_installations"):
            for row in told.installations:
                with st.container(border=True):
                    _installation(view, row)


def _installation(view: View, row: Installation) -> None:
    lead_to(view, INSTALLATIONS, row.sel, row.name, icon=":material/bolt:")
    detail_panel.say(detail_panel.installation_text(row))


def _record(view: View, told: Detail, selected: Selected) -> None:
    if told.projects:
        n = len(told.projects)
        label = view.language.plural(
            "Links of the pair in these years: {n} row with its evidence",
            "Links of the pair in these years: {n} rows with their evidence",
            n,
        )
        with st.expander(label, icon=":material/calendar_month:"):
            for project in told.projects:
                detail_panel.say(detail_panel.project_text(view, project))
    detail_panel.show_sources(view, told.sources)
    others = [row for row in told.related if row.sel.kind == "case"]
    if others:
        st.subheader(view.text("Other cases of this pair"), anchor=False)
        with st.container(key="case_others", gap="xsmall"):
            for row in others:
                lead_to(view, case_gallery.PAGE, row.sel, row.name, icon=":material/auto_stories:")
    with st.container(horizontal=True, key="case_ways"):
        ways.show(view, selected, but=case_gallery.PAGE)
    for remark in told.remarks:
        st.caption(plain(remark))
