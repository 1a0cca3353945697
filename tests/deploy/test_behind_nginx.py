"""Three processes behind nginx as `deploy/` sets it up: one may die, all may be restarted, and no visitor is turned away."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import stat
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from fleet import DEPLOY, HEALTH, Fleet, fleet, until
from playwright.sync_api import expect
from shipped import shipped

from geo import summary
from geo.selection import Selection
from tests.browser.visit import OpenVisit, Visit

SEVERAL_LOOKS = 12
BETWEEN_REQUESTS = 0.05
COOKIE = "city_map_process"
LINKS = "/api/v1/map/links.json"
VIEW = {"lang": "en", "country": "VNM", "fy": ["2015", "2022"]}


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    with fleet(tmp_path_factory.mktemp("fleet")) as started:
        yield started


def fetch(of: Fleet, path: str, headers: dict[str, str] | None = None, method: str = "GET", body: bytes | None = None):
    request = urllib.request.Request(of.app.address + path, body, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def process_of(look: Visit) -> str:
    """The port of the process a visitor's browser was last led to."""
    return next(cookie["value"] for cookie in look.page.context.cookies() if cookie["name"] == COOKIE)


def shown(**parameters: object) -> int:
    selection = Selection(**parameters)  # type: ignore[arg-type]
    return len(summary.links(shipped(), selection))


class TestPages:
    pytestmark = pytest.mark.browser

    def test_page_session_and_map_work_through_the_proxy_and_stay_at_one_process(self, behind: Fleet, visit: OpenVisit) -> None:
        look = visit(behind.app).open(lang="en")
        look.has_strands(shown())
        first = process_of(look)
        look.choose("country", "Viet Nam")
        look.has_parameters(country="VNM", lang="en")
        look.page.reload()
        look.ready()
        assert process_of(look) == first
        assert look.errors == []

    def test_newcomers_are_shared_out_among_all_processes(self, behind: Fleet) -> None:
        given = [str(fetch(behind, "/")[1].get_all("set-cookie")) for _ in range(6)]
        found = {match[1] for cookie in given if (match := re.search(rf"{COOKIE}=(\d+);", cookie))}
        assert found == {str(process.port) for process in behind.processes}

    def test_a_file_of_a_session_is_found_by_a_browser_that_keeps_no_cookies(self, behind: Fleet, visit: OpenVisit) -> None:
        look = visit(behind.app).open("/data_and_sources", lang="en")
        media = look.page.evaluate(
            '() => [...document.querySelectorAll(\'[src*="/media/"], [href*="/media/"]\')].map(e => e.src || e.href)'
        )
        for address in media:
            assert {fetch(behind, address.removeprefix(behind.app.address))[0] for _ in range(3)} == {200}

    def test_the_visitors_of_a_killed_process_go_on_with_the_same_view_at_another_one(
        self, behind: Fleet, visit: OpenVisit
    ) -> None:
        looks = [visit(behind.app).open(**VIEW) for _ in range(2)]
        strands = looks[0].strands()
        killed = behind.at(process_of(looks[0]))
        zoom = looks[0].view()
        killed.end(signal.SIGKILL)
        try:
            for look in looks:
                address = look.page.url
                # The very next thing a visitor does is answered, without a reload.
                with look.expecting("WebSocket|Failed to load resource|ERR_"):
                    until(lambda look=look: process_of(look) != str(killed.port), "the session is at another process")
                    look.settled()
                    assert look.page.url == address
                    assert look.strands() == strands
                    look.choose("country", "Indonesia")
                    look.has_parameters(country=["VNM", "IDN"], fy=["2015", "2022"])
                    look.settled()
                    expect(look.container).not_to_have_attribute("data-strands", str(len(strands)))
            assert looks[0].view() == zoom
            assert {fetch(behind, "/")[0] for _ in range(SEVERAL_LOOKS)} == {200}
        finally:
            killed.start()
            killed.ready()
        for look in looks:
            assert [error for error in look.errors if "WebSocket" not in error and "ERR_" not in error] == []


