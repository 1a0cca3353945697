"""Reading a folder of tables as text: UTF-8 CSV files, one a table, nothing interpreted yet.

A row is known by the line of the file it begins in (the header is line 1), as editors count; that number is the index
of every frame read here.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pandas as pd

from geo.codes import Code, Codes
from geo.faults import Fault, FaultyTables, listed, settle
from geo.language import Language, message

CODE = ("code",)
# What tells the rows of each table apart: its primary key, as ``datapackage.json`` declares it.
KEYS: Mapping[str, tuple[str, ...]] = {
    "places": ("place_id",),
    "collaborations": ("collaboration_id",),
    "installations": ("installation_id",),
    "cases": ("case_id",),
    "dominoes": ("domino_id",),
    "programme_facts": ("fact_id",),
    "countries": ("iso3",),
    "themes": CODE,
    "technology_types": CODE,
    "sectors": CODE,
    "schemes": CODE,
    "statuses": CODE,
    "published_totals": ("subject", "as_of", "metric", "scope", "source_id"),
    "sources": ("source_id",),
    # No key is declared for it: several leads may speak of the same pair and year, and are told apart by their order.
    "leads_collaborations": ("jp", "partner", "country_iso3", "fiscal_year"),
    "leads_installations": ("name",),
}
TABLES: tuple[str, ...] = tuple(KEYS)
MEBIBYTE = 1 << 20
LARGEST_FILE = 64 * MEBIBYTE
MOST_ROWS = 200_000
LONGEST_CELL = 131_072
DATA_VARIABLE = "DATA_URL"
DEFAULT_FOLDER = Path(__file__).resolve().parents[1] / "data"
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
PARTS = re.compile(r"(?P<user>[^/?#@]*@)?(?P<host>[^/?#@]*(?:/[^?#@]*)?)(?:[?#].*)?", re.DOTALL)
# No usual name of a folder: more likely the address of a database in another form, with a password in it.
NO_FOLDER = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|.*[@=]", re.DOTALL)
DATABASE = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)
NOT_READABLE = message(
    "{name}={value} cannot be read. Allowed: a folder, relative to the working directory, or postgresql://HOST/DATABASE."
)


class UnusableDataUrlError(ValueError):
    """The environment names a place the tables cannot be read from.

    Parameters
    ----------
    value : str
        What `DATA_VARIABLE` says.
    """

    def __init__(self, value: str) -> None:
        self.value = without_secrets(value)
        super().__init__(self.text(Language("en")))

    def text(self, language: Language) -> str:
        """Word the error: the value, where it stands and what is allowed."""
        return language.text(NOT_READABLE, name=DATA_VARIABLE, value=self.value)


def without_secrets(address: str) -> str:
    """Write an address without what may be secret: messages end up in logs and on pages.

    Parameters
    ----------
    address : str
        Such as ``postgresql://reader:secret@db.example/programme?sslmode=require``, well formed or not.

    Returns
    -------
    str
        Without user, password and everything after a question mark; a folder stays as it is. Of what is neither, such as
        ``host=db.example password=secret``, nothing.
    """
    scheme = ADDRESS.match(address)
    if scheme is None:
        return "…" if NO_FOLDER.match(address) else address
    parts = PARTS.fullmatch(address, scheme.end())
    # A password may hold "/", "?" and "@" although it should not: nobody can tell then where it ends.
    if parts is None or ("@" in address and parts["user"] is None):
        return f"{scheme[0]}…"
    return scheme[0] + ("…@" if parts["user"] else "") + parts["host"]


@dataclass(frozen=True)
class Reading:
    """What was found in a folder.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        Every table whose columns are as they must be; text columns only, empty cells as ``""``, indexed by line.
    incomplete : frozenset of str
        Names of tables in `tables` of which some rows could not be read.
    faults : tuple of Fault
        What could not be read.
    digest : str
        SHA-256 over names and bytes of all files, hexadecimal.
    """

    tables: dict[str, pd.DataFrame]
    incomplete: frozenset[str]
    faults: tuple[Fault, ...]
    digest: str


def file_name(table: str) -> str:
    """Name the file of a table."""
    return f"{table}.csv"


def cells(column: pd.Series[str]) -> Iterator[tuple[int, str]]:
    """Give the line and the text of each cell of a text column."""
    return zip(column.index.tolist(), column.tolist(), strict=True)


FILES: tuple[str, ...] = tuple(file_name(table) for table in TABLES)


def data_folder() -> Path:
    """Find the folder the tables are read from.

    Returns
    -------
    pathlib.Path
        What the environment variable `DATA_URL` names, relative to the working directory; the project's ``data/`` where
        it is not set or empty. With tables in PostgreSQL (see `database`) that is where what belongs to tables and is no
        table is read from: their description and the steps of a presentation.

    Raises
    ------
    UnusableDataUrlError
        If it names another address, such as ``mysql://...``, instead of a folder, or what looks like one.
    """
    value = os.environ.get(DATA_VARIABLE, "").strip()
    if not value or DATABASE.match(value):
        return DEFAULT_FOLDER
    if ADDRESS.match(value) or (NO_FOLDER.match(value) and not Path(value).is_dir()):
        raise UnusableDataUrlError(value)
    return Path(value)


def database() -> str | None:
    """Find the database the tables are read from.

    Returns
    -------
    str or None
        What the environment variable `DATA_URL` says where it begins with ``postgresql://`` or ``postgres://``, password and all;
        None otherwise: `data_folder` holds the tables.
    """
    value = os.environ.get(DATA_VARIABLE, "").strip()
    return value if DATABASE.match(value) else None


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Read all tables of a folder as text.

    Parameters
    ----------
    folder : pathlib.Path
        Holds ``places.csv`` and the other files of `TABLES`; other files are left alone.

    Returns
    -------
    dict of str to pandas.DataFrame
        One frame per name in `TABLES`, text columns only, empty cells as ``""``, indexed by line of the file.

    Raises
    ------
    FaultyTables
        If any file, header or row cannot be read; holds all such faults.
    """
    reading = read_folder(folder)
    if reading.faults:
        raise FaultyTables(settle(reading.faults, FILES))
    return reading.tables


