"""The files in ``static/``: scripts, styles and the ground of the map, sent compressed and asked for again each time."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from geo.api.answers import answer
from geo.api.store import Store

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
PLAIN = "text/plain; charset=utf-8"
NOT_FOUND = 404


def serve_folder(folder: Path) -> Router:
    """Serve the files a folder holds now.

    A server of its own where Streamlit has one, because that one compresses a file anew for each visitor and never answers 304,
    while the names of these files stay the same from release to release, so that browsers have to ask.

    Parameters
    ----------
    folder : pathlib.Path
        The folder; its files are listed once, so that no address is ever used as a path. Contents may change, names may not.

    Returns
    -------
    starlette.routing.Router
        An ASGI application to be mounted.
    """
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    store = Store()

    def serve(request: Request) -> Response:
        name = request.path_params["path"]
        if name not in files:
            raise HTTPException(NOT_FOUND)
        path = files[name]
        status = path.stat()
        stored = store.get((name, status.st_mtime_ns, status.st_size), path.read_bytes)
        return answer(request, stored, MEDIA_TYPES.get(path.suffix, PLAIN))

    return Router([Route("/{path:path}", serve)], redirect_slashes=False)
