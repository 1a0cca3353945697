"""Filters, selections and addresses: what a visitor does, and what stays as it was."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from every_page import shown
from playwright.sync_api import expect
from shipped import shipped
from visit import DATA_PAGE, MAP_PAGE, OpenVisit, Visit

from geo import collaborations, summary, vocabulary
from geo.detail import detail
from geo.language import LANGUAGES, Language
from geo.parameters import Selected
from geo.selection import Selection

PAIR = Selected("pair", "osaka~ho-chi-minh-city")


def heading(selected: Selected, code: str) -> str:
    return detail(shipped(), Selection(), selected, Language(code)).heading  # type: ignore[arg-type]


def links(**chosen: Any) -> int:
    return len(summary.links(shipped(), Selection(**chosen)))


# --- filters ----------------------------------------------------------------------------------------------------------


def test_zoom_and_frame_stay_through_a_filter_change(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    look.iframe.evaluate("frame => { frame.isTheSame = true; frame.contentWindow.isTheSame = true; }")
    look.when_still()
    opening = look.view()
    look.map.get_by_role("button", name="Zoom in").click()
    look.when_still()
    zoomed = look.view()
    assert zoomed[0] > opening[0]
    look.choose("country", "Viet Nam")
    look.has_parameters(country="VNM")
    look.has_strands(links(countries=("VNM",)))
    look.settled().when_still()
    assert look.view() == zoomed
    assert look.iframe.evaluate("frame => frame.isTheSame && frame.contentWindow.isTheSame")
    assert look.strands() == set(summary.links(shipped(), Selection(countries=("VNM",)))["collaboration_id"])


def test_what_was_done_on_the_map_in_quick_succession_is_all_in_the_address(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    look.on_map("CityMap.send({ selected: 'place:osaka' }); CityMap.send({ years: [2018, 2020] });")
    look.has_parameters(sel="place:osaka", fy=["2018", "2020"])
    look.settled()
    # What has been answered is not said again: closing the detail in between stays.
    look.by_key("close_detail").get_by_role("button").click()
    look.has_parameters(sel=None)
    look.settled()
    look.on_map("CityMap.send({ years: [2019, 2020] });")
    look.has_parameters(sel=None, fy=["2019", "2020"])


def test_text_search_finds_while_typing_and_clear_all_takes_everything_back(visit: OpenVisit) -> None:
    look = visit().open(lang="en", country="IDN", fy=["2018", "2025"])
    look.by_key("filter_q").get_by_role("searchbox").or_(look.by_key("filter_q").get_by_role("textbox")).press_sequentially("waste")
    wanted = links(countries=("IDN",), fiscal_years=(2018, 2025), query="waste")
    assert 0 < wanted < links(countries=("IDN",), fiscal_years=(2018, 2025))
    look.has_strands(wanted)
    look.has_parameters(q="waste")
    look.settled()
    look.page.get_by_role("button", name="Clear all").click()
    look.has_strands(links())
    look.has_parameters(country=None, fy=None, q=None, lang="en")
    expect(look.page.get_by_role("button", name="Clear all")).to_have_count(0)


def test_inferred_links_appear_dashed_on_request(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    expect(look.map.locator(".strand-inferred:not(.off)")).to_have_count(0)
    look.by_key("open_evidence").get_by_role("button").first.click()
    look.page.get_by_test_id("stPopoverBody").get_by_text("A to C").click()
    look.has_parameters(evidence="C")
    look.has_strands(links(evidence="C"))
    inferred = links(evidence="C") - links()
    assert inferred > 0
    expect(look.map.locator(".strand-inferred:not(.off)")).to_have_count(inferred)
    assert look.map.locator(".strand-inferred:not(.off)").first.evaluate("path => getComputedStyle(path).strokeDasharray") != "none"


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_empty_result_is_said_on_the_map_and_has_a_way_out(visit: OpenVisit, code: str) -> None:
    look = visit(code).open(lang=code, country="MDV", theme="transport")
    look.has_strands(0)
    said = {"en": "No link is shown under these filters.", "ja": "この条件に合う連携はありません。"}[code]
    expect(look.map.get_by_role("status").filter(has_text=said)).to_be_visible()
    look.by_key("loosen_0").get_by_role("button").click()
    expect(look.container).not_to_have_attribute("data-strands", "0")
    expect(look.map.get_by_text(said)).to_have_count(0)


# --- selecting --------------------------------------------------------------------------------------------------------


def middle_of_strand(look: Visit, pair: str, year: int) -> tuple[float, float]:
    """A point on a strand where the map's script finds this very strand."""
    look.when_still()
    rows = collaborations.rows(shipped())
    identifier = rows[(rows["pair"] == pair) & (rows["fiscal_year"] == year)]["collaboration_id"].iloc[0]
    x, y = look.on_map(
        """const path = container.querySelector(`.strand[data-id="${argument}"]`);
        const at = path.getPointAtLength(path.getTotalLength() / 2);
        const seen = new DOMPoint(at.x, at.y).matrixTransform(path.getScreenCTM());
        return [seen.x, seen.y];""",
        identifier,
    )
    box = look.iframe.bounding_box()
    assert box
    return box["x"] + x, box["y"] + y


