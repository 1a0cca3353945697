"""The programme this process shows: loaded once, shared by dashboard and API."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from geo.faults import Fault, FaultyTables
from geo.programme import Programme, load_programme
from geo.tables import FILES, data_folder

Signature = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class _Outcome:
    """What loading a folder came to: a programme, or faults and what the files looked like then."""

    folder: Path
    programme: Programme | None
    faults: tuple[Fault, ...] = ()
    signature: Signature = ()


_lock = threading.Lock()
_outcome: _Outcome | None = None


def current_programme() -> Programme:
    """Give the programme, loading it the first time somebody asks.

    Safe to call from any thread; whoever comes while it is being loaded waits for the same one. Once loaded it stays,
    so that page, map and API never speak of different tables; a folder that was faulty is read again as soon as one of
    its files has changed, so that whoever mends a table only needs to reload the page.

    Returns
    -------
    Programme
        The same object every time.

    Raises
    ------
    FaultyTables
        If the tables break rules; raised again, without reading them again, until a file changes.
    geo.tables.UnusableDataUrlError
        If the environment does not name a folder.
    """
    global _outcome
    folder = data_folder().absolute()
    with _lock:
        known = _outcome if _outcome and _outcome.folder == folder else None
        if known is None or (known.programme is None and known.signature != signature(folder)):
            known = _outcome = _load(folder)
    if known.programme is None:
        raise FaultyTables(known.faults)
    return known.programme


def _load(folder: Path) -> _Outcome:
    # Taken before reading: a file that changes meanwhile must count as changed.
    seen = signature(folder)
    try:
        return _Outcome(folder, load_programme(folder))
    except FaultyTables as faulty:
        return _Outcome(folder, None, faulty.faults, seen)


def signature(folder: Path) -> Signature:
    """Tell a folder's tables from what they were before.

    Parameters
    ----------
    folder : pathlib.Path
        The folder with the tables.

    Returns
    -------
    tuple of (str, int, int)
        Name, time of the last change in nanoseconds and size in bytes of every table's file that is there.
    """
    found = []
    for name in FILES:
        try:
            status = (folder / name).stat()
        except OSError:
            continue
        found.append((name, status.st_mtime_ns, status.st_size))
    return tuple(found)
