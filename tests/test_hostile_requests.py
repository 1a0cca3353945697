"""Addresses that lead elsewhere and requests that are too large: refused on every route, and nobody else is held up."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from shipped import DATA
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from benchmarks import messages
from geo.api.parameters import LONGEST_QUERY_STRING
from geo.api.resources import RESOURCES
from geo.request_limits import LONGEST_PATH
from tools.running_app import HOST, ROOT, RunningApp, running_app

PATIENCE = 60
MIB = 1 << 20
SHELL = b'<div id="root">'
# What may stand outside the folders a route serves: words of this project's and the system's own files.
OUTSIDE = (b"import streamlit", b"root:x:", b"[tool.ruff]", b"maxUploadSize", b"location_precision", b"Traceback")
API = [f"/api/v1{resource.path.replace('{name}', 'places')}" for resource in RESOURCES] + ["/api/v1/health", "/api/v1/docs"]
DRAFTS = ["/api/drafts/token/v1/places.csv", "/stage/drafts/token/", "/stage/drafts/token/file"]
STREAMLITS = [
    "/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/metrics", "/_stcore/upload_file/session/file",
    "/_stcore/agent/interact", "/_stcore/agent/mcp", "/static/nothing.js", "/media/nothing.png", "/favicon.png",
    "/component/streamlit_folium.st_folium/index.html",
]  # fmt: skip
PAGES = ["/", *(f"/{path.stem}" for path in sorted((ROOT / "pages").glob("*.py")))]
ROUTES = [*API, *DRAFTS, "/stage/", "/stage/file", "/app/static/map/frame.js", *STREAMLITS, *PAGES]
# Folders an address may stand in.
FOLDERS = sorted({f"{route.rpartition('/')[0]}/" for route in ROUTES} | {"/app/static/", "/api/", "/stage/", "/nothing/"})
LEADING_OUT = [
    "../app.py", "../../../../../../../../etc/passwd", "%2e%2e/app.py", "%2E%2E%2f%2e%2e%2fapp.py", "..%2fpyproject.toml",
    "..%252f..%252fapp.py", "....//app.py", "..;/app.py", "..\\app.py", "..%5capp.py", "%2fetc%2fpasswd", "//etc/passwd",
    "/etc/passwd", "C:%5cWindows%5cwin.ini", "%00", "app.py%00.js", "%c0%ae%c0%ae/app.py", "%ff%fe", "%e2%80%ae",
    "%0d%0aX-Injected:1", "../.streamlit/config.toml", "%2e%2e/data/installations.csv",
]  # fmt: skip


class Reply(NamedTuple):
    status: int
    head: bytes
    body: bytes


def ask(app: RunningApp, target: str, method: str = "GET", headers: tuple[tuple[str, str], ...] = (), body: bytes = b"") -> Reply:
    """Send a request exactly as it is written here, which no client library would."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {HOST}", "Connection: close", *(f"{name}: {value}" for name, value in headers)]
    with socket.create_connection((HOST, urlsplit(app.address).port or 0), timeout=PATIENCE) as connection:
        received = b""
        try:
            connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
            connection.sendall(body)
        except OSError:
            pass  # refused before all was sent
        try:
            while part := connection.recv(65_536):
                received += part
        except OSError:
            pass  # what was sent and not read resets the connection behind the answer
    head, _, content = received.partition(b"\r\n\r\n")
    return Reply(int(head.split(b" ", 2)[1]), head, content)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    with running_app(tmp_path_factory.mktemp("app") / "log.txt", DATA) as running:
        yield running


@pytest.fixture(autouse=True)
def unharmed(app: RunningApp) -> Iterator[None]:
    """After every attack the app answers, and wrote of no error."""
    yield
    assert ask(app, "/api/v1/health").status == 200
    assert not re.search("Traceback|Error", app.written())


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_address_leads_out_of_what_is_served(app: RunningApp, folder: str) -> None:
    for path in LEADING_OUT:
        reply = ask(app, folder + path)
        # Where addresses are the page's own, Streamlit answers with the page, whatever they say.
        assert reply.status in {400, 404, 405} or (reply.status == 200 and SHELL in reply.body), (path, reply.head)
        assert not [word for word in OUTSIDE if word in reply.body], path
        assert b"x-injected" not in reply.head.lower(), path
        if folder.startswith(("/api/", "/stage/", "/app/static/", "/media/", "/component/")):
            assert reply.status != 200 or not path.isascii() or path.startswith("../"), path


