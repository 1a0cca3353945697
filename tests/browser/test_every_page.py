"""What holds for every page, those added later included."""

from __future__ import annotations

import pytest
from every_page import PAGES, shown
from visit import PHONE, SIZES, OpenVisit, Visit

from geo.language import LANGUAGES

# With something open or chosen, where a page can show it.
OPENED = {"sel": "country:VNM", "country": "VNM"}


def wider(look: Visit, width: int) -> list[str]:
    """Parts of the page that reach beyond the window."""
    parts = ("html", "[data-testid=stMain]")
    return [part for part in parts if look.page.locator(part).evaluate("part => part.scrollWidth") > width]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_page_is_wider_than_its_window(visit: OpenVisit, size: tuple[int, int], code: str, page: str) -> None:
    look = visit(code, size, touch=size == PHONE)
    for parameters in ({}, OPENED):
        shown(look, page, lang=code, **parameters)
        look.becomes(lambda: wider(look, size[0]), [])
