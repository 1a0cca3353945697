"""CSV files, however a spreadsheet saved them: UTF-8, UTF-16 or CP932; commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from geo.intake.limits import limits
from geo.intake.model import Grid, Notice, Refused

SEPARATORS = (",", "\t", ";")
SEPARATOR_NAMES = {"\t": "TAB", ";": ";"}
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", ""),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
JAPANESE = "cp932"
# A text of another kind decodes as CP932 by luck; control characters, which no table holds, give it away.
NO_TEXT = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32))))
# What Python makes of bytes that CP932 does not define.
UNDEFINED = frozenset("\uf8f0\uf8f1\uf8f2\uf8f3")
JUDGED_LINES = 10


def read(file: str, content: bytes, name: str = "") -> tuple[Grid, list[Notice]]:
    """Read a CSV file.

    Parameters
    ----------
    file : str
        Its name.
    content : bytes
        The whole file.
    name : str
        Name of the table, where it is known.

    Returns
    -------
    Grid
        Its rows, each at the line it begins in.
    list of Notice
        What was read otherwise than as UTF-8 with commas.

    Raises
    ------
    Refused
        If it is no text, breaks the form of CSV, or holds more than is read.
    """
    text, notices, marked = _decoded(file, content)
    separator = _separator(text)
    if separator != ",":
        notices.append(Notice("separator", file, parameters=(("separator", SEPARATOR_NAMES[separator]),)))
    positions: list[int] = []
    rows: list[list[str]] = []
    cells = 0
    for line, row in _records(text, separator):
        cells += sum(1 for text in row if text)
        if len(rows) >= limits().rows:
            raise Refused(code="too-many-rows", limit=limits().rows)
        if len(row) > limits().columns:
            raise Refused(code="too-many-columns", limit=limits().columns)
        if cells > limits().cells:
            raise Refused(code="too-many-cells", limit=limits().cells)
        positions.append(line)
        rows.append(row)
    if not any(any(row) for row in rows):
        raise Refused(code="no-rows")
    width = max(map(len, rows))
    padded = tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
    widths = tuple(map(len, rows))
    return Grid(file, "", "csv", tuple(positions), padded, guarded=marked, named=name, widths=widths), notices


def _decoded(file: str, content: bytes) -> tuple[str, list[Notice], bool]:
    for mark, encoding, name in MARKS:
        if content.startswith(mark):
            notice = Notice("encoding", file, parameters=(("encoding", name),)) if name else Notice("byte-order-mark", file)
            return _as_text(content, encoding), [notice], not name
    try:
        return content.decode(), [], False
    except UnicodeDecodeError:
        return _as_text(content, JAPANESE), [Notice("encoding", file, parameters=(("encoding", "CP932 (Shift_JIS)"),))], False


def _as_text(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(code="encoding") from error
    if encoding == JAPANESE and not NO_TEXT.isdisjoint(text):
        raise Refused(code="unknown-format")
    if encoding == JAPANESE and not UNDEFINED.isdisjoint(text):
        raise Refused(code="encoding")
    return text.removeprefix("\ufeff")


def _separator(text: str) -> str:
    """Find what separates cells: what gives the first rows that hold something the most cells, alike in number."""

    def fit(separator: str) -> tuple[int, int]:
        widths: list[int] = []
        try:
            for _, row in _records(text, separator):
                if any(row):
                    widths.append(len(row))
                if len(widths) == JUDGED_LINES:
                    break
        except Refused:
            return 0, 0
        most = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(most), most) if most > 1 else (0, 0)

    return max(SEPARATORS, key=fit)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    # The limit is the whole process's, and other libraries lift it.
    csv.field_size_limit(max(limits().characters, 131_072))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise Refused(code="csv-form", line=line) from error
        if row is None:
            return
        if any(len(cell) > limits().characters for cell in row):
            raise Refused(code="cell-too-long", limit=limits().characters, place=str(line))
        yield line, row
        line = reader.line_num + 1
