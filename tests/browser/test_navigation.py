"""The way to every page: on a wide window and on a phone."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from every_page import PAGES, address, shown
from playwright.sync_api import Locator, expect
from visit import PHONE, WIDE, OpenVisit, Visit


def links(within: Locator) -> set[str]:
    return {f"/{href}" for href in within.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")}


def menus(look: Visit) -> Locator:
    return look.page.locator(".st-key-navigation [data-testid=stPopover] button:visible")


def opened(look: Visit, menu: Locator) -> Locator:
    menu.click()
    body = look.page.locator("[data-testid=stPopoverBody]")
    expect(body.locator("a").first).to_be_visible()
    look.settled()
    return body


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_page_is_found_in_the_row_or_its_menus(visit: OpenVisit, size: tuple[int, int]) -> None:
    look = shown(visit("en", size, touch=size == PHONE), "data_and_sources", lang="en")
    row = look.page.locator(".st-key-navigation")
    expect(menus(look)).not_to_have_count(0)
    found: set[str] = set()
    for number in range(menus(look).count()):
        found |= links(opened(look, menus(look).nth(number)))
        look.page.keyboard.press("Escape")
        expect(look.page.locator("[data-testid=stPopoverBody]")).to_have_count(0)
    # The row has a field in place of the way to the search.
    found |= set() if size == PHONE else {address("search")}
    look.becomes(lambda: found | (set() if size == PHONE else links(row)), {address(page) for page in PAGES})


def test_the_field_beside_the_row_opens_the_search_of_what_was_typed_and_keeps_the_view(visit: OpenVisit) -> None:
    look = shown(visit("en", WIDE), "cases", lang="en", country="VNM")
    field = look.page.get_by_role("searchbox", name="Search everything")
    field.fill("surabaya")
    # A word half typed leads nowhere by itself.
    look.page.get_by_role("heading", level=1).click()
    look.settled()
    assert urlsplit(look.page.url).path == "/cases"
    field.press("Enter")
    look.page.wait_for_url(lambda url: urlsplit(url).path == "/search")
    look.has_parameters(lang="en", country="VNM", find="surabaya")
    expect(look.page.get_by_role("searchbox")).to_have_count(1)


def test_on_a_phone_a_button_beside_the_menu_opens_the_search(visit: OpenVisit) -> None:
    look = shown(visit("en", PHONE, touch=True), "cases", lang="en")
    expect(look.page.get_by_role("searchbox", name="Search everything")).to_be_hidden()
    look.page.locator(".st-key-navigation").get_by_role("button", name="Search everything").tap()
    look.page.wait_for_url(lambda url: urlsplit(url).path == "/search")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_menu_is_closed_on_the_page_it_led_to_and_the_view_comes_along(visit: OpenVisit, size: tuple[int, int]) -> None:
    look = shown(visit("en", size, touch=size == PHONE), "cases", lang="en", country="VNM")
    menu = menus(look).filter(has_text=re.compile("^(menu)?(The programme|All pages)")).first
    opened(look, menu).get_by_role("link", name="Participants").click()
    look.page.wait_for_url(lambda url: urlsplit(url).path == "/participants")
    look.has_parameters(lang="en", country="VNM")
    expect(look.page.locator("[data-testid=stPopoverBody]")).to_have_count(0)


def test_the_navigation_stays_in_sight_and_covers_nothing_of_the_page(visit: OpenVisit) -> None:
    look = shown(visit("en", WIDE), "cases", lang="en")
    row, title = look.page.locator(".st-key-navigation"), look.page.get_by_role("heading", level=1)
    above, below = look.at_rest(row), look.at_rest(title)
    assert above["y"] + above["height"] <= below["y"] + 4
    look.page.mouse.move(WIDE[0] / 2, WIDE[1] / 2)
    look.page.mouse.wheel(0, 1500)
    expect(title).not_to_be_in_viewport()
    expect(row).to_be_in_viewport()


LAPTOP = (1440, 900)
# How much of a long menu stands in the window at once, in pixels: three of its entries and more.
READABLE = 300
# A menu's box and its room: how much of its content it shows, and whether it stands in the window.
IN_SIGHT = """body => {
    const box = body.getBoundingClientRect();
    const within = box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
    return [body.clientHeight, body.scrollHeight, within];
}"""


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(("path", "layer"), [("", "collaborations"), ("cases", "cases"), ("dominoes", "dominoes")])
def test_what_a_menu_below_the_map_holds_is_in_sight_when_it_is_opened(
    visit: OpenVisit, path: str, layer: str, size: tuple[int, int]
) -> None:
    look = shown(visit("en", size, touch=size == PHONE), path, lang="en")
    body = look.page.locator("[data-testid=stPopoverBody]")
    for key, last in ((f"more_formats_{layer}", "All tables, everything"), (f"other_tools_{layer}", "In QGIS")):
        look.by_key(key).locator("[data-testid=stPopoverButton]").click()
        expect(body.get_by_text(last, exact=True)).to_be_attached()
        look.settled()
        # Where the content is longer than the window it is scrolled in its box, which then is no mere strip.
        look.becomes(lambda: seen_whole_or_readable(*body.evaluate(IN_SIGHT)))
        look.page.keyboard.press("Escape")
        expect(body).to_have_count(0)


def seen_whole_or_readable(height: int, content: int, within: bool) -> bool:
    return within and (content <= height + 1 or height >= READABLE)
