"""The app as it runs: one process serves pages, static files and API, each under a policy it can live with."""

from __future__ import annotations

import gzip
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from shipped import DATA, shipped
from streamlit import file_util

from geo.security_headers import EMBEDDERS_VARIABLE, LANGUAGE_SCRIPTS, PAGE_POLICY, digest, embedders, inline_scripts, policy
from geo.static_files import MEDIA_TYPES
from tools.running_app import RunningApp, running_app

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "static"
FILES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())
COMPONENT = "/component/streamlit_folium.st_folium/index.html"
PATIENCE = 60


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    with running_app(tmp_path_factory.mktemp("app") / "log.txt", DATA) as running:
        yield running


def fetch(app: RunningApp, path: str, headers: dict[str, str] | None = None) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(app.address + path, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def directives(headers: Message) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in headers["content-security-policy"].split(";"))
    return {name: sources for name, _, sources in parts}


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/data_and_sources", "/_stcore/health", "/app/static/map/frame.js", "/api/v1/health"])
    def test_every_answer_forbids_guessing_types_and_telling_others_where_the_visitor_was(self, app: RunningApp, path: str) -> None:
        status, headers, _ = fetch(app, path)
        assert status == 200
        assert headers.get_all("x-content-type-options") == ["nosniff"]
        assert headers.get_all("referrer-policy") == ["same-origin"]
        assert len(headers.get_all("content-security-policy") or []) == 1
        assert directives(headers)["frame-ancestors"] == "'self'"

    def test_the_page_runs_streamlits_scripts_and_two_of_ours_and_no_other(self, app: RunningApp) -> None:
        _, headers, body = fetch(app, "/")
        scripts = directives(headers)["script-src"].split()
        assert "'unsafe-inline'" not in scripts
        assert "'unsafe-eval'" not in scripts
        own = [*inline_scripts(body.decode()), *LANGUAGE_SCRIPTS.values()]
        assert len(own) > len(LANGUAGE_SCRIPTS)
        assert set(scripts) == {"'self'", *(digest(script) for script in own)}
        assert directives(headers)["object-src"] == "'none'"

    def test_no_directive_names_another_host(self, app: RunningApp) -> None:
        for path in ("/", COMPONENT, "/api/v1/health"):
            _, headers, _ = fetch(app, path)
            for sources in directives(headers).values():
                assert re.fullmatch(r"('[^']+'|data:)( ('[^']+'|data:))*", sources)

    def test_data_is_nothing_to_run(self, app: RunningApp) -> None:
        _, headers, _ = fetch(app, "/api/v1/places.geojson")
        assert directives(headers) == {"default-src": "'none'", "frame-ancestors": "'self'"}


def test_whose_pages_may_frame_the_app_is_a_list_of_origins(monkeypatch: pytest.MonkeyPatch) -> None:
    assert embedders() == ()
    monkeypatch.setenv(EMBEDDERS_VARIABLE, " https://portal.example.org  https://*.example.org:8443 ")
    assert embedders() == ("https://portal.example.org", "https://*.example.org:8443")
    for bad in ("*", "portal.example.org", "https://a.example/map", "https://a.example;", "'none'", "javascript:alert(1)"):
        monkeypatch.setenv(EMBEDDERS_VARIABLE, bad)
        with pytest.raises(ValueError, match=r"FRAME_ANCESTORS: .*Allowed"):
            embedders()


class TestStaticFiles:
    @pytest.mark.parametrize("name", FILES)
    def test_every_file_is_served_as_it_is_under_its_type(self, app: RunningApp, name: str) -> None:
        status, headers, body = fetch(app, f"/app/static/{name}")
        assert (status, body) == (200, (STATIC / name).read_bytes())
        if Path(name).suffix:
            assert headers["content-type"] == MEDIA_TYPES[Path(name).suffix]
        assert headers["cache-control"] == "no-cache"

    def test_a_file_is_sent_compressed_and_only_once(self, app: RunningApp) -> None:
        path = "/app/static/leaflet/leaflet.js"
        _, headers, body = fetch(app, path, {"Accept-Encoding": "gzip"})
        assert headers["content-encoding"] == "gzip"
        assert gzip.decompress(body) == (STATIC / "leaflet/leaflet.js").read_bytes()
        again = fetch(app, path, {"Accept-Encoding": "gzip", "If-None-Match": headers["etag"]})
        assert (again[0], again[2]) == (304, b"")

    @pytest.mark.parametrize(
        "path", ["nothing.js", "..%2fapp.py", "%2e%2e/app.py", "map/../../app.py", "map", "", "%2fetc%2fpasswd", "map%5cframe.js"]
    )
    def test_nothing_else_is_served(self, app: RunningApp, path: str) -> None:
        status, _, body = fetch(app, f"/app/static/{path}")
        assert status in {400, 404}
        assert b"import" not in body
        assert b"root:" not in body


class TestApiBesideThePages:
    def test_the_api_keeps_its_own_tags_and_compression(self, app: RunningApp) -> None:
        _, headers, body = fetch(app, "/api/v1/map/links.json", {"Accept-Encoding": "gzip"})
        assert headers["etag"].endswith('-gzip"')
        assert shipped().version.encode() in gzip.decompress(body)
        assert fetch(app, "/api/v1/map/links.json", {"Accept-Encoding": "gzip", "If-None-Match": headers["etag"]})[0] == 304

    def test_an_unknown_address_of_the_api_is_not_answered_with_a_page(self, app: RunningApp) -> None:
        status, headers, _ = fetch(app, "/api/v1/nothing")
        assert (status, headers.get_content_type()) == (404, "application/problem+json")

    def test_the_log_holds_no_warning(self, app: RunningApp) -> None:
        fetch(app, "/")
        assert "Traceback" not in app.written()
        assert "Warning" not in app.written()
        assert "ScriptRunContext" not in app.written()


def test_an_inline_script_of_a_page_is_allowed_by_its_digest_alone() -> None:
    page = "<script>a()</script><script src='x.js'></script><script>\nb()\n</script>"
    assert inline_scripts(page) == ["a()", "\nb()\n"]
    written = policy(PAGE_POLICY, inline_scripts(page))
    assert digest("a()") in written
    assert digest("c()") not in written
    # The digest of a known text, as browsers compute it.
    assert digest("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_streamlits_page_has_inline_scripts_that_can_be_found() -> None:
    page = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    assert inline_scripts(page)
    assert page.count("<script") - page.count('<script type="module"') == len(inline_scripts(page))
