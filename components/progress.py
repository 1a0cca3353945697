"""Files in the making: a bar for each, with what is being done, while a download is prepared outside the page's script."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

from components.state import View, plain
from geo.export.progress import Report
from geo.language import message

EVERY = 0.7  # seconds between two looks at it
DOING = message("{file}: {doing} …")


@dataclass
class Making:
    """The files being made for one visitor: of each its name, the share that is done, and what is being done (message ids)."""

    files: dict[str, tuple[str, float, str]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __iter__(self) -> Iterator[tuple[str, float, str]]:
        with self.lock:
            return iter(list(self.files.values()))

    @contextmanager
    def of(self, key: str, name: str) -> Iterator[Report]:
        """Tell of a file while it is made."""

        def report(share: float, doing: str) -> None:
            with self.lock:
                self.files[key] = (name, share, doing)

        try:
            yield report
        finally:
            with self.lock:
                self.files.pop(key, None)


@st.cache_resource(scope="session", show_spinner=False)
def making() -> Making:
    """Give what is being made for this visitor; it is written to from outside the page's script."""
    return Making()


def reported(key: str, name: str, write: Callable[[Report], bytes]) -> Callable[[], bytes]:
    """Let a file be told of while it is made.

    Parameters
    ----------
    key : str
        Tells it from other files.
    name : str
        What it is called: a message id.
    write : callable
        Makes the file, and reports how far it has come.

    Returns
    -------
    callable
        Makes the file; may run outside the page's script.
    """
    work = making()

    def write_and_tell() -> bytes:
        with work.of(key, name) as report:
            return write(report)

    return write_and_tell


def show(view: View) -> None:
    """Show a bar for each file that is being made, as long as the reader looks at it."""
    st.fragment(_bars, run_every=EVERY)(view)


def _bars(view: View) -> None:
    with st.container(key="making", gap="small"):
        for name, share, doing in making():
            st.progress(share, text=plain(view.text(DOING, file=view.text(name), doing=view.text(doing))))