class TestKeptAtTheProxy:
    @pytest.mark.parametrize("path", [LINKS, "/api/v1/places.geojson", "/app/static/leaflet/leaflet.js", "/stage/?lang=en"])
    def test_open_data_files_and_stage_are_kept_and_asked_for_again_by_their_etag(self, behind: Fleet, path: str) -> None:
        headers = {"Accept-Encoding": "gzip"}
        _, first, body = fetch(behind, path, headers)
        assert gzip.decompress(body)
        until(lambda: fetch(behind, path, headers)[1]["x-cache-status"] == "REVALIDATED", "it is asked for again")
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
        assert fetch(behind, script[1])[1]["x-cache-status"] == "HIT"

    @pytest.mark.parametrize(
        "path", ["/", HEALTH, "/api/drafts/x/v1/map/links.json", "/stage/drafts/x/", "/media/x", "/_stcore/health"]
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
        until(lambda: re.search(r'"\w+ /_stcore/upload_file/- HTTP/1.1" 413', behind.log), "it is written")

    def test_one_address_cannot_flood_uploads(self, behind: Fleet) -> None:
        found = [fetch(behind, "/_stcore/upload_file/a/b", method="PUT", body=b"x") for _ in range(150)]
        assert {answer[0] for answer in found} == {403, 429}
        assert next(answer[1]["retry-after"] for answer in found if answer[0] == 429) == "20"

    def test_the_log_tells_neither_queries_nor_secrets(self, behind: Fleet) -> None:
        secret = "s3cr3t-t0k3n"  # noqa: S105 - looked for in the log
        paths = (
            f"/api/drafts/{secret}/v1/places.csv?country=VNM",
            f"/stage/drafts/{secret}/?x={secret}",
            f"/_stcore/upload_file/{secret}/{secret}",
            f"/api/v1/places.csv?q={secret}",
            f"/?q={secret}",
            f"/media/{secret}.csv",
        )
        for path in paths:
            fetch(behind, path, {"Referer": f"http://localhost/?q={secret}"})
        until(lambda: "/media/- " in behind.log, "it is written")
        for path in behind.folder.glob("log/*.log"):
            assert secret not in path.read_text("utf-8")
        assert '"GET /api/drafts/- HTTP/1.1" 404' in behind.log


class Asking:
    """Asks for pages and data all the time, as visitors do; keeps what was not answered well."""

    PATHS = ("/", "/installations", LINKS, "/api/v1/summary.json", "/app/static/map/frame.js", "/_stcore/health", "/stage/?lang=en")

    def __init__(self, of: Fleet) -> None:
        self._fleet = of
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(3)]
        self.failed: list[str] = []
        self.answered = 0

    def _ask(self, number: int) -> None:
        turn = number
        while not self._over.wait(BETWEEN_REQUESTS):
            path = self.PATHS[turn % len(self.PATHS)]
            turn += 1
            # Visitors are led to a process each; newcomers to any.
            at = self._fleet.processes[turn % 3].port
            headers = {"Cookie": f"{COOKIE}={at}"} if turn % 2 else {}
            try:
                status = fetch(self._fleet, path, headers)[0]
            except OSError as error:
                self.failed.append(f"{path}: {error}")
                continue
            self.answered += 1
            if status != 200:
                self.failed.append(f"{path}: {status}")

    def __enter__(self) -> Asking:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def test_all_processes_are_restarted_in_turn_without_a_failed_request(behind: Fleet, tmp_path: Path) -> None:
    """`deploy/restart.sh` with a command in place of systemd, which asks this test to restart a process."""
    ask, done = tmp_path / "ask", tmp_path / "done"
    os.mkfifo(ask)
    os.mkfifo(done)
    command = tmp_path / "restart"
    command.write_text(f'#!/bin/sh\necho "$1" > {ask}\ncat {done} > /dev/null\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    ports = [str(process.port) for process in behind.processes]
    before = [process.running.pid for process in behind.processes if process.running]
    with Asking(behind) as asking:
        script = subprocess.Popen(
            ["sh", str(DEPLOY / "restart.sh"), *ports],  # noqa: S607
            env={**os.environ, "RESTART": str(command), "PAUSE": "6"},
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        for port in ports:
            assert ask.read_text().strip() == port
            process = behind.at(port)
            process.end()
            process.start()
            done.write_text("done")
        written = script.communicate(timeout=120)[0]
    assert script.returncode == 0
    assert written.split("\n")[:3] == [f"{port} is back." for port in ports]
    assert asking.failed == []
    assert asking.answered > 100
    assert not set(before) & {process.running.pid for process in behind.processes if process.running}


def test_a_process_that_is_down_stops_a_restart_before_it_begins(tmp_path: Path) -> None:
    command = tmp_path / "restart"
    command.write_text(f"#!/bin/sh\ntouch {tmp_path}/restarted\n")
    command.chmod(0o700)
    script = subprocess.run(
        ["sh", str(DEPLOY / "restart.sh"), "9"],  # noqa: S607
        env={**os.environ, "RESTART": str(command)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert script.returncode == 1
    assert "port 9 does not answer" in script.stderr
    assert not (tmp_path / "restarted").exists()
