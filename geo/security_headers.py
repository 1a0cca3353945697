"""Headers that tell a browser what a page of this app may do.

A hostile text of a table could then do nothing even if it were ever put on a page as markup.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.language import LANGUAGES, LanguageCode

EMBEDDERS_VARIABLE = "FRAME_ANCESTORS"
ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.ASCII | re.IGNORECASE)
OWN_FRAMES = "frame-ancestors 'self'"

# The one script a page of ours writes: readers' aids must know which language they read.
LANGUAGE_SCRIPTS: Mapping[LanguageCode, str] = {code: f"document.documentElement.lang = '{code}'" for code in LANGUAGES}
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
FOR_ALL = {
    "X-Content-Type-Options": "nosniff",
    # A page's address holds what its visitor looks for: other sites are not to learn it from the links to sources.
    "Referrer-Policy": "same-origin",
}

Policy = Mapping[str, str]

# Data and downloads: nothing in them is ever run, whatever a browser takes them for.
DATA_POLICY: Policy = {"default-src": "'none'", "frame-ancestors": "'self'"}

PAGE_POLICY: Policy = {
    # The app asks no other host for anything.
    "default-src": "'self'",
    # Streamlit's own bundles; `SecurityHeaders` adds the digests of the few inline scripts there are.
    "script-src": "'self'",
    # Streamlit styles its elements, and `st.html` its own, with inline styles.
    "style-src": "'self' 'unsafe-inline'",
    # Small pictures that come with Streamlit's and Leaflet's styles and scripts are data addresses, and so is a font for formulas.
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    # No plug-in, no other base for addresses, no form sent elsewhere, no frame of ours in somebody else's page.
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}

COMPONENT_POLICY: Policy = {
    **PAGE_POLICY,
    # streamlit-folium writes the map's script into its frame and evaluates what is added to the map.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
}


# The map in one file carries its own script and says by its digest, in a policy of its own, that no other may run.
STAGE_POLICY: Policy = {
    "default-src": "'none'",
    "script-src": "'unsafe-inline'",
    "style-src": "'unsafe-inline'",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
}


def inline_scripts(page: str) -> list[str]:
    """Find the inline scripts of a page: the texts of its script elements without attributes, in their order."""
    return INLINE_SCRIPT.findall(page)


def digest(script: str) -> str:
    """Name an inline script so that a policy can allow exactly this one: ``'sha256-...'``."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def policy(directives: Policy, scripts: Iterable[str] = ()) -> str:
    """Write a Content-Security-Policy.

    Parameters
    ----------
    directives : Mapping of str to str
        What each kind of content may come from.
    scripts : iterable of str
        Inline scripts that may run.

    Returns
    -------
    str
        The header's value.
    """
    digests = [digest(script) for script in scripts]
    allowed = {name: [source, *digests] if name == "script-src" else [source] for name, source in directives.items()}
    return "; ".join(" ".join([name, *sources]) for name, sources in allowed.items())


def embedders() -> tuple[str, ...]:
    """Read whose pages may show this app in a frame (``FRAME_ANCESTORS``): origins, separated by spaces; beside the app itself.

    Raises
    ------
    ValueError
        If one is no origin of http or https.
    """
    named = tuple(os.environ.get(EMBEDDERS_VARIABLE, "").split())
    for origin in named:
        if not ORIGIN.fullmatch(origin):
            msg = (
                f"{EMBEDDERS_VARIABLE}: {origin!r} is no origin. Allowed: origins such as https://portal.example.org or "
                "https://*.example.org, without a path, separated by spaces."
            )
            raise ValueError(msg)
    return named


class SecurityHeaders:
    """ASGI middleware that adds the headers to every answer; a header that is there already stays.

    Parameters
    ----------
    app : ASGI application
        What answers.
    page : str
        The HTML of the page all else lives in, whose inline scripts are allowed.
    base : str
        Path the app is served under, such as ``/map``; empty for none.
    framed_by : sequence of str, optional
        Origins whose pages may show the app in a frame. What the environment says (`embedders`) where not given.
    """

    def __init__(self, app: ASGIApp, page: str = "", base: str = "", framed_by: Sequence[str] | None = None) -> None:
        self._app = app
        self._frames = " ".join([OWN_FRAMES, *(embedders() if framed_by is None else framed_by)])
        self._page_policy = policy(PAGE_POLICY, [*inline_scripts(page), *LANGUAGE_SCRIPTS.values()])
        self._others = {
            f"{base}/api/": policy(DATA_POLICY),
            f"{base}/media/": policy(DATA_POLICY),
            f"{base}/component/": policy(COMPONENT_POLICY),
            f"{base}/stage/": policy(STAGE_POLICY),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**FOR_ALL, "Content-Security-Policy": self._policy(scope["path"])}.items():
                    headers.setdefault(name, value)
                told = headers["Content-Security-Policy"]
                headers["Content-Security-Policy"] = told.replace(OWN_FRAMES, self._frames)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _policy(self, path: str) -> str:
        return next((text for start, text in self._others.items() if path.startswith(start)), self._page_policy)
