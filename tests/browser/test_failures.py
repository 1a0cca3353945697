"""What a visitor sees when something is out of order: words in both languages, and a way on."""

from __future__ import annotations

import urllib.error
from collections.abc import Callable
from pathlib import Path

import pytest
from faulty_tables import TableFolder, faults_in
from playwright.sync_api import expect
from shipped import shipped
from visit import MAP_PAGE, Visit

from geo import summary
from geo.language import LANGUAGES
from geo.selection import Selection
from tools.running_app import running_app

OpenVisit = Callable[..., Visit]
TRIED_IN_VAIN = "Failed to load resource|Failed to fetch|links.json|ground.json"
WORDS = {"en": "The map's data cannot be reached.", "ja": "地図のデータを読み込めません。"}
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
            expect(look.page.get_by_test_id("stDataFrame")).to_be_visible()
            expect(look.page.locator("html")).to_have_attribute("lang", code)
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
