"""Valid codes with their names, and which of them a text was most likely meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process

from geo.search_text import fold

MOST_SUGGESTED = 3
# Of 100: below this, two short texts share a letter or two by chance.
LEAST_ALIKE = 60.0
# A text held whole in a name, or a name in it, is meant more likely than any that is only written alike.
HELD = 100.0
# One Latin letter, or two, stand in any word; one kanji (水) does not.
SHORTEST_LATIN = 3
# Looking through more codes than this, for each of a thousand faults, takes too long.
MOST_COMPARED = 2000
LONGEST_COMPARED = 120


class Code(NamedTuple):
    """A valid code and its names, empty where it has none."""

    code: str
    name_en: str = ""
    name_ja: str = ""


class Codes:
    """The codes a column may hold.

    Parameters
    ----------
    codes : iterable of Code
        In the order they are listed in.
    """

    def __init__(self, codes: Iterable[Code]) -> None:
        self.codes = tuple(codes)
        self._found: dict[str, tuple[Code, ...]] = {}
        written = [(compared(text), at) for at, code in enumerate(self.codes) for text in code if text]
        self._texts = [text for text, _ in written]
        self._of = [at for _, at in written]

    def nearest(self, text: str) -> tuple[Code, ...]:
        """Find what a text was most likely meant to be, by code and by both names.

        Parameters
        ----------
        text : str
            What stands in the table.

        Returns
        -------
        tuple of Code
            At most `MOST_SUGGESTED`, the likeliest first; none where nothing resembles the text, or where text or codes are
            more than can be compared for every fault.
        """
        if len(text) > LONGEST_COMPARED or len(self.codes) > MOST_COMPARED:
            return ()
        if text not in self._found:
            self._found[text] = self._nearest(compared(text))
        return self._found[text]

    def _nearest(self, text: str) -> tuple[Code, ...]:
        likeness: dict[int, float] = {}
        for _, score, at in process.extract(text, self._texts, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=None):
            likeness[self._of[at]] = max(score, likeness.get(self._of[at], 0.0))
        for own, at in zip(self._texts, self._of, strict=True):
            short, long = sorted((own, text), key=len)
            if short in long and (len(short) >= SHORTEST_LATIN or not short.isascii()) and short:
                # Among those, the one of which the least is left over.
                likeness[at] = max(HELD + fuzz.ratio(own, text), likeness.get(at, 0.0))
        best = sorted(likeness, key=lambda at: (-likeness[at], at))[:MOST_SUGGESTED]
        return tuple(self.codes[at] for at in best)


def nearest(text: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """Find what a text was most likely meant to be, among codes without names.

    Parameters
    ----------
    text : str
        As it was written.
    allowed : iterable of str
        What may stand there.

    Returns
    -------
    tuple of str
        At most `MOST_SUGGESTED`, the likeliest first; none where nothing resembles it, or where it is compared with too many
        (see `Codes.nearest`).
    """
    return tuple(found.code for found in Codes(map(Code, allowed)).nearest(text))


def compared(text: str) -> str:
    """Bring a code or name into the form it is compared in: letters and digits only, folded as for a search."""
    return "".join(letter for letter in fold(text) if letter.isalnum())
