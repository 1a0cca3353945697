"""Visitors of the app behind nginx."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import WIDE, OpenVisit, Visit
from tools.running_app import RunningApp


@pytest.fixture
def visit(browser: Browser) -> Iterator[OpenVisit]:
    """Gives visits, each of a visitor of its own; none of them may have asked anybody else for anything."""
    with ExitStack() as stack:
        visits: list[Visit] = []

        def look(of: RunningApp, language: str = "en") -> Visit:
            locale = {"ja": "ja-JP", "en": "en-GB"}[language]
            context = browser.new_context(locale=locale, viewport={"width": WIDE[0], "height": WIDE[1]})
            stack.callback(context.close)
            visits.append(Visit(context.new_page(), of))
            return visits[-1]

        yield look
        assert [url for each in visits for url in each.elsewhere] == []
