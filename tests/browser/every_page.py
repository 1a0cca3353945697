"""Every page of the dashboard, so that tests of all of them cover those still to come."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from visit import MAP_PAGE, Visit

from tools.running_app import ROOT

FIRST = "partnership_map"
PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))


def address(page: str) -> str:
    """The address of a page: the first one has none of its own."""
    return MAP_PAGE if page == FIRST else f"/{page}"


def shown(look: Visit, page: str, **parameters: str | list[str]) -> Visit:
    """Open a page and wait until it, and the map on it, stand there."""
    look.go(address(page), **parameters)
    expect(look.page.get_by_role("heading", level=1)).to_be_visible()
    look.settled()
    if look.iframe.count():
        expect(look.container).to_have_attribute("data-state", "ready")
        expect(look.container).to_have_attribute("data-rows", re.compile(r"\d+"))
    return look.settled()
