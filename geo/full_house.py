"""When as many sessions are open as this process can carry: a newcomer is told, and offered the map that needs none.

Whoever has a session keeps it, comes back to it after a lost connection, and may load the page again.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.language import LANGUAGES, Language, message
from geo.parameters import PARAMETER_NAMES
from geo.security_headers import digest

VARIABLE = "MOST_SESSIONS"
DEFAULT_MOST = 1000
STREAM = "/_stcore/stream"
# What is no page, beside what the app says itself.
STREAMLITS_OWN = ("_stcore", "static", "vendor")
SEAT = "city_map_seat"
SEAT_BYTES = 16
SEAT_FORM = re.compile(r"[\w-]{22}", re.ASCII)
# Seconds from the page to its session: so long a seat is kept for whoever has been let in.
KEPT_FOR = 15.0
# Seconds for which whoever has lost the connection finds the seat again.
HELD_FOR = 300.0
# What a handshake beyond the number is answered with: try again later (RFC 6455's registry of codes).
LATER = 1013
# Seconds until the page of a full house asks again: not all at the same moment.
SOONEST, SPREAD = 20, 20
# Which map stands for a page.
LAYERS: Mapping[str, str] = {"installations": "installations", "dominoes": "dominoes"}
# Asks whether there is room, which keeps a seat for the page where there is, and loads the page only then: whoever reads is not
# disturbed before.
SCRIPT = """
const again = () => setTimeout(async () => {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload(); else again();
}, 1000 * document.documentElement.dataset.seconds);
again();
"""
POLICY = (
    f"default-src 'none'; script-src {digest(SCRIPT)}; connect-src 'self'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)

TITLE = message("Many people are here right now")
TOLD = message(
    "The map has as many visitors as it can carry. This page asks again about every half minute and opens the map by itself as "
    "soon as there is room."
)
OFFERED = message("The map also exists as a single page that needs no place here: all strands, all years, search and details.")
OPEN_NOW = message("Open the one-page map")
SAVE_NOW = message("Save it as a file")

PAGE = """<!doctype html>
<html lang="{code}" data-seconds="{seconds}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --ground: #f2f5f8; --card: #fff; --text: #14212e; --accent: #b3122b; --line: #ccd5dd; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ground: #0f1a25; --card: #1b2733; --text: #eef3f7; --accent: #ff8f8f; --line: #3a4854; }}
}}
* {{ box-sizing: border-box; }}
body {{
  margin: 0; min-height: 100vh; min-height: 100svh; display: grid; place-content: center; gap: 1rem; padding: 1rem;
  background: var(--ground); color: var(--text); line-height: 1.7; line-break: strict;
  font-family: system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif;
}}
section {{
  max-width: 38rem; padding: 1.25rem 1.5rem; background: var(--card);
  border: 1px solid var(--line); border-top: 4px solid var(--accent); border-radius: 8px;
}}
h1, h2 {{ margin: 0 0 .5rem; font-size: 1.25rem; line-height: 1.4; word-break: auto-phrase; }}
p {{ margin: .5rem 0; }}
.ways {{ display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; }}
a {{ color: var(--accent); font-weight: 600; padding: .25rem 0; }}
a:focus-visible {{ outline: 3px solid var(--accent); outline-offset: 3px; }}
</style>
</head>
<body>
<main style="display: contents">
{sections}
</main>
<script>{script}</script>
</body>
</html>
"""
SECTION = """<section lang="{code}">
<{heading}>{title}</{heading}>
<p>{told}</p>
<p>{offered}</p>
<p class="ways"><a href="{stage}">{open_now}</a><a href="{file}">{save_now}</a></p>
</section>"""


def most_sessions() -> int:
    """Read how many sessions this process opens at most (``MOST_SESSIONS``); 0 is no limit.

    Raises
    ------
    ValueError
        If it is not a whole number from 0.
    """
    given = os.environ.get(VARIABLE, "").strip()
    if not given:
        return DEFAULT_MOST
    if not (given.isascii() and given.isdecimal() and len(given) <= len("999999999")):
        msg = f"{VARIABLE}={given!r} is no number of sessions. Allowed: a whole number from 0 to 999999999; 0 is no limit."
        raise ValueError(msg)
    return int(given)


class FullHouse:
    """ASGI middleware that lets no newcomer's page load while the house is full.

    Each page that is let in carries a cookie, its seat, which the session opened from it shows again. So a page that was let in a
    moment ago counts although its session is not open yet, and whoever has a session open may load the page anew. A
    session that shows no seat known here is let in only while there is room.

    Parameters
    ----------
    app : ASGI application
        What answers.
    others : tuple of str
        First parts of addresses that are no pages, such as ``api``.
    base : str
        Path the app is served under, such as ``/map``; empty for none.
    most : int, optional
        How many sessions are open at most; 0 is no limit. What the environment says (`most_sessions`) where not given.
    clock : callable
        Gives seconds that only grow.
    """

    def __init__(
        self,
        app: ASGIApp,
        others: tuple[str, ...] = (),
        base: str = "",
        most: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._base = base
        self._others = tuple(f"{base}/{part}/" for part in (*others, *STREAMLITS_OWN))
        self._most = most_sessions() if most is None else most
        self._clock = clock
        self._sessions: Counter[str] = Counter()
        self._awaited: dict[str, float] = {}
        self._left: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer a newcomer's page by itself where the house is full."""
        if scope["type"] == "websocket" and scope["path"] == self._base + STREAM:
            await self._session(scope, receive, send)
        elif self._most and self._is_page(scope):
            await self._page(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def taken(self) -> int:
        """Count the seats: sessions that are open, and pages let in whose session has not come yet."""
        self._forget()
        return self._sessions.total() + len(self._awaited)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        seat = _seat(scope) or ""
        self._forget()
        known = seat in self._sessions or seat in self._awaited or seat in self._left
        # A page in somebody else's frame gets no cookie back: seats that are awaited are not held against a session without one.
        if self._most and not (seat and known) and self._sessions.total() >= self._most:
            await receive()
            await send({"type": "websocket.close", "code": LATER})
            return
        self._awaited.pop(seat, None)
        self._left.pop(seat, None)
        self._sessions[seat] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._sessions[seat] -= 1
            if not self._sessions[seat]:
                del self._sessions[seat]
                self._left[seat] = self._clock() + HELD_FOR

    def _forget(self) -> None:
        now = self._clock()
        for kept in (self._awaited, self._left):
            # In the order they came.
            while kept and (first := next(iter(kept.items())))[1] <= now:
                del kept[first[0]]

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        seat = _seat(scope)
        known = seat is not None and (seat in self._sessions or seat in self._awaited)
        if not known and self.taken() >= self._most:
            await _full(scope, self._base)(scope, receive, send)
            return
        kept = seat or secrets.token_urlsafe(SEAT_BYTES)
        if kept not in self._sessions:
            self._awaited.pop(kept, None)
            self._awaited[kept] = self._clock() + KEPT_FOR
        await self._app(scope, receive, send if seat else partial(_send_with_seat, send, kept, self._base or "/"))

    def _is_page(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return False
        path: str = scope["path"]
        return not path.startswith(self._others) and "." not in path.rpartition("/")[2]


async def _send_with_seat(send: Send, seat: str, path: str, message: Message) -> None:
    if message["type"] == "http.response.start":
        MutableHeaders(scope=message).append("Set-Cookie", f"{SEAT}={seat}; Path={path}; HttpOnly; SameSite=Lax")
    await send(message)


def _seat(scope: Scope) -> str | None:
    found = HTTPConnection(scope).cookies.get(SEAT, "")
    return found if SEAT_FORM.fullmatch(found) else None


def _full(scope: Scope, base: str) -> HTMLResponse:
    """Answer that the house is full, with the map of the same view that needs no session."""
    asked = parse_qsl(scope["query_string"].decode("latin-1"))
    code = next((own for name, value in asked for own in LANGUAGES if name == "lang" and value == own), LANGUAGES[0])
    seconds = SOONEST + secrets.randbelow(SPREAD)
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store", "Content-Security-Policy": POLICY}
    return HTMLResponse(page(code, seconds, asked, scope["path"], base), HTTPStatus.SERVICE_UNAVAILABLE, headers)


def page(first: str, seconds: int, asked: list[tuple[str, str]], path: str = "/", base: str = "") -> str:
    """Write the page of a full house, in both languages.

    Parameters
    ----------
    first : {"ja", "en"}
        The language that comes first.
    seconds : int
        Between two questions whether there is room.
    asked : list of (str, str)
        The page address's parameters; those of the Selection are kept.
    path : str
        The page's path, whose map is offered.
    base : str
        Path the app is served under.

    Returns
    -------
    str
        HTML that asks for nothing else.
    """
    languages = sorted((Language(code) for code in LANGUAGES), key=lambda language: language.code != first)
    kept = [(name, value) for name, value in asked if name in PARAMETER_NAMES]
    if layer := LAYERS.get(path.rpartition("/")[2]):
        kept.append(("layer", layer))
    sections = []
    for number, language in enumerate(languages):
        query = escape(urlencode([*kept, ("lang", language.code)]))
        sections.append(
            SECTION.format(
                code=language.code,
                heading="h2" if number else "h1",
                title=escape(language.text(TITLE)),
                told=escape(language.text(TOLD)),
                offered=escape(language.text(OFFERED)),
                stage=f"{base}/stage/?{query}",
                file=f"{base}/stage/file?{query}",
                open_now=escape(language.text(OPEN_NOW)),
                save_now=escape(language.text(SAVE_NOW)),
            )
        )
    title = " · ".join(escape(language.text(TITLE)) for language in languages)
    return PAGE.format(code=languages[0].code, seconds=seconds, title=title, script=SCRIPT, sections="\n".join(sections))
