"""Compare two versions of the tables: ``python -m geo.diff A B [--xlsx FILE] [--lang ja|en]``.

A and B are folders, zip files of one, or git revisions. Exits with 0 where both say the same, 1 where they differ, 2 where they
cannot be compared.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from geo.commands import asked_language, given, run, take_language, write_whole
from geo.diff.difference import Difference, compare
from geo.diff.report import lines
from geo.diff.versions import UnreadableVersionError, read
from geo.diff.workbook import to_workbook
from geo.language import Language, message

SAME, DIFFERENT, TROUBLE = 0, 1, 2
ABOUT = message("Compare two versions of the tables: rows, fields, order, and the effect on every total.")
VERSION_HELP = message("a folder with tables, a zip file of one, or a git revision, such as HEAD~1, v1.2 or v1.2:data")
XLSX_HELP = message("also write the difference as a workbook")
NOT_WRITTEN = message("{file} cannot be written: {reason}.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare two versions and print what changed.

    Parameters
    ----------
    arguments : sequence of str, optional
        Command line; that of the process where not given.

    Returns
    -------
    int
        Exit status: 0 the same, 1 different, 2 not comparable.
    """
    words = given(arguments)
    parsed = _parser(asked_language(words)).parse_args(words)
    language = Language(parsed.lang)
    try:
        before, after = read(parsed.before), read(parsed.after)
    except UnreadableVersionError as error:
        print(error.text(language), file=sys.stderr)
        return TROUBLE
    difference = compare(before, after)
    # Written first: whoever reads only the beginning of the report still gets the whole workbook.
    written = parsed.xlsx is None or _write(difference, parsed.xlsx, language)
    for told in lines(difference, language):
        print(told)
    if difference.unread or not written:
        return TROUBLE
    return SAME if difference.same else DIFFERENT


def _write(difference: Difference, file: Path, language: Language) -> bool:
    """Write the workbook; say so where it cannot be written."""
    try:
        write_whole({file: to_workbook(difference, language)})
    except OSError as error:
        print(language.text(NOT_WRITTEN, file=file, reason=error.strerror), file=sys.stderr)
        return False
    return True


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo.diff", description=language.text(ABOUT))
    for name, shown in (("before", "A"), ("after", "B")):
        parser.add_argument(name, metavar=shown, help=language.text(VERSION_HELP))
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help=language.text(XLSX_HELP))
    take_language(parser, language)
    return parser


if __name__ == "__main__":
    run(main)
