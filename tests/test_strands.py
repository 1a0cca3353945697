"""Strands join their places, fan out evenly, and cross 180 degrees without a jump."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiLineString
from shipped import shipped

from geo import collaborations
from geo.strands import (
    DECIMALS,
    GEOD,
    INNER_POINTS,
    Strand,
    fanned,
    great_circle,
    inverse_mercator,
    lines,
    mercator,
    split_at_antimeridian,
    unwrap,
)

# A machine under load is no fault.
unhurried = settings(deadline=None)

LONGITUDES = st.floats(-180, 180)
LATITUDES = st.floats(-60, 60)
POINTS = st.tuples(st.floats(95, 150), LATITUDES)
FAR_POINTS = st.tuples(LONGITUDES, LATITUDES)
OFFSETS = st.floats(-2, 2)


@unhurried
@given(st.lists(LONGITUDES, min_size=1))
def test_unwrapped_longitudes_never_jump_and_stay_the_same_meridians(longitudes: list[float]) -> None:
    running = unwrap(longitudes)
    assert running[0] == longitudes[0]
    assert all(abs(later - earlier) <= 180 + 1e-9 for earlier, later in pairwise(running))
    assert all(math.isclose((a - b) / 360, round((a - b) / 360), abs_tol=1e-9) for a, b in zip(running, longitudes, strict=True))


@unhurried
@given(st.lists(st.floats(-170, 170), min_size=2), st.integers(-3, 3))
def test_unwrapping_a_line_that_never_jumps_changes_nothing(steps: list[float], turns: int) -> None:
    line = [360.0 * turns]
    for step in steps:
        line.append(line[-1] + step)
    assert unwrap(line) == pytest.approx(line)


@unhurried
@given(st.floats(-85, 85))
def test_the_mercator_plane_leads_back_to_the_latitude(latitude: float) -> None:
    assert inverse_mercator(mercator(latitude)) == pytest.approx(latitude, abs=1e-9)


@unhurried
@given(FAR_POINTS, FAR_POINTS)
def test_a_great_circle_joins_its_ends_in_equal_steps(start: tuple[float, float], end: tuple[float, float]) -> None:
    _, _, whole = GEOD.inv(*start, *end)
    # Between antipodes there is no one shortest way; on one point there is none at all.
    assume(1_000 < whole < 19_900_000)
    line = great_circle(start, end)
    assert len(line) == INNER_POINTS + 2
    assert line[0] == start
    assert line[-1][1] == end[1]
    steps = [GEOD.inv(*one, *other)[2] for one, other in pairwise(line)]
    assert steps == pytest.approx([whole / (INNER_POINTS + 1)] * len(steps), rel=1e-3, abs=1)


@unhurried
@given(POINTS, POINTS, OFFSETS)
def test_a_fan_is_symmetric_about_its_middle_and_ends_at_its_places(
    start: tuple[float, float], end: tuple[float, float], offset: float
) -> None:
    line = great_circle(start, end)
    left, right = fanned(line, offset), fanned(line, -offset)
    assert (left[0], left[-1]) == (right[0], right[-1]) == (line[0], line[-1])
    for (x, y), (x_left, y_left), (x_right, y_right) in zip(line, left, right, strict=True):
        assert (x_left + x_right) / 2 == pytest.approx(x, abs=1e-6)
        assert (mercator(y_left) + mercator(y_right)) / 2 == pytest.approx(mercator(y), abs=1e-6)


@unhurried
@given(POINTS, POINTS)
def test_a_strand_in_the_middle_slot_is_the_great_circle_itself(start: tuple[float, float], end: tuple[float, float]) -> None:
    line = great_circle(start, end)
    bent = fanned(line, 0)
    assert [x for x, _ in bent] == pytest.approx([x for x, _ in line])
    assert [y for _, y in bent] == pytest.approx([y for _, y in line])


@unhurried
@given(st.permutations(range(6)))
def test_slots_follow_from_the_order_of_years_not_from_the_order_of_rows(shuffled: list[int]) -> None:
    strands = [Strand((135.0, 35.0), (106.0, 11.0), (str(2013 + year),)) for year in range(6)]
    straight = lines(strands)
    assert [lines([strands[i] for i in shuffled])[shuffled.index(year)] for year in range(6)] == straight


@unhurried
@given(FAR_POINTS, st.lists(st.tuples(st.floats(0, 20), LATITUDES), min_size=1, max_size=30), st.sampled_from([1, -1]))
def test_a_line_cut_at_180_degrees_lies_within_the_world_and_is_as_long_as_before(
    start: tuple[float, float], steps: list[tuple[float, float]], eastward: int
) -> None:
    line = [start]
    for step, latitude in steps:
        line.append((line[-1][0] + eastward * step, latitude))
    # No place lies on the 180th meridian itself; a line that only touches it has two right answers.
    assume(all((x - 180) % 360 > 1e-6 for x, _ in line))
    cut = split_at_antimeridian(line)
    parts = list(cut.geoms) if isinstance(cut, MultiLineString) else [cut]
    half = 0.5 * 10**-DECIMALS
    assert all(-180 - half <= x <= 180 + half for part in parts for x, _ in part.coords)
    assert all(abs(one[0] - other[0]) <= 20 + 4 * half for part in parts for one, other in pairwise(part.coords))
    assert sum(part.length for part in parts) == pytest.approx(LineString(line).length, abs=0.01 * len(line))


def test_pairs_whose_places_share_a_point_share_one_fan() -> None:
    rows = collaborations.rows(shipped())
    places = {"hokkaido~ulaanbaatar", "sapporo~ulaanbaatar"}
    fan = rows[rows["pair"].isin(places)]
    assert set(fan["pair"]) == places
    drawn = [tuple(line) for line in fan["line"]]
    assert len(set(drawn)) == len(drawn) > 2
    assert len({(line[0], line[-1]) for line in drawn}) == 1
    middles = sorted(line[len(line) // 2] for line in drawn)
    gaps = [math.dist(one, other) for one, other in pairwise(middles)]
    assert gaps == pytest.approx([gaps[0]] * len(gaps), rel=0.05)


def test_no_two_links_are_drawn_on_top_of_each_other() -> None:
    drawn = [tuple(line) for line in collaborations.rows(shipped())["line"]]
    assert len(set(drawn)) == len(drawn)


def test_every_link_begins_and_ends_at_its_places() -> None:
    programme = shipped()
    places = programme.places.set_index("place_id")
    for row in collaborations.rows(programme).itertuples():
        for name, (x, y) in ((row.jp_place_id, row.line[0]), (row.partner_place_id, row.line[-1])):
            assert math.remainder(x - places.loc[name, "lon"], 360) == pytest.approx(0, abs=1e-3)
            assert y == pytest.approx(places.loc[name, "lat"], abs=1e-3)


def test_links_to_renca_run_over_the_pacific_and_are_cut_at_180_degrees() -> None:
    rows = collaborations.rows(shipped())
    renca = rows[rows["partner_place_id"] == "renca"]
    assert len(renca) > 0
    for row in renca.itertuples():
        assert row.line[0][0] > 130
        assert max(x for x, _ in row.line) == row.line[-1][0] > 180
        assert isinstance(row.geometry, MultiLineString)
        west, east = row.geometry.geoms
        assert west.coords[-1][0] == 180
        assert east.coords[0] == (-180, west.coords[-1][1])


def test_all_other_links_are_one_line_within_the_world() -> None:
    rows = collaborations.rows(shipped())
    others = rows[rows["partner_place_id"] != "renca"]
    assert set(others.geometry.geom_type) == {"LineString"}
    assert others.geometry.is_valid.all()
