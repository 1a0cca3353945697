"""The programme this process shows: loaded once, shared by dashboard and API, and replaced as a whole by newer tables."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable

from geo.keeper import Keeper, Standing
from geo.programme import Programme
from geo.store.source import named_source
from geo.tables import DATA_VARIABLE

REFRESH_VARIABLE = "DATA_REFRESH_SECONDS"
REFRESH_SECONDS = 5.0
# What pages, map and API are made of; only what is kept there can hold on to tables.
PACKAGE = __name__.partition(".")[0]

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_keeper: tuple[tuple[str, str, str], Keeper] | None = None
_listeners: list[Callable[[], None]] = []


def current_programme() -> Programme:
    """Give the programme, loading it the first time somebody asks.

    Safe to call from any thread; whoever comes while it is being loaded waits for the same one. From then on nobody waits: a
    thread looks every few seconds (``DATA_REFRESH_SECONDS``; 0 for never) whether there are other tables, reads and checks them
    completely, and only then puts them in place of the old ones, in one step. Tables that hold faults, or that cannot be
    reached, never take the place of good ones; `standing` tells of them. A folder that could not be loaded is read again as
    soon as one of its files has changed, a database every few seconds.

    Returns
    -------
    Programme
        The same object until other tables take its place.

    Raises
    ------
    geo.faults.FaultyTables
        If there are faults and nothing could be loaded before.
    geo.tables.UnusableDataUrlError
        If the environment names something tables cannot be read from; as `geo.store.source.OutOfReachError` if they cannot be
        reached now and could not before.
    """
    return _kept().programme()


def standing() -> Standing:
    """Tell what is shown, of when it is, and what stands in the way of newer tables.

    Raises
    ------
    geo.tables.UnusableDataUrlError
        If the environment names something tables cannot be read from.
    """
    return _kept().standing


def whenever_replaced(call: Callable[[], None]) -> None:
    """Have something called, in the background, each time other tables took the place of those shown."""
    _listeners.append(call)


def let_go() -> None:
    """Forget every answer that is kept by its programme, so that nothing holds on to tables no longer shown."""
    for name, module in list(sys.modules.items()):
        if module is None or name.partition(".")[0] != PACKAGE:
            continue
        for value in list(vars(module).values()):
            clear = getattr(value, "cache_clear", None)
            if callable(clear) and _is_asked_of_a_programme(value):
                clear()


def _is_asked_of_a_programme(function: object) -> bool:
    asked = getattr(function, "__wrapped__", None)
    return "programme" in getattr(getattr(asked, "__code__", None), "co_varnames", ())[:1]


def _kept() -> Keeper:
    global _keeper
    # A folder is named relative to the working directory, which tests change.
    named = (os.environ.get(DATA_VARIABLE, ""), os.environ.get(REFRESH_VARIABLE, ""), os.getcwd())  # noqa: PTH109 - a key only
    known = _keeper
    if known and known[0] == named:
        return known[1]
    with _lock:
        if _keeper is None or _keeper[0] != named:
            before, _keeper = _keeper, (named, Keeper(named_source(), refresh_seconds(), _replaced))
            if before:
                before[1].stop()
        return _keeper[1]


def refresh_seconds() -> float:
    """Read how many seconds pass between two looks at the version of the tables; what is no such number counts as not given."""
    given = os.environ.get(REFRESH_VARIABLE, "").strip()
    try:
        seconds = float(given) if given else REFRESH_SECONDS
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < threading.TIMEOUT_MAX:
        _log.warning("%s=%s is not used. Allowed: seconds from 0 on; 0 is never.", REFRESH_VARIABLE, given)
        return REFRESH_SECONDS
    return seconds


def _replaced() -> None:
    for call in (let_go, *_listeners):
        try:
            call()
        except Exception:
            _log.exception("After other tables took their place")
