"""Two maps side by side: moving one moves the other, and nothing the page does moves or rebuilds either."""

from __future__ import annotations

import re
from typing import Any

import pytest
from every_page import address
from playwright.sync_api import FrameLocator, Locator, expect
from visit import PHONE, WIDE, OpenVisit, Visit

COMPARE = address("compare")
KEYS = ("map_frame", "second_map_frame")
CLOSE = 1.5  # pixels: Leaflet pans by whole ones
SAME = 1e-6
# Both stand where the one that leads told the other to stand, or where both began; for some frames, as a map that is let go glides
# on from the next frame only.
AGREED = """([keys, close, leader]) => {
    const maps = keys.map(key => document.querySelector(`.st-key-${key} iframe`).contentWindow.map_div);
    const named = map => [map.getCenter().lat, map.getCenter().lng, map.getZoom()].map(number => number.toFixed(9)).join(' ');
    const moving = maps.some(map => map._animatingZoom || (map._panAnim && map._panAnim._inProgress));
    const [one, other] = maps.map(map => map.project(map.getCenter(), 3));
    const near = Math.abs(maps[0].getZoom() - maps[1].getZoom()) < 1e-6 && one.distanceTo(other) < close;
    const told = leader === null || maps[1 - leader].getContainer().dataset.followed === named(maps[leader]);
    window.framesInStep = !moving && near && told ? (window.framesInStep || 0) + 1 : 0;
    if (window.framesInStep < 4) return false;
    window.framesInStep = 0;
    return true;
}"""
AT = "() => { const c = map_div.getCenter(); return [map_div.getZoom(), c.lat, c.lng]; }"
# A map that runs in circles keeps moving by itself.
MOVES_OF_ITSELF = """() => new Promise(done => {
    let moves = 0;
    const count = () => { moves += 1; };
    map_div.on('move', count);
    let frames = 30;
    const look = () => {
        frames -= 1;
        if (frames > 0) requestAnimationFrame(look); else { map_div.off('move', count); done(moves); }
    };
    requestAnimationFrame(look);
})"""


class Pair:
    """Both maps of the page."""

    def __init__(self, look: Visit) -> None:
        self.look = look
        self.frames: list[FrameLocator] = [look.page.frame_locator(f".st-key-{key} iframe") for key in KEYS]
        for side in (0, 1):
            expect(self.container(side)).to_have_attribute("data-state", "ready")
            expect(self.container(side)).to_have_attribute("data-rows", re.compile(r"\d+"))

    def container(self, side: int) -> Locator:
        return self.frames[side].locator("#map_div")

    def at(self, side: int) -> list[float]:
        found: list[float] = self.container(side).evaluate(AT)
        return found

    def run(self, side: int, script: str) -> Any:
        return self.container(side).evaluate(script)

    def agree(self, leader: int | None = None) -> list[float]:
        """Wait until both show the same view and stay there, that of the one that was moved last; give it."""
        self.look.page.wait_for_function(AGREED, arg=[list(KEYS), CLOSE, leader], polling="raf")
        return self.at(0)

    def drag(self, side: int, by: int) -> None:
        box = self.look.at_rest(self.look.page.locator(f".st-key-{KEYS[side]} iframe"))
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 3
        mouse = self.look.page.mouse
        mouse.move(x, y)
        mouse.down()
        for step in range(1, 6):
            mouse.move(x + by * step / 5, y + by * step / 10)
        mouse.up()

    def press(self, side: int, place: int) -> None:
        self.frames[side].locator(".corner button").nth(place).click()


def opened(visit: OpenVisit, size: tuple[int, int] = WIDE, **parameters: str | list[str]) -> Pair:
    look = visit("en", size)
    look.go(COMPARE, lang="en", **{"country": "VNM", "b.country": "IDN", **parameters})
    pair = Pair(look)
    look.settled()
    return pair


@pytest.mark.parametrize("subject", ["collaborations", "installations"])
def test_whichever_map_is_moved_the_other_follows(visit: OpenVisit, subject: str) -> None:
    pair = opened(visit, subject=subject)
    before = pair.agree()
    for side in (0, 1, 0):
        pair.drag(side, 80 if side else -60)
        after = pair.agree(side)
        assert after != pytest.approx(before, abs=SAME)
        before = after
    assert [pair.run(side, MOVES_OF_ITSELF) for side in (0, 1)] == [0, 0]


def test_zooming_by_button_zooms_both_and_neither_goes_on_by_itself(visit: OpenVisit) -> None:
    pair = opened(visit)
    zoom = pair.agree()[0]
    pair.press(1, 0)
    nearer = pair.agree(1)[0]
    assert nearer > zoom
    pair.press(0, 1)
    assert pair.agree(0)[0] < nearer
    assert [pair.run(side, MOVES_OF_ITSELF) for side in (0, 1)] == [0, 0]


def test_a_filter_of_one_side_keeps_both_frames_and_their_view(visit: OpenVisit) -> None:
    pair = opened(visit)
    pair.agree()
    pair.drag(0, 70)
    view = pair.agree(0)
    rows = [str(pair.container(side).get_attribute("data-rows")) for side in (0, 1)]
    for side in (0, 1):
        pair.run(side, "() => { window.seenBefore = true; }")
    pair.look.choose("theme", "Waste")
    pair.look.has_parameters(theme="waste", **{"b.country": "IDN", "b.theme": None})
    expect(pair.container(0)).not_to_have_attribute("data-rows", rows[0])
    pair.look.settled()
    pair.look.page.locator(".st-key-second_open_evidence button").first.click()
    pair.look.page.get_by_test_id("stPopoverBody").get_by_text("A to C").click()
    pair.look.has_parameters(**{"b.evidence": "C", "evidence": None})
    expect(pair.container(1)).not_to_have_attribute("data-rows", rows[1])
    pair.look.settled()
    assert all(pair.run(side, "() => window.seenBefore === true") for side in (0, 1))
    assert pair.agree(0) == pytest.approx(view, abs=SAME)


def test_years_chosen_on_a_map_are_those_of_its_own_side(visit: OpenVisit) -> None:
    pair = opened(visit)
    bar = pair.frames[1].locator(".yearbar [role=slider]").first
    bar.focus()
    bar.press("ArrowRight")
    pair.look.has_parameters(**{"b.fy": ["2014", "2025"], "fy": None})


def test_two_pages_do_not_move_each_other(visit: OpenVisit) -> None:
    one, other = opened(visit), opened(visit)
    before = other.agree()
    one.look.page.bring_to_front()
    one.agree()
    one.drag(0, 90)
    one.agree(0)
    assert [other.at(side) for side in (0, 1)] == [pytest.approx(before, abs=SAME)] * 2


def test_on_a_phone_one_stands_above_the_other(visit: OpenVisit) -> None:
    pair = opened(visit, PHONE)
    one_below = """keys => {
        const [first, second] = keys.map(key => document.querySelector(`.st-key-${key} iframe`).getBoundingClientRect());
        return second.top >= first.bottom;
    }"""
    pair.look.becomes(lambda: pair.look.page.evaluate(one_below, list(KEYS)))
    pair.agree()
    pair.press(0, 0)
    pair.agree(0)
