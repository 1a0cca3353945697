"""The app on a real PostgreSQL that changes, slows down, dies and comes back: what is good stays, and nobody restarts anything."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from faulty_tables import TableFolder
from postgres_server import KEEPER, PASSWORDS, READER, Server, SlowLine, quoted, running_server
from serving import serving
from shipped import DATA

from geo import current, keeper
from geo.api.routes import create_api
from geo.current import REFRESH_VARIABLE, current_programme, standing
from geo.store import connection as limits
from geo.store import layout, postgresql
from geo.store.__main__ import main
from geo.store.source import OutOfReachError
from geo.tables import DATA_VARIABLE, DEFAULT_FOLDER
from tools.waiting import wait_for

OFTEN = "0.1"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture
def database(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database with the shipped tables, which the app reads and looks at often."""
    name = server.new_database()
    monkeypatch.setenv(REFRESH_VARIABLE, OFTEN)
    monkeypatch.setattr(keeper, "RETRY_SECONDS", float(OFTEN))
    publish(server, name)
    monkeypatch.setenv(DATA_VARIABLE, server.url(name))
    yield name
    forget()


def forget() -> None:
    if current._keeper:
        current._keeper[1].stop()


def publish(server: Server, database: str, folder: Path = DATA) -> None:
    assert main(["publish", str(folder), server.url(database, KEEPER), "--reader", READER]) == 0


