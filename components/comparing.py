"""What is compared, chosen on the page: rows of which kind, ways to begin with, and each side with its filters and map."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from components import downloads, filters, map_frame, state, undated
from components.state import View
from geo import comparison, shown
from geo.comparison import Pair
from geo.language import message
from geo.map.frame import MapName
from geo.page_parameters import COMPARED, SECOND, read
from geo.palette import GROUNDS, MODES
from geo.parameters import Subject
from geo.worded_selection import worded

NAMES: dict[Subject, str] = {"collaborations": message("Links"), "installations": message("Installations")}
MAPS: dict[Subject, MapName] = {"collaborations": "links", "installations": "installations"}
FILTERS: dict[Subject, tuple[str, ...]] = {
    "collaborations": ("country", "jp", "partner", "theme"),
    "installations": ("country", "tech", "scheme"),
}
EVIDENCE = "evidence"
SIDES = (message("Selection 1"), message("Selection 2"))


def side_names(view: View) -> tuple[str, str]:
    """Name both sides."""
    first, second = (view.text(name) for name in SIDES)
    return first, second


def subject() -> Subject:
    """Read from the address which rows are compared."""
    return comparison.subject_or_default(read(state.parameters(), "subject")[0])


def show_notices(first: View, second: View, chosen: Subject) -> None:
    """Tell the reader what in the address was left out, or does not apply here."""
    refused = read(state.parameters(), "subject")[1]
    if refused:
        st.warning("\n\n".join(state.plain(notice.worded(first.language)) for notice in refused))
    for view in (first, second):
        state.show_notices(view, chosen, opens=())


def show_controls(first: View, second: View, chosen: Subject) -> None:
    """Show which rows are compared, and ways to begin with."""
    text = first.text
    with st.container(horizontal=True, vertical_alignment="center", key="compare_row", gap="small"):
        st.session_state["compare_subject"] = chosen
        st.segmented_control(
            text("Compared rows"),
            COMPARED,
            format_func=lambda each: text(NAMES[each]),
            key="compare_subject",
            required=True,
            on_change=_take_subject,
            label_visibility="collapsed",
        )
        swapped = (second.selection, first.selection)
        _start("swap", text("Swap"), ":material/swap_horiz:", lambda: swapped, first.selection != second.selection)
        earlier = comparison.year_before(first.programme, first.selection, chosen)
        _start("year_before", text("With the year before"), ":material/history:", lambda: earlier, bool(earlier))
        other = comparison.another_country(first.programme, first.selection, second.selection, chosen)
        _start("another_country", text("With another country"), ":material/public:", lambda: other, bool(other))
        inferred = comparison.with_inferred(first.selection)
        _start(
            "with_inferred", text("With inferred rows too"), ":material/line_style:", lambda: inferred, chosen == "collaborations"
        )


def _start(key: str, label: str, icon: str, give: Callable[[], Pair | None], usable: bool) -> None:  # a flag of the button
    st.button(label, icon=icon, key=f"start_{key}", disabled=not usable, on_click=_write, args=(give,))


def _write(give: Callable[[], Pair | None]) -> None:
    both = give()
    if both:
        first, second = both
        state.write(first.without("sel"))
        state.write(second.without("sel"), SECOND)


def _take_subject() -> None:
    chosen = st.session_state["compare_subject"]
    kept = {name: values for name, values in state.parameters().items() if name != "subject"}
    st.query_params.from_dict(kept if chosen == COMPARED[0] else {**kept, "subject": [chosen]})


def mark(side: int) -> str:
    """Draw the mark of a side in its colour, for light and dark: HTML."""
    light, dark = (colours(mode)[side] for mode in MODES)
    return f'<i class="side" style="background:light-dark({light},{dark})">{side + 1}</i>'


def colours(mode: str) -> tuple[str, str]:
    """Give the colours of both sides."""
    ground = GROUNDS["dark" if mode == "dark" else "light"]
    return ground.place, ground.japanese


def show_side(view: View, chosen: Subject) -> None:
    """Show one side: what it holds, its filters, its map, and its rows as files."""
    side = 1 if view.side else 0
    said = worded(view.programme, view.selection, chosen, view.language)
    # The usual level of evidence needs no word: the filter below tells it.
    usual = "" if EVIDENCE in view.selection.parameters() else filters.label(view, EVIDENCE)
    given = [each for each in said if each[0] != usual]
    listed = " · ".join(view.text("{filter}: {value}", filter=name, value=value) for name, value in given)
    with st.container(key=view.key("side")):
        st.html(f'<p class="side-head">{mark(side)}<b>{escape(side_names(view)[side])}</b> <span>{escape(listed)}</span></p>')
        filters.show(view, chosen, FILTERS[chosen])
        undated.show(view, chosen)
        if not shown.number(view.programme, view.selection, chosen):
            filters.show_empty(view, chosen)
    map_frame.show_in_step(view, MAPS[chosen])
    downloads.show(view, chosen)
