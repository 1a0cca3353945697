"""Adds an empty column to a table, in data/ and in the tests' copy: `python -m tools.add_column TABLE COLUMN [--after COLUMN]`.

Model and description are written by hand (docs/extending.md); every other cell stays as it is, byte for byte.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from geo.commands import write_whole
from geo.tables import TABLES, file_name

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("data", "tests/tables")
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class NotAddedError(ValueError):
    """The column cannot be added; says why."""


def with_column(text: str, column: str, after: str = "") -> str:
    """Add an empty column to the text of a CSV file.

    Parameters
    ----------
    text : str
        The whole file.
    column : str
        Name of the new column.
    after : str
        Name of the column it follows; the last one where not given.

    Returns
    -------
    str
        The new text.

    Raises
    ------
    NotAddedError
        If the column is there already, `after` is not, or the file is not in the form that is written here.
    """
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    header = rows[0] if rows else []
    if column in header:
        msg = f"The column {column!r} is there already."
        raise NotAddedError(msg)
    if after and after not in header:
        msg = f"There is no column {after!r}. Allowed: {', '.join(header)}."
        raise NotAddedError(msg)
    if _written(rows) != text:
        msg = "The file is not written as the others are (UTF-8, commas, \\n, quotes where needed only)."
        raise NotAddedError(msg)
    place = header.index(after) + 1 if after else len(header)
    return _written([[*row[:place], column if n == 0 else "", *row[place:]] for n, row in enumerate(rows)])


def _written(rows: Sequence[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command; 2 where the column cannot be added, and then no file is changed."""
    parser = argparse.ArgumentParser(prog="python -m tools.add_column", description=__doc__)
    parser.add_argument("table", choices=TABLES, metavar="TABLE")
    parser.add_argument("column", metavar="COLUMN")
    parser.add_argument("--after", default="", metavar="COLUMN")
    asked = parser.parse_args(arguments)
    if not NAME.fullmatch(asked.column):
        parser.error(f"{asked.column!r} is no name of a column. Allowed: small letters, digits and single underscores.")
    files = [root / folder / file_name(asked.table) for folder in FOLDERS]
    try:
        texts = [with_column(file.read_bytes().decode("utf-8"), asked.column, asked.after) for file in files]
    except NotAddedError as error:
        parser.error(str(error))
    try:
        write_whole({file: text.encode("utf-8") for file, text in zip(files, texts, strict=True)})
    except OSError as error:
        parser.error(f"{file_name(asked.table)} cannot be written: {error.strerror}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