def test_a_click_on_a_strand_opens_the_pair_and_a_click_beside_it_closes_it(visit: OpenVisit) -> None:
    look = visit().open(lang="en", country="IND")
    (pair,) = set(summary.links(shipped(), Selection(countries=("IND",)))["pair"])
    year = int(summary.links(shipped(), Selection(countries=("IND",)))["fiscal_year"].iloc[0])
    at = middle_of_strand(look, pair, year)
    look.page.mouse.move(*at)
    card = look.map.locator(".card")
    expect(card).to_be_visible()
    expect(card).to_contain_text(f"FY{year}")
    look.page.mouse.click(*at)
    look.has_parameters(sel=f"pair:{pair}", country="IND")
    expect(look.heading).to_have_text(heading(Selected("pair", pair), "en"))
    expect(look.map.locator(".strand.near:not(.off)")).to_have_count(links(countries=("IND",)))
    look.settled()
    look.page.mouse.click(*look.point(9, 89))
    look.has_parameters(sel=None, country="IND")
    expect(look.heading).to_have_count(0)


def test_a_click_on_a_place_opens_it(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    place = shipped().places.set_index("place_id").loc["yangon"]
    look.page.mouse.click(*look.point(place["lat"], place["lon"]))
    look.has_parameters(sel="place:yangon")
    expect(look.heading).to_have_text(heading(Selected("place", "yangon"), "en"))


def test_a_click_on_a_name_opens_its_place(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    look.map.locator("button.name[data-id=kitakyushu]").click()
    look.has_parameters(sel="place:kitakyushu")
    expect(look.heading).to_have_text(heading(Selected("place", "kitakyushu"), "en"))
    own = summary.links(shipped(), Selection(japanese=("kitakyushu",)))
    expect(look.map.locator(".strand.near:not(.off)")).to_have_count(len(own))


def test_a_click_on_a_country_opens_it(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    look.page.mouse.click(*look.point(24.0, 78.0))
    look.has_parameters(sel="country:IND")
    expect(look.heading).to_have_text(heading(Selected("country", "IND"), "en"))


def test_names_are_walked_with_the_arrow_keys_and_opened_with_enter(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    look.when_still()
    names = look.map.locator("button.name:visible")
    focusable = look.map.locator("button.name[tabindex='0']")
    expect(focusable).to_have_count(1)
    focusable.focus()
    before = focusable.get_attribute("data-id")
    look.page.keyboard.press("ArrowDown")
    focused = look.map.locator("button.name:focus")
    expect(focused).not_to_have_attribute("data-id", str(before))
    place = focused.get_attribute("data-id")
    look.page.keyboard.press("Enter")
    look.has_parameters(sel=f"place:{place}")
    expect(look.heading).to_be_visible()
    look.settled().when_still()
    assert names.count() > 10
    look.map.locator(f"button.name[data-id={place}]").press("Escape")
    look.has_parameters(sel=None)


def test_a_row_of_the_table_opens_its_pair(visit: OpenVisit) -> None:
    look = visit().open(lang="en", partner="ho-chi-minh-city", jp="osaka")
    table = look.by_key("links_table")
    table.scroll_into_view_if_needed()
    expect(table.get_by_test_id("data-grid-canvas")).to_be_visible()
    # What readers' aids are told of the rows is written once they are drawn.
    expect(table.locator("table[role=grid] tbody tr").first).to_be_attached()
    # The first column is for choosing rows; the first row stands below the headings.
    table.locator(".dvn-scroller").click(position={"x": 20, "y": 55})
    look.has_parameters(sel=str(PAIR))
    expect(look.heading).to_have_text(heading(PAIR, "en"))


def test_a_row_of_the_rankings_opens_its_detail_and_back_to_the_overview_closes_it(visit: OpenVisit) -> None:
    look = visit("ja").open(lang="ja")
    first = summary.rankings(shipped(), Selection()).pairs[0]
    look.by_key("panel").get_by_role("button").first.click()
    look.has_parameters(sel=f"pair:{first.pair}")
    expect(look.heading).to_have_text(heading(Selected("pair", first.pair), "ja"))
    expect(look.map.locator(".strand.near:not(.off)")).to_have_count(first.years)
    look.settled()
    look.by_key("close_detail").get_by_role("button").click()
    look.has_parameters(sel=None)
    expect(look.map.locator(".strand.near")).to_have_count(0)


# --- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_address_opened_elsewhere_shows_the_same_view(visit: OpenVisit, code: str) -> None:
    parameters = {"lang": code, "country": ["VNM", "IDN"], "fy": ["2015", "2022"], "theme": "waste", "q": "city", "sel": str(PAIR)}
    first = visit(code).open(**parameters)
    # Somebody whose browser prefers the other language.
    other = visit({"ja": "en", "en": "ja"}[code], (1920, 1080))
    other.page.goto(first.page.url)
    other.ready()
    wanted = first.strands()
    assert wanted
    other.becomes(other.strands, wanted)
    expect(other.page).to_have_title(first.page.title())
    for look in (first, other):
        expect(look.heading).to_have_text(heading(PAIR, code))
    figures = first.by_key("figures").get_by_test_id("stMetricValue").all_inner_texts()
    assert figures
    expect(other.by_key("figures").get_by_test_id("stMetricValue")).to_have_text(figures)
    expect(other.page.locator("html")).to_have_attribute("lang", code)
    expect(other.map.locator("html")).to_have_attribute("lang", code)


def test_back_and_forward_walk_through_what_was_seen(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    look.choose("country", "Indonesia")
    look.has_parameters(country="IDN")
    look.has_strands(links(countries=("IDN",)))
    look.settled().when_still()
    place = str(look.map.locator("button.name.beside:visible").first.get_attribute("data-id"))
    look.map.locator(f"button.name[data-id={place}]").click()
    look.has_parameters(sel=f"place:{place}")
    expect(look.heading).to_be_visible()
    look.settled()
    look.page.mouse.move(2, 2)  # what lies under the pointer comes forward too
    look.page.go_back()
    look.has_parameters(sel=None, country="IDN")
    expect(look.heading).to_have_count(0)
    expect(look.map.locator(".strand.near")).to_have_count(0)
    look.settled()
    look.page.go_back()
    look.has_parameters(country=None)
    look.has_strands(links())
    look.settled()
    look.page.go_forward()
    look.has_strands(links(countries=("IDN",)))
    look.settled()
    look.page.go_forward()
    look.has_parameters(sel=f"place:{place}", country="IDN")
    expect(look.heading).to_have_text(heading(Selected("place", place), "en"))


def test_back_from_the_rows_of_a_figure_leads_to_the_analysis_as_it_was(visit: OpenVisit) -> None:
    look = shown(visit(), "analysis", lang="en", rows="jp", country="VNM")
    asked = look.parameters()
    table = look.by_key("pivot")
    expect(table.get_by_test_id("data-grid-canvas")).to_be_visible()
    expect(table.locator("table[role=grid] tbody tr").first).to_be_attached()
    # In the first line, the totals, there is a figure in every column.
    table.locator(".dvn-scroller").click(position={"x": 330, "y": 55})
    look.page.wait_for_url(lambda url: urlsplit(url).path == MAP_PAGE)
    look.ready()
    assert look.parameters()["fy"]
    look.page.go_back()
    look.page.wait_for_url(lambda url: urlsplit(url).path == "/analysis")
    look.becomes(look.parameters, asked)
    expect(look.by_key("answer").get_by_text("Links by Japanese government and fiscal year")).to_be_visible()


def test_changing_page_and_coming_back_keeps_the_view(visit: OpenVisit) -> None:
    look = visit("ja").open(lang="ja", country="VNM", fy=["2015", "2022"], sel=str(PAIR))
    look.page.get_by_role("button", name="データ", exact=True).click()
    look.page.get_by_role("link", name="データと出典").click()
    look.page.wait_for_url(re.compile(DATA_PAGE))
    # The page left behind has a table too.
    expect(look.by_key("data_read")).to_be_visible()
    look.ready(DATA_PAGE)
    look.has_parameters(lang="ja", country="VNM", fy=["2015", "2022"], sel=str(PAIR))
    look.page.get_by_role("link", name="連携マップ").click()
    look.page.wait_for_url(lambda url: DATA_PAGE not in url)
    look.ready()
    look.has_parameters(lang="ja", country="VNM", fy=["2015", "2022"], sel=str(PAIR))
    look.has_strands(links(countries=("VNM",), fiscal_years=(2015, 2022)))
    expect(look.heading).to_have_text(heading(PAIR, "ja"))


def test_the_language_switch_changes_every_name_and_nothing_else(visit: OpenVisit) -> None:
    look = visit("ja").open(lang="ja", country="VNM", sel=str(PAIR))
    look.when_still()
    look.map.get_by_role("button", name="拡大").click()
    look.when_still()
    stood, drawn = look.view(), look.strands()
    names = vocabulary.place_names(shipped(), Language("en"))
    japanese = vocabulary.place_names(shipped(), Language("ja"))
    shown = look.map.locator("button.name:visible .name-text")
    assert set(shown.all_inner_texts()) <= set(japanese.values())
    look.page.get_by_role("radio", name="English").or_(look.page.get_by_role("button", name="English")).first.click()
    look.has_parameters(lang="en", country="VNM", sel=str(PAIR))
    expect(look.heading).to_have_text(heading(PAIR, "en"))
    expect(look.page.locator("html")).to_have_attribute("lang", "en")
    expect(look.map.locator("html")).to_have_attribute("lang", "en")
    look.settled().when_still()
    assert look.view() == stood
    assert look.strands() == drawn
    assert set(shown.all_inner_texts()) <= set(names.values())
    assert shown.count() > 3
    expect(look.map.get_by_role("button", name="Zoom in")).to_be_visible()
