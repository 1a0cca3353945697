"""Visitors without a browser keep connections and cookies as a browser does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

import pytest
from own_loop import finished
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from benchmarks.connections import AT_ONCE, Connections, Cookies, RefusedError
from benchmarks.servers import Server
from benchmarks.sessions import Session
from benchmarks.subjects import COLLABORATIONS, OURS
from tools.running_app import HOST

LENGTH = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=1\r\nlo\r\n0\r\nAfter: all\r\n\r\n"
LAST = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"
UNTIL_THE_END = b"HTTP/1.1 200 OK\r\n\r\nhello"
TOO_MANY = b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 9\r\n\r\nslow down"
CUT = LENGTH[:-1]
NOTHING = b""


class Answering:
    """A server that answers what it was told to, and tells what it was asked and on how many connections."""

    def __init__(self, answer: Callable[[str, int], bytes]) -> None:
        self.connections = 0
        self.at_once = 0
        self.asked: list[str] = []
        self.port = 0
        self._answer = answer
        self._open = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open += 1
        self.at_once = max(self.at_once, self._open)
        try:
            for number in range(1000):
                self.asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
                answer = self._answer(self.asked[-1].split()[1], number)
                writer.write(answer)
                await writer.drain()
                if answer in (NOTHING, CUT, LAST, UNTIL_THE_END):
                    return
        except asyncio.IncompleteReadError:
            pass
        finally:
            self._open -= 1
            writer.close()


@asynccontextmanager
async def answering(answer: Callable[[str, int], bytes]) -> AsyncIterator[tuple[Answering, Connections]]:
    told = Answering(answer)
    server = await asyncio.start_server(told.serve, HOST, 0)
    told.port = server.sockets[0].getsockname()[1]
    connections = Connections(told.port)
    try:
        async with server:
            yield told, connections
            connections.close()
    finally:
        connections.close()


@pytest.mark.parametrize(("answer", "opened"), [(LENGTH, 1), (CHUNKS, 1), (LAST, 3), (UNTIL_THE_END, 3)])
def test_a_connection_is_used_again_unless_it_ends_with_its_answer(answer: bytes, opened: int) -> None:
    async def fetch() -> None:
        async with answering(lambda _path, _number: answer) as (told, connections):
            assert [await connections.fetch("/a") for _ in range(3)] == [b"hello"] * 3
            assert (told.connections, connections.opened) == (opened, opened)

    finished(fetch())


def test_no_more_connections_are_open_than_a_browser_opens() -> None:
    async def fetch() -> None:
        async with answering(lambda _path, _number: LENGTH) as (told, connections):
            await asyncio.gather(*(connections.fetch(f"/{number}") for number in range(50)))
            assert told.at_once == connections.opened == AT_ONCE
            assert len(told.asked) == 50

    finished(fetch())


def test_what_a_server_hangs_up_on_is_asked_again_on_another_connection_but_not_forever() -> None:
    async def fetch() -> None:
        # Each connection is closed at its second request, without an answer.
        async with answering(lambda _path, number: NOTHING if number else LENGTH) as (told, connections):
            assert [await connections.fetch("/a") for _ in range(2)] == [b"hello"] * 2
            assert told.connections == 2
            assert len(told.asked) == 3
        async with answering(lambda _path, _number: NOTHING) as (told, connections):
            with pytest.raises(ConnectionError):
                await connections.fetch("/a")
            assert told.connections == 1

    finished(fetch())


def test_an_answer_cut_off_in_the_middle_is_an_error() -> None:
    async def fetch() -> None:
        async with answering(lambda _path, _number: CUT) as (told, connections):
            with pytest.raises(asyncio.IncompleteReadError):
                await connections.fetch("/a")
            assert told.connections == 1

    finished(fetch())


def test_a_refusal_is_an_error_that_names_address_and_status() -> None:
    async def fetch() -> None:
        async with answering(lambda path, _number: TOO_MANY if path == "/full" else LENGTH) as (told, connections):
            with pytest.raises(RefusedError, match="/full is answered 429"):
                await connections.fetch("/full")
            # The connection is none the worse for it.
            assert await connections.fetch("/a") == b"hello"
            assert told.connections == 1

    finished(fetch())


def test_cookies_are_shown_from_then_on_and_the_last_one_of_a_name_counts() -> None:
    set_twice = (
        b"HTTP/1.1 200 OK\r\nset-cookie: at=1; Path=/; HttpOnly\r\nSet-Cookie: seat=x=y; Path=/\r\nContent-Length: 5\r\n\r\nhello"
    )

    async def fetch() -> None:
        async with answering(lambda path, _number: set_twice if path == "/" else LENGTH) as (told, connections):
            await connections.fetch("/")
            await connections.fetch("/a")
            assert "Cookie:" not in told.asked[0]
            assert "\r\nCookie: at=1; seat=x=y\r\n" in told.asked[1]
            connections.cookies.take(["at=2; Path=/"])
            assert connections.cookies.headers == {"Cookie": "at=2; seat=x=y"}

    finished(fetch())


def test_a_session_shows_the_cookies_of_its_page_and_keeps_what_its_handshake_brings() -> None:
    shown: list[str | None] = []

    async def run_once(connection: ServerConnection) -> None:
        async for _ in connection:
            await connection.send(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString())

    def lead(_: ServerConnection, request: Request, response: Response) -> Response:
        shown.append(request.headers.get("Cookie"))
        assert response.status_code == HTTPStatus.SWITCHING_PROTOCOLS
        response.headers["Set-Cookie"] = "city_map_process=2; Path=/"
        return response

    async def visit() -> dict[str, str]:
        cookies = Cookies(city_map_process="1")
        protocols: list[Any] = ["streamlit"]
        async with serve(run_once, HOST, 0, subprotocols=protocols, process_response=lead) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            page = Server(OURS, port, *[None] * 4)  # type: ignore[arg-type]  # only its address is asked for
            session = Session(page, COLLABORATIONS, cookies)
            await session.open()
            await session.close()
        return cookies.headers

    assert finished(visit()) == {"Cookie": "city_map_process=2"}
    assert shown == ["city_map_process=1"]
