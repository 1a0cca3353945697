"""Measuring and breaking lines of text in the fonts shipped with the app, so that text in files never leaves its place.

The fonts stand in ``geo/export/fonts/``; whatever a machine has installed makes no difference.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent / "fonts"
MISSING = "〓"  # what Japanese printers set for a letter they have no type for
ELLIPSIS = "…"
NOT_FIRST = frozenset(
    "、。，．,.・:;：；?!？！)]}）］｝」』】〉》〕”’…‥ー〜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞ%％年月日度件"
)
NOT_LAST = frozenset("([{（［｛「『【〈《〔“‘")
FULL = 0.62  # of a line: so far it is filled before a phrase that does not fit goes whole to the next one


@dataclass(frozen=True)
class Face:
    """A font: its file, and how far each character moves on, in ems."""

    path: Path
    advances: Mapping[int, float]


@lru_cache(maxsize=2)
def face(*, bold: bool = False) -> Face:
    """Load a weight's measures.

    Parameters
    ----------
    bold : bool
        Bold or regular.

    Returns
    -------
    Face
        Measures of every character the font holds.
    """
    # Imported when the first file is written: pages do not need it.
    from fontTools.ttLib import TTFont

    path = FOLDER / f"NotoSansJP-{'Bold' if bold else 'Regular'}.ttf"
    with TTFont(path, lazy=True) as font:
        em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        advances = {code: widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}
    return Face(path, MappingProxyType(advances))


@lru_cache(maxsize=4096)
def drawable(text: str) -> str:
    """Write a text in one line with letters the fonts hold.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Line breaks and control characters become spaces; a letter without a glyph becomes its plain form (``₂`` to ``2``)
        where that has one, else `MISSING`; what takes no room by itself, such as a joiner, is left out.
    """
    held = face().advances
    written: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if ord(letter) in held and letter.isprintable():
            written.append(letter)
        elif letter.isspace() or unicodedata.category(letter) == "Cc":
            written.append(" ")
        elif unicodedata.category(letter) not in {"Cf", "Mn", "Me"}:
            plain = unicodedata.normalize("NFKC", letter)
            written.append(plain if all(ord(part) in held for part in plain) else MISSING)
    return " ".join("".join(written).split())


def weight_of(text: str, *, bold: bool) -> Face:
    """Choose the font for a drawable text: bold holds fewer kanji, and a text it cannot write whole is written in regular."""
    heavy = face(bold=True)
    return heavy if bold and all(ord(letter) in heavy.advances for letter in text) else face()


@lru_cache(maxsize=8192)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a drawable text, in the unit of `size`."""
    advances = weight_of(text, bold=bold).advances
    return size * sum(advances.get(ord(letter), 1.0) for letter in text)


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Cut a drawable text to a width, ending in ``…`` where something was cut off; empty where not even that has room."""
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + ELLIPSIS, size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    whole = text[:low].rstrip() + ELLIPSIS
    return whole if width(whole, size, bold=bold) <= room else ""


def phrases(text: str) -> Iterator[str]:
    """Part a text where a line breaks best: after spaces and signs, and in Japanese where a word and its particles end."""
    yield from _parted(text, _ends_phrase)


def pieces(text: str) -> Iterator[str]:
    """Part a text wherever a line may break: after spaces, and between East Asian letters but not before or after some signs."""
    yield from _parted(text, _may_break)


def _parted(text: str, ends: Callable[[str, str], bool]) -> Iterator[str]:
    piece = ""
    for here, letter in enumerate(text):
        piece += letter
        if here + 1 == len(text) or ends(letter, text[here + 1]):
            yield piece
            piece = ""


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if before in NOT_LAST or after in NOT_FIRST or after == " ":
        return False
    return _east_asian(before) or _east_asian(after)


def _ends_phrase(before: str, after: str) -> bool:
    if not _may_break(before, after):
        return False
    return before == " " or before in NOT_FIRST or after in NOT_LAST or (_hiragana(before) and not _hiragana(after))


def _hiragana(letter: str) -> bool:
    return "\u3041" <= letter <= "\u309f"


def _east_asian(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def wrapped(text: str, size: float, room: float, *, bold: bool = False, most: int | None = None) -> tuple[str, ...]:
    """Break a text into lines.

    Parameters
    ----------
    text : str
        Any text.
    size : float
        Height of the letters.
    room : float
        Width of the lines, in the unit of `size`.
    bold : bool
        Whether it is set in bold.
    most : int, optional
        How many lines there may be; the last one ends in ``…`` where more would be needed.

    Returns
    -------
    tuple of str
        No line is wider than the room; a word that is wider is broken.
    """
    lines = [""]
    for phrase in phrases(drawable(text)):
        if width((lines[-1] + phrase).rstrip(), size, bold=bold) <= room:
            lines[-1] += phrase
        elif width(lines[-1], size, bold=bold) > FULL * room and width(phrase.rstrip(), size, bold=bold) <= room:
            lines.append(phrase)
        else:
            _fill(lines, phrase, size, room, bold=bold)
    lines = [line.strip() for line in lines if line.strip()]
    if most is not None and len(lines) > most:
        last, after = lines[most - 1 : most + 1]
        joint = "" if _may_break(last[-1], after[0]) else " "
        lines = [*lines[: most - 1], shortened(f"{last}{joint}{after}{ELLIPSIS}", size, room, bold=bold)]
    return tuple(lines)


def _fill(lines: list[str], phrase: str, size: float, room: float, *, bold: bool) -> None:
    """Break a phrase wherever a line may break, and a word that is wider than a line anywhere."""
    for piece in pieces(phrase):
        whole = width(piece.rstrip(), size, bold=bold) <= room
        for part in (piece,) if whole else piece:
            if lines[-1] and width((lines[-1] + part).rstrip(), size, bold=bold) > room:
                lines.append("")
            lines[-1] += part
