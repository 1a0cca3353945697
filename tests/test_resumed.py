"""A session the server has forgotten begins with the page as its address has it, and then does what its visitor did."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.resumed import STREAM, Resumed

KEPT_FOR = 120.0


def did(query: str = "lang=en", fragment: str = "menu") -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = "installations"
    message.rerun_script.fragment_id = fragment
    message.rerun_script.widget_states.widgets.add(id="country").string_array_value.data.append("VNM")
    written: bytes = message.SerializeToString()
    return written


def stop() -> bytes:
    message = BackMsg(stop_script=True)
    written: bytes = message.SerializeToString()
    return written


@dataclass
class Streamlit:
    """Runs a page for every wish, as Streamlit does; keeps what it was asked."""

    session: str
    asked: list[BackMsg] = field(default_factory=list)

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            asked = BackMsg()
            asked.ParseFromString(message["bytes"])
            self.asked.append(asked)
            if asked.HasField("rerun_script"):
                begun, ended = ForwardMsg(), ForwardMsg()
                begun.new_session.initialize.session_id = self.session
                ended.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
                for told in (begun, ended):
                    await send({"type": "websocket.send", "bytes": told.SerializeToString()})


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


async def visit(app: Resumed, said: list[bytes], had: str = "") -> list[str]:
    """Connect, say something, go; give the kinds of what was answered."""
    waiting = [{"type": "websocket.receive", "bytes": payload} for payload in said] + [{"type": "websocket.disconnect"}]
    answered: list[str] = []

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        told = ForwardMsg()
        told.ParseFromString(message["bytes"])
        answered.append(told.WhichOneof("type"))

    protocols = f"streamlit, token{f', {had}' if had else ''}"
    scope = {"type": "websocket", "path": STREAM, "headers": [(b"sec-websocket-protocol", protocols.encode())]}
    await app(scope, receive, send)
    return answered


def test_a_forgotten_session_runs_the_page_first_and_then_does_what_was_done() -> None:
    streamlit = Streamlit("new")
    answered = asyncio.run(visit(Resumed(streamlit), [did(), did("lang=ja")], had="forgotten"))
    first, second, third = (asked.rerun_script for asked in streamlit.asked)
    assert (first.query_string, first.page_name) == ("lang=en", "installations")
    assert not first.fragment_id
    assert not first.widget_states.widgets
    assert second.SerializeToString() == BackMsg.FromString(did()).rerun_script.SerializeToString()
    assert third.query_string == "lang=ja"
    assert answered == ["new_session", "script_finished"] * 3


def test_a_new_visitor_and_one_whose_session_is_known_are_passed_on_as_they_are() -> None:
    async def story() -> list[BackMsg]:
        streamlit, clock = Streamlit("mine"), Clock()
        app = Resumed(streamlit, kept_for=KEPT_FOR, clock=clock)
        await visit(app, [did()])
        clock.now += KEPT_FOR - 1
        await visit(app, [did()], had="mine")
        return streamlit.asked

    assert [asked.SerializeToString() for asked in asyncio.run(story())] == [did(), did()]


def test_who_was_away_for_longer_than_sessions_are_kept_is_forgotten() -> None:
    async def story() -> list[BackMsg]:
        streamlit, clock = Streamlit("mine"), Clock()
        app = Resumed(streamlit, kept_for=KEPT_FOR, clock=clock)
        await visit(app, [did()])
        clock.now += KEPT_FOR
        await visit(app, [did()], had="mine")
        return streamlit.asked

    asked = asyncio.run(story())
    assert [bool(each.rerun_script.fragment_id) for each in asked] == [True, False, True]


@pytest.mark.parametrize("said", [stop(), b"\xff\xff no message"])
def test_what_is_no_wish_for_a_run_is_passed_on(said: bytes) -> None:
    async def story() -> list[bytes]:
        heard: list[bytes] = []

        async def listens(_: Scope, receive: Receive, __: Send) -> None:
            while (message := await receive())["type"] != "websocket.disconnect":
                heard.append(message["bytes"])

        await visit(Resumed(listens), [said], had="forgotten")
        return heard

    assert asyncio.run(story()) == [said]
