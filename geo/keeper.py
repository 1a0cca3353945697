"""Keeping a programme up to date: looked after in the background, so that no visitor waits, and changed in one step."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from geo.faults import Fault, FaultyTables
from geo.programme import Programme, assemble
from geo.store.source import OutOfReachError, Source, Version

# How long whoever comes first waits for tables of another machine before being told that they cannot be reached.
PATIENCE_SECONDS = 12.0
# How often tables that could not be loaded are tried again, whatever the setting for looking after loaded ones.
RETRY_SECONDS = 3.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trouble:
    """Why the tables shown are not the newest ones.

    Parameters
    ----------
    since : datetime.datetime
        When it was noticed first, with time zone.
    faults : tuple of geo.faults.Fault
        What is wrong with the newer tables; empty where they cannot be reached.
    """

    since: datetime
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Standing:
    """What is shown, and what stands in the way of newer tables. Replaced as a whole, never changed.

    Parameters
    ----------
    programme : Programme or None
        What is shown; None while nothing could be loaded.
    dated : datetime.datetime or None
        When these tables were published or last changed, with time zone.
    trouble : Trouble or None
        None where they are the newest ones.
    """

    programme: Programme | None = None
    dated: datetime | None = None
    trouble: Trouble | None = None


class Keeper:
    """Loads the tables of a source and looks after them.

    Parameters
    ----------
    source : geo.store.source.Source
        Where they are.
    seconds : float
        Time between two looks at the version; 0 for none once they are loaded.
    replaced : callable
        Called, in the background, after other tables took the place of those shown.
    """

    def __init__(self, source: Source, seconds: float, replaced: Callable[[], None]) -> None:
        self._source = source
        self._seconds = seconds
        self._replaced = replaced
        self._standing = Standing()
        # What was read last, good or bad, and what was seen once and has to be seen again before it is read.
        self._read: Version | None = None
        self._coming: Version | None = None
        # What is wrong with it, if it is bad: remembered while it cannot be reached.
        self._refused: Trouble | None = None
        self._one_at_a_time = threading.Lock()
        self._starting = threading.Lock()
        self._tried = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._given_up_at = 0.0

    @property
    def standing(self) -> Standing:
        """What is shown now, without loading anything."""
        return self._standing

    @property
    def place(self) -> str:
        """Where the tables are."""
        return self._source.place

    def programme(self) -> Programme:
        """Give what is shown, loading it the first time.

        Returns
        -------
        Programme
            The same object until other tables take its place.

        Raises
        ------
        geo.faults.FaultyTables
            If nothing could be loaded yet because of faults.
        geo.store.source.OutOfReachError
            If nothing could be loaded yet because the source does not answer, or not in time.
        """
        standing = self._standing
        if standing.programme is None:
            standing = self._first()
        if standing.programme is not None:
            return standing.programme
        if standing.trouble and standing.trouble.faults:
            raise FaultyTables(standing.trouble.faults)
        raise OutOfReachError(self.place, "no answer yet")

    def stop(self) -> None:
        """Look after nothing any more, and let go of connections."""
        self._stopped.set()
        self._source.close()

    def _first(self) -> Standing:
        if self._source.near:
            with self._one_at_a_time:
                if self._standing.programme is None:
                    self._look()
            self._look_after()
        else:
            self._look_after()
            self._tried.wait(max(0.0, self._given_up_at - time.monotonic()))
        return self._standing

    def _look_after(self) -> None:
        with self._starting:
            if self._thread or (self._source.near and not self._seconds):
                return
            self._given_up_at = time.monotonic() + PATIENCE_SECONDS
            self._thread = threading.Thread(target=self._go_on, name="tables", daemon=True)
            self._thread.start()

    def _go_on(self) -> None:
        while not self._stopped.is_set():
            with self._one_at_a_time:
                self._look()
            self._tried.set()
            loaded = self._standing.programme is not None
            if loaded and not self._seconds:
                self._source.close()
                return
            self._stopped.wait(self._seconds if loaded else min(self._seconds or RETRY_SECONDS, RETRY_SECONDS))

    def _look(self) -> None:
        """Look at the version and read what is new; whatever goes wrong, what is shown stays."""
        try:
            self._renew()
        except FaultyTables as faulty:
            self._in_trouble(faulty.faults)
        except OutOfReachError as error:
            if self._in_trouble(()):
                _log.warning("The tables at %s cannot be reached: %s", self.place, error.reason)
        except Exception:
            # Whoever asks for the first tables is told; the thread that looks after them goes on.
            if threading.current_thread() is not self._thread:
                raise
            if self._in_trouble(()):
                _log.exception("The tables at %s cannot be loaded", self.place)

    def _renew(self) -> None:
        seen = self._source.version()
        if self._read == seen:
            self._reached_again()
            return
        # Files are replaced one after another: they are read once nothing has changed between two looks.
        if not self._source.whole and self._standing.programme is not None and self._coming != seen:
            self._coming = seen
            return
        found = self._source.read()
        reading = found.reading
        try:
            programme = assemble(reading.tables, reading.digest, reading.faults, reading.incomplete)
        except FaultyTables:
            self._read = found.version
            raise
        self._read, self._refused = found.version, None
        before, dated = self._standing.programme, found.version.dated
        if before is not None and before.version == programme.version:
            self._standing = Standing(before, dated)
            return
        self._standing = Standing(programme, dated)
        if before is not None and not self._stopped.is_set():
            _log.info("Tables of version %s took the place of %s", programme.version, before.version)
            self._replaced()

    def _reached_again(self) -> None:
        trouble = self._standing.trouble
        # Faults stay faults until the tables change.
        if trouble and not trouble.faults:
            self._standing = replace(self._standing, trouble=self._refused)
            _log.warning("The tables at %s can be reached again", self.place)

    def _in_trouble(self, faults: tuple[Fault, ...]) -> bool:
        """Keep what is shown and say why; tell whether that is news."""
        known = self._standing.trouble
        if (known and known.faults == faults) or self._stopped.is_set():
            return False
        trouble = Trouble(datetime.now(UTC), faults)
        if faults:
            self._refused = trouble
            _log.warning("The tables at %s hold %d faults and are not shown", self.place, len(faults))
        self._standing = replace(self._standing, trouble=trouble)
        return True
