"""What the proxy does by itself: what it keeps, which headers it hands on, what it refuses, and what it writes down."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from email.message import Message

import pytest
from asking import COOKIE, LINKS, another_visitor, fetch
from own_loop import finished

from benchmarks.servers import Server
from benchmarks.subjects import COLLABORATIONS, OURS
from benchmarks.visitors import Visitor
from tools.fleet import Fleet, fleet
from tools.running_app import SIGN_OF_LIFE
from tools.waiting import wait_for

HALL = 200


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """Two processes: what the one has sent, the other may be asked about."""
    with fleet(tmp_path_factory.mktemp("fleet"), ({}, {})) as started:
        yield started


def test_a_visitor_of_the_benchmark_is_led_to_one_process(behind: Fleet) -> None:
    """The handshake of a session brings another cookie where another process than the page's has answered."""

    async def visit() -> tuple[dict[str, str], dict[str, str]]:
        visitor = Visitor(Server(OURS, behind.port, *[None] * 4), COLLABORATIONS)  # type: ignore[arg-type]  # only its address is asked for
        try:
            await visitor.load(["/", "/_stcore/health", LINKS])
            given = visitor.connections.cookies.headers
            await visitor.session.open()
        finally:
            await visitor.leave()
        return given, visitor.connections.cookies.headers

    led = set()
    for _ in range(3):
        given, afterwards = finished(visit())
        assert afterwards == given
        led.add(re.findall(rf"{COOKIE}=(\d+)", given["Cookie"])[0])
    assert led == {str(process.port) for process in behind.processes}


class TestKeptAtTheProxy:
    @pytest.mark.parametrize("path", [LINKS, "/api/v1/places.geojson", "/app/static/leaflet/leaflet.js", "/stage/?lang=en"])
    def test_open_data_files_and_stage_are_kept_and_asked_for_again_by_their_etag(self, behind: Fleet, path: str) -> None:
        headers = {"Accept-Encoding": "gzip"}
        _, first, body = fetch(behind, path, headers)
        assert gzip.decompress(body)
        wait_for(lambda: fetch(behind, path, headers)[1]["x-cache-status"] == "REVALIDATED", "it is asked for again")
        _, again, same = fetch(behind, path, headers)
        assert again["x-cache-status"] in {"HIT", "REVALIDATED"}
        assert (same, again["etag"], again["content-encoding"]) == (body, first["etag"], "gzip")
        assert again["cache-control"] == "no-cache"
        status, known, nothing = fetch(behind, path, {**headers, "If-None-Match": first["etag"]})
        assert (status, known["etag"], nothing) == (304, first["etag"], b"")
        # Who takes no gzip gets none.
        assert fetch(behind, path)[2] == gzip.decompress(body)

    def test_streamlits_own_files_are_kept_as_long_as_they_say(self, behind: Fleet) -> None:
        page = fetch(behind, "/")[2].decode()
        script = re.search(r'src="\.?(/static/js/[^"]+)"', page)
        assert script
        fetch(behind, script[1])
        # The answer may be here before the proxy has put it away.
        wait_for(lambda: fetch(behind, script[1])[1]["x-cache-status"] == "HIT", "it is kept")

    @pytest.mark.parametrize(
        "path", ["/", SIGN_OF_LIFE, "/api/drafts/x/v1/map/links.json", "/stage/drafts/x/", "/media/x", "/_stcore/health"]
    )
    def test_pages_health_and_what_is_somebodys_own_are_never_kept(self, behind: Fleet, path: str) -> None:
        answers = [fetch(behind, path) for _ in range(3)]
        assert {answer[1]["x-cache-status"] for answer in answers} <= {None, "MISS"}

    def test_a_refusal_is_not_kept(self, behind: Fleet) -> None:
        for _ in range(2):
            status, headers, _ = fetch(behind, "/api/v1/places.geojson?country=Atlantis")
            assert (status, headers["x-cache-status"]) == (400, "MISS")


class TestHeaders:
    @pytest.mark.parametrize(
        "path", ["/", LINKS, "/app/static/map/frame.js", "/stage/", "/component/streamlit_folium.st_folium/index.html"]
    )
    def test_security_headers_stand_once(self, behind: Fleet, path: str) -> None:
        for _ in range(2):
            headers: Message = fetch(behind, path)[1]
            for name in ("content-security-policy", "x-content-type-options", "referrer-policy", "etag", "content-type"):
                assert len(headers.get_all(name) or []) <= 1, name
            assert headers["content-security-policy"]
            assert headers["server"] == "nginx"

    def test_what_is_compressed_is_compressed_once(self, behind: Fleet) -> None:
        _, headers, body = fetch(behind, LINKS, {"Accept-Encoding": "gzip, br"})
        assert headers["content-encoding"] == "gzip"
        assert json.loads(gzip.decompress(body))


