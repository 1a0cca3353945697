"""The page all else lives in: Streamlit's own, in our dress."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from streamlit import file_util

from geo.page_shell import HTML, PageShell, dressed
from tests.serving import Client, serving

STREAMLITS = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
OURS = dressed(STREAMLITS, "Ours & theirs", "/base/icon.svg", ["/base/one.css", "/base/two.css"])


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    tagged = {"ETag": '"theirs"', "Last-Modified": "Mon, 23 Nov 2026 00:00:00 GMT", "Content-Encoding": "identity"}
    routes = [
        Route("/", lambda _: HTMLResponse(STREAMLITS, headers=tagged)),
        Route("/some/page", lambda _: HTMLResponse(STREAMLITS)),
        Route("/stage/", lambda _: HTMLResponse("the stage")),
        Route("/text", lambda _: PlainTextResponse("text")),
        Route("/missing", lambda _: HTMLResponse("no", status_code=404)),
        Route(
            "/known",
            lambda request: Response(status_code=304 if "if-none-match" in request.headers else 200, media_type=HTML),
        ),
    ]
    shell = Middleware(PageShell, page=OURS, others=("/stage/",))
    with serving(Starlette(routes=routes, middleware=[shell])) as opened:
        yield opened


def test_the_installed_streamlits_page_takes_title_and_styles_and_loses_nothing() -> None:
    assert "<title>Ours &amp; theirs</title>" in OURS
    assert 'rel="shortcut icon" href="/base/icon.svg"' in OURS
    assert OURS.index("/base/one.css") < OURS.index("/base/two.css") < OURS.index("</body>")
    assert len(OURS) > len(STREAMLITS)
    for script in ("window.prerenderReady", 'type="module"', 'id="root"'):
        assert script in OURS


def test_a_page_that_looks_otherwise_is_refused() -> None:
    with pytest.raises(ValueError, match=r"</body>.*Allowed: once"):
        dressed('<title>Streamlit</title><link href="./favicon.png">', "Ours", "/icon.svg", [])


@pytest.mark.parametrize("path", ["/", "/some/page"])
def test_every_page_is_answered_with_ours(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.text == OURS
    assert answer.headers["content-length"] == str(len(OURS.encode()))
    assert not {"etag", "last-modified", "content-encoding"} & set(answer.headers)


@pytest.mark.parametrize(("path", "text"), [("/stage/", "the stage"), ("/text", "text"), ("/missing", "no")])
def test_what_is_not_the_page_stays_as_it_is(client: Client, path: str, text: str) -> None:
    assert client.get(path).text == text


def test_a_browser_that_knows_streamlits_page_gets_ours(client: Client) -> None:
    answer = client.get("/known", {"Accept": "text/html,*/*", "If-None-Match": '"theirs"'})
    assert answer.status == 200
    assert answer.text == OURS


def test_head_tells_the_length_and_sends_nothing(client: Client) -> None:
    answer = client.get("/", method="HEAD")
    assert answer.headers["content-length"] == str(len(OURS.encode()))
    assert answer.raw == b""
