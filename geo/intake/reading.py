"""From files to sheets: finds out by its content what each file is, and reads it or says why not."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from geo.intake import archive, delimited, geojson, geopackage, package, workbook
from geo.intake.limits import MEBIBYTE, limits
from geo.intake.model import Grid, Notice, Reading, Refusal, Refused

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# A compound file: workbooks before 2007, and workbooks of today behind a password.
COMPOUND_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
OLD_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
# Files of other kinds that a text decoder might swallow.
OTHER_MARKS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"PAR1", b"{\\rtf", b"<")
ENDINGS = ("csv", "tsv", "txt", "xlsx", "geojson", "json", "gpkg", "zip")
# Files of these endings begin with their marks, or are broken.
BINARY = {"xlsx": "XLSX", "xlsm": "XLSX", "zip": "zip", "gpkg": geopackage.KIND}
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Reading a large file takes memory many times its size: not everybody's at once.
AT_ONCE = 2
_turns = threading.BoundedSemaphore(AT_ONCE)


class File(NamedTuple):
    """A file somebody brought: its name, only ever shown, and its bytes."""

    name: str
    content: bytes


def read(files: Sequence[File]) -> Reading:
    """Read files; what one of them holds never keeps another from being read.

    Parameters
    ----------
    files : sequence of File
        In the order they were brought.

    Returns
    -------
    Reading
        Sheets, what was repaired and what was refused: each file stands in one of them at least.
    """
    if len(files) > limits().files:
        return _all_refused("too-many-files", files, limits().files)
    if sum(len(file.content) for file in files) > limits().total_mib * MEBIBYTE:
        return _all_refused("total-too-large", files, limits().total_mib)
    grids: list[Grid] = []
    notices: list[Notice] = []
    refusals: list[Refusal] = []
    with _turns:
        for file in _told_apart(files):
            try:
                found, told = read_file(file.name, file.content)
            except Refused as refused:
                refusals.append(Refusal(refused.code, file.name, refused.parameters))
            else:
                grids += found
                notices += told
    return Reading(tuple(grids), tuple(notices), tuple(refusals))


def _all_refused(code: str, files: Sequence[File], limit: int) -> Reading:
    names = ", ".join(file.name for file in files)
    return Reading(refusals=(Refusal(code, names, (("limit", str(limit)),), len(files)),))


def _told_apart(files: Iterable[File]) -> list[File]:
    """Give files of one name numbers, so that every fault can be found again."""
    seen: dict[str, int] = {}
    told = []
    for file in files:
        seen[file.name] = seen.get(file.name, 0) + 1
        name = PurePosixPath(file.name)
        again = f"{file.name.removesuffix(name.suffix)} ({seen[file.name]}){name.suffix}"
        told.append(file if seen[file.name] == 1 else File(again, file.content))
    return told


def read_file(name: str, content: bytes, table: str = "", *, member: bool = False) -> tuple[list[Grid], list[Notice]]:
    """Read one file.

    Parameters
    ----------
    name : str
        Its name; only its ending is looked at, and only where the content could be anything.
    content : bytes
        The whole file.
    table : str
        The table it holds, where somebody said so.
    member : bool
        Whether it comes out of an archive: then it may be no archive itself.

    Returns
    -------
    list of Grid
        Its sheets.
    list of Notice
        What was read otherwise than it stands.

    Raises
    ------
    Refused
        If it cannot be read, or may not be.
    """
    if len(content) > limits().file_bytes and not member:
        raise Refused(code="file-too-large", limit=limits().file_mib)
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise Refused(code="empty")
    if content.startswith(COMPOUND_MARK):
        raise Refused(_compound(content))
    if content.startswith(ZIP_MARKS):
        if member:
            raise Refused(code="nested", part=name)
        return _archive(name, content)
    if content.startswith(geopackage.MARK):
        return geopackage.read(name, content)
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    if ending in BINARY:
        raise Refused(code="damaged", kind=BINARY[ending])
    grid, notices = _text(name, content, ending, table)
    return [grid], notices


def _text(name: str, content: bytes, ending: str, table: str) -> tuple[Grid, list[Notice]]:
    if content.startswith(OTHER_MARKS):
        raise Refused(code="unknown-format")
    if ending in {"geojson", "json"} or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return geojson.read(name, content)
    if ending not in ENDINGS or (b"\x00" in content and not content.startswith(WIDE_MARKS)):
        raise Refused(code="unknown-format")
    return delimited.read(name, content, table)


def _compound(content: bytes) -> str:
    if ENCRYPTED_STREAM in content:
        return "encrypted"
    return "old-excel" if any(stream in content for stream in OLD_STREAMS) else "unknown-format"


def _archive(name: str, content: bytes) -> tuple[list[Grid], list[Notice]]:
    book = PurePosixPath(name).suffix.lower() in {".xlsx", ".xlsm"}
    with archive.opened(content, "XLSX" if book else "zip") as opened:
        names = opened.names
        if "mimetype" in names and opened.read("mimetype").startswith(OPEN_DOCUMENT):
            raise Refused(code="other-workbook", kind="OpenDocument")
        if not (workbook.is_workbook(names) or book):
            return package.read(name, opened, lambda inner, found, table: read_file(inner, found, table, member=True))
    found = workbook.read(name, content)
    if not found:
        raise Refused(code="no-rows")
    return found, []
