"""The cell "Location of project": country, province or N/A, address of the site and GPS coordinates, a line each."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from geo import outlines
from geo.intake.coordinates import PLAIN, angle
from geo.registry.columns import Wordings
from geo.rules import FARTHEST_KM

LINES = 4
LONGEST = 200
LABEL = re.compile(
    r"^\s*(?:GPS|coordinates?|co-ordinates?|lat(?:itude)?|lon(?:g(?:itude)?)?|緯度|経度)\b\.?\s*[::=]?\s*", re.IGNORECASE
)
WORDS = re.compile(r"\b(?:GPS|coordinates?|lat(?:itude)?|lon(?:g(?:itude)?)?)\b\.?\s*[::=]?|緯度|経度", re.IGNORECASE)
PARTS = re.compile(r"[,;/、,&]|\band\b|(?<=[NSEWnsew])\s+|\s+(?=[NSEWnsew]\s*[0-9])|\s+")
BETWEEN = re.compile(r"[,;/、&]")
# Full-width forms of ASCII; the signs of minutes and seconds, which have other ordinary forms, stay as they are.
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
MOST_PARTS = 12
NORTH, EAST = 90.0, 180.0


@dataclass(frozen=True)
class Location:
    """What the cell says.

    Parameters
    ----------
    country, province, address : str
        As written; empty where nothing is stated.
    coordinates : str
        The line of coordinates as written; empty where nothing is stated.
    point : tuple of (float, float) or None
        Latitude and longitude in decimal degrees, EPSG:4326; None where the line states none or is not understood.
    """

    country: str
    province: str
    address: str
    coordinates: str
    point: tuple[float, float] | None

    @property
    def text(self) -> str:
        """Address and province in one line, as ``location_text`` has them."""
        parts = [self.address]
        if self.province.casefold() not in self.address.casefold() or not self.address:
            parts.append(self.province)
        return ", ".join(part for part in parts if part)


def read(cell: str, wordings: Wordings) -> Location:
    """Read the cell.

    Parameters
    ----------
    cell : str
        Its lines: country, province, address, coordinates. An address may take several lines; a line that is left out at the end
        counts as not stated.
    wordings : Wordings
        Words for nothing.

    Returns
    -------
    Location
        With empty parts where nothing is stated.
    """
    lines = [" ".join(line.split()) for line in cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    lines += [""] * (LINES - len(lines))
    country, province, *middle, last = lines
    # With a line short, the coordinates may have come up to where the address should stand.
    if not last and (found := point(middle[-1])) is not None and any(letter.isdigit() for letter in middle[-1]):
        middle, last = [*middle[:-1], ""], middle[-1]
    else:
        found = point(last)
    stated = [wordings.stated(line) for line in middle]
    address = ", ".join(line for line in stated if line)
    return Location(wordings.stated(country), wordings.stated(province), address, wordings.stated(last), found)


def point(text: str) -> tuple[float, float] | None:
    """Read a pair of coordinates.

    Parameters
    ----------
    text : str
        Decimal degrees, or degrees with minutes and seconds, latitude first unless points of the compass say otherwise:
        ``16.0177, 108.2038``, ``N 16°01.06' E 108°12.2'`` or ``16°01'04"N, 108°12'14"E``.

    Returns
    -------
    tuple of (float, float) or None
        Latitude and longitude in decimal degrees, as they stand: a latitude beyond 90 degrees tells that they were exchanged (see
        `swapped`). None where the text is no single pair on the globe.
    """
    if len(text) > LONGEST:
        return None
    written = WORDS.sub(" ", LABEL.sub("", text.translate(NARROW))).strip(" .,;()[]")
    breaks = [found.span() for found in PARTS.finditer(written)]
    if len(breaks) > MOST_PARTS:
        return None
    pairs = {pair for start, end in breaks if (pair := _pair(written[:start], written[end:])) is not None}
    return pairs.pop() if len(pairs) == 1 else None


def _pair(one: str, other: str) -> tuple[float, float] | None:
    halves = [_half(half.strip(" .,;()[]")) for half in (one, other)]
    if halves[0] is None or halves[1] is None:
        return None
    (first, first_axis), (second, second_axis) = halves[0], halves[1]
    if first_axis and first_axis == second_axis:
        return None
    if first_axis == "lon" or second_axis == "lat":
        first, second = second, first
    on_globe = max(abs(first), abs(second)) <= EAST and min(abs(first), abs(second)) <= NORTH
    return (first, second) if on_globe else None


def _half(text: str) -> tuple[float, str] | None:
    if BETWEEN.search(text):
        return None
    if PLAIN.fullmatch(text):
        return float(text), ""
    # A number of degrees with a sign of its own: 16.0177°
    found = angle(text)
    return (float(found.text), found.axis) if found else None


def kilometres_off(country: str, at: tuple[float, float]) -> float:
    """Measure how far a point lies from its country's outline.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code.
    at : tuple of (float, float)
        Latitude and longitude in degrees, EPSG:4326.

    Returns
    -------
    float
        Kilometres; 0 within it.
    """
    return float(outlines.distances(country, np.array([at[1]]), np.array([at[0]]))[0])


def swapped(country: str, at: tuple[float, float]) -> bool:
    """Tell whether a point lies off its country and would lie within it with latitude and longitude exchanged."""
    turned = (at[1], at[0])
    if abs(turned[0]) > NORTH:
        return False
    off = abs(at[0]) > NORTH or kilometres_off(country, at) > FARTHEST_KM
    return off and kilometres_off(country, turned) <= FARTHEST_KM
