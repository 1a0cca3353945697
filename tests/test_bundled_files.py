"""Streamlit's own files are sent compressed, from memory, as they are."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit import file_util

from geo.bundled_files import FOR_EVER, BundledFiles
from tests.serving import Client, serving

FOLDER = Path(file_util.get_static_dir()) / "static"
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    bundled = Middleware(BundledFiles, folder=FOLDER, at="/map/static/")
    behind = Route("/{path:path}", lambda _: PlainTextResponse("behind"), methods=["GET", "POST"])
    with serving(Starlette(routes=[behind], middleware=[bundled])) as opened:
        yield opened


@pytest.mark.parametrize("ending", sorted({Path(name).suffix for name in FILES}))
def test_every_kind_of_file_is_served_as_it_is_under_a_type_of_its_own(client: Client, ending: str) -> None:
    name = next(name for name in FILES if name.endswith(ending))
    whole, packed = client.get(f"/map/static/{name}"), client.get(f"/map/static/{name}", {"Accept-Encoding": "gzip"})
    assert whole.raw == gzip.decompress(packed.raw) == (FOLDER / name).read_bytes()
    assert packed.headers["content-encoding"] == "gzip"
    assert whole.headers["cache-control"] == FOR_EVER
    assert whole.headers["content-type"] != "application/octet-stream"
    again = client.get(f"/map/static/{name}", {"If-None-Match": whole.headers["etag"]})
    assert (again.status, again.raw, again.headers["cache-control"]) == (304, b"", FOR_EVER)


def test_head_tells_the_length_and_sends_nothing(client: Client) -> None:
    answer = client.get(f"/map/static/{FILES[0]}", method="HEAD")
    assert answer.raw == b""
    assert int(answer.headers["content-length"]) == (FOLDER / FILES[0]).stat().st_size


@pytest.mark.parametrize(
    "path", ["/static/x.js", "/map/static/nothing.js", "/map/static/../index.html", "/map/static/js", "/map/static/"]
)
def test_all_else_is_passed_on(client: Client, path: str) -> None:
    assert client.get(path).text == "behind"
    assert client.get(f"/map/static/{FILES[0]}", method="POST").text == "behind"
