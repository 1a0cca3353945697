"""All details of a file, worded once: what several of them tell of, such as a project or a source, stands in it a single time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from geo.detail import detail
from geo.detail.model import Case, Domino, Installation, Project, Source
from geo.language import Language
from geo.parameters import Selected
from geo.programme import Programme
from geo.selection import Selection

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SHARED = (Project, Installation, Case, Domino, Source)
Plain = Any


def told(programme: Programme, selection: Selection, things: Iterable[Selected], language: Language) -> dict[str, Plain]:
    """Word the details of things.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        Of it, only the level of evidence matters (see `geo.detail.detail`).
    things : iterable of Selected
        What to tell of.
    language : Language
        The reader's.

    Returns
    -------
    dict
        Plain data, ready for JSON: ``things`` (``kind:id`` -> what `geo.detail.model.Detail` holds, without what is empty) and,
        named like the classes in lower case, ``project``, ``installation``, ``case``, ``domino`` and ``source`` (id -> what it
        holds), to which the details refer by id.
    """
    shared: dict[str, dict[str, Plain]] = {made.__name__.lower(): {} for made in SHARED}
    return {
        "things": {str(thing): _fields(detail(programme, selection, thing, language), shared) for thing in things},
        **shared,
    }


def _fields(value: DataclassInstance, shared: dict[str, dict[str, Plain]]) -> dict[str, Plain]:
    held = ((item.name, _plain(getattr(value, item.name), shared)) for item in fields(value))
    return {name: plain for name, plain in held if plain not in ("", [], None)}


def _plain(value: object, shared: dict[str, dict[str, Plain]]) -> Plain:
    if isinstance(value, Selected):
        return str(value)
    if isinstance(value, SHARED):
        known = shared[type(value).__name__.lower()]
        if value.id not in known:
            known[value.id] = _fields(value, shared)
        return value.id
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value, shared)
    if isinstance(value, tuple):
        return [_plain(item, shared) for item in value]
    return value
