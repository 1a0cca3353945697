"""Text search that does not stumble over width, case, kana or accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import chain

import pandas as pd

KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
TO_HIRAGANA = {code: code - 0x60 for code in KATAKANA}
WITHOUT_LATIN_MARKS = dict.fromkeys(range(0x0300, 0x0370))
PUNCTUATION = {ord(mark): " " for mark in "・･/,、。()「」-–—'’\""}


def fold(text: str) -> str:
    """Bring a text into the form it is searched in.

    Width (NFKC), case, katakana to hiragana, and accents of Latin letters are folded, so that ``ﾎﾃﾙ``, ``ホテル`` and
    ``ほてる``, or ``Malé`` and ``male`` are the same. Folding a folded text changes nothing.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Lower-case text with single spaces.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    decomposed = unicodedata.normalize("NFD", folded)
    composed = unicodedata.normalize("NFKC", decomposed.translate(WITHOUT_LATIN_MARKS))
    return " ".join(composed.translate(TO_HIRAGANA).translate(PUNCTUATION).split())


def folded(columns: Sequence[pd.Series[str]]) -> pd.Series[str]:
    """Fold what the columns of a table say together, row by row.

    Parameters
    ----------
    columns : sequence of pandas.Series
        With the same index, at least one.

    Returns
    -------
    pandas.Series
        What `fold` makes of each row's cells, one after the other. Each text is folded once however many rows have it.
    """
    rows = list(zip(*(column.fillna("").astype(str).tolist() for column in columns), strict=True))
    known = {text: fold(text) for text in set(chain.from_iterable(rows))}
    together = [" ".join(filter(None, (known[text] for text in cells))) for cells in rows]
    return pd.Series(together, index=columns[0].index, dtype=str)


def words(query: str) -> tuple[str, ...]:
    """Split a query into folded words, each of which a row must hold."""
    return tuple(fold(query).split())
