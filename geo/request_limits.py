"""Requests larger than anything this app has a use for: refused before anybody reads them, whatever their address.

The server bounds the lines of a request's head, Streamlit what is uploaded; API and stage refuse the same in JSON
(`geo.api.problems`).
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.api.parameters import LONGEST_QUERY_STRING
from geo.api.problems import NO_CONTENT, TOO_LONG, holds_content
from geo.language import LANGUAGES, Language, message

# The longest address there is names a file of Streamlit's own; a session's and a file's id, or a draft's token, are shorter.
LONGEST_PATH = 1024
# Streamlit takes files so, bounds them itself, and answers 405 everywhere else.
UPLOAD = "PUT"
LONG_PATH = message("The address has more than {allowed} characters before the question mark.")


class RequestLimits:
    """ASGI middleware that refuses an address that is too long (414), and content where none is asked for (413).

    Parameters
    ----------
    app : ASGI application
        What answers all else.
    others : iterable of str
        Beginnings of the addresses that bound their requests themselves.
    """

    def __init__(self, app: ASGIApp, others: Iterable[str] = ()) -> None:
        self._app = app
        self._others = tuple(others)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self._app(scope, receive, send)
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if scope["path"].startswith(self._others):
            return None
        if len(scope["path"]) > LONGEST_PATH:
            return _told(HTTPStatus.REQUEST_URI_TOO_LONG, LONG_PATH, LONGEST_PATH)
        if len(scope["query_string"]) > LONGEST_QUERY_STRING:
            return _told(HTTPStatus.REQUEST_URI_TOO_LONG, TOO_LONG, LONGEST_QUERY_STRING)
        if scope["method"] != UPLOAD and holds_content(Headers(scope=scope)):
            return _told(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, NO_CONTENT)
        return None


def _told(status: HTTPStatus, text: str, allowed: int = 0) -> PlainTextResponse:
    """Refuse in every language: what is too long is not searched for the one its reader wants."""
    told = "\n".join(Language(code).text(text, allowed=allowed) for code in LANGUAGES)
    return PlainTextResponse(f"{told}\n", status, {"Cache-Control": "no-store"})
