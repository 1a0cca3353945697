"""Three processes on PostGIS behind nginx as `deploy/` sets it up: one may die, all may be restarted, tables may change and the
database may go away, and no visitor is turned away.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from asking import COOKIE, LINKS, Asking, fetch
from faulty_tables import TableFolder
from playwright.sync_api import expect
from postgres_server import KEEPER, READER, Server, running_server
from shipped import DATA, shipped

from geo import summary
from geo.current import REFRESH_VARIABLE
from geo.programme import load_programme
from geo.selection import Selection
from geo.tables import DATA_VARIABLE
from tests.browser.visit import OpenVisit, Visit
from tools.fleet import Fleet, fleet
from tools.nginx import DEPLOY
from tools.running_app import ROOT, SIGN_OF_LIFE, RunningApp, status_of
from tools.waiting import wait_for

SEVERAL_LOOKS = 12
LONGEST_COMMAND = 120
SOON = "0.5"
VIEW: dict[str, str | list[str]] = {"lang": "en", "country": "VNM", "fy": ["2015", "2022"]}
LEFT_OUT = "osaka-ho-chi-minh-city-fy2017"


@dataclass(frozen=True)
class Tables:
    """The database all processes read."""

    server: Server
    database: str

    def store(self, command: str, what: str, *options: str) -> None:
        """Have `python -m geo.store` do something with a folder or a version."""
        done = subprocess.run(
            [sys.executable, "-m", "geo.store", command, what, self.server.url(self.database, KEEPER), *options],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=LONGEST_COMMAND,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def publish(self, folder: Path) -> None:
        self.store("publish", str(folder), "--reader", READER)


@pytest.fixture(scope="module")
def tables() -> Iterator[Tables]:
    with running_server() as server:
        made = Tables(server, server.new_database())
        made.publish(DATA)
        yield made


@pytest.fixture(scope="module")
def behind(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    surroundings = {DATA_VARIABLE: tables.server.url(tables.database), REFRESH_VARIABLE: SOON}
    with fleet(tmp_path_factory.mktemp("fleet"), (surroundings,) * 3) as started:
        yield started


def told(of: Fleet, what: str) -> set[object]:
    """What the processes say of their health, each for itself."""
    each = (RunningApp(process.address, process.log).get(SIGN_OF_LIFE) for process in of.processes)
    return {json.loads(answer)[what] for answer in each}


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
        look.settled()
        look.page.reload()
        look.ready()
        assert process_of(look) == first
        assert look.errors == []

    def test_newcomers_are_shared_out_among_all_processes(self, behind: Fleet) -> None:
        given = [str(fetch(behind, "/")[1].get_all("set-cookie")) for _ in range(6)]
        found = {match[1] for cookie in given if (match := re.search(rf"{COOKIE}=(\d+);", cookie))}
        assert found == {str(process.port) for process in behind.processes}

    def test_a_file_of_a_session_is_found_by_a_browser_that_keeps_no_cookies(self, behind: Fleet, visit: OpenVisit) -> None:
        look = visit(behind.app).open("/data_and_sources", lang="en", part="leads")
        with look.page.expect_download() as saved:
            look.page.get_by_role("button", name="Leads as a form (Excel)").click()
        path = saved.value.url.removeprefix(behind.app.address)
        assert path.startswith("/media/")
        # Only one process has it: in turn, each of them is asked first.
        elsewhere = [RunningApp(process.address, process.log).address + path for process in behind.processes]
        assert sorted(status_of(address) or 0 for address in elsewhere) == [200, 404, 404]
        answers = [fetch(behind, path) for _ in behind.processes]
        assert {status for status, _, _ in answers} == {200}
        assert {body for _, _, body in answers} == {saved.value.path().read_bytes()}

    def test_the_visitors_of_a_killed_process_go_on_with_the_same_view_at_another_one(
        self, behind: Fleet, visit: OpenVisit
    ) -> None:
        looks = [visit(behind.app).open(**VIEW) for _ in range(2)]
        looks[0].when_still()
        strands = looks[0].strands()
        killed = behind.at(process_of(looks[0]))
        zoom = looks[0].view()
        try:
            # The sessions of all of them may break at once.
            with ExitStack() as broken:
                for look in looks:
                    broken.enter_context(look.expecting("WebSocket|Failed to load resource|ERR_"))
                killed.end(signal.SIGKILL)
                for look in looks:
                    address = look.page.url
                    # The very next thing a visitor does is answered, without a reload.
                    wait_for(lambda at=look: process_of(at) != str(killed.port), "the session is at another process")
                    expect(look.page.get_by_test_id("stConnectionStatus")).to_have_count(0)
                    look.settled()
                    assert look.page.url == address
                    assert look.strands() == strands
                    look.choose("country", "Indonesia")
                    look.has_parameters(country=["VNM", "IDN"], fy=["2015", "2022"])
                    look.settled()
                    expect(look.container).not_to_have_attribute("data-strands", str(len(strands)))
            looks[0].when_still()
            assert looks[0].view() == zoom
            assert {fetch(behind, "/")[0] for _ in range(SEVERAL_LOOKS)} == {200}
        finally:
            killed.start()
            killed.ready()
        for look in looks:
            assert [error for error in look.errors if "WebSocket" not in error and "ERR_" not in error] == []


@pytest.mark.browser
def test_tables_published_anew_are_shown_by_every_process_without_a_restart(
    behind: Fleet, tables: Tables, visit: OpenVisit, tmp_path: Path
) -> None:
    folder = TableFolder.copy(tmp_path)
    folder.save("collaborations", [row for row in folder.read("collaborations") if row[0] != LEFT_OUT])
    pids, look = behind.pids, visit(behind.app).open(**VIEW)
    before = look.strands()
    assert LEFT_OUT in before
    with Asking(behind) as asking:
        tables.publish(tmp_path)
        try:
            newer = {load_programme(tmp_path).version}
            wait_for(lambda: told(behind, "data_version") == newer, lambda: told(behind, "data_version"))
            for process in behind.processes:
                assert LEFT_OUT.encode() not in RunningApp(process.address, process.log).get(LINKS)
            look.page.reload()
            look.ready()
            look.has_strands(len(before) - 1)
            look.becomes(look.strands, before - {LEFT_OUT})
        finally:
            tables.store("use", shipped().version)
        wait_for(lambda: told(behind, "data_version") == {shipped().version}, lambda: told(behind, "data_version"))
    assert asking.failed == []
    assert behind.pids == pids


@pytest.mark.browser
def test_the_database_may_go_and_come_back_behind_the_processes(behind: Fleet, tables: Tables, visit: OpenVisit) -> None:
    look = visit(behind.app).open(**VIEW)
    notice = look.page.locator(".st-key-data_notice")
    expect(notice).to_have_count(0)
    with Asking(behind) as asking:
        tables.server.stop()
        try:
            wait_for(lambda: told(behind, "stale") == {True}, lambda: told(behind, "stale_because"))
            assert told(behind, "data_version") == {shipped().version}
            # Who is in goes on and is told since when; newcomers get the map as well.
            look.choose("country", "Indonesia")
            look.has_parameters(country=["VNM", "IDN"], fy=["2015", "2022"])
            look.settled()
            look.has_strands(shown(countries=("VNM", "IDN"), fiscal_years=(2015, 2022)))
            expect(notice).to_contain_text("Japan time")
            newcomer = visit(behind.app, "ja").open(lang="ja")
            newcomer.has_strands(shown())
            expect(newcomer.page.locator(".st-key-data_notice")).to_contain_text("日本時間")
        finally:
            tables.server.start()
        wait_for(lambda: told(behind, "stale") == {False}, lambda: told(behind, "stale_because"))
        look.page.reload()
        look.ready()
        expect(notice).to_have_count(0)
    assert asking.failed == []
    assert asking.answered > SEVERAL_LOOKS
    assert not [process.port for process in behind.processes if "Traceback" in process.written() or "s3cret" in process.written()]


def test_all_processes_are_restarted_in_turn_without_a_failed_request(behind: Fleet, tmp_path: Path) -> None:
    """`deploy/restart.sh` with a command in place of systemd, which asks this test to restart a process."""
    command = tmp_path / "restart"
    # It waits no longer than there is somebody who waits for it.
    command.write_text(
        f'#!/bin/sh\ntouch "{tmp_path}/asked-$1"\n'
        f'until [ -e "{tmp_path}/done-$1" ]; do kill -0 "$PPID" || exit 1; sleep 0.1; done\n'
    )
    command.chmod(0o700)
    ports = [str(process.port) for process in behind.processes]
    before = behind.pids
    with Asking(behind) as asking:
        script = subprocess.Popen(
            ["sh", str(DEPLOY / "restart.sh"), *ports],  # noqa: S607
            env={**os.environ, "RESTART": str(command), "PAUSE": "6"},
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            for number, port in enumerate(ports, start=1):
                asked = tmp_path / f"asked-{port}"
                wait_for(lambda at=asked: at.exists() or script.poll() is not None, f"{port} is to be restarted")
                # This one, none that comes later, and the script is still there to ask for it.
                assert len(list(tmp_path.glob("asked-*"))) == number
                assert asked.exists()
                process = behind.at(port)
                process.end()
                process.start()
                (tmp_path / f"done-{port}").touch()
            written = script.communicate(timeout=LONGEST_COMMAND)[0]
        finally:
            script.kill()
            script.wait()
    assert script.returncode == 0
    assert written.split("\n")[:3] == [f"{port} is back." for port in ports]
    assert asking.failed == []
    assert asking.answered > 100
    assert not set(before) & set(behind.pids)


def test_a_process_that_is_down_stops_a_restart_before_it_begins(tmp_path: Path) -> None:
    command = tmp_path / "restart"
    command.write_text(f"#!/bin/sh\ntouch {tmp_path}/restarted\n")
    command.chmod(0o700)
    script = subprocess.run(
        ["sh", str(DEPLOY / "restart.sh"), "9"],  # noqa: S607
        env={**os.environ, "RESTART": str(command)}, capture_output=True, text=True, check=False, timeout=LONGEST_COMMAND,
    )  # fmt: skip
    assert script.returncode == 1
    assert "port 9 does not answer" in script.stderr
    assert not (tmp_path / "restarted").exists()
