"""Tables a visitor brought along: seen by that visitor only, never written to the disk.

A draft lives as long as somebody holds it, which is the visitor's session alone. The registry only knows the way to it, so that
the map's script and the visitor's own tools can ask the API for its rows by an address nobody can guess.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from geo.programme import Programme

TOKEN_BYTES = 24
# Where API and stage stand, relative to the app's own address.
API = "api/{whose}v1/"
STAGE = "stage/{whose}"


@dataclass(frozen=True, eq=False)
class Draft:
    """Tables that are valid and not published.

    Parameters
    ----------
    programme : Programme
        All tables, the brought ones in place of the published ones.
    name : str
        What the visitor's files are called, as text to be shown.
    changed : tuple of str
        Names of the tables that were brought.
    token : str
        The secret part of its address.
    """

    programme: Programme
    name: str
    changed: tuple[str, ...]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(TOKEN_BYTES), repr=False)

    def __post_init__(self) -> None:
        _held[self.token] = self


_held: WeakValueDictionary[str, Draft] = WeakValueDictionary()


def find(token: str) -> Draft | None:
    """Find the draft somebody holds.

    Parameters
    ----------
    token : str
        From the address.

    Returns
    -------
    Draft or None
        None once its session has ended or gone back to the published tables.
    """
    return _held.get(token)


def api_base(draft: Draft | None = None) -> str:
    """Write where the API serves a draft's tables, or the published ones, relative to the app's own address."""
    return API.format(whose=_whose(draft))


def stage_base(draft: Draft | None = None) -> str:
    """Write where the stage shows a draft's tables, or the published ones, relative to the app's own address."""
    return STAGE.format(whose=_whose(draft))


def _whose(draft: Draft | None) -> str:
    return f"drafts/{draft.token}/" if draft else ""
