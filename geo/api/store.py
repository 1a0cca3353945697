"""What was written once and may be asked for again, within a bound of memory."""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256

DIGEST_LENGTH = 32
GZIP_LEVEL = 6
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Stored:
    """A body, kept compressed: nearly every client takes it so, and it needs a fifth of the memory.

    Parameters
    ----------
    compressed : bytes
        The body in gzip.
    length : int
        Length of the body itself in bytes.
    digest : str
        Begins the SHA-256 of the body, hexadecimal.
    """

    compressed: bytes
    length: int
    digest: str

    @classmethod
    def of(cls, body: bytes) -> Stored:
        """Compress a body; the same body always gives the same bytes."""
        compressed = gzip.compress(body, GZIP_LEVEL, mtime=0)
        return cls(compressed, len(body), sha256(body).hexdigest()[:DIGEST_LENGTH])

    def plain(self) -> bytes:
        """Give the body back."""
        return gzip.decompress(self.compressed)


class Store:
    """Keeps the bodies asked for last, and writes each only once however many ask for it at the same time.

    Parameters
    ----------
    limit : int
        Greatest sum of compressed bytes kept; a body larger than this is written each time.
    """

    def __init__(self, limit: int = 32 * MEBIBYTE) -> None:
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[Hashable, Stored] = OrderedDict()
        self._pending: dict[Hashable, Future[Stored]] = {}
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """How many compressed bytes are kept."""
        return self._size

    def get(self, key: Hashable, write: Callable[[], bytes]) -> Stored:
        """Give the body of a key, writing it where it is not kept.

        Parameters
        ----------
        key : hashable
            Names everything the body depends on.
        write : callable
            Writes the body. What it raises is raised for everyone who waits, and nothing is kept.

        Returns
        -------
        Stored
            The body.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            pending = self._pending.get(key)
            if pending is None:
                mine = self._pending[key] = Future()
        if pending is not None:
            return pending.result()
        try:
            stored = Stored.of(write())
        except BaseException as error:
            with self._lock:
                del self._pending[key]
            mine.set_exception(error)
            raise
        with self._lock:
            del self._pending[key]
            self._keep(key, stored)
        mine.set_result(stored)
        return stored

    def clear(self) -> None:
        """Let go of everything; what is being written just now is still given to whoever waits for it."""
        with self._lock:
            self._kept.clear()
            self._size = 0

    def _keep(self, key: Hashable, stored: Stored) -> None:
        if len(stored.compressed) > self._limit:
            return
        self._kept[key] = stored
        self._size += len(stored.compressed)
        while self._size > self._limit:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.compressed)
