"""Zip archives, looked at before anything in them is unpacked: workbooks and data packages are such archives."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from geo.intake.limits import MEBIBYTE, limits
from geo.intake.model import Refused

ENTRY_MARK = b"PK\x01\x02"
ENCRYPTED_FLAG = 0x1
# What is as small as this fills no memory, however well it is packed.
SMALL = MEBIBYTE
OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f]|\\")
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)


@dataclass(frozen=True)
class Archive:
    """An archive whose members may be unpacked.

    Parameters
    ----------
    file : zipfile.ZipFile
        Open, in memory.
    kind : str
        What a reader calls it, for refusals.
    """

    file: zipfile.ZipFile
    kind: str

    @property
    def names(self) -> list[str]:
        """Name the members that are files."""
        return [info.filename for info in self.file.infolist() if not info.is_dir()]

    def read(self, name: str) -> bytes:
        """Unpack a member; never more than the archive said it would be."""
        try:
            return self.file.read(name)
        except UNREADABLE as error:
            raise Refused(code="damaged", kind=self.kind) from error


@contextmanager
def opened(content: bytes, kind: str) -> Iterator[Archive]:
    """Open an archive whose contents page shows nothing dangerous.

    Parameters
    ----------
    content : bytes
        The whole archive.
    kind : str
        What a reader calls it: ``XLSX`` or ``zip``.

    Yields
    ------
    Archive
        With its members still packed.

    Raises
    ------
    Refused
        If it is damaged, encrypted, too large, holds too much, or has names that lead elsewhere.
    """
    # Listing a hundred thousand members would take a hundred megabytes by itself.
    if content.count(ENTRY_MARK) > limits().entries:
        raise Refused(code="too-many-entries", limit=limits().entries)
    try:
        file = zipfile.ZipFile(io.BytesIO(content))
    except UNREADABLE as error:
        raise Refused(code="damaged", kind=kind) from error
    with file:
        _look(file.infolist(), kind)
        yield Archive(file, kind)


def _look(members: list[zipfile.ZipInfo], kind: str) -> None:
    total = 0
    seen: set[str] = set()
    for member in members:
        # `ZipInfo.is_dir` looks at the last letter and trusts that there is one.
        if not member.filename:
            raise Refused(code="damaged", kind=kind)
        if member.flag_bits & ENCRYPTED_FLAG:
            raise Refused(code="encrypted")
        # Windows programs write backslashes, and zipfile turns them round on Windows only.
        if OUTSIDE.search(member.orig_filename) or OUTSIDE.search(member.filename):
            raise Refused(code="member-name", part=member.orig_filename)
        if member.filename.casefold() in seen:
            raise Refused(code="member-twice", part=member.filename)
        seen.add(member.filename.casefold())
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refused(code="compression", part=member.filename)
        total += member.file_size
        if total > limits().unpacked_bytes:
            raise Refused(code="unpacked-too-large", limit=limits().unpacked_mib)
        if member.file_size > max(SMALL, limits().ratio * member.compress_size):
            raise Refused(code="ratio", part=member.filename, limit=limits().ratio)
