"""Waiting until something is so, for tests and tools that start processes of their own."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 90.0
BETWEEN_LOOKS = 0.05


class InVainError(RuntimeError):
    """Something did not come about in time; the message says what, or what was there instead."""


def wait_for(condition: Callable[[], object], tell: str | Callable[[], object] = "", seconds: float = PATIENCE) -> None:
    """Wait until something is so.

    Parameters
    ----------
    condition : callable
        Asked again and again until what it gives is true; what it raises ends the waiting.
    tell : str or callable
        What is waited for, or gives what is there instead; told when it was in vain.
    seconds : float
        How long it is waited for.

    Raises
    ------
    InVainError
        If it does not come about in time.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= deadline:
            msg = f"Did not come about within {seconds:g} s: {tell() if callable(tell) else tell}"
            raise InVainError(msg)
        time.sleep(BETWEEN_LOOKS)
