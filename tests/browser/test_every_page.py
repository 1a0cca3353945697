"""What holds for every page, those added later included."""

from __future__ import annotations

import pytest
from every_page import PAGES, shown
from visit import PHONE, PROJECTOR, WIDE, OpenVisit, Visit

from geo.language import LANGUAGES
from geo.page_parameters import PAGE_PARAMETERS

# Each page as it opens, with something open or chosen where it can show that, and in each of its parts.
ADDRESSES: tuple[tuple[str, dict[str, str]], ...] = (
    *((page, chosen) for page in PAGES for chosen in ({}, {"sel": "country:VNM", "country": "VNM"})),
    *(("data_and_sources", {"part": part}) for part in PAGE_PARAMETERS["part"][1:]),
)


def wider(look: Visit, width: int) -> list[str]:
    """Parts of the page that reach beyond the window."""
    parts = ("html", "[data-testid=stMain]")
    return [part for part in parts if look.page.locator(part).evaluate("part => part.scrollWidth") > width]


@pytest.mark.parametrize(
    ("page", "parameters"), ADDRESSES, ids=lambda part: part if isinstance(part, str) else "-".join(part.values())
)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("sizes", [(WIDE, PROJECTOR), (PHONE,)], ids=["wide", "phone"])
def test_no_page_is_wider_than_its_window(
    visit: OpenVisit, sizes: tuple[tuple[int, int], ...], code: str, page: str, parameters: dict[str, str]
) -> None:
    look = shown(visit(code, sizes[0], touch=PHONE in sizes), page, lang=code, **parameters)
    for width, height in sizes:
        look.page.set_viewport_size({"width": width, "height": height})
        look.becomes(lambda width=width: wider(look, width), [])
