"""The difference as plain text, for a terminal, a log or a review."""

from __future__ import annotations

from collections.abc import Iterator

from geo.diff import words
from geo.diff.difference import Difference
from geo.diff.rows import Row, TableDifference
from geo.faults import LONGEST_SHOWN, line, visible
from geo.language import Language, message
from geo.tables import file_name

SAME = message("Both versions say the same.")
ONLY_ORDER = message("Only the order of rows differs.")
NOT_COUNTED = message("The totals are not compared, as one of the versions has faults; the rows are.")
NO_FIGURE = message("No total changes.")
PUBLISHED_LOST = message(
    "For the newest fiscal year no total was published, so no published total stands beside ours any more: enter it in "
    "published_totals.csv once it is out."
)
UNREAD = message("{file}: cannot be compared, as one of the versions cannot be read.")
PERHAPS = message("Perhaps the same row under another key: {before} → {after} ({same} of {filled} fields say the same)")
AT_LINE = message("line {line}")
FROM_LINE = message("line {before} → {after}")
INDENT = "    "
CONTEXT = 40
REMOVED, ADDED, CHANGED, MOVED, HINT = "-", "+", "~", ">", "?"


def lines(difference: Difference, language: Language) -> Iterator[str]:
    """Write a difference, line by line.

    Parameters
    ----------
    difference : Difference
        What changed.
    language : Language
        The reader's.

    Yields
    ------
    str
        A line without its end. Cells are cut where they are long, and what cannot be seen in them is written out, so that no
        table can steer a terminal.
    """
    yield f"--- {visible(difference.before.name)}"
    yield f"+++ {visible(difference.after.name)}"
    for version in (difference.before, difference.after):
        if version.faults:
            count = sum(1 + fault.more for fault in version.faults)
            yield ""
            yield language.plural("{name}: {n} fault", "{name}: {n} faults", count, name=visible(version.name))
            yield from (INDENT + line(fault, language) for fault in version.faults)
    if difference.unread:
        yield ""
        yield from (language.text(UNREAD, file=file_name(name)) for name in difference.unread)
    for table in difference.changed:
        yield ""
        yield from _table(table, language)
    yield ""
    if difference.same:
        yield language.text(SAME)
    elif not difference.unread and not any(table.content for table in difference.changed):
        yield language.text(ONLY_ORDER)
    yield from _figures(difference, language)


def _table(table: TableDifference, language: Language) -> Iterator[str]:
    name = f"{words.table_name(table.name, language)} ({file_name(table.name)})"
    yield language.text("{name}: {what}", name=name, what=words.summary(table, language))
    for sign, columns in ((ADDED, table.columns_added), (REMOVED, table.columns_removed)):
        yield from (f"{sign} [{visible(column)}]" for column in columns)
    for sign, rows in ((REMOVED, table.removed), (ADDED, table.added)):
        for row in rows:
            yield _head(sign, row, language)
            yield from (_field(table, column, visible(value), language) for column, value in row.values.items() if value)
    for change in table.changed:
        yield _head(CHANGED, change.after, language)
        for field in change.fields:
            told = " → ".join(_cell(text) for text in _apart(field.before, field.after))
            yield _field(table, field.column, told, language)
    for before, after in table.moved:
        where = language.text(FROM_LINE, before=before.line, after=after.line)
        yield f"{MOVED} {visible(words.key_text(after))} ({where})"
    for pair in table.renamed:
        old, new = visible(words.key_text(pair.before)), visible(words.key_text(pair.after))
        yield f"{HINT} {language.text(PERHAPS, before=old, after=new, same=pair.same, filled=pair.filled)}"


def _head(sign: str, row: Row, language: Language) -> str:
    where = language.text(AT_LINE, line=row.line)
    name = visible(words.row_name(row, language))
    return f"{sign} {visible(words.key_text(row))} ({where}){' ' + name if name else ''}"


def _field(table: TableDifference, column: str, told: str, language: Language) -> str:
    title = words.column_title(table.name, column, language)
    return f"{INDENT}{visible(title)} [{visible(column)}]: {told}"


def _apart(before: str, after: str) -> tuple[str, str]:
    """Leave out what two long texts begin with alike, so that cutting them does not hide where they part."""
    pairs = enumerate(zip(before, after, strict=False))
    alike = next((place for place, (old, new) in pairs if old != new), min(len(before), len(after)))
    if max(len(before), len(after)) <= LONGEST_SHOWN or alike <= CONTEXT:
        return before, after
    return ("…" + before[alike - CONTEXT :], "…" + after[alike - CONTEXT :])


def _cell(text: str) -> str:
    return f"“{visible(text)}”" if text else words.NOTHING


def _figures(difference: Difference, language: Language) -> Iterator[str]:
    if difference.figures is None:
        yield language.text(NOT_COUNTED)
        return
    if not difference.figures_changed:
        yield language.text(NO_FIGURE)
        return
    kind = None
    for change in difference.figures_changed:
        if change.figure.kind != kind:
            kind = change.figure.kind
            yield language.text(words.KIND_NAMES[kind])
        item = words.item_name(change.figure, difference, language)
        what = " · ".join(part for part in (visible(item), words.measure_name(change.figure, language)) if part)
        yield f"{INDENT}{what}: {words.both_values(change, language)}"
    if difference.published_lost:
        yield language.text(PUBLISHED_LOST)
