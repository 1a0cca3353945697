"""What a visitor does first after the server has forgotten the session is not lost.

A browser comes back by itself after its connection broke. If its session ended meanwhile, because its process did or because it
was away for long, Streamlit opens a new one and says nothing: the page stays as it is, and the first thing its visitor does arrives
at a session that knows no widget yet. Its callback would not be called, and a part of a page that runs alone would not run at all.
So the page first runs once as its address has it, and then again with what the visitor did.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]  # ships no types
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

STREAM = "/_stcore/stream"
# The browser names the session it had as the third of the subprotocols it asks for.
PLACE_OF_SESSION = 2
# Seconds a page may take to run once before it runs again all the same.
LONGEST_RUN = 60.0


class Resumed:
    """ASGI middleware that lets a page run before what a visitor did, where its session is a new one.

    Parameters
    ----------
    app : ASGI application
        What answers.
    base : str
        Path the app is served under, such as ``/map``; empty for none.
    kept_for : float
        Seconds for which Streamlit keeps a session whose visitor is away (``server.disconnectedSessionTTL``).
    clock : callable
        Gives seconds that only grow.
    """

    def __init__(self, app: ASGIApp, base: str = "", kept_for: float = 120.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._path = base + STREAM
        self._kept_for = kept_for
        self._clock = clock
        self._left: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; of a session, see how it begins."""
        if scope["type"] != "websocket" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        had = _session_before(scope)
        conversation = _Conversation(receive, send, forgotten=had is not None and not self._knows(had))
        try:
            await self._app(scope, conversation.receive, conversation.send)
        finally:
            if conversation.session:
                self._left[conversation.session] = self._clock()

    def _knows(self, session: str) -> bool:
        now = self._clock()
        self._left = {known: since for known, since in self._left.items() if now - since < self._kept_for}
        return session in self._left


class _Conversation:
    """What browser and server say to each other in one connection."""

    def __init__(self, receive: Receive, send: Send, *, forgotten: bool) -> None:
        self._receive = receive
        self._send = send
        self._forgotten = forgotten
        self._held: Message | None = None
        self._has_run = asyncio.Event()
        self.session = ""

    async def receive(self) -> Message:
        if self._held is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._has_run.wait(), LONGEST_RUN)
            held, self._held = self._held, None
            return held
        message = await self._receive()
        if self._forgotten and (first := _without_what_was_done(message)):
            self._forgotten, self._held = False, message
            return first
        return message

    async def send(self, message: Message) -> None:
        payload = message.get("bytes") if message["type"] == "websocket.send" else None
        if payload and (not self.session or self._held is not None):
            self._listen(payload)
        await self._send(message)

    def _listen(self, payload: bytes) -> None:
        told = ForwardMsg()
        told.ParseFromString(payload)
        if told.HasField("new_session"):
            self.session = told.new_session.initialize.session_id
        elif told.HasField("script_finished"):
            self._has_run.set()


def _session_before(scope: Scope) -> str | None:
    asked = [part.strip() for part in Headers(scope=scope).get("sec-websocket-protocol", "").split(",")]
    return asked[PLACE_OF_SESSION] or None if len(asked) > PLACE_OF_SESSION else None


def _without_what_was_done(message: Message) -> Message | None:
    """Write a wish for a run as if its visitor had only opened the page; None where it is something else."""
    asked = BackMsg()
    try:
        asked.ParseFromString(message.get("bytes") or b"")
    except DecodeError:
        return None
    if not asked.HasField("rerun_script"):
        return None
    asked.rerun_script.ClearField("widget_states")
    asked.rerun_script.ClearField("fragment_id")
    asked.rerun_script.ClearField("is_auto_rerun")
    return {**message, "bytes": asked.SerializeToString()}
