"""The year bar: the only control of years, by keyboard, by mouse and by itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, WebSocket, expect
from shipped import shipped
from visit import OpenVisit, Visit

from geo import summary
from geo.language import LANGUAGES, Language
from geo.selection import Selection
from geo.vocabulary import collaboration_years

FIRST, LAST = collaboration_years(shipped())[0], collaboration_years(shipped())[-1]

# Each year stands for about a second only: the map's frame itself keeps what was seen then.
KEEP_WHAT_PLAYS = f"""
    const look = () => window.played.push([
        container.querySelector('.play').getAttribute('aria-label'),
        Number(container.dataset.strands),
        container.querySelectorAll('.strand.fresh:not(.off)').length,
        container.querySelector('.stage-year').textContent,
        container.querySelector('.year-status').textContent.includes('{LAST - 1}'),
    ]);
    window.played = [];
    new MutationObserver(look).observe(container, {{ attributes: true, attributeFilter: ['data-rows'] }});
"""


def links(*years: int) -> int:
    return len(summary.links(shipped(), Selection(fiscal_years=(years[0], years[-1]) if years else None)))


def figure(look: Visit) -> Locator:
    """The page's own figure of links."""
    return look.by_key("figures").get_by_test_id("stMetricValue").last


def shows(look: Visit, *years: int) -> None:
    """Wait until address, map, bar and figures all show these fiscal years."""
    wanted = None if years == (FIRST, LAST) else [str(year) for year in dict.fromkeys(years)]
    look.has_parameters(fy=wanted)
    look.has_strands(links(*years))
    expect(look.map.locator(".thumb-first")).to_have_attribute("aria-valuenow", str(years[0]))
    expect(look.map.locator(".thumb-last")).to_have_attribute("aria-valuenow", str(years[-1]))
    expect(figure(look)).to_have_text(str(links(*years)))
    look.settled()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_bar_counts_the_links_of_each_year(visit: OpenVisit, code: str) -> None:
    look = visit(code).open(lang=code, country="VNM", fy="2015")
    wanted = summary.year_counts(shipped(), Selection(countries=("VNM",), fiscal_years=(2015, 2015)))
    expect(look.map.locator(".year .year-count")).to_have_text([str(count) for count in wanted.values()])
    thumb = look.map.locator(".thumb-first")
    expect(thumb).to_have_attribute("aria-valuetext", Language(code).fiscal_year(2015))  # type: ignore[arg-type]
    expect(thumb).to_have_attribute("aria-label", {"en": "First fiscal year", "ja": "最初の年度"}[code])


def test_the_keyboard_moves_either_end_by_a_year_or_to_its_limit(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    first, last = look.map.locator(".thumb-first"), look.map.locator(".thumb-last")
    first.press("ArrowRight")
    shows(look, FIRST + 1, LAST)
    first.press("ArrowUp")
    shows(look, FIRST + 2, LAST)
    last.press("ArrowLeft")
    shows(look, FIRST + 2, LAST - 1)
    last.press("Home")
    shows(look, FIRST + 2, FIRST + 2)
    last.press("ArrowLeft")  # the ends cannot pass each other
    last.press("End")
    shows(look, FIRST + 2, LAST)
    first.press("Home")
    shows(look, FIRST, LAST)


def test_steps_move_a_year_through_the_years(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    later, earlier = (look.map.get_by_role("button", name=f"One year {way}") for way in ("later", "earlier"))
    later.click()
    shows(look, FIRST, FIRST)
    later.click()
    shows(look, FIRST + 1, FIRST + 1)
    earlier.click()
    shows(look, FIRST, FIRST)
    look.map.get_by_role("button", name="All years").click()
    shows(look, FIRST, LAST)


def test_the_brush_chooses_a_range_a_year_and_all_again(visit: OpenVisit) -> None:
    look = visit().open(lang="en")

    def middle(year: int) -> tuple[float, float]:
        box = look.at_rest(look.map.locator(f".year[data-year='{year}']"))
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    mouse = look.page.mouse
    mouse.move(*middle(2019))
    mouse.down()
    mouse.move(*middle(2017), steps=4)
    look.has_strands(links(2017, 2019))  # the map follows the hand, the page the release
    assert "fy" not in look.parameters()
    mouse.up()
    shows(look, 2017, 2019)
    mouse.click(*middle(2020))
    shows(look, 2020, 2020)
    mouse.click(*middle(2020))
    shows(look, FIRST, LAST)


def test_a_thumb_is_dragged_and_the_other_end_stays(visit: OpenVisit) -> None:
    look = visit().open(lang="en", fy=["2015", "2020"])
    thumb = look.at_rest(look.map.locator(".thumb-last"))
    target = look.at_rest(look.map.locator(".year[data-year='2023']"))
    look.page.mouse.move(thumb["x"] + thumb["width"] / 2, thumb["y"] + 10)
    look.page.mouse.down()
    look.page.mouse.move(target["x"] + target["width"] / 2, target["y"] + 20, steps=4)
    look.page.mouse.up()
    shows(look, 2015, 2023)


@pytest.mark.parametrize("code", LANGUAGES)
def test_playing_is_the_maps_own_affair_and_ends_where_it_began(visit: OpenVisit, code: str) -> None:
    look = visit(code)
    said: list[str | bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: said.append(payload))

    look.page.on("websocket", listen)
    look.open(lang=code, fy=[str(LAST - 1), str(LAST)])
    before = len(said)
    play = look.map.locator(".play")
    ready = {"en": "Play year by year", "ja": "年度順に再生"}[code]
    expect(play).to_have_attribute("aria-label", ready)
    look.on_map(KEEP_WHAT_PLAYS)
    play.click()
    pause = {"en": "Pause", "ja": "一時停止"}[code]
    year = Language(code).fiscal_year  # type: ignore[arg-type]
    played = [
        [pause, links(LAST - 1), links(LAST - 1), year(LAST - 1), True],
        [pause, links(LAST - 1, LAST), links(LAST), year(LAST), True],
        [ready, links(LAST - 1, LAST), 0, "", True],
    ]
    look.becomes(lambda: look.on_map("return window.played"), played)
    expect(figure(look)).to_have_text(str(links(LAST - 1, LAST)))
    expect(look.map.locator(".yearbar")).not_to_have_class(re.compile("playing"))
    shows(look, LAST - 1, LAST)
    assert said[before:] == []


def test_pausing_keeps_the_years_reached_and_tells_the_page(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    look.map.get_by_role("button", name="Play year by year").click()
    between = "|".join(str(year) for year in range(FIRST + 1, LAST))
    expect(look.map.locator(".thumb-last")).to_have_attribute("aria-valuenow", re.compile(between))
    look.map.get_by_role("button", name="Pause").click()
    expect(look.map.locator(".yearbar")).not_to_have_class(re.compile("playing"))
    reached = int(look.map.locator(".thumb-last").get_attribute("aria-valuenow") or 0)
    assert FIRST < reached < LAST
    shows(look, FIRST, reached)


def test_years_chosen_one_after_the_other_come_to_rest_at_the_last(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    thumb = look.map.locator(".thumb-first")
    thumb.focus()
    for _ in range(5):
        look.page.keyboard.press("ArrowRight")
    shows(look, FIRST + 5, LAST)
