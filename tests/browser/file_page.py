"""The map in one file, which is the stage too, opened from disk in a browser that has no network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect
from shipped import shipped
from visit import DRAWN

from geo.selection import Selection
from geo.story.slides import slides
from geo.story.story import load_story

STAGE = (1920, 1080)
READY = "html[data-state=ready]"
SHOWN_MAP = ".stage-map:not(.away)"
AGREED = 0.5  # pixels
LAYERS = ("links", "installations", "dominoes")


class FilePage:
    """The file in a browser that has no network."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.file = file
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))

    def open(self, address: str = "") -> Page:
        self.page.goto(self.file.as_uri() + address)
        expect(self.page.locator(READY)).to_be_attached()
        return self.page


OpenFile = Callable[..., FilePage]


def story_ids(evidence: str = "B") -> list[str]:
    return [slide["id"] for slide in slides(shipped(), Selection(evidence=evidence), load_story(shipped()))]


def drawn_strands(page: Page) -> Locator:
    return page.locator(f"{SHOWN_MAP} .strand:not(.off)")


def at_rest(page: Page) -> Page:
    """Wait until letters are there, and what the page does in its next frames is done."""
    page.evaluate(DRAWN)
    return page


def overlapping(a: list[Any], b: list[Any]) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > AGREED and min(a[3], b[3]) - max(a[1], b[1]) > AGREED
