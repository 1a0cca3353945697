"""How much is read of what somebody brings; each limit has an environment variable that changes it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What is read at most.

    Parameters
    ----------
    file_mib : int
        Size of a file, in MiB (2 to the 20 bytes). The server's ``server.maxUploadSize`` must allow as much.
    total_mib : int
        Size of all files brought at once, in MiB.
    files : int
        Number of files brought at once.
    unpacked_mib : int
        Size of what a workbook or zip archive unpacks to, in MiB.
    ratio : int
        How many times larger a member of an archive may be than it is packed.
    entries : int
        Members of a workbook or an archive.
    sheets : int
        Sheets of one file.
    rows : int
        Rows of a sheet, headings included.
    columns : int
        Columns of a sheet.
    cells : int
        Cells of a file that hold something.
    characters : int
        Characters of a cell.
    """

    file_mib: int = 10
    total_mib: int = 30
    files: int = 30
    unpacked_mib: int = 64
    ratio: int = 200
    entries: int = 500
    sheets: int = 40
    rows: int = 20_000
    columns: int = 200
    cells: int = 600_000
    characters: int = 32_767

    @property
    def file_bytes(self) -> int:
        """Size of a file in bytes."""
        return self.file_mib * MEBIBYTE

    @property
    def unpacked_bytes(self) -> int:
        """Size of what an archive unpacks to, in bytes."""
        return self.unpacked_mib * MEBIBYTE


PREFIX = "INTAKE_"
VARIABLES: Mapping[str, str] = {each.name: f"{PREFIX}{each.name.upper()}" for each in fields(Limits)}


@lru_cache(maxsize=1)
def limits() -> Limits:
    """Give the limits of this process: `Limits`, changed by the environment variables of `VARIABLES`.

    Raises
    ------
    ValueError
        If a variable is not a whole number from 1.
    """
    given = {name: os.environ[variable].strip() for name, variable in VARIABLES.items() if os.environ.get(variable, "").strip()}
    for name, value in given.items():
        if not (value.isascii() and value.isdecimal() and int(value[:12]) >= 1 and len(value) <= len("999999999")):
            msg = f"{VARIABLES[name]}={value!r} is not a limit. Allowed: a whole number from 1 to 999999999."
            raise ValueError(msg)
    return Limits(**{name: int(value) for name, value in given.items()})
