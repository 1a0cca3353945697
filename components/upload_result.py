"""What checking came to: faults at their place, or what is different and the way to see it on all pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from components import draft
from components.state import View, plain
from components.upload_sheets import MODES, Chosen
from components.wrapped_table import Column, written
from geo.current import current_programme
from geo.drafts import Draft
from geo.export.workbook import MEDIA_TYPE
from geo.faults import visible
from geo.intake import annotated, checking
from geo.intake.checking import HEADINGS, Outcome, Placed
from geo.intake.columns import table_title
from geo.intake.compose import Change
from geo.intake.matching import Matched
from geo.intake.reading import File
from geo.language import Language, message

MOST_SHOWN = 300
KEPT = 2
WIDTHS = ("16%", "4.5rem", "14%", "16%", "", "27%")
VALUE = 3
LONGEST_NAME = 120
PAGES = {
    "partnership_map": message("Partnership map"),
    "installations": message("JCM installations"),
    "what_changed": message("What changed"),
}


def checked(digest: str, chosen: Chosen) -> Outcome:
    """Check what was chosen of the files a digest stands for; the same choice is checked once."""
    return _checked(digest, repr([(matched.table, matched.columns, mode) for matched, mode in chosen]), chosen)


@st.cache_resource(scope="session", max_entries=KEPT, show_spinner=False)
def _checked(digest: str, choice: str, _chosen: Chosen) -> Outcome:  # noqa: ARG001 - they stand for what was chosen
    return checking.check(current_programme(), _chosen)


def show(view: View, files: Sequence[File], chosen: Chosen, outcome: Outcome) -> None:
    """Show the faults, or the changes and the way to all pages."""
    st.subheader(view.text("What checking came to"), anchor=False)
    if not any(matched.table for matched, _ in chosen):
        st.warning(view.text("No sheet is used: choose the table that it is."), icon=":material/table_view:")
        return
    if outcome.faults:
        _show_faults(view, chosen, outcome.faults)
    _show_changes(view, outcome.changes)
    if outcome.programme is None:
        return
    if not any(change.brought or change.any for change in outcome.changes):
        st.warning(view.text("There are headings, but no row below them: nothing to add or change."), icon=":material/table_rows:")
        return
    if not outcome.changed:
        st.info(view.text("Your rows say exactly what the published tables say."), icon=":material/equal:")
        return
    shown = draft.current()
    if shown is not None and shown.programme.version == outcome.programme.version:
        show_taken(view)
        return
    _warn_of_removed(view, outcome.changes)
    st.success(view.text("Every rule is kept. Nothing is published by this."), icon=":material/check_circle:")
    name = view.language.join(file.name for file in files)
    made = (outcome, visible(name)[:LONGEST_NAME])
    st.button(
        view.text("Show on all pages"),
        type="primary",
        icon=":material/visibility:",
        key="upload_take",
        on_click=_take,
        args=made,
    )
    st.caption(view.text("Maps, tables, figures and downloads then show your tables, for you only; one click goes back."))


def _warn_of_removed(view: View, changes: Sequence[Change]) -> None:
    """Say how many rows of which table would be gone: no rule is broken by that, so nothing else would tell."""
    gone = [change for change in changes if change.removed]
    if not gone:
        return
    tables = view.language.join(
        view.text(
            "{table} ({n})",
            table=table_title(current_programme(), change.table, view.language),
            n=view.language.number(change.removed),
        )
        for change in gone
    )
    told = view.language.plural(
        "{n} row would be removed: {tables}.",
        "{n} rows would be removed: {tables}.",
        sum(change.removed for change in gone),
        tables=tables,
    )
    keeping = MODES["update"]
    remedy = view.text("To keep such rows, choose “{mode}” for the table.", mode=view.text(keeping))
    st.warning(f"**{plain(told)}** {plain(remedy)}", icon=":material/delete:")


def _take(outcome: Outcome, name: str) -> None:
    if outcome.programme is not None:
        draft.take(Draft(outcome.programme, name, outcome.changed))


def show_taken(view: View) -> None:
    """Say that the own tables are shown on all pages, with ways there; the way back stands above every page."""
    shown = draft.current()
    if shown is None:
        return
    st.success(
        view.text("All pages show your tables now: {name}. Only you see them.", name=plain(shown.name)),
        icon=":material/visibility:",
    )
    with st.container(horizontal=True, vertical_alignment="center", key="upload_taken"):
        for page, label in PAGES.items():
            st.page_link(f"pages/{page}.py", label=view.text(label), icon=":material/arrow_forward:")


def _show_faults(view: View, chosen: Chosen, faults: Sequence[Placed]) -> None:
    count = sum(1 + placed.fault.more for placed in faults)
    st.error(
        view.language.plural(
            "{n} fault: mend it in your file and upload the file again.",
            "{n} faults: mend them in your file and upload the file again.",
            count,
        ),
        icon=":material/error:",
    )
    sheets = [matched for matched, _ in chosen if matched.table]
    st.download_button(
        view.text("Your rows with the faults marked (Excel)"),
        data=_annotated(sheets, faults, view.language),
        file_name="faults.xlsx",
        mime=MEDIA_TYPE,
        icon=":material/download:",
        key="upload_annotated",
        on_click="ignore",
    )
    columns = [
        Column(view.text(heading), width, verbatim=place == VALUE)
        for place, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True))
    ]
    st.html(written(view.text("Faults"), columns, [placed.cells(view.language) for placed in faults[:MOST_SHOWN]]))
    if len(faults) > MOST_SHOWN:
        more = len(faults) - MOST_SHOWN
        st.caption(view.language.plural("{n} more is in the file only.", "{n} more are in the file only.", more))


def _annotated(sheets: Sequence[Matched], faults: Sequence[Placed], language: Language) -> Callable[[], bytes]:
    return lambda: annotated.to_annotated(sheets, faults, language)


def _show_changes(view: View, changes: Sequence[Change]) -> None:
    if not changes:
        return
    number, text = view.language.number, view.text
    columns = (
        Column(text("Table"), "30%"),
        Column(text("Rows brought")),
        Column(text("New")),
        Column(text("Changed")),
        Column(text("Removed")),
        Column(text("Rows then")),
    )
    rows = [
        (
            table_title(current_programme(), change.table, view.language),
            *map(number, (change.brought, change.new, change.changed, change.removed, change.total)),
        )
        for change in changes
    ]
    st.html(written(text("What is different"), columns, rows))
