"""Colours, defined once: fiscal years on an ordered scale, ground and marks, for light and for dark rooms.

Years run along one path in OKLCH (Ottosson 2020, https://bottosson.github.io/posts/oklab/), a space in which equal steps look
equal. Lightness changes in one direction only, so that order survives print in grey and colour blindness, and every year keeps
at least 3:1 (WCAG 2.2, 1.4.11) against every ground it may cross.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Mode = Literal["light", "dark"]
MODES: tuple[Mode, ...] = ("light", "dark")
LEAST_CONTRAST = 3.0
STEP = 0.01


@dataclass(frozen=True)
class Ground:
    """Colours of what lies under and beside the strands, as ``#rrggbb``."""

    sea: str
    land: str
    partner: str
    ink: str
    quiet: str
    panel: str
    line: str
    japanese: str
    place: str
    halo: str


GROUNDS: dict[Mode, Ground] = {
    "light": Ground(
        sea="#e4ebf1", land="#fbfbf9", partner="#efe8d3", ink="#14212e", quiet="#55636f", panel="#ffffff",
        line="#ccd5dd", japanese="#b3122b", place="#14344f", halo="#ffffff",
    ),
    "dark": Ground(
        sea="#0d1823", land="#1b2733", partner="#2c3328", ink="#eef3f7", quiet="#a7b4c0", panel="#121e2a",
        line="#3a4854", japanese="#ff8f8f", place="#cfe3f4", halo="#0d1823",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Path:
    """Where the year scale begins and ends in OKLCH: lightness 0-1, chroma, hue in degrees."""

    lightness: tuple[float, float]
    chroma: tuple[float, float]
    hue: tuple[float, float]


PATHS: dict[Mode, Path] = {
    "light": Path(lightness=(0.605, 0.44), chroma=(0.105, 0.19), hue=(215.0, 387.0)),
    "dark": Path(lightness=(0.60, 0.80), chroma=(0.11, 0.165), hue=(225.0, 407.0)),
}


# From little to much of one thing, away from the ground of the page.
HEAT: dict[Mode, Path] = {
    "light": Path(lightness=(0.955, 0.40), chroma=(0.015, 0.12), hue=(240.0, 250.0)),
    "dark": Path(lightness=(0.31, 0.86), chroma=(0.03, 0.10), hue=(245.0, 225.0)),
}
LETTERS = ("#000000", "#ffffff")


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _encoded(channel: float) -> int:
    clipped = min(max(channel, 0.0), 1.0)
    value = 12.92 * clipped if clipped <= 0.0031308 else 1.055 * clipped ** (1 / 2.4) - 0.055
    return round(255 * value)


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """Turn an OKLCH colour into ``#rrggbb``, taking chroma back until sRGB can show it."""
    tolerance = 1e-4
    while chroma > 0 and not all(-tolerance <= part <= 1 + tolerance for part in _linear(lightness, chroma, hue)):
        chroma = max(chroma - STEP / 2, 0.0)
    return "#" + "".join(f"{_encoded(part):02x}" for part in _linear(lightness, chroma, hue))


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2), 0 for black to 1 for white."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def year_colours(years: Sequence[int], mode: Mode) -> dict[int, str]:
    """Colour fiscal years along the scale, oldest to newest.

    Parameters
    ----------
    years : sequence of int
        The fiscal years on show, in order.
    mode : {"light", "dark"}
        The room.

    Returns
    -------
    dict of int to str
        ``#rrggbb`` for each year.
    """
    last = max(len(years) - 1, 1)
    return {year: _along(PATHS[mode], i / last) for i, year in enumerate(years)}


def _along(path: Path, share: float) -> str:
    first, last = (tuple(ends[end] for ends in (path.lightness, path.chroma, path.hue)) for end in (0, 1))
    return oklch(*(begin + (end - begin) * share for begin, end in zip(first, last, strict=True)))


def heat(share: float, mode: Mode) -> tuple[str, str]:
    """Colour a share of the most there is.

    Parameters
    ----------
    share : float
        0 to 1; what lies beyond is taken for the nearer end.
    mode : {"light", "dark"}
        The room.

    Returns
    -------
    tuple of (str, str)
        ``#rrggbb`` of the ground and of letters on it, at least 4.5:1.
    """
    ground = _along(HEAT[mode], min(max(share, 0.0), 1.0))
    return ground, max(LETTERS, key=lambda letters: contrast(letters, ground))


@dataclass(frozen=True)
class Mark:
    """How a technology type is marked on the map: two letters, so that it is never told by colour alone."""

    letters: str
    colours: dict[Mode, str]


# One hue a sector, spread over the circle; renewable energy and waste are told apart by lightness too.
SECTOR_COLOURS: dict[str, dict[Mode, str]] = {
    "renewable_energy": {"light": "#9a5a00", "dark": "#f2b14d"},
    "energy_efficiency": {"light": "#1f66a8", "dark": "#7fb8f0"},
    "effective_use": {"light": "#7145a8", "dark": "#c3a0f0"},
    "waste": {"light": "#4d6b12", "dark": "#b5d65c"},
    "transport": {"light": "#0c6f75", "dark": "#5fd0d6"},
    "fgas": {"light": "#a32872", "dark": "#f28cc6"},
    "forest": {"light": "#23683c", "dark": "#6fd493"},
}
OTHER_SECTOR: dict[Mode, str] = {"light": "#55636f", "dark": "#a7b4c0"}
TECHNOLOGY_LETTERS = {
    "solar_pv": "PV", "wind": "Wi", "hydro": "Hy", "geothermal": "Ge", "biomass": "Bi", "battery_storage": "Ba",
    "waste_heat": "WH", "cogeneration": "CG", "air_conditioning": "AC", "chiller": "Ch", "refrigeration": "Re",
    "boiler": "Bo", "led_lighting": "LE", "pump": "Pu", "transformer": "Tf", "industrial_process": "In", "furnace": "Fu",
    "energy_management": "EM", "other": "Ot", "waste_to_energy": "WE", "transport": "Tr", "fgas": "Fg", "forest": "Fo",
    "unknown": "?",
}  # fmt: skip


def mark(technology: str, sector: str) -> Mark:
    """Mark a technology type.

    Parameters
    ----------
    technology, sector : str
        Codes of the vocabularies; a new technology type is marked by its first two letters, a new sector by the colour of
        "other".

    Returns
    -------
    Mark
        Letters and colours.
    """
    letters = TECHNOLOGY_LETTERS.get(technology, technology[:2].capitalize())
    return Mark(letters, SECTOR_COLOURS.get(sector, OTHER_SECTOR))
