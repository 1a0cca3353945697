"""The map opens at the same view however late the frame's style comes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Request, Route, expect
from visit import MAP_PAGE, PHONE, OpenVisit, Visit

NEEDED = ("/api/v1/map/links.json", "/ground.json")
TWO_FRAMES = "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
NAMES = """
    return [...container.querySelectorAll(".names .name")]
        .filter(name => name.checkVisibility({ visibilityProperty: true }))
        .map(name => {
            const { left, top } = name.getBoundingClientRect();
            return [name.dataset.id, Math.round(left), Math.round(top)];
        });
"""


def opening(look: Visit) -> tuple[list[float], list[Any]]:
    look.ready()
    look.when_still()
    return look.view(), sorted(look.on_map(NAMES))


@pytest.mark.parametrize("size", [(1440, 900), PHONE], ids=["wide", "phone"])
def test_a_style_that_comes_after_the_data_leaves_the_opening_view_as_it_is(visit: OpenVisit, size: tuple[int, int]) -> None:
    at_once = visit("ja", size, touch=size == PHONE)
    at_once.go(MAP_PAGE, lang="ja")
    view, names = opening(at_once)
    assert len(names) >= 12

    late = visit("ja", size, touch=size == PHONE)
    held: list[Route] = []
    late.page.route("**/static/map/map.css*", lambda route: held.append(route))
    missing = set(NEEDED)

    def answered(request: Request) -> bool:
        missing.difference_update([path for path in missing if path in request.url])
        return not missing

    with late.page.expect_event("requestfinished", answered):
        late.go(MAP_PAGE, lang="ja")
    late.becomes(lambda: len(held), 1)
    late.on_map(TWO_FRAMES)  # time enough to draw, for a map that would not wait
    expect(late.container).not_to_have_attribute("data-state", "ready")
    held[0].continue_()
    assert opening(late) == (view, names)
