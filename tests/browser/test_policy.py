"""The policies the app sends are kept by its own pages, and only the maps' frame may evaluate what it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import OpenVisit
from playwright.sync_api import Browser, expect
from serving import Client, serving
from shipped import DATA
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from visit import DATA_PAGE, MAP_PAGE

from geo.language import LANGUAGES
from geo.security_headers import EMBEDDERS_VARIABLE
from tools.running_app import RunningApp, running_app

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


async def _framing(request: Request) -> HTMLResponse:
    return HTMLResponse(f'<iframe width="1400" height="900" src="{request.query_params["of"]}"></iframe>')


@pytest.fixture
def portal() -> Iterator[Client]:
    """A site of somebody else, with a page that frames whatever it is asked to."""
    with serving(Starlette(routes=[Route("/", _framing)])) as client:
        yield client


def test_pages_of_others_show_the_map_in_a_frame_where_the_setting_names_them(
    browser: Browser, app: RunningApp, portal: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(EMBEDDERS_VARIABLE, portal.address)
    page = browser.new_page()
    with running_app(tmp_path / "log.txt", DATA) as embeddable:
        page.goto(f"{portal.address}/?of={embeddable.address}/")
        map_frame = page.frame_locator("iframe").frame_locator(".st-key-map_frame iframe")
        expect(map_frame.locator("#map_div")).to_have_attribute("data-state", "ready")
    with page.expect_event("console", lambda message: "frame-ancestors" in message.text):
        page.goto(f"{portal.address}/?of={app.address}/")
    page.close()
