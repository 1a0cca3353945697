"""Coordinates as people write them: degrees, minutes and seconds, points of the compass, latitude and longitude swapped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from geo import outlines
from geo.intake.workbook import number_text
from geo.rules import FARTHEST_KM, JAPAN

LONGEST = 60
DECIMALS = 6
# Two writings of one point: six decimals are ten centimetres.
SAME = 2e-6
WORDS = {"北緯": "N", "南緯": "S", "東経": "E", "西経": "W"}
SIGNS = str.maketrans({"°": "d", "º": "d", "˚": "d", "度": "d", "′": "m", "’": "m", "'": "m", "‘": "m", "分": "m",
                       "″": "s", "”": "s", '"': "s", "“": "s", "秒": "s", "−": "-", "‐": "-", "–": "-", ",": " "})  # fmt: skip
NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,12})?"
PART = r"[0-9]{1,2}(?:\.[0-9]{1,12})?"
DEGREES = re.compile(
    rf"(?P<before>[NSEW])?\s*(?P<sign>-)?\s*(?P<d>{NUMBER})"
    rf"(?:\s*[d:\s]\s*(?:(?P<m>{PART})\s*[m:\s]?\s*(?:(?P<s>{PART})\s*(?:s|mm)?)?)?)?\s*(?P<after>[NSEW])?"
)
PLAIN = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]+)?")
SIXTY = 60.0


class Angle(NamedTuple):
    """An angle in decimal degrees as text, and the axis its letter names: ``lat``, ``lon`` or empty."""

    text: str
    axis: str


def angle(text: str) -> Angle | None:
    """Read an angle in degrees, minutes and seconds, or with a point of the compass.

    Parameters
    ----------
    text : str
        Such as ``35°41′22″N``, ``北緯35度41分``, ``35 41.5 N`` or ``135.5E``.

    Returns
    -------
    Angle or None
        None where it is an ordinary number already, or nothing that is understood.
    """
    if not text or len(text) > LONGEST or PLAIN.fullmatch(text):
        return None
    for word, letter in WORDS.items():
        text = text.replace(word, letter)
    written = unicodedata.normalize("NFKC", text.translate(SIGNS)).translate(SIGNS).strip()
    written = "".join(
        letter.upper() if letter in "nsew" and i in {0, len(written) - 1} else letter for i, letter in enumerate(written)
    )
    # A closing sign of seconds and a south look alike once small letters are allowed.
    if text and text.strip()[-1:] in '″”"秒“':
        written = written[:-1] + "s"
    found = DEGREES.fullmatch(written)
    if found is None or (found["before"] and found["after"]):
        return None
    letter = found["before"] or found["after"] or ""
    parts = [float(found[name] or 0) for name in ("d", "m", "s")]
    if parts[1] >= SIXTY or parts[2] >= SIXTY or (found["m"] and not parts[0].is_integer()):
        return None
    value = parts[0] + parts[1] / SIXTY + parts[2] / SIXTY**2
    negative = bool(found["sign"]) != (letter in {"S", "W"})
    return Angle(
        number_text(round(-value if negative else value, DECIMALS)), {"": ""}.get(letter, "lat" if letter in "NS" else "lon")
    )


def same(one: str, other: str) -> bool:
    """Tell whether two texts are one coordinate, written with other numbers of decimals."""
    try:
        return abs(float(one) - float(other)) <= SAME
    except ValueError:
        return False


def swapped(countries: Sequence[str], lats: Sequence[str], lons: Sequence[str]) -> list[int]:
    """Find points whose latitude and longitude stand in each other's place.

    Parameters
    ----------
    countries : sequence of str
        ISO 3166-1 alpha-3 code of each row; empty where it is not known.
    lats, lons : sequence of str
        As they stand.

    Returns
    -------
    list of int
        Indices of rows that are no point at all as they stand, or lie off their country, and within it once swapped.
    """
    y, x = _numbers(lats), _numbers(lons)
    known = np.isfinite(x) & np.isfinite(y)
    possible = known & (np.abs(y) <= 180) & (np.abs(x) <= 90)
    found = possible & (np.abs(y) > 90)
    drawn = outlines.ground().keys() | {JAPAN}
    for country in sorted({code for code in countries if code in drawn}):
        here = possible & np.array([code == country for code in countries])
        here &= (np.abs(y) > 90) | _away(country, x, y, here)
        if here.any():
            found |= here
            found &= ~(here & _away(country, y, x, here))
    return np.flatnonzero(found).tolist()


def _away(country: str, x: np.ndarray, y: np.ndarray, here: np.ndarray) -> np.ndarray:
    away = np.zeros(len(x), dtype=bool)
    asked = here & (np.abs(y) <= 90)
    if asked.any():
        away[asked] = outlines.distances(country, x[asked], y[asked]) > FARTHEST_KM
    return away


def _numbers(texts: Sequence[str]) -> np.ndarray:
    return np.array([float(text) if PLAIN.fullmatch(text) else np.nan for text in texts], dtype=float)
