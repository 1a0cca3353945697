"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from shipped import DATA

from geo.tables import DATA_VARIABLE
from tools.chromium import launch

# Whoever runs the tests may have pointed the app at other tables; the tests speak of their own copy.
os.environ[DATA_VARIABLE] = str(DATA)


# Folders of tests that drive other programs, Chromium or whole servers.
DRIVING = {"browser", "deploy"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
        # A machine shared with others may hold a program up for longer than a test waits; the report lists second tries.
        if DRIVING.intersection(item.path.parts):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all that needs one: Playwright runs only once in a process."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()
