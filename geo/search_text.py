"""Text search that does not stumble over width, case, kana or accents."""

from __future__ import annotations

import unicodedata

KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
TO_HIRAGANA = {code: code - 0x60 for code in KATAKANA}
LATIN_MARKS = range(0x0300, 0x0370)
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
    without_accents = "".join(letter for letter in decomposed if ord(letter) not in LATIN_MARKS)
    composed = unicodedata.normalize("NFKC", without_accents)
    return " ".join(composed.translate(TO_HIRAGANA).translate(PUNCTUATION).split())


def words(query: str) -> tuple[str, ...]:
    """Split a query into folded words, each of which a row must hold."""
    return tuple(fold(query).split())
