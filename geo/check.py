"""Check a folder of tables: ``python -m geo.check [FOLDER] [--lang ja|en]``.

Prints every fault, one a line, and exits with 1; where there is none, counts tables and rows and exits with 0; exits
with 2 where the arguments cannot be used.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from geo.commands import asked_language, given, run, take_language
from geo.faults import Fault, FaultyTables, line
from geo.language import Language, message
from geo.programme import Programme, load_programme
from geo.tables import DATA_VARIABLE, TABLES, UnusableDataUrlError, data_folder, database, file_name

CLEAN, FAULTY, UNUSABLE = 0, 1, 2
ABOUT = message("Check the tables of a folder and report every fault: file, line, column, value, rule and remedy.")
FOLDER_HELP = message("folder with the CSV tables (default: what {variable} names, else the tables of this project)")
NO_FOLDER = message("{folder} is not a folder.")
SUM = message("{tables} tables, {rows}: no faults.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a folder and print the report.

    Parameters
    ----------
    arguments : sequence of str, optional
        Command line; that of the process where not given.

    Returns
    -------
    int
        Exit status: 0 clean, 1 faulty, 2 unusable arguments.
    """
    words = given(arguments)
    parsed = _parser(asked_language(words)).parse_args(words)
    language = Language(parsed.lang)
    try:
        folder = parsed.folder or (None if database() else data_folder())
        if folder is not None and not folder.is_dir():
            print(language.text(NO_FOLDER, folder=folder), file=sys.stderr)
            return UNUSABLE
        programme = load_programme(folder)
    except UnusableDataUrlError as error:
        print(error.text(language), file=sys.stderr)
        return UNUSABLE
    except FaultyTables as faulty:
        for fault in faulty.faults:
            print(line(fault, language))
        print(verdict(language, faulty.faults), file=sys.stderr)
        return FAULTY
    print(_counts(programme, language))
    return CLEAN


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo.check", description=language.text(ABOUT))
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help=language.text(FOLDER_HELP, variable=DATA_VARIABLE))
    take_language(parser, language)
    return parser


def verdict(language: Language, faults: Iterable[Fault]) -> str:
    """Count faults and say what follows from them."""
    count = sum(1 + fault.more for fault in faults)
    return language.plural(
        "{n} fault. Nothing is loaded until it is mended.", "{n} faults. Nothing is loaded until they are mended.", count
    )


def _rows(language: Language, count: int) -> str:
    return language.plural("{n} row", "{n} rows", count)


def _counts(programme: Programme, language: Language) -> str:
    counts = {name: len(frame) for name, frame in programme.tables.items()}
    listed = [f"{file_name(name)}: {_rows(language, count)}" for name, count in counts.items()]
    rows = _rows(language, sum(counts.values()))
    return "\n".join([*listed, language.text(SUM, tables=language.number(len(TABLES)), rows=rows)])


if __name__ == "__main__":
    run(main)
