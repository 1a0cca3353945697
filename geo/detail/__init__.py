"""The detail of one thing: who with whom, since when, how long, what came of it, and where that stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from geo.detail import kinds, single_case, single_domino, single_installation
from geo.detail.found import Scope
from geo.detail.model import (
    Case,
    Detail,
    Domino,
    Fact,
    Installation,
    Project,
    Related,
    Source,
    TimelineYear,
)
from geo.language import Language
from geo.parameters import Selected
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import vocabulary

__all__ = [
    "Case",
    "Detail",
    "Domino",
    "Fact",
    "Installation",
    "Project",
    "Related",
    "Source",
    "TimelineYear",
    "detail",
]

TELLERS: Mapping[str, Callable[[Scope, Selected], Detail]] = {
    "pair": kinds.pair,
    "place": kinds.place,
    "country": kinds.country,
    "installation": single_installation.installation,
    "case": single_case.case,
    "domino": single_domino.domino,
}


def detail(programme: Programme, selection: Selection, selected: Selected, language: Language) -> Detail:
    """Tell of one thing.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown; of it, only the level of evidence matters here: a detail tells the whole of its thing.
    selected : Selected
        What to tell of.
    language : Language
        The reader's.

    Returns
    -------
    Detail
        Worded, never saying more than the rows do; what was not seen is empty.

    Raises
    ------
    ValueError
        If there is no such thing.
    """
    return _detail(programme, selection.levels, selected, language)


@lru_cache(maxsize=32)
def _detail(programme: Programme, levels: tuple[str, ...], selected: Selected, language: Language) -> Detail:
    selectable = vocabulary(programme).selectable
    if selected.id not in selectable.get(selected.kind, frozenset()):
        msg = f"Unknown sel {str(selected)!r}. Allowed: {', '.join(selectable)}, each with an id of its table."
        raise ValueError(msg)
    return TELLERS[selected.kind](Scope(programme, language, levels), selected)
