"""Fiscal years can be told apart by lightness alone and stand out from every ground."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.palette import GROUNDS, LEAST_CONTRAST, MODES, Mode, contrast, luminance, oklch, year_colours

# From two years to FY2013-2030; with more the scale would have to be stretched.
COUNTS = range(2, 19)
# Two colours less than about 0.02 apart in OKLab cannot be told apart even side by side.
JUST_NOTICEABLE = 0.02


def oklab(colour: str) -> tuple[float, float, float]:
    """Read #rrggbb back into OKLab, by the published matrices and not by the module's own arithmetic."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def colours(count: int, mode: Mode) -> list[str]:
    return list(year_colours(range(2013, 2013 + count), mode).values())


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("count", COUNTS)
def test_lightness_runs_in_one_direction_only(mode: Mode, count: int) -> None:
    lightness = [oklab(colour)[0] for colour in colours(count, mode)]
    steps = [later - earlier for earlier, later in pairwise(lightness)]
    assert all(step > 0 for step in steps) or all(step < 0 for step in steps)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("count", COUNTS)
def test_order_survives_print_in_grey(mode: Mode, count: int) -> None:
    greys = [luminance(colour) for colour in colours(count, mode)]
    assert greys in (sorted(set(greys)), sorted(set(greys), reverse=True))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("ground", ["sea", "land", "partner"])
def test_every_year_stands_out_from_every_ground_it_crosses(mode: Mode, count: int, ground: str) -> None:
    against = getattr(GROUNDS[mode], ground)
    assert min(contrast(colour, against) for colour in colours(count, mode)) >= LEAST_CONTRAST


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("count", COUNTS)
def test_neighbouring_years_can_be_told_apart(mode: Mode, count: int) -> None:
    assert min(math.dist(oklab(one), oklab(other)) for one, other in pairwise(colours(count, mode))) > JUST_NOTICEABLE


@pytest.mark.parametrize("mode", MODES)
def test_text_on_the_ground_and_on_panels_is_readable(mode: Mode) -> None:
    ground = GROUNDS[mode]
    for text in (ground.ink, ground.quiet):
        assert min(contrast(text, under) for under in (ground.sea, ground.land, ground.partner, ground.panel)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_one_year_alone_has_a_colour(mode: Mode) -> None:
    assert len(colours(1, mode)) == 1


@given(st.floats(0.2, 1), st.floats(0, 0.4), st.floats(0, 720))
def test_any_colour_asked_for_is_one_a_screen_can_show(lightness: float, chroma: float, hue: float) -> None:
    colour = oklch(lightness, chroma, hue)
    assert len(colour) == 7
    assert all(0 <= int(colour[start : start + 2], 16) <= 255 for start in (1, 3, 5))
    assert oklab(colour)[0] == pytest.approx(lightness, abs=0.02)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")
