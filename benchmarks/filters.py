"""How a visitor works the filters of a page: each way prepares a choice and gives the one act that makes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from playwright.sync_api import Locator, Page

Act = Callable[[], object]


class Filters(Protocol):
    """The filters of a page."""

    def choose(self, country: str) -> Act:
        """Prepare to choose a country, by its English name."""

    def lift(self, country: str) -> Act:
        """Prepare to take a country away that was just chosen."""

    def widen(self) -> Act:
        """Prepare to show inferred rows too."""

    def close(self) -> None:
        """Put away what had to be opened."""


class PopoverFilters:
    """Streamlit's: options in boxes that open on a press.

    Parameters
    ----------
    page : Page
        The page.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._box: Locator = page.get_by_test_id("stPopoverBody")

    def choose(self, country: str) -> Act:
        """Open the countries and find the one to press."""
        self._open("Country")
        return self._option(rf"^{re.escape(country)} \(")

    def lift(self, country: str) -> Act:
        """Find it in the countries, which are still open."""
        return self._option(rf"^{re.escape(country)} \(")

    def widen(self) -> Act:
        """Open the levels of evidence and find the lowest."""
        self._open("Evidence")
        return self._option("^A to C")

    def close(self) -> None:
        """Close what is open."""
        self._page.keyboard.press("Escape")
        self._box.wait_for(state="hidden")

    def _open(self, label: str) -> None:
        self._page.get_by_role("button", name=re.compile(f"^{label}: ")).click()

    def _option(self, told: str) -> Act:
        found = self._box.get_by_text(re.compile(told)).first
        found.wait_for()
        return found.click


class FormFilters:
    """Those of a plain page: a list to select from, and a box to tick.

    Parameters
    ----------
    page : Page
        The page.
    """

    def __init__(self, page: Page) -> None:
        self._countries = page.get_by_label("Country")
        self._inferred = page.get_by_label("Inferred rows too")

    def choose(self, country: str) -> Act:
        """Select it in the list."""
        return lambda: self._countries.select_option(country)

    def lift(self, country: str) -> Act:
        """Select all in the list."""
        if self._countries.input_value() != country:
            msg = f"{self._countries.input_value()!r} is chosen, not {country!r}."
            raise ValueError(msg)
        return lambda: self._countries.select_option("")

    def widen(self) -> Act:
        """Tick the box."""
        return self._inferred.check

    def close(self) -> None:
        """Nothing had to be opened."""
