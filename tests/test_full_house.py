"""A full house: newcomers are told, whoever is in stays in, and nobody else is held up."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_loop import finished
from starlette.types import Receive, Scope, Send

from geo.full_house import (
    DEFAULT_MOST,
    HELD_FOR,
    KEPT_FOR,
    POLICY,
    SEAT,
    SOONEST,
    SPREAD,
    STREAM,
    VARIABLE,
    FullHouse,
    most_sessions,
    page,
)
from geo.language import LANGUAGES
from geo.security_headers import digest, inline_scripts

PAGE = "/"
OTHERS = ("api", "stage", "app", "component", "media")


async def behind(scope: Scope, _: Receive, send: Send) -> None:
    """Answers every request; a session stays open until its visitor leaves."""
    if scope["type"] == "websocket":
        await scope["leaves"].wait()
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b"the page"})


async def nothing() -> Any:
    return {"type": "http.request", "body": b"", "more_body": False}


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class House:
    most: int
    base: str = ""
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.app = FullHouse(behind, OTHERS, self.base, self.most, self.clock)

    async def ask(self, path: str = PAGE, seat: str = "", method: str = "GET", query: str = "") -> Answer:
        sent: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(self._scope("http", path, seat, query) | {"method": method}, nothing, send)
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]).decode())

    async def refuses_session(self, seat: str = "") -> bool:
        sent: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            sent.append(message)

        leaves = asyncio.Event()
        leaves.set()
        await self.app(self._scope("websocket", self.base + STREAM, seat, "") | {"leaves": leaves}, nothing, send)
        return [message["type"] for message in sent] == ["websocket.close"]

    @asynccontextmanager
    async def session(self, seat: str = "") -> AsyncIterator[None]:
        leaves = asyncio.Event()
        scope = self._scope("websocket", self.base + STREAM, seat, "") | {"leaves": leaves}
        running = asyncio.create_task(self.app(scope, nothing, nothing))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        try:
            yield
        finally:
            leaves.set()
            await running

    @staticmethod
    def _scope(kind: str, path: str, seat: str, query: str) -> dict[str, Any]:
        headers = [(b"cookie", f"other=1; {SEAT}={seat}".encode())] if seat else []
        return {"type": kind, "path": path, "headers": headers, "query_string": query.encode()}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str

    @property
    def seat(self) -> str:
        return self.headers["set-cookie"].partition("=")[2].partition(";")[0]


def test_as_many_as_there_is_room_for_come_in_and_the_next_is_told_when_to_come_again() -> None:
    async def story() -> None:
        house = House(most=2)
        first = await house.ask()
        async with house.session(first.seat):
            assert (await house.ask()).status == 200
            refused = await house.ask()
            assert refused.status == 503
            assert SOONEST <= int(refused.headers["retry-after"]) < SOONEST + SPREAD
            assert f'data-seconds="{refused.headers["retry-after"]}"' in refused.body
            assert refused.headers["cache-control"] == "no-store"
            assert "set-cookie" not in refused.headers

    finished(story())


def test_a_crowd_that_comes_before_any_session_is_open_counts_too() -> None:
    async def story() -> None:
        house = House(most=50)
        answers = await asyncio.gather(*(house.ask() for _ in range(200)))
        assert sorted(answer.status for answer in answers) == [200] * 50 + [503] * 150

    finished(story())


def test_a_seat_is_taken_once_by_page_and_session_and_free_when_its_visitor_leaves() -> None:
    async def story() -> None:
        house = House(most=1)
        seat = (await house.ask()).seat
        assert house.app.taken() == 1
        async with house.session(seat):
            assert house.app.taken() == 1
            assert (await house.ask()).status == 503
        assert house.app.taken() == 0
        assert (await house.ask()).status == 200

    finished(story())


def test_sessions_without_a_page_are_refused_when_the_house_is_full_and_whoever_lost_the_connection_comes_back() -> None:
    async def story() -> None:
        house = House(most=2)
        first, second = [(await house.ask()).seat for _ in range(2)]
        async with house.session(first):
            async with house.session(second):
                assert await house.refuses_session()
                assert await house.refuses_session("A" * 22)
                assert not await house.refuses_session(first)
            assert not await house.refuses_session()
            async with house.session():
                assert not await house.refuses_session(second)
                house.clock.now += HELD_FOR + 1
                assert await house.refuses_session(second)

    finished(story())


def test_a_page_whose_session_never_comes_keeps_no_seat_for_long() -> None:
    async def story() -> None:
        house = House(most=1)
        assert (await house.ask()).status == 200
        assert (await house.ask()).status == 503
        house.clock.now += KEPT_FOR
        assert (await house.ask()).status == 200

    finished(story())


def test_who_has_a_session_may_load_the_page_again_and_come_back_after_a_lost_connection() -> None:
    async def story() -> None:
        house = House(most=1)
        seat = (await house.ask()).seat
        async with house.session(seat):
            again = await house.ask("/installations", seat=seat)
            assert again.status == 200
            assert "set-cookie" not in again.headers
            # A second tab's session is never refused: it was let in before.
            async with house.session(seat):
                assert house.app.taken() == 2
        assert house.app.taken() == 0

    finished(story())


def test_a_browser_that_keeps_no_cookies_is_let_in_with_its_page_and_its_session() -> None:
    async def story() -> None:
        house = House(most=1)
        assert (await house.ask()).status == 200
        async with house.session():
            assert house.app.taken() == 2
            house.clock.now += KEPT_FOR
            assert house.app.taken() == 1

    finished(story())


@pytest.mark.parametrize("seat", ["short", "x" * 23, "ä" * 22, '"; Path=/'])
def test_an_invented_seat_is_none(seat: str) -> None:
    async def story() -> None:
        house = House(most=1)
        await house.ask()
        assert (await house.ask(seat=seat)).status == 503

    finished(story())


@pytest.mark.parametrize(
    "path",
    ["/api/v1/map/links.json", "/stage/", "/stage/file", "/app/static/map/frame.js", "/component/x/index.html", "/media/ab.csv",
     "/_stcore/health", "/_stcore/upload_file/a/b", "/static/js/index.js", "/favicon.png"],
)  # fmt: skip
@pytest.mark.parametrize("base", ["", "/map"])
def test_only_pages_are_refused(path: str, base: str) -> None:
    async def story() -> None:
        house = House(most=1, base=base)
        await house.ask(base + PAGE)
        assert (await house.ask(base + path)).status == 200
        assert (await house.ask(f"{base}/installations", method="HEAD")).status == 503
        assert (await house.ask(f"{base}/installations", method="POST")).status == 200

    finished(story())


def test_no_limit_refuses_nobody_and_gives_no_cookie() -> None:
    async def story() -> None:
        house = House(most=0)
        answers = [await house.ask() for _ in range(50)]
        assert {answer.status for answer in answers} == {200}
        assert not any("set-cookie" in answer.headers for answer in answers)

    finished(story())


@given(st.lists(st.sampled_from(["page", "open", "leave", "wait"]), max_size=60), st.integers(1, 5))
def test_newcomers_never_take_more_seats_than_there_are(steps: list[str], most: int) -> None:
    async def story() -> None:
        house = House(most=most)
        seats: list[str] = []
        opened: list[Any] = []
        for step in steps:
            if step == "page":
                answer = await house.ask()
                assert (answer.status == 503) == ("set-cookie" not in answer.headers)
                seats += [answer.seat] if answer.status == 200 else []
            elif step == "open" and seats:
                opened.append(house.session(seats.pop()))
                await opened[-1].__aenter__()
            elif step == "leave" and opened:
                await opened.pop(0).__aexit__(None, None, None)
            elif step == "wait":
                house.clock.now += KEPT_FOR
                seats.clear()
            assert house.app.taken() <= most
        for session in opened:
            await session.__aexit__(None, None, None)

    finished(story())


class Links(HTMLParser):
    """What a page leads to, and what it would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.languages: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        if tag == "a":
            self.links.append(str(named["href"]))
        elif tag in {"link", "img", "iframe"} or "src" in named:
            self.fetched.append(tag)
        if tag == "section":
            self.languages.append(str(named["lang"]))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_speaks_both_languages_asks_for_nothing_and_leads_to_the_map_of_the_same_view(code: str) -> None:
    asked = [("fy", "2015"), ("country", "VNM"), ("lang", code), ("rows", "country"), ("x", "</a><script>alert(1)</script>")]
    found = Links(page(code, 30, asked, "/map/installations", "/map"))
    assert found.languages == [code, *(other for other in LANGUAGES if other != code)]
    assert found.fetched == []
    assert [urlsplit(link).path for link in found.links] == ["/map/stage/", "/map/stage/file"] * 2
    for language, link in zip([found.languages[0]] * 2 + [found.languages[1]] * 2, found.links, strict=True):
        wanted = {"fy": ["2015"], "country": ["VNM"], "layer": ["installations"], "lang": [language]}
        assert parse_qs(urlsplit(link).query) == wanted


def test_its_one_script_is_allowed_by_its_digest_and_may_ask_only_here() -> None:
    assert [digest(script) in POLICY for script in inline_scripts(page("en", 30, []))] == [True]
    assert "connect-src 'self'" in POLICY


@given(st.lists(st.tuples(st.sampled_from(["q", "jp", "lang", "odd"]), st.text())))
def test_nothing_of_an_address_becomes_markup(asked: list[tuple[str, str]]) -> None:
    plain = re.sub(r'href="[^"<>]*"', 'href=""', page("en", 30, []))
    assert re.sub(r'href="[^"<>]*"', 'href=""', page("en", 30, asked)) == plain


def test_the_limit_is_declared_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert most_sessions() == DEFAULT_MOST
    monkeypatch.setenv(VARIABLE, " 0 ")
    assert most_sessions() == 0
    for bad in ("-1", "many", "1.5", "９"):
        monkeypatch.setenv(VARIABLE, bad)
        with pytest.raises(ValueError, match=r"MOST_SESSIONS=.*Allowed"):
            most_sessions()
