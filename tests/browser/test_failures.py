"""What a visitor sees when something is out of order: words in both languages, and a way on."""

from __future__ import annotations

import urllib.error
from itertools import product
from pathlib import Path

import pytest
from faulty_tables import TableFolder, faults_in
from hostile import TRACE, payloads
from playwright.sync_api import expect
from shipped import shipped
from visit import MAP_PAGE, OpenVisit

from geo import summary
from geo.faults import visible
from geo.language import LANGUAGES
from geo.selection import Selection
from tools.running_app import running_app

TRIED_IN_VAIN = "Failed to load resource|Failed to fetch|links.json|ground.json"
WORDS = {"en": "The map's data cannot be reached.", "ja": "地図のデータを読み込めません。"}
BROKEN = {"en": "The map cannot be drawn: its script met an error.", "ja": "地図を描画できません。"}
AGAIN = {"en": "Try again", "ja": "もう一度読み込む"}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("missing", ["**/api/v1/map/links.json*", "**/ground.json*"], ids=["api", "ground"])
def test_a_map_that_cannot_load_says_so_in_both_languages_and_can_be_tried_again(visit: OpenVisit, missing: str, code: str) -> None:
    look = visit(code)
    with look.expecting(TRIED_IN_VAIN):
        look.page.route(missing, lambda route: route.abort())
        look.go(MAP_PAGE, lang=code)
        alert = look.map.get_by_role("alert")
        for words in WORDS.values():
            expect(alert).to_contain_text(words)
        expect(look.container).to_have_attribute("data-state", "failed")
        # Still in vain: the message stands once, not twice.
        look.map.get_by_role("button", name=AGAIN[code]).click()
        expect(look.container).to_have_attribute("data-state", "failed")
        expect(alert).to_have_count(1)
        look.page.unroute(missing)
        look.map.get_by_role("button", name=AGAIN[code]).click()
        look.ready()
    expect(alert).to_have_count(0)
    look.has_strands(len(summary.links(shipped(), Selection())))


def test_an_answer_that_is_no_map_counts_as_none(visit: OpenVisit) -> None:
    look = visit()
    with look.expecting(TRIED_IN_VAIN + "|status of 503|JSON"):
        look.page.route("**/api/v1/map/links.json*", lambda route: route.fulfill(status=503, body="{}"))
        look.go(MAP_PAGE, lang="en")
        expect(look.map.get_by_role("alert")).to_contain_text(WORDS["en"])
        look.page.unroute("**/api/v1/map/links.json*")
        look.page.route("**/api/v1/map/links.json*", lambda route: route.fulfill(status=200, body="<html>"))
        look.map.get_by_role("button", name=AGAIN["ja"]).click()
        expect(look.map.get_by_role("alert")).to_contain_text(WORDS["ja"])
        expect(look.container).to_have_attribute("data-state", "failed")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_script_that_fails_is_not_blamed_on_the_connection(visit: OpenVisit, code: str) -> None:
    look = visit(code)
    fault = "window.CityMap.drawGround = () => { throw new TypeError('spoiled'); };"
    with look.expecting("spoiled"):
        look.page.route("**/static/map/ground.js*", lambda route: route.fulfill(body=fault, content_type="text/javascript"))
        look.go(MAP_PAGE, lang=code)
        alert = look.map.get_by_role("alert")
        for words in BROKEN.values():
            expect(alert).to_contain_text(words)
        for words in WORDS.values():
            expect(alert).not_to_contain_text(words)
        expect(look.container).to_have_attribute("data-state", "failed")
        # Trying again within the frame would draw over what is there.
        expect(alert.get_by_role("button")).to_have_count(0)


def test_faulty_tables_are_shown_in_the_readers_language_until_they_are_mended(visit: OpenVisit, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    folder = TableFolder.copy(data)
    folder.set("places", "osaka", "lat", "north")
    folder.set("sources", "moe-topic-43", "url", "javascript:alert(1)")
    folder.set("themes", "waste", "sort_order", "0")
    number = len(faults_in(data))
    assert number >= 3
    with running_app(tmp_path / "log.txt", data) as app:
        for code in LANGUAGES:
            look = visit(code, of=app)
            look.go(MAP_PAGE, lang=code)
            alert = look.page.get_by_test_id("stAlert")
            expect(alert).to_contain_text({"en": f"in {number} places", "ja": f"{number}件の誤り"}[code])
            expect(look.page.locator(".faults tbody tr")).to_have_count(number)
            expect(look.page.locator("html")).to_have_attribute("lang", code)
            look.settled()
            assert look.page.get_by_test_id("stException").count() == 0
            assert "Traceback" not in look.page.locator("body").inner_text()
        with pytest.raises(urllib.error.HTTPError) as refused:
            app.get("/api/v1/summary.json")
        assert refused.value.code == 503
        TableFolder.copy(data)
        look.page.reload()
        look.ready()
        look.has_strands(len(summary.links(shipped(), Selection())))
        assert "Traceback" not in app.written()


WITHIN_SIGHT = """cells => cells.flatMap(cell => {
    const box = cell.getBoundingClientRect();
    const cut = box.left < 0 || box.right > innerWidth + 0.5 || cell.scrollWidth > cell.clientWidth + 1 || !cell.checkVisibility();
    return cut && cell.textContent ? [cell.textContent] : [];
})"""


def test_every_fault_can_be_read_whole_on_a_phone_and_hostile_values_stay_text(visit: OpenVisit, tmp_path: Path) -> None:
    data, mark = tmp_path / "data", tmp_path / "mark"
    data.mkdir()
    folder = TableFolder.copy(data)
    texts = [*payloads(mark), "x" * 110]
    for line, text in enumerate(texts, start=2):
        folder.set("collaborations", line, "evidence", text)
    folder.set("collaborations", 2, "themes", "planing_policy")
    with running_app(tmp_path / "log.txt", data) as app:
        for code, size in product(LANGUAGES, [(390, 844), (1440, 900)]):
            look = visit(code, size, touch=size[0] < 640, of=app)
            look.go(MAP_PAGE, lang=code)
            expect(look.page.locator(".faults tbody tr")).to_have_count(len(texts) + 1)
            expect(look.page.get_by_role("columnheader")).to_have_count(6)
            look.settled()
            assert look.page.get_by_role("cell").evaluate_all(WITHIN_SIGHT) == []
            assert look.page.locator("[data-testid=stMain]").evaluate("part => part.scrollWidth") <= size[0]
            values = look.page.locator(".faults code").all_inner_texts()
            assert {visible(text) for text in texts} <= set(values)
            if size[0] > 640:  # the navigation of narrow windows is Streamlit's own
                assert look.findings() == []
            assert look.page.evaluate(f"() => window.{TRACE}") is None
        assert not mark.exists()
