"""Lines of text that fit a width, in both languages, without a browser to measure them.

Widths are estimates on the wide side, so that a line fits whatever font a reader's machine has. Japanese breaks between
phrases, English between words.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

FULL, NARROW, WIDE, CAPITAL, USUAL = 1.0, 0.32, 0.92, 0.68, 0.56
NARROW_LETTERS = frozenset("iljtfrI.,:;'’|!()[] ·-")
WIDE_LETTERS = frozenset("mwMW@%—…")
# What must not begin a line, and what must not end one.
NOT_FIRST = frozenset("、。,.・:;?!：；？！)）」』】〉》〜ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々")
NOT_LAST = frozenset("「『(（【〈《")
# Kanji, katakana or Latin with the hiragana that belongs to it, and the marks that close it.
PHRASE = re.compile(r"[「『(（【]*(?:[^぀-ゟ、。」』)）】 ]|か(?=[国所月]))*[぀-ゟ]*[」』)）】]*[぀-ゟ]*[、。:：]* ?")
RUN = re.compile(r"[一-鿿々]+|[゠-ヺー-ヿ]+|[぀-ゟ]+|・|[^一-鿿々゠-ヿ぀-ゟ]+")
STEP = 0.5


def width(text: str, size: float) -> float:
    """Estimate how wide a text is.

    Parameters
    ----------
    text : str
        On one line.
    size : float
        Font size, in pixels.

    Returns
    -------
    float
        Pixels.
    """
    return size * sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if east_asian_width(letter) in {"W", "F"}:
        return FULL
    if letter in NARROW_LETTERS:
        return NARROW
    if letter in WIDE_LETTERS:
        return WIDE
    return CAPITAL if letter.isupper() else USUAL


def lines(text: str, size: float, most: float) -> list[str]:
    """Break a text into as few lines as fit a width, of about equal length.

    Parameters
    ----------
    text : str
        Japanese or English.
    size : float
        Font size, in pixels.
    most : float
        The width there is, in pixels.

    Returns
    -------
    list of str
        Joined, they are the text again, but for spaces at their ends. A word that is wider than `most` is broken where the
        writing allows it.
    """
    pieces = _pieces(text, size, most)
    broken = _filled(pieces, size, most)
    tried = most - STEP * size
    while broken and tried > most / 2:
        narrower = _filled(pieces, size, tried)
        if len(narrower) > len(broken) or max(width(line, size) for line in narrower) > tried:
            break
        broken, tried = narrower, tried - STEP * size
    return broken


def unbroken(text: str, size: float, most: float, least: float) -> float:
    """Find the font size at which no word of Latin letters has to be broken; Japanese breaks well enough.

    Parameters
    ----------
    text : str
        Japanese or English.
    size, least : float
        The size wanted, and the smallest there may be, in pixels.
    most : float
        The width there is, in pixels.

    Returns
    -------
    float
        Pixels.
    """
    longest = max((width(word, size) for word in text.split() if word.isascii()), default=0.0)
    return size if longest <= most else max(least, size * most / longest)


def _filled(pieces: list[str], size: float, most: float) -> list[str]:
    filled: list[str] = []
    for piece in pieces:
        if filled and width((filled[-1] + piece).rstrip(), size) <= most:
            filled[-1] += piece
        else:
            filled.append(piece)
    return [line.strip() for line in filled if line.strip()]


def _pieces(text: str, size: float, most: float) -> list[str]:
    """Part a text into what a line is made of: phrases or words, and parts of those that are too wide."""
    pieces: list[str] = []
    for phrase in PHRASE.findall(text):
        if width(phrase.rstrip(), size) <= most:
            pieces.append(phrase)
            continue
        for run in RUN.findall(phrase):
            pieces += [run] if width(run, size) <= most else list(run)
    return _kept_together([piece for piece in pieces if piece])


def _kept_together(pieces: list[str]) -> list[str]:
    kept: list[str] = []
    for piece in pieces:
        begins = next((at for at, letter in enumerate(piece) if letter not in NOT_FIRST), len(piece)) if kept else 0
        if begins:
            kept[-1] += piece[:begins]
        if kept and kept[-1][-1] in NOT_LAST:
            kept[-1] += piece[begins:]
        elif begins < len(piece):
            kept.append(piece[begins:])
    return kept
