"""Faults of network and machine: a connection that breaks, another time zone, a disk nothing can be written to."""

from __future__ import annotations

import contextlib
import resource
import select
import signal
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from shipped import DATA, shipped

from geo import summary
from geo.selection import Selection
from geo.tables import DATA_VARIABLE
from tests.browser.visit import OpenVisit, Visit
from tools.fleet import Process
from tools.running_app import HOST, ROOT, RunningApp, free_port, status_of
from tools.waiting import wait_for

VIEW = {"lang": "en", "country": "VNM", "fy": ["2015", "2022"]}
DOCUMENTS = ("/api/v1/summary.json", "/api/v1/map/links.json", "/api/v1/collaborations.csv", "/api/v1/installations.geojson")
DOWNLOADS = (
    "/api/v1/installations.xlsx", "/api/v1/installations.gpkg", "/api/v1/installations.parquet", "/api/v1/collaborations.csv",
    "/api/v1/places.geojson", "/api/v1/datapackage.zip", "/stage/file?lang=ja",
)  # fmt: skip
ZONES = ("Pacific/Kiritimati", "America/New_York")
CUT = "WebSocket|Failed to load resource|ERR_"


class Cable:
    """Between a browser and the app: can be cut, and mended."""

    def __init__(self, to: int) -> None:
        # Bound as long as the cable is there, and never listened at: nobody else can have its port while it is cut.
        self._place = socket.socket()
        self._place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._place.bind((HOST, 0))
        self.port = int(self._place.getsockname()[1])
        self._to = to
        self._ends: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self.mend()

    def mend(self) -> None:
        self._listener = socket.create_server((HOST, self.port))
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        listener, self._listener = self._listener, None
        for end in [*([listener] if listener else []), *self._ends]:
            # Closing alone does not wake up who waits for it.
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def away(self) -> None:
        self.cut()
        self._place.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near = listener.accept()[0]
                far = socket.create_connection((HOST, self._to))
            except OSError:
                return
            self._ends |= {near, far}
            if self._listener is not listener:  # cut while it was being connected
                for end in (near, far):
                    end.close()
                return
            threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        other = {near: far, far: near}
        try:
            while True:
                for end in select.select([near, far], [], [])[0]:
                    if not (data := end.recv(65536)):
                        return
                    other[end].sendall(data)
        except (OSError, ValueError):
            return
        finally:
            for end in (near, far):
                self._ends.discard(end)
                end.close()


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    started = Process(free_port(), tmp_path, {DATA_VARIABLE: str(DATA)})
    try:
        started.start()
        started.settle()
        yield started
    finally:
        started.end()


def app(port: int, log: Path) -> RunningApp:
    return RunningApp(f"http://{HOST}:{port}", log)


@pytest.mark.browser
def test_a_page_says_that_its_connection_broke_and_goes_on_where_it_was(process: Process, visit: OpenVisit) -> None:
    cable = Cable(process.port)
    look = visit(app(cable.port, process.log)).open(**VIEW)
    status = look.page.get_by_test_id("stConnectionStatus")
    look.when_still()
    strands, address, view = look.strands(), look.page.url, look.view()
    expect(status).to_have_count(0)
    with look.expecting(CUT):
        cable.cut()
        expect(status).to_be_visible()
        # What is there stays there, and the map can still be used.
        assert look.strands() == strands
        cable.mend()
        expect(status).to_have_count(0)
        look.settled()
    look.when_still()
    assert (look.page.url, look.strands(), look.view()) == (address, strands, view)
    look.choose("country", "Indonesia")
    look.has_parameters(country=["VNM", "IDN"], fy=["2015", "2022"])
    cable.away()


@pytest.mark.browser
def test_what_a_visitor_does_first_counts_although_the_server_was_started_anew_meanwhile(
    process: Process, visit: OpenVisit
) -> None:
    look = visit(app(process.port, process.log)).open(**VIEW)
    status = look.page.get_by_test_id("stConnectionStatus")
    with look.expecting(CUT):
        process.end(signal.SIGKILL)
        expect(status).to_be_visible()
        process.start()
        process.ready()
        expect(status).to_have_count(0)
    # A menu is a part of the page that runs alone: the new server has never run the rest.
    look.page.get_by_role("button", name="Data").first.click()
    expect(look.page.get_by_test_id("stPopoverBody").get_by_role("link").first).to_be_visible()
    look.page.keyboard.press("Escape")
    expect(look.page.get_by_test_id("stPopoverBody")).to_have_count(0)
    look.choose("country", "Indonesia")
    look.has_parameters(country=["VNM", "IDN"], fy=["2015", "2022"])


def written(look: Visit, page: str) -> str:
    look.go(page, lang="en")
    look.ready(page)
    return look.page.get_by_test_id("stMain").inner_text()


@pytest.mark.browser
def test_every_time_zone_shows_the_same(process: Process, visit: OpenVisit, tmp_path: Path) -> None:
    pages = ("/", "/data_and_sources")
    home = app(process.port, process.log)
    here = visit(home)
    seen = {page: written(here, page) for page in pages}
    served = {path: home.get(path) for path in DOCUMENTS}
    for zone in ZONES:
        elsewhere = Process(free_port(), tmp_path, {DATA_VARIABLE: str(DATA), "TZ": zone})
        try:
            elsewhere.start()
            elsewhere.settle()
            there = app(elsewhere.port, elsewhere.log)
            assert {path: there.get(path) for path in DOCUMENTS} == served
            look = visit(there)
            for page in pages:
                written(look, page)
                look.becomes(look.page.get_by_test_id("stMain").inner_text, seen[page])
        finally:
            elsewhere.end()


class WritesNothing(Process):
    """A process to which every disk is full: the system refuses each byte written to a file, whoever it runs as."""

    def start(self) -> None:
        def full() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

        self.running = subprocess.Popen(
            self.command, cwd=ROOT, env=self.surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=full,
        )  # fmt: skip
        self.told: list[str] = []
        pipe = self.running.stdout
        assert pipe
        threading.Thread(target=lambda: self.told.extend(line.decode("utf-8", "replace") for line in pipe), daemon=True).start()

    def written(self) -> str:
        return "".join(self.told)


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["full", "read-only"])
def test_pages_map_and_downloads_work_on_a_disk_nothing_can_be_written_to(kind: str, visit: OpenVisit, tmp_path: Path) -> None:
    # Nobody, whoever it is, can make a file there.
    nowhere = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR"), "/proc")
    surroundings = {DATA_VARIABLE: str(DATA), **(nowhere if kind == "read-only" else {})}
    process = (WritesNothing if kind == "full" else Process)(free_port(), tmp_path, surroundings)
    try:
        process.start()
        process.settle()
        look = visit(app(process.port, process.log)).open(lang="en")
        look.has_strands(len(summary.links(shipped(), Selection())))
        expect(look.page.get_by_test_id("stException")).to_have_count(0)
        for path in DOWNLOADS:
            with urllib.request.urlopen(process.address + path, timeout=60) as answer:
                assert answer.status == 200, path
                assert len(answer.read()) > 1000, path
        look.choose("country", "Viet Nam")
        look.has_parameters(country="VNM", lang="en")
        wait_for(lambda: status_of(process.address + "/api/v1/health") == 200, "it is still well")
    finally:
        process.end()
    assert "Traceback" not in process.written()