@pytest.mark.parametrize("route", ROUTES)
def test_no_route_takes_a_request_larger_than_it_may_be(app: RunningApp, route: str) -> None:
    content = ("Content-Length", str(2 * MIB))
    assert ask(app, f"{route}?q={'x' * LONGEST_QUERY_STRING}").status == 414
    assert ask(app, f"{route}?q={'x' * MIB}").status == 400
    assert ask(app, f"{route.rstrip('/')}/{'x' * LONGEST_PATH}").status in {404, 414}
    assert ask(app, route, headers=(("X-Long", "x" * MIB),)).status == 400
    assert ask(app, route, headers=tuple((f"X-{number}", "x" * 50) for number in range(10_000))).status == 400
    assert ask(app, route, headers=(content,), body=bytes(2 * MIB)).status == 413
    assert ask(app, route, headers=(("Transfer-Encoding", "chunked"),), body=b"1\r\nx\r\n0\r\n\r\n").status == 413
    assert ask(app, route, headers=(("Content-Length", "-1"),)).status == 400
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE"):
        status = ask(app, route, method, headers=(content,), body=bytes(2 * MIB)).status
        assert status in {403, 404, 405, 413}, method


def test_api_and_stage_refuse_in_json_and_pages_in_both_languages(app: RunningApp) -> None:
    for route in ("/api/v1/health", "/api/v1/docs", "/stage/"):
        assert b"application/problem+json" in ask(app, f"{route}?q={'x' * LONGEST_QUERY_STRING}").head
    told = ask(app, f"/installations?q={'x' * LONGEST_QUERY_STRING}").body.decode()
    assert str(LONGEST_QUERY_STRING) in told
    assert "question mark" in told
    assert "文字" in told


def test_the_longest_address_that_may_be_asked_is_answered(app: RunningApp) -> None:
    query = "country=VNM&" * (LONGEST_QUERY_STRING // 12)
    for route in ("/", "/api/v1/places.csv", "/stage/file"):
        assert ask(app, f"{route}?{query}").status == 200


def test_headers_that_are_read_are_read_whatever_they_say(app: RunningApp) -> None:
    odd = (
        ("Accept-Encoding", "gzip;q=x," * 2000),
        ("Accept-Language", "ja;q=1e999,en;q=nan,;;;" * 500),
        ("If-None-Match", '"x",' * 3000),
        ("Range", "bytes=0-1," * 300),
        ("Cookie", "city_map_seat=../../x; a=\x01\xff" + "y" * 4000),
        ("X-Forwarded-For", "<script>"),
    )
    for route in ("/", "/api/v1/docs", "/api/v1/places.geojson", "/stage/file", "/app/static/map/frame.js", "/static/nothing.js"):
        assert ask(app, route, headers=odd[:5]).status in {200, 400, 404}
        for header in odd:
            assert ask(app, route, headers=(header,)).status in {200, 206, 304, 400, 404, 416}, header[0]


def test_an_upload_larger_than_it_may_be_is_refused_to_its_own_session_too(app: RunningApp) -> None:
    xsrf = re.search(rb"_streamlit_xsrf=([^;]+)", ask(app, "/_stcore/health").head)
    assert xsrf
    token = xsrf[1].decode()
    own = (("Cookie", f"_streamlit_xsrf={token}"), ("X-Xsrftoken", token), ("Content-Type", "multipart/form-data; boundary=b"))
    form = b'--b\r\nContent-Disposition: form-data; name="f"; filename="../../x<script>.csv"\r\n\r\n%s\r\n--b--\r\n'
    with connect(app.address.replace("http:", "ws:") + "/_stcore/stream", subprotocols=[Subprotocol("streamlit")]) as session:
        session.send(messages.rerun("", "lang=en", {}))
        while (said := messages.read(session.recv(timeout=PATIENCE, decode=False))).WhichOneof("type") != "new_session":
            pass
        at = "/_stcore/upload_file/{}/file".format
        own_file = at(said.new_session.initialize.session_id)
        for size, status in ((100, 204), (11 * MIB, 413)):
            body = form % (b"x" * size)
            assert ask(app, own_file, "PUT", (*own, ("Content-Length", str(len(body)))), body).status == status
        endless = form.partition(b"%s")[0] + b"x" * 12 * MIB
        chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(endless), endless)
        assert ask(app, own_file, "PUT", (*own, ("Transfer-Encoding", "chunked")), chunked).status == 413
        body = form % b"x"
        length = ("Content-Length", str(len(body)))
        assert ask(app, own_file, "PUT", (*own[::2], length), body).status == 403
        elsewhere = ask(app, at("../session"), "PUT", (*own, length), body)
        assert elsewhere.status in {400, 404, 405}
