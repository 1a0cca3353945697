"""How far the making of a file has come, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

# Takes the share that is done, 0 to 1, and a message id that says what is being done now.
Report = Callable[[float, str], None]


def unheard(share: float, doing: str) -> None:
    """Take a report nobody waits for."""
