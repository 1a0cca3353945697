"""The files of Streamlit's own page, a hundred for each newcomer: compressed once, and sent from memory.

Streamlit reads and compresses each of them anew for everybody, which costs a newcomer's server more than all else together
(docs/scaling.md).
"""

from __future__ import annotations

import mimetypes
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.api.answers import answer
from geo.api.store import Stored
from geo.static_files import MEDIA_TYPES

# The names carry a digest of the contents, as Streamlit itself counts on.
FOR_EVER = "public, immutable, max-age=31536000"
UNKNOWN = "application/octet-stream"


class BundledFiles:
    """ASGI middleware that answers for the files of a folder which never change while it runs.

    Parameters
    ----------
    app : ASGI application
        What answers everything else.
    folder : pathlib.Path
        The folder; its files are listed once, so that no address is ever used as a path.
    at : str
        What stands before a file's name in its address, such as ``/static/``.
    """

    def __init__(self, app: ASGIApp, folder: Path, at: str) -> None:
        self._app = app
        self._paths = {at + path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        self._kept: dict[str, Stored] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file, or pass the request on."""
        path = self._paths.get(scope["path"]) if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} else None
        if path is None:
            await self._app(scope, receive, send)
            return
        name: str = scope["path"]
        if name not in self._kept:
            self._kept[name] = await to_thread.run_sync(lambda: Stored.of(path.read_bytes()))
        media_type = MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or UNKNOWN
        response = answer(Request(scope), self._kept[name], media_type)
        response.headers["Cache-Control"] = FOR_EVER
        await response(scope, receive, send)
