"""Which table each sheet is, how its rows come in, and which column each heading means: guessed, shown, changeable."""

from __future__ import annotations

import streamlit as st

from components.state import View, plain
from components.wrapped_table import Column, written
from geo.current import current_programme
from geo.faults import visible
from geo.intake.columns import table_title, title
from geo.intake.compose import Mode
from geo.intake.intake import Intake
from geo.intake.matching import Match, Matched
from geo.language import message
from geo.schema import columns
from geo.tables import TABLES

LEFT_OUT = ""
MODES: dict[Mode, str] = {
    "update": message("Add new rows, change those of the same key"),
    "replace": message("Replace the whole table"),
}
HOW = {
    "known": message("known heading"),
    "guess": message("guess, {score} of 100 alike"),
    "added": message("added by this app's own files"),
    "none": message("not known"),
    "chosen": message("chosen by you"),
}
Chosen = tuple[tuple[Matched, Mode], ...]


def show(view: View, brought: Intake) -> Chosen:
    """Show every sheet with its table and columns, and give what was chosen."""
    heading = st.container()
    chosen = tuple(_sheet(view, number, matched, brought) for number, matched in enumerate(brought.sheets))
    found = sum(1 for matched, _ in chosen if matched.table)
    heading.subheader(
        view.language.plural("{n} table found", "{n} tables found", found), anchor=False
    )  # fmt: skip
    return chosen


def _sheet(view: View, number: int, guessed: Matched, brought: Intake) -> tuple[Matched, Mode]:
    """Show a sheet; folded where nothing about it is a guess."""
    with st.expander(plain(_name(view, guessed)), expanded=not _certain(guessed), key=f"upload_sheet_{number}"):
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"upload_choices_{number}"):
            table = _choose_table(view, number, guessed)
            mode = _choose_mode(view, number, brought.mode) if table else brought.mode
        matched = guessed.changed(current_programme(), table, {})
        return (_columns(view, number, matched) if table else matched), mode


def _name(view: View, guessed: Matched) -> str:
    rows = view.language.plural("{n} row", "{n} rows", len(guessed.sheet.data))
    table = [table_title(current_programme(), guessed.table, view.language)] if guessed.table else []
    return " · ".join([visible(guessed.sheet.grid.label), *table, rows])


def _certain(guessed: Matched) -> bool:
    return bool(guessed.table) and not _unsure(guessed)


def _unsure(matched: Matched) -> list[int]:
    return [at for at, match in enumerate(matched.matches) if match.how in {"guess", "none"} and _holds(matched, at)]


def _choose_table(view: View, number: int, guessed: Matched) -> str | None:
    options = [*TABLES, LEFT_OUT]
    chosen = st.selectbox(
        view.text("Table"),
        options,
        index=options.index(guessed.table or LEFT_OUT),
        format_func=lambda name: (
            f"{table_title(current_programme(), name, view.language)} ({name})" if name else view.text("Left out")
        ),
        key=f"upload_table_{number}_{guessed.sheet.grid.label}",
        width=320,
    )
    return chosen or None


def _choose_mode(view: View, number: int, usual: Mode) -> Mode:
    modes = list(MODES)
    chosen: Mode = st.selectbox(
        view.text("Rows"),
        modes,
        index=modes.index(usual),
        format_func=lambda mode: view.text(MODES[mode]),
        key=f"upload_mode_{number}_{usual}",
        width=380,
    )
    return chosen


def _columns(view: View, number: int, matched: Matched) -> Matched:
    """Show what is not certain as choices, and everything else folded away."""
    unsure = _unsure(matched)
    choices = st.container(horizontal=True, key=f"upload_matches_{number}")
    with st.expander(plain(_heading(view, matched)), key=f"upload_columns_{number}"):
        every = st.toggle(view.text("Change any column"), key=f"upload_every_{number}", value=False)
        shown = st.container()
    changeable = [at for at in range(len(matched.matches)) if at in unsure or (every and _holds(matched, at))]
    with choices:
        chosen = _choose_columns(view, number, matched, changeable)
    changed = matched.changed(current_programme(), matched.table, chosen)
    with shown:
        _show_columns(view, changed)
    return changed


def _holds(matched: Matched, at: int) -> bool:
    return bool(matched.matches[at].heading or matched.sheet.samples(at, 1))


def _heading(view: View, matched: Matched) -> str:
    known = sum(1 for match in matched.matches if match.how == "known")
    guessed = sum(1 for match in matched.matches if match.how == "guess")
    left = sum(1 for at, match in enumerate(matched.matches) if match.column is None and _holds(matched, at))
    parts = [view.language.plural("{n} column known", "{n} columns known", known)]
    if guessed:
        parts.append(view.language.plural("{n} guessed", "{n} guessed", guessed))
    if left:
        parts.append(view.language.plural("{n} left out", "{n} left out", left))
    return view.language.join(parts)


def _choose_columns(view: View, number: int, matched: Matched, changeable: list[int]) -> dict[int, str | None]:
    table = matched.table or ""
    options = [LEFT_OUT, *columns(table)]
    chosen: dict[int, str | None] = {}
    for at in changeable:
        name = visible(matched.sheet.column_name(at))
        column = st.selectbox(
            plain(view.text("“{heading}” is", heading=name)),
            options,
            index=options.index(matched.matches[at].column or LEFT_OUT),
            format_func=lambda name: _column_name(view, table, name),
            key=f"upload_column_{number}_{table}_{at}_{matched.matches[at].heading}",
            width=300,
        )
        chosen[at] = column or None
    return chosen


def _column_name(view: View, table: str, name: str) -> str:
    return f"{title(current_programme(), table, name, view.language)} ({name})" if name else view.text("Left out")


def _show_columns(view: View, matched: Matched) -> None:
    headings = (
        Column(view.text("Heading in your file"), "24%"),
        Column(view.text("Becomes"), "26%"),
        Column(view.text("How it was found"), "18%"),
        Column(view.text("First values")),
    )
    rows = [
        (
            visible(matched.sheet.column_name(at)),
            _column_name(view, matched.table or "", match.column or LEFT_OUT),
            _how(view, match),
            view.language.join([visible(text) for text in matched.sheet.samples(at)]) if _holds(matched, at) else "",
        )
        for at, match in enumerate(matched.matches)
        if _holds(matched, at)
    ]
    st.html(written(view.text("Columns of {name}", name=visible(matched.sheet.grid.label)), headings, rows))


def _how(view: View, match: Match) -> str:
    return view.text(HOW[match.how], score=match.score)
