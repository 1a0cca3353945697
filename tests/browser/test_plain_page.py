"""The plain Leaflet page that ours is measured against shows what it is asked for, and its map can be moved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, expect
from shipped import DATA

from benchmarks.browser import Visit
from benchmarks.motion import frame_times
from benchmarks.selections import EVERY_LEVEL, Facts
from benchmarks.servers import serving
from benchmarks.subjects import LEAFLET, TOPICS, Topic

SECONDS = 2.0  # of dragging: a busy machine draws few frames


@pytest.fixture(params=TOPICS, ids=lambda topic: topic.name)
def topic(request: pytest.FixtureRequest) -> Topic:
    asked: Topic = request.param
    return asked


@pytest.fixture
def plain(browser: Browser, topic: Topic) -> Iterator[Visit]:
    subject = next(each for each in topic.subjects if each.name == LEAFLET.name)
    with serving(subject, DATA) as server:
        visit = Visit(browser, server, topic)
        yield visit
        visit.close()


def test_it_shows_all_rows_a_countrys_rows_and_inferred_ones(plain: Visit, topic: Topic) -> None:
    facts = Facts(DATA, topic)
    country = facts.countries[0]
    assert facts.expected((country,)).rows < facts.expected().rows
    # Each of these returns only once the map says that it has drawn as many rows.
    plain.open(facts.expected())
    assert plain.bytes > 100_000
    plain.choose(country, facts.expected((country,)))
    expect(plain.page.get_by_label("Country")).to_have_value(country)
    plain.lift(country, facts.expected())
    plain.widen(facts.expected(levels=EVERY_LEVEL))
    assert plain.bytes == 0


def test_its_map_is_really_dragged_and_what_stays_is_told(plain: Visit, topic: Topic) -> None:
    plain.open(Facts(DATA, topic).expected())
    place = plain.page.locator(".leaflet-container")
    times = frame_times(place, "drag", SECONDS)
    assert times
    assert all(time > 0 for time in times)
    place.evaluate("map => map.replaceWith(map.cloneNode(true))")
    with pytest.raises(Error, match="does not move"):
        frame_times(place, "drag", SECONDS)