def use(server: Server, database: str, version: str) -> None:
    assert main(["use", version, server.url(database, KEEPER)]) == 0


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Other tables than the shipped ones."""
    TableFolder.copy(tmp_path).set("statuses", 2, "name_en", "Chosen")
    return tmp_path


def test_what_is_published_is_shown_without_a_restart_and_so_is_going_back(server: Server, database: str, changed: Path) -> None:
    first = current_programme()
    publish(server, database, changed)
    wait_for(lambda: current_programme() is not first)
    assert current_programme().statuses["name_en"].iloc[0] == "Chosen"
    use(server, database, first.version)
    wait_for(lambda: current_programme().version == first.version)
    assert standing().trouble is None


def test_a_server_killed_in_the_middle_leaves_the_tables_with_a_dated_notice_until_it_is_back(
    server: Server, database: str, changed: Path
) -> None:
    with serving(create_api()) as client:
        before = current_programme()
        server.stop("immediate")
        try:
            wait_for(lambda: standing().trouble is not None)
            assert current_programme() is before
            told = client.get("/v1/health")
            assert (told.status, told.json["stale"], told.json["stale_because"]) == (200, True, "unreachable")
            assert client.get("/v1/places.geojson").status == 200
        finally:
            server.start()
        wait_for(lambda: standing().trouble is None)
        assert current_programme() is before
        assert client.get("/v1/health").json["stale"] is False
    publish(server, database, changed)
    wait_for(lambda: current_programme() is not before)


def test_connections_ended_by_the_server_are_no_trouble(server: Server, database: str, changed: Path) -> None:
    before = current_programme()
    server.cut_off(database)
    publish(server, database, changed)
    wait_for(lambda: current_programme() is not before)


def test_a_server_that_is_down_at_the_start_is_told_of_and_found_once_it_is_up(server: Server, database: str) -> None:
    server.stop("immediate")
    try:
        with serving(create_api()) as client:
            with pytest.raises(OutOfReachError) as refused:
                current_programme()
            assert f"127.0.0.1:{server.port}/{database}" in str(refused.value)
            assert client.get("/v1/health").status == 503
            server.start()
            wait_for(lambda: client.get("/v1/health").status == 200)
    finally:
        wait_for(lambda: standing().programme is not None)
    assert len(current_programme().places)


def test_never_looking_again_still_waits_for_the_first_tables(
    server: Server, database: str, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(REFRESH_VARIABLE, "0")
    server.stop("immediate")
    try:
        with pytest.raises(OutOfReachError):
            current_programme()
    finally:
        server.start()
    wait_for(lambda: standing().programme is not None)
    before = current_programme()
    thread = current._kept()._thread
    assert thread is not None
    thread.join(60)
    publish(server, database, changed)
    assert current_programme() is before


@pytest.fixture
def line(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowLine]:
    """A way to the server that may swallow everything, and little patience with it."""
    monkeypatch.setattr(postgresql, "ASK_SECONDS", 0.3)
    monkeypatch.setattr(postgresql, "READ_SECONDS", 30)
    monkeypatch.setattr(limits, "CONNECT_SECONDS", 2)
    monkeypatch.setattr(keeper, "PATIENCE_SECONDS", 0.5)
    slow = SlowLine(server.port)
    yield slow
    slow.close()


def test_a_server_that_accepts_and_says_nothing_holds_nobody_up_at_the_start(
    server: Server, database: str, line: SlowLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.swallows.set()
    monkeypatch.setenv(DATA_VARIABLE, server.url(database, port=line.port))
    with pytest.raises(OutOfReachError):
        current_programme()
    line.swallows.clear()
    wait_for(lambda: standing().programme is not None)


def test_a_network_that_swallows_in_the_middle_is_noticed_and_got_over(
    server: Server, database: str, changed: Path, line: SlowLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "PATIENCE_SECONDS", 60)
    monkeypatch.setenv(DATA_VARIABLE, server.url(database, port=line.port))
    before = current_programme()
    line.swallows.set()
    wait_for(lambda: standing().trouble is not None)
    assert current_programme() is before
    line.swallows.clear()
    wait_for(lambda: standing().trouble is None)
    publish(server, database, changed)
    wait_for(lambda: current_programme() is not before)


@pytest.mark.parametrize(("limit", "name"), [("statement_timeout", "statement timeout"), ("lock_timeout", "lock timeout")])
def test_a_server_too_busy_to_answer_is_noticed_and_got_over(
    server: Server, database: str, limit: str, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(limits.READING, limit, "200ms")
    before = current_programme()
    with server.superuser(database) as other, other.transaction():
        other.execute("LOCK TABLE city_map.data_shown IN ACCESS EXCLUSIVE MODE")
        wait_for(lambda: standing().trouble is not None)
        assert current_programme() is before
    wait_for(lambda: standing().trouble is None)
    assert name in caplog.text


def test_a_bad_new_version_is_refused_and_the_old_one_stays(server: Server, database: str, changed: Path) -> None:
    """Publishing refuses faulty tables; a version changed by hand afterwards gets past it, and not past the app."""
    before = current_programme()
    publish(server, database, changed)
    wait_for(lambda: current_programme() is not before)
    good, bad = current_programme(), before.version
    with psycopg.connect(server.url(database, KEEPER)) as connection:
        connection.execute(f"UPDATE {layout.version_schema(bad)}.places SET name_en = '' WHERE place_id = 'osaka'")  # noqa: S608
    use(server, database, bad)
    wait_for(lambda: standing().trouble is not None)
    trouble = standing().trouble
    assert trouble is not None
    assert {(fault.file, fault.rule) for fault in trouble.faults} == {("", "version-changed"), ("places.csv", "required")}
    assert current_programme() is good
    # Unreachable meanwhile, it is no better afterwards.
    server.stop("immediate")
    try:
        wait_for(lambda: (now := standing().trouble) is not None and not now.faults)
    finally:
        server.start()
    wait_for(lambda: standing().trouble == trouble)
    use(server, database, good.version)
    wait_for(lambda: standing().trouble is None)
    assert current_programme() is good
    publish(server, database)
    wait_for(lambda: current_programme().version == bad)


def test_the_log_tells_of_an_outage_once_and_of_no_password(
    server: Server, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    current_programme()
    with server.superuser() as connection:
        connection.execute("ALTER ROLE reader PASSWORD 'another'")
        try:
            server.cut_off(database)
            wait_for(lambda: standing().trouble is not None)
        finally:
            connection.execute(psycopg.sql.SQL("ALTER ROLE reader PASSWORD {}").format(psycopg.sql.Literal(PASSWORDS[READER])))
    wait_for(lambda: standing().trouble is None)
    told = [record.getMessage() for record in caplog.records if record.name == "geo.keeper"]
    assert len(told) == 2
    assert "password authentication failed" in told[0]
    assert "can be reached again" in told[1]
    assert not any(part in caplog.text for part in (PASSWORDS[READER], quoted(PASSWORDS[READER]), "s3cret"))


TOLD = """
from geo.current import current_programme, standing
from geo.language import Language
from geo.moments import iso, moment
programme, dated = current_programme(), standing().dated
print(programme.version, iso(dated), moment(dated, Language("ja")), moment(dated, Language("en")))
for name, table in programme.tables.items():
    print(name, table.drop(columns="geometry", errors="ignore").to_csv())
"""


def test_another_time_zone_changes_nothing(server: Server, database: str) -> None:
    def told(zone: str) -> str:
        with server.superuser() as connection:
            connection.execute(psycopg.sql.SQL("ALTER ROLE reader SET timezone TO {}").format(psycopg.sql.Literal(zone)))
        done = subprocess.run(
            [sys.executable, "-c", TOLD], cwd=DEFAULT_FOLDER.parent, env={**os.environ, "TZ": zone, "PGTZ": zone},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    assert database
    kiritimati = told("Pacific/Kiritimati")
    assert kiritimati == told("UTC") == told("America/Los_Angeles")
    assert "日本時間" in kiritimati