def read_folder(folder: Path) -> Reading:
    """Read what can be read of a folder and collect what cannot.

    Parameters
    ----------
    folder : pathlib.Path
        As in `read_tables`.

    Returns
    -------
    Reading
        Tables, faults and the digest of the bytes.
    """
    if not folder.is_dir():
        allowed = (("allowed", ", ".join(FILES)),)
        return Reading({}, frozenset(), (Fault("", None, "", str(folder), "folder-missing", allowed),), "")
    return read_contents({name: content_of(folder / name) for name in FILES})


def read_contents(contents: Mapping[str, bytes | Fault]) -> Reading:
    """Read what can be read of the contents of files.

    Parameters
    ----------
    contents : mapping of str to bytes or Fault
        By file name, such as ``places.csv``; a fault stands for a file that could not be had. Files that are not named are
        missing.

    Returns
    -------
    Reading
        Tables, faults and the digest of the bytes.
    """
    # Imported when it is needed: pandera takes a third of a second that pages which only ask for a name need not pay.
    from geo.schema import columns

    digest = sha256()
    faults: list[Fault] = []
    tables: dict[str, pd.DataFrame] = {}
    incomplete: set[str] = set()
    for table in TABLES:
        name = file_name(table)
        content = contents.get(name, Fault(name, None, "", "", "file-missing"))
        if isinstance(content, Fault):
            faults.append(content)
            continue
        digest.update(f"{table}:{len(content)}:".encode() + content)
        frame, found = _frame(table, content, columns(table))
        faults += found
        if frame is not None:
            tables[table] = frame
            if found:
                incomplete.add(table)
    return Reading(tables, frozenset(incomplete), tuple(faults), digest.hexdigest())


def content_of(path: Path) -> bytes | Fault:
    """Read a table's file, or say why it cannot be read: missing, no file, larger than `LARGEST_FILE` bytes."""
    try:
        if not path.exists():
            return Fault(path.name, None, "", "", "file-missing")
        # A pipe or a device would never end.
        if not path.is_file():
            return Fault(path.name, None, "", "", "file-unreadable")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError:
        return Fault(path.name, None, "", "", "file-unreadable")
    if len(content) > LARGEST_FILE:
        return Fault(path.name, None, "", "", "file-too-large", (("limit", str(LARGEST_FILE // MEBIBYTE)),))
    return content


def _frame(table: str, content: bytes, columns: Sequence[str]) -> tuple[pd.DataFrame | None, list[Fault]]:
    file = file_name(table)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        return None, [Fault(file, row, "", "", "encoding", (("byte", str(error.start + 1)),))]
    records = _records(file, text)
    _, header = next(records, (1, []))
    if isinstance(header, Fault):
        return None, [header]
    if faults := _header_faults(file, header, columns):
        return None, faults
    lines: list[int] = []
    rows: list[list[str]] = []
    blank: list[tuple[int, str]] = []
    ragged: dict[int, list[str]] = {}
    for count, (line, record) in enumerate(records):
        if isinstance(record, Fault):
            faults.append(record)
        elif count == MOST_ROWS:
            faults.append(Fault(file, line, "", "", "rows-too-many", (("limit", str(MOST_ROWS)),)))
            break
        elif not record:
            blank.append((line, ""))
        elif len(record) != len(header):
            ragged[line] = record
        else:
            lines.append(line)
            rows.append(record)
    faults += listed(file, "", "row-blank", blank)
    faults += listed(
        file, "", "row-cells", ((line, ",".join(record)) for line, record in ragged.items()),
        lambda line, _: (("found", str(len(ragged[line]))), ("expected", str(len(header)))),
    )  # fmt: skip
    columnwise: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    data = dict(zip(header, columnwise, strict=True))
    index = pd.Index(lines, name="line", dtype="int64")
    return pd.DataFrame({name: pd.Series(data[name], index=index, dtype="str") for name in columns}), faults


def _records(file: str, text: str) -> Iterator[tuple[int, list[str] | Fault]]:
    """Give each record with the line it begins in; a `Fault` as the last one where the form breaks."""
    # The limit is the whole process's, and other libraries lift it: it is set again for each table.
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            record = next(reader, None)
        except csv.Error:
            yield line, Fault(file, line, "", "", "csv-form", (("limit", str(LONGEST_CELL)),))
            return
        if record is None:
            return
        yield line, record
        line = reader.line_num + 1


def _header_faults(file: str, header: Sequence[str], columns: Sequence[str]) -> list[Fault]:
    allowed = ("allowed", ", ".join(columns))
    if not header:
        return [Fault(file, 1, "", "", "header-missing", (allowed,))]
    missing = [name for name in columns if name not in header]
    faults = [Fault(file, 1, name, "", "column-missing") for name in missing]
    times = Counter(header)
    faults += [Fault(file, 1, name, "", "column-doubled") for name in columns if times[name] > 1]
    unknown = ((1, name) for name in times if name not in columns)
    found = listed(file, "", "column-unknown", unknown, lambda *_: (allowed,))
    free = Codes(map(Code, missing))
    return faults + [replace(fault, near=free.nearest(fault.value)) for fault in found]
