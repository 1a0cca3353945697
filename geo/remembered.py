"""Answers that depend on the rows shown alone, kept for the next time they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from geo.programme import Programme
from geo.selection import Selection

Answer = TypeVar("Answer")
Ask = Callable[[Programme, Selection], Answer]


def remembered(maxsize: int) -> Callable[[Ask[Answer]], Ask[Answer]]:
    """Keep the answers of a function of the programme and a Selection.

    Whose detail is open (``sel``) changes no row, so it is taken out of the Selection first: who opens one after another is
    answered from what is kept.

    Parameters
    ----------
    maxsize : int
        How many answers are kept, the latest ones.

    Returns
    -------
    callable
        Decorates the function. Its answers are shared: not to be changed.
    """

    def decorate(ask: Ask[Answer]) -> Ask[Answer]:
        kept = lru_cache(maxsize=maxsize)(ask)

        @wraps(ask)
        def answer(programme: Programme, selection: Selection) -> Answer:
            return kept(programme, selection.without("sel"))

        # As with `lru_cache`, so that what is kept can be let go (see `geo.current.let_go`).
        answer.cache_clear = kept.cache_clear  # type: ignore[attr-defined]
        return answer

    return decorate
