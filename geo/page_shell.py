"""The HTML page everything else lives in: Streamlit's own, with our title, icon and style sheets.

The style sheets stand in the page itself: sent as an element of the dashboard, they would come a moment after what they style, and
the page would be seen to rearrange itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HTML = "text/html"
OK = 200
# What describes the bytes of Streamlit's own page, which are not the ones sent.
OF_ITS_BYTES = ("Content-Encoding", "Content-Length", "ETag", "Last-Modified")


def dressed(page: str, title: str, icon: str, styles: Iterable[str]) -> str:
    """Write the page with a title, an icon and style sheets.

    Parameters
    ----------
    page : str
        Streamlit's ``index.html``.
    title : str
        What stands on the browser's tab until the dashboard says more.
    icon : str
        Address of the picture on the tab.
    styles : iterable of str
        Addresses of style sheets. They are put at the end, so that they follow the rules Streamlit's scripts add to the head.

    Returns
    -------
    str
        HTML.

    Raises
    ------
    ValueError
        If the page does not look as expected: another version of Streamlit.
    """
    links = "".join(f'<link rel="stylesheet" href="{escape(style)}">' for style in styles)
    ours = {
        "<title>Streamlit</title>": f"<title>{escape(title)}</title>",
        'href="./favicon.png"': f'href="{escape(icon)}"',
        "</body>": f"{links}</body>",
    }
    for mark, written in ours.items():
        if page.count(mark) != 1:
            msg = f"Streamlit's page holds {mark!r} {page.count(mark)} times. Allowed: once."
            raise ValueError(msg)
        page = page.replace(mark, written)
    return page


class PageShell:
    """ASGI middleware that answers with our page wherever Streamlit answers with its own.

    Parameters
    ----------
    app : ASGI application
        What answers.
    page : str
        The page, as `dressed` writes it.
    others : tuple of str
        Beginnings of the addresses whose HTML is something else: what is mounted beside the dashboard, frames of components.
    """

    def __init__(self, app: ASGIApp, page: str, others: tuple[str, ...]) -> None:
        self._app = app
        self._page = page.encode()
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and put our page in the place of Streamlit's."""
        if scope["type"] != "http" or scope["path"].startswith(self._others):
            await self._app(scope, receive, send)
            return
        ours = False

        async def send_our_page(message: Message) -> None:
            nonlocal ours
            if message["type"] == "http.response.start":
                media_type = Headers(raw=message["headers"]).get("Content-Type", "")
                ours = message["status"] == OK and media_type.startswith(HTML)
                if ours:
                    headers = MutableHeaders(scope=message)
                    for name in OF_ITS_BYTES:
                        del headers[name]
                    headers["Content-Length"] = str(len(self._page))
                await send(message)
            elif not ours:
                await send(message)
            elif not message.get("more_body", False):
                body = b"" if scope["method"] == "HEAD" else self._page
                await send({"type": "http.response.body", "body": body})

        await self._app(_unconditional(scope), receive, send_our_page)


def _unconditional(scope: Scope) -> Scope:
    """Ask for the page itself: a browser may still know Streamlit's own by its validators."""
    if scope["method"] not in {"GET", "HEAD"} or b"text/html" not in dict(scope["headers"]).get(b"accept", b""):
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name not in {b"if-none-match", b"if-modified-since", b"range"}]
    return {**scope, "headers": kept}