class TestLimits:
    def test_what_is_too_large_is_refused_before_the_app_sees_it(self, behind: Fleet) -> None:
        for path, size in (("/", 65 << 10), ("/_stcore/upload_file/a/b", 12 << 20)):
            status, headers, body = fetch(behind, path, method="PUT", body=b"x" * size)
            assert status == 413
            assert headers["content-security-policy"].startswith("default-src 'none'")
            assert "送信されたデータが大きすぎます" in body.decode()
        # What the proxy says itself, it says as if it had been asked for by GET.
        wait_for(lambda: re.search(r'"\w+ /_stcore/upload_file/- HTTP/1.1" 413', behind.log), "it is written")

    def test_one_address_cannot_flood_uploads(self, behind: Fleet) -> None:
        found = [fetch(behind, "/_stcore/upload_file/a/b", method="PUT", body=b"x") for _ in range(150)]
        assert {answer[0] for answer in found} == {403, 429}
        assert next(answer[1]["retry-after"] for answer in found if answer[0] == 429) == "20"

    def test_a_hall_opens_the_stage_but_a_flood_of_what_takes_long_is_refused_and_pages_are_not(self, behind: Fleet) -> None:
        path = "/stage/?lang=en"
        with another_visitor(behind) as ask:
            first, headers, _ = ask(path)
            known = {"If-None-Match": headers["etag"]}
            hall = [ask(path, known)[0] for _ in range(HALL)]
            assert (first, set(hall)) == (200, {304})
            # What comes back during the flood is added to what may come at once.
            wait_for(lambda: ask(path, known)[0] == 429, "the flood is refused")
            status, headers, body = ask("/api/v1/installations.xlsx")
            assert (status, headers["content-type"], headers["retry-after"]) == (429, "application/problem+json", "5")
            assert json.loads(body)["status"] == 429
            assert ask("/stage/drafts/x/")[0] == 429
            assert [ask(each)[0] for each in ("/", LINKS, "/app/static/map/frame.js")] == [200] * 3

    def test_nothing_but_what_its_page_asks_for_is_reached_of_streamlits_own(self, behind: Fleet) -> None:
        assert [fetch(behind, path)[0] for path in ("/_stcore/health", "/_stcore/host-config")] == [200, 200]
        for path in (
            "/_stcore/metrics",
            "/_stcore/agent/openapi.json",
            "/_stcore/agent/interact",
            "/_stcore/%6detrics",
            "/_stcore/",
        ):
            status, headers, body = fetch(behind, path)
            assert (status, body) == (404, b"Not Found\n"), path
            assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'self'"
            assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")

    def test_the_log_tells_neither_queries_nor_secrets(self, behind: Fleet) -> None:
        secret = "s3cr3t-t0k3n"  # noqa: S105 - looked for in the log
        paths = (
            f"/api/drafts/{secret}/v1/places.csv?country=VNM",
            f"/stage/drafts/{secret}/?x={secret}",
            f"/_stcore/upload_file/{secret}/{secret}",
            f"/api/v1/places.csv?q={secret}",
            f"/?q={secret}",
            f"/media/{secret}.csv",
            # The same, written in other ways.
            f"/api/%64rafts/{secret}/v1/places.csv",
            f"/api%2Fdrafts/{secret}/v1/places.csv",
            f"//stage//drafts/{secret}/",
            f"/x/../api/drafts/{secret}/v1/places.csv",
            f"/%6dedia/{secret}.csv",
            f"/_stcore/upload%5Ffile/{secret}/{secret}",
        )
        for path in paths:
            fetch(behind, path, {"Referer": f"http://localhost/?q={secret}"})
        last = "/written/last"
        fetch(behind, last)
        wait_for(lambda: f'"GET {last} HTTP/1.1"' in behind.log, "all of it is written")
        assert behind.log.count('"GET /api/drafts/- HTTP/1.1" 404') >= 3
        assert behind.log.count("/media/- ") >= 2
        for path in behind.folder.glob("log/*.log"):
            assert secret not in path.read_text("utf-8")
