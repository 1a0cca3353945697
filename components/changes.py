"""What changed between two versions of the tables: figures, totals, and each table's rows field by field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from components.state import View, plain
from components.wrapped_table import Column, written
from geo.diff import Difference, TableDifference, words
from geo.diff.report import NO_FIGURE, NOT_COUNTED, ONLY_ORDER, PERHAPS, PUBLISHED_LOST, SAME, UNREAD
from geo.diff.rows import Row, RowChange
from geo.diff.totals import FigureChange
from geo.faults import line
from geo.language import message
from geo.tables import file_name

# More lines than anybody reads would only keep the browser busy; the workbook holds them all.
MOST_SHOWN = 200
TALLEST = 420
ROW, HEADER = 35, 38
# No column of a table is called so: headings are never empty.
ABOUT, ABOUT_WIDTH = "", 320


def show(view: View, difference: Difference) -> None:
    """Show a difference: how much changed, the totals, then table by table."""
    _show_counts(view, difference)
    _show_faults(view, difference)
    if difference.same:
        st.success(view.text(SAME), icon=":material/check:")
        return
    for name in difference.unread:
        st.warning(plain(view.text(UNREAD, file=file_name(name))))
    if not difference.unread and not any(table.content for table in difference.changed):
        st.info(view.text(ONLY_ORDER))
    _show_totals(view, difference)
    for table in difference.changed:
        _show_table(view, table)


def _show_counts(view: View, difference: Difference) -> None:
    counted = {
        message("Tables that changed"): len(difference.changed),
        message("Rows added"): sum(len(table.added) for table in difference.changed),
        message("Rows removed"): sum(len(table.removed) for table in difference.changed),
        message("Rows changed"): sum(len(table.changed) for table in difference.changed),
    }
    with st.container(horizontal=True, key="figures", gap="large"):
        for label, count in counted.items():
            st.metric(view.text(label), view.language.number(count), width="content")


def _show_faults(view: View, difference: Difference) -> None:
    for version in (difference.before, difference.after):
        if not version.faults:
            continue
        count = sum(1 + fault.more for fault in version.faults)
        told = [line(fault, view.language) for fault in version.faults[:MOST_SHOWN]]
        heading = view.language.plural("{name}: {n} fault", "{name}: {n} faults", count, name=version.name)
        with st.expander(plain(heading), icon=":material/error:"):
            st.html(written(heading, [Column(view.text("What is wrong"))], [[text] for text in told]))


def _show_totals(view: View, difference: Difference) -> None:
    st.subheader(view.text("Effect on the totals"), anchor=False)
    if difference.figures is None:
        st.info(view.text(NOT_COUNTED))
        return
    if not difference.figures_changed:
        st.markdown(plain(view.text(NO_FIGURE)))
    if difference.published_lost:
        st.info(view.text(PUBLISHED_LOST), icon=":material/info:")
    every = st.toggle(view.text("Show totals that stay the same too"), key="changes_every")
    columns = (Column(view.text("Figure"), "28%"), *(Column(view.text(name), "18%") for name in words.COUNTED_NAMES.values()))
    for kind, heading in words.KIND_NAMES.items():
        rows = [row for row in _figure_rows(difference, kind) if every or not all(change.same for change in row)]
        if rows:
            name = view.text(heading)
            with st.expander(plain(f"{name} ({view.language.number(len(rows))})"), expanded=not kind):
                st.html(written(name, columns, [_figure_cells(view, difference, row) for row in rows]))


def _figure_rows(difference: Difference, kind: str) -> list[list[FigureChange]]:
    """Gather the changes of a figure at every level of evidence, published ones beside them."""
    rows: dict[tuple[str, str], list[FigureChange]] = {}
    for change in difference.figures or ():
        if change.figure.kind == kind:
            rows.setdefault((change.figure.measure, change.figure.item), []).append(change)
    return list(rows.values())


def _figure_cells(view: View, difference: Difference, row: Sequence[FigureChange]) -> Sequence[str]:
    figure = row[0].figure
    item = words.item_name(figure, difference, view.language)
    name = view.text(words.MEASURE_NAMES[figure.measure])
    told = {change.figure.counted: words.both_values(change, view.language) for change in row}
    return (" · ".join(part for part in (item, name) if part), *(told.get(counted, "") for counted in words.COUNTED_NAMES))


def _show_table(view: View, table: TableDifference) -> None:
    name = words.table_name(table.name, view.language)
    st.subheader(plain(name), anchor=False)
    st.caption(plain(f"{file_name(table.name)} – {words.summary(table, view.language)}"))
    for label, columns in ((message("Columns added"), table.columns_added), (message("Columns removed"), table.columns_removed)):
        if columns:
            st.markdown(f"{plain(view.text(label))}: {plain(view.language.join(columns))}")
    _show_changed(view, table)
    _show_rows(view, table, message("Added"), table.added)
    _show_rows(view, table, message("Removed"), table.removed)
    for pair in table.renamed:
        before, after = words.named_key(pair.before, view.language), words.named_key(pair.after, view.language)
        st.caption(plain(view.text(PERHAPS, before=before, after=after, same=pair.same, filled=pair.filled)))
    if table.moved:
        _show_moved(view, table)


def _show_changed(view: View, table: TableDifference) -> None:
    if not table.changed:
        return
    columns = (
        Column(view.text("Row"), "22%"),
        Column(view.text("Column"), "16%"),
        Column(view.text("Before"), "31%", verbatim=True),
        Column(view.text("After"), verbatim=True),
    )
    label = view.text("Changed")
    lines = [told for change in table.changed for told in _fields(view, table, change)]
    st.html(f'<div class="changes">{written(label, columns, lines[:MOST_SHOWN])}</div>')
    _tell_left_out(view, len(lines))


def _fields(view: View, table: TableDifference, change: RowChange) -> Iterable[Sequence[str]]:
    key = words.named_key(change.after, view.language)
    for field in change.fields:
        title = words.column_title(table.name, field.column, view.language)
        yield key, title, field.before or words.NOTHING, field.after or words.NOTHING


def _show_rows(view: View, table: TableDifference, label: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    st.markdown(f"**{plain(view.text(label))}** ({view.language.number(len(rows))})")
    # A column in which none of the rows says anything is left out: most of them are, in a wide table.
    columns = [name for name in table.columns if any(row.values.get(name) for row in rows)]
    cells = {name: [row.values.get(name, "") for row in rows[:MOST_SHOWN]] for name in columns}
    # What the rows are about comes first: their codes alone say it to nobody.
    about = {ABOUT: named} if any(named := [words.row_name(row, view.language) for row in rows[:MOST_SHOWN]]) else {}
    titles = words.column_titles(table.name, view.language)
    st.dataframe(
        pd.DataFrame({**about, **cells}, dtype="str"),
        hide_index=True,
        placeholder="",
        height=min(TALLEST, HEADER + ROW * min(len(rows), MOST_SHOWN)),
        key=f"changes_{label}_{table.name}",
        alt=f"{words.table_name(table.name, view.language)}: {view.text(label)}",
        column_config={
            ABOUT: st.column_config.TextColumn(view.text("Name"), width=ABOUT_WIDTH),
            **{name: st.column_config.TextColumn(titles.get(name, name)) for name in columns},
        },
    )
    _tell_left_out(view, len(rows))


def _show_moved(view: View, table: TableDifference) -> None:
    columns = (
        Column(view.text("Row"), "50%"),
        Column(view.text("Line before"), "25%"),
        Column(view.text("Line after")),
    )
    moved = [(words.named_key(after, view.language), str(before.line), str(after.line)) for before, after in table.moved]
    label = view.text("Moved")
    with st.expander(plain(f"{label} ({view.language.number(len(moved))})")):
        st.html(written(label, columns, moved[:MOST_SHOWN]))
        _tell_left_out(view, len(moved))


def _tell_left_out(view: View, number: int) -> None:
    if number > MOST_SHOWN:
        left_out = number - MOST_SHOWN
        st.caption(view.language.plural("{n} more is in the workbook.", "{n} more are in the workbook.", left_out))
