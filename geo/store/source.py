"""Where tables come from, whatever it is: a folder or a database. Both give the same text tables, checked by the same rules."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from geo.language import Language, message
from geo.tables import FILES, Reading, UnusableDataUrlError, data_folder, database, read_folder

OUT_OF_REACH = message("The tables at {place} cannot be reached. They are tried again every few seconds; nothing needs a restart.")
READ_AGAIN = 3


@dataclass(frozen=True)
class Version:
    """What tells the tables a source holds now from those it held before.

    Parameters
    ----------
    token : hashable
        The same as long as the tables are the same.
    dated : datetime.datetime
        When they were published or last changed, with time zone.
    """

    token: Hashable
    dated: datetime


@dataclass(frozen=True)
class Found:
    """Tables, and the version they are."""

    version: Version
    reading: Reading


class Source(Protocol):
    """A place tables are read from.

    Attributes
    ----------
    place : str
        Where it is, for people: without user names and passwords.
    near : bool
        Whether asking for its version never makes anybody wait, as with files of this machine.
    whole : bool
        Whether it goes from one version to the next in one step. Files are replaced one after another.
    """

    @property
    def place(self) -> str: ...  # noqa: D102 - see Attributes

    @property
    def near(self) -> bool: ...  # noqa: D102

    @property
    def whole(self) -> bool: ...  # noqa: D102

    def version(self) -> Version:
        """Say what is there now, without reading it.

        Raises
        ------
        OutOfReachError
            If it cannot be asked.
        """
        ...

    def read(self) -> Found:
        """Read all tables of one version as text.

        Raises
        ------
        OutOfReachError
            If they cannot be read, or change all the while.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


class OutOfReachError(UnusableDataUrlError):
    """Tables cannot be read now, and may be in a moment.

    Parameters
    ----------
    place : str
        Where they are, as `Source.place` says it.
    reason : str
        Why, for the log: without secrets.
    """

    def __init__(self, place: str, reason: str) -> None:
        self.reason = reason
        super().__init__(place)

    def text(self, language: Language) -> str:
        """Word the error for a reader."""
        return language.text(OUT_OF_REACH, place=self.value)


Signature = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class FolderSource:
    """A folder of CSV files.

    Parameters
    ----------
    folder : pathlib.Path
        Where they are.
    """

    folder: Path
    near = True
    whole = False

    @property
    def place(self) -> str:
        """The folder's path."""
        return str(self.folder)

    def version(self) -> Version:
        """See `Source.version`; never raises, as a folder that is not there is a fault of the tables."""
        seen = signature(self.folder)
        newest = max((changed for _, changed, _, _ in seen), default=0)
        return Version(seen, datetime.fromtimestamp(newest // 1_000_000_000, UTC))

    def read(self) -> Found:
        """See `Source.read`; accepted only where no file changed while they were read."""
        for _ in range(READ_AGAIN):
            before = self.version()
            reading = read_folder(self.folder)
            if self.version() == before:
                return Found(before, reading)
        raise OutOfReachError(self.place, "its files change while they are read")

    def close(self) -> None:
        """Nothing is held."""


def signature(folder: Path) -> Signature:
    """Tell a folder's tables from what they were before.

    Parameters
    ----------
    folder : pathlib.Path
        The folder with the tables.

    Returns
    -------
    tuple of (str, int, int, int)
        Name, time of the last change in nanoseconds, size in bytes and number of the file of every table that is there.
    """
    found = []
    for name in FILES:
        try:
            status = (folder / name).stat()
        except OSError:
            continue
        found.append((name, status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(found)


def named_source() -> Source:
    """Find the source the environment names.

    Returns
    -------
    Source
        A folder unless ``DATA_URL`` is the address of a PostgreSQL database.

    Raises
    ------
    geo.tables.UnusableDataUrlError
        If it is an address of another kind, or cannot be understood.
    """
    address = database()
    if address is None:
        return FolderSource(data_folder().absolute())
    # Whoever reads a folder needs no driver of a database.
    from geo.store.postgresql import PostgresSource

    return PostgresSource(address)
