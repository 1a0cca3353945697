"""Publish tables in PostgreSQL: ``python -m geo.store publish FOLDER URL``, ``list URL``, ``use VERSION URL``.

Exits with 0 where it is done, 1 where the tables hold faults, 2 where the arguments or the database cannot be used.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geo.check import CLEAN, FAULTY, UNUSABLE, verdict
from geo.commands import asked_language, given, run, take_language
from geo.faults import FaultyTables, line
from geo.language import Language, message
from geo.moments import iso
from geo.tables import DATABASE, UnusableDataUrlError, without_secrets

if TYPE_CHECKING:
    from geo.store.publishing import Published

URL_VARIABLE = "STORE_URL"
ABOUT = message("Keep versions of the tables in PostgreSQL with PostGIS, and say which one is shown.")
PUBLISH_HELP = message("check a folder of tables, load it in one transaction and show it")
LIST_HELP = message("list all versions, the latest first; * marks the one shown")
USE_HELP = message("show a version that was published before")
FOLDER_HELP = message("folder with the CSV tables")
VERSION_HELP = message("name of the version, as list prints it")
URL_HELP = message(
    "postgresql://USER:PASSWORD@HOST:PORT/DATABASE (default: what {variable} says, which no list of processes shows)"
)
READER_HELP = message("a role that may read, and nothing else; it must exist")
NO_FOLDER = message("{folder} is not a folder.")
NO_ADDRESS = message("{address} is not the address of a database. Allowed: postgresql://USER:PASSWORD@HOST:PORT/DATABASE.")
REFUSED = message("{place}: {reason}. Nothing was changed.")
SHOWN = message("{place} shows version {version}: {rows}.")
NONE_YET = message("{place}: nothing has been published yet.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and print what came of it.

    Parameters
    ----------
    arguments : sequence of str, optional
        Command line; that of the process where not given.

    Returns
    -------
    int
        Exit status.
    """
    words = given(arguments)
    parsed = _parser(asked_language(words)).parse_args(words)
    language = Language(parsed.lang)
    url = parsed.url or os.environ.get(URL_VARIABLE, "")
    if not DATABASE.match(url):
        return _unusable(language.text(NO_ADDRESS, address=without_secrets(url) or URL_VARIABLE))
    if parsed.command == "publish" and not parsed.folder.is_dir():
        return _unusable(language.text(NO_FOLDER, folder=parsed.folder))
    try:
        return _run(parsed, url, language)
    except FaultyTables as faulty:
        for fault in faulty.faults:
            print(line(fault, language))
        print(verdict(language, faulty.faults), file=sys.stderr)
        return FAULTY
    except UnusableDataUrlError:
        return _unusable(language.text(NO_ADDRESS, address=without_secrets(url)))


def _run(parsed: argparse.Namespace, url: str, language: Language) -> int:
    # Imported when it is needed: help and usage errors need no driver of a database.
    import psycopg

    from geo.store import publishing
    from geo.store.connection import Address

    address = Address(url)
    try:
        with publishing.opened(url) as connection:
            if parsed.command == "list":
                return _listed(publishing.listed(connection), address.place, language)
            if parsed.command == "use":
                shown = publishing.use(connection, parsed.version)
            else:
                shown = publishing.publish(connection, parsed.folder, parsed.reader)
    except publishing.NotPublishedError as refused:
        return _unusable(f"{address.place}: {refused.text(language)}")
    except psycopg.Error as error:
        return _unusable(language.text(REFUSED, place=address.place, reason=address.told(error)))
    rows = language.plural("{n} row", "{n} rows", shown.number_of_rows)
    print(language.text(SHOWN, place=address.place, version=shown.version, rows=rows))
    return CLEAN


def _listed(versions: Sequence[Published], place: str, language: Language) -> int:
    for each in versions:
        mark = "*" if each.shown else " "
        print(f"{mark} {each.version}  {iso(each.published_at)}  {language.number(each.number_of_rows):>7}  {each.published_by}")
    if not versions:
        print(language.text(NONE_YET, place=place), file=sys.stderr)
    return CLEAN


def _unusable(text: str) -> int:
    print(text, file=sys.stderr)
    return UNUSABLE


def _parser(language: Language) -> argparse.ArgumentParser:
    text = language.text
    common = argparse.ArgumentParser(add_help=False)
    take_language(common, language)
    common.add_argument("url", nargs="?", metavar="URL", help=text(URL_HELP, variable=URL_VARIABLE))
    parser = argparse.ArgumentParser(prog="python -m geo.store", description=text(ABOUT))
    commands = parser.add_subparsers(dest="command", required=True)
    # Positional arguments of a parent come first: the folder and the version have to stand before the address.
    before = {"publish": argparse.ArgumentParser(add_help=False), "use": argparse.ArgumentParser(add_help=False)}
    before["publish"].add_argument("folder", type=Path, metavar="FOLDER", help=text(FOLDER_HELP))
    before["publish"].add_argument("--reader", default="", metavar="ROLE", help=text(READER_HELP))
    before["use"].add_argument("version", metavar="VERSION", help=text(VERSION_HELP))
    for name, about in {"publish": PUBLISH_HELP, "list": LIST_HELP, "use": USE_HELP}.items():
        parents = [*([before[name]] if name in before else []), common]
        commands.add_parser(name, parents=parents, help=text(about), description=text(about))
    return parser


if __name__ == "__main__":
    run(main)
