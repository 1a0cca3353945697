"""The policies the app sends are kept by its own pages, and only the maps' frame may evaluate what it is sent."""

from __future__ import annotations

import pytest
from conftest import OpenVisit
from playwright.sync_api import expect
from visit import DATA_PAGE, MAP_PAGE

from geo.language import LANGUAGES

COMPONENT = "/component/streamlit_folium.st_folium/index.html"


def test_only_the_maps_frame_may_evaluate_what_it_is_sent(visit: OpenVisit) -> None:
    look = visit()
    with look.page.expect_response(lambda answer: COMPONENT in answer.url) as framed:
        look.go(MAP_PAGE, lang="en")
    of_frame = framed.value.header_value("content-security-policy")
    assert of_frame is not None
    assert "'unsafe-eval'" in of_frame
    assert "http" not in of_frame


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_breaks_its_own_policy(visit: OpenVisit, lang: str) -> None:
    look = visit(lang)
    said: list[str] = []
    look.page.on("console", lambda message: said.append(message.text))
    look.open(MAP_PAGE, lang=lang)
    expect(look.map.locator("path").first).to_be_attached()
    expect(look.page.locator("html")).to_have_attribute("lang", lang)
    look.open(DATA_PAGE, lang=lang)
    expect(look.page.locator("html")).to_have_attribute("lang", lang)
    assert [text for text in said if "Content Security Policy" in text] == []
