"""A version of the tables: a folder, a git revision, a zip of a data folder, or tables at hand; with faults or without."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pandas as pd

from geo.diff import revisions
from geo.faults import Fault, FaultyTables, settle, visible
from geo.intake.archive import opened
from geo.intake.limits import limits
from geo.intake.model import Refused
from geo.language import Language, message
from geo.programme import Programme, assemble, text_tables
from geo.tables import FILES, MOST_ROWS, TABLES, content_of, file_name, read_contents

NOT_A_VERSION = message(
    "{value} is no version of the tables. Allowed: a folder with tables, a zip file of one, or a git revision, such as HEAD~1, "
    "v1.2 or v1.2:data."
)
NO_TABLES = message("{value} holds none of the tables. Expected: {allowed}.")
TWICE = message("{value} holds {file} more than once. Allowed: one folder of tables.")
NOT_READ = message("{value} cannot be read.")
NO_ZIP = message("{value} is no zip file. Allowed: the zip of a folder with tables.")
# What every zip file begins with, an empty one too.
ZIP_BEGINS = b"PK"


class UnreadableVersionError(ValueError):
    """What is named is no version of the tables.

    Parameters
    ----------
    *messages : str
        Sentences, with ``{value}`` and whatever else `parameters` name.
    **parameters
        What stands in for the names.
    """

    def __init__(self, *messages: str, **parameters: object) -> None:
        self.messages, self.parameters = messages, parameters
        super().__init__(self.text(Language("en")))

    def text(self, language: Language) -> str:
        """Word the error: the value, and what is allowed."""
        separator = "" if language.code == "ja" else " "
        return separator.join(language.text(each, **self.parameters) for each in self.messages)


@dataclass(frozen=True, eq=False)
class Version:
    """A version of the tables.

    Parameters
    ----------
    name : str
        What the reader knows it by.
    tables : mapping of str to pandas.DataFrame
        Every table that could be read, also with other columns than it should have: text only, indexed by line.
    faults : tuple of Fault
        What is wrong with it.
    programme : Programme or None
        The loaded tables; None where there are faults.
    unread_bytes : mapping of str to (str or None)
        SHA-256 of every table that is there and cannot be read, by its name; None where not even its bytes could be had.
    """

    name: str
    tables: Mapping[str, pd.DataFrame]
    faults: tuple[Fault, ...] = ()
    programme: Programme | None = None
    unread_bytes: Mapping[str, str | None] = field(default_factory=dict)


def of_programme(programme: Programme, name: str) -> Version:
    """Take loaded tables as a version."""
    return Version(name, text_tables(programme), (), programme)


def of_contents(contents: Mapping[str, bytes | Fault], name: str) -> Version:
    """Take the contents of files as a version.

    Parameters
    ----------
    contents : mapping of str to bytes or Fault
        By file name, such as ``places.csv``; a fault stands for a file that could not be had.
    name : str
        What the reader knows the version by.

    Returns
    -------
    Version
        With its faults, if it has any.

    Raises
    ------
    UnreadableVersionError
        If no table is among the files.
    """
    if not any(isinstance(contents.get(file), bytes) for file in FILES):
        raise UnreadableVersionError(NO_TABLES, value=name, allowed=", ".join(FILES))
    reading = read_contents(contents)
    tables = dict(reading.tables)
    unread: dict[str, str | None] = {}
    for table in TABLES:
        content = contents.get(file_name(table))
        if isinstance(content, Fault) and content.rule != "file-missing":
            unread[table] = None
        elif isinstance(content, bytes) and table not in tables:
            loose = _loose(content)
            if loose is None:
                unread[table] = sha256(content).hexdigest()
            else:
                tables[table] = loose
    tables = {table: tables[table] for table in TABLES if table in tables}
    try:
        programme = assemble(reading.tables, reading.digest, reading.faults, reading.incomplete)
    except FaultyTables as faulty:
        return Version(name, tables, settle(faulty.faults, FILES), None, unread)
    return Version(name, tables, (), programme)


def of_zip(content: bytes, name: str) -> Version:
    """Take the zip of a data folder as a version.

    Parameters
    ----------
    content : bytes
        A zip file, with the tables at the top or together in one folder; other files are left alone.
    name : str
        What the reader knows the version by.

    Returns
    -------
    Version
        With its faults, if it has any.

    Raises
    ------
    UnreadableVersionError
        If the file is no zip, cannot be read, or holds no table.
    """
    if not content.startswith(ZIP_BEGINS):
        raise UnreadableVersionError(NO_ZIP, value=name)
    contents: dict[str, bytes | Fault] = {}
    try:
        with opened(content, "zip") as archive:
            for member in archive.names:
                file = member.rpartition("/")[2]
                if file in contents:
                    raise UnreadableVersionError(TWICE, value=name, file=file)
                if file in FILES:
                    contents[file] = archive.read(member)
    except Refused as refused:
        told = {parameter: visible(text) for parameter, text in refused.parameters}
        raise UnreadableVersionError(NOT_READ, refused.text.broken, refused.text.remedy, **{**told, "value": name}) from refused
    return of_contents(contents, name)


def read(named: str) -> Version:
    """Read the version somebody names.

    Parameters
    ----------
    named : str
        A folder, a zip file of one, or a git revision of the repository one stands in, which may be followed by a colon and the
        folder of the tables in it (default ``data``): ``HEAD~1``, ``v1.2``, ``main:data``. What exists on the disk comes first.

    Returns
    -------
    Version
        With its faults, if it has any.

    Raises
    ------
    UnreadableVersionError
        If there is no such thing, or it holds no table.
    """
    path = Path(named)
    try:
        if path.is_dir():
            return of_contents({name: content_of(path / name) for name in FILES}, named)
        if path.is_file():
            with path.open("rb") as file:
                return of_zip(file.read(limits().unpacked_bytes), named)
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadableVersionError):
            raise
        raise UnreadableVersionError(NOT_A_VERSION, value=named) from error
    found = revisions.files(named, FILES)
    if found is None:
        raise UnreadableVersionError(NOT_A_VERSION, value=named)
    commit, contents = found
    return of_contents(contents, f"{named} ({commit})")


def _loose(content: bytes) -> pd.DataFrame | None:
    """Read a table with whatever columns it has; None where it has no form at all."""
    try:
        records = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        header = next(records, [])
        if not header or len(set(header)) < len(header):
            return None
        lines, rows = [], []
        line = records.line_num + 1
        for record in records:
            if len(record) == len(header):
                lines.append(line)
                rows.append(record)
            line = records.line_num + 1
            if len(rows) > MOST_ROWS:
                return None
    except (UnicodeDecodeError, csv.Error):
        return None
    index = pd.Index(lines, name="line", dtype="int64")
    return pd.DataFrame(rows, columns=header, index=index, dtype="str")
