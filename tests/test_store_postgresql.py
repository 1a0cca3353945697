"""Tables in a real PostgreSQL with PostGIS: published whole or not at all, given back as they were written, open to a GIS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from faulty_tables import TableFolder
from postgres_server import KEEPER, PASSWORDS, READER, Server, quoted, running_server
from psycopg import errors
from shipped import DATA, shipped

from geo import check
from geo.export.data_folder import to_csv
from geo.programme import assemble, load_programme
from geo.store import connection as limits
from geo.store import layout, publishing
from geo.store.__main__ import main
from geo.store.postgresql import PostgresSource
from geo.store.source import OutOfReachError
from geo.tables import DATA_VARIABLE, DEFAULT_FOLDER, TABLES, UnusableDataUrlError, file_name

ODD_TEXTS = (
    "\\N", "\\.", "\\", 'a "quoted" word',
    "semi;colon, comma", "'; DROP SCHEMA city_map CASCADE; --", "$$ %s {} :x", "NULL", "null",
    "=1+1", "👩🏽‍🚒 𠮷野家 é", "<b>&amp;</b>", "{{ 7*7 }}",
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture
def database(server: Server) -> str:
    return server.new_database()


@pytest.fixture
def folder(tmp_path: Path) -> TableFolder:
    return TableFolder.copy(tmp_path)


def published(server: Server, database: str, folder: Path = DATA, *more: str) -> str:
    """Publish a folder; give the version shown then."""
    assert main(["publish", str(folder), server.url(database, KEEPER), "--reader", READER, *more]) == check.CLEAN
    return shown(server, database)


def versions(server: Server, database: str) -> dict[str, bool]:
    with publishing.opened(server.url(database, KEEPER)) as connection:
        return {each.version: each.shown for each in publishing.listed(connection)}


def shown(server: Server, database: str) -> str:
    (version,) = [version for version, is_shown in versions(server, database).items() if is_shown]
    return version


def schemas(server: Server, database: str) -> set[str]:
    with server.superuser(database) as connection:
        return {name for (name,) in connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'city_map%'")}


def read(server: Server, database: str) -> Any:
    source = PostgresSource(server.url(database))
    try:
        return source.read().reading
    finally:
        source.close()


class TestWhatIsPublished:
    @pytest.mark.parametrize("kept", [DATA, DEFAULT_FOLDER], ids=["shipped", "data"])
    def test_comes_back_byte_for_byte(self, server: Server, database: str, kept: Path) -> None:
        version = published(server, database, kept)
        reading = read(server, database)
        assert reading.faults == ()
        for table in TABLES:
            assert to_csv(reading.tables[table]) == (kept / file_name(table)).read_bytes(), table
        assert version == load_programme(kept).version == assemble(reading.tables, reading.digest).version

    def test_keeps_numbers_as_they_were_written_and_any_text(self, server: Server, database: str, folder: TableFolder) -> None:
        folder.set("places", "osaka", "lat", "34.69000")
        folder.set("places", "kobe", "lon", "135.1830")
        folder.set("themes", 2, "sort_order", "0010")
        for line, text in enumerate(ODD_TEXTS, start=2):
            folder.set("installations", line, "notes", text)
        published(server, database, folder.path)
        reading = read(server, database)
        for table in TABLES:
            assert to_csv(reading.tables[table]) == folder.file(table).read_bytes(), table
        with psycopg.connect(server.url(database)) as connection:
            row = connection.execute("SELECT lat, ST_Y(geom) FROM city_map.places WHERE place_id = 'osaka'").fetchone()
        assert row == (34.69, 34.69)

    def test_is_the_same_programme_as_the_folder(self, server: Server, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
        published(server, database)
        monkeypatch.setenv(DATA_VARIABLE, server.url(database))
        loaded = load_programme()
        for name, table in shipped().tables.items():
            assert table.equals(loaded.tables[name]), name
        assert check.main([]) == check.CLEAN

    def test_has_types_points_and_an_index_for_a_gis(self, server: Server, database: str) -> None:
        version = published(server, database)
        with psycopg.connect(server.url(database)) as connection:
            layers = connection.execute(
                "SELECT f_table_name, srid, type FROM geometry_columns WHERE f_table_schema = 'city_map' ORDER BY 1"
            ).fetchall()
            kinds = dict(
                connection.execute(
                    "SELECT column_name, data_type FROM information_schema.columns"
                    " WHERE table_schema = 'city_map' AND table_name = 'installations'"
                ).fetchall()
            )
            indexed = connection.execute(
                "SELECT tablename FROM pg_indexes WHERE schemaname = %s AND indexdef LIKE '%%gist%%' ORDER BY 1",
                [layout.version_schema(version)],
            ).fetchall()
            pointless = connection.execute("SELECT count(*) FROM city_map.installations WHERE geom IS NULL").fetchone()
        assert layers == [(name, 4326, "POINT") for name in ("countries", "installations", "places")]
        assert [name for (name,) in indexed] == ["countries", "installations", "places"]
        assert (kinds["fiscal_year"], kinds["lat"], kinds["name_ja"]) == ("bigint", "double precision", "text")
        assert not any(name.endswith(layout.AS_WRITTEN) for name in kinds)
        assert pointless == (int(shipped().installations.geometry.isna().sum()),)

    @pytest.mark.parametrize("layer", ["places", "installations", "countries"])
    def test_is_read_by_gdal_with_the_same_points(self, server: Server, database: str, layer: str) -> None:
        published(server, database)
        where = f"PG:host=127.0.0.1 port={server.port} dbname={database} user={READER} schemas=city_map"
        command = ["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", where, layer, "-lco", "COORDINATE_PRECISION=15"]
        done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PGPASSWORD": PASSWORDS[READER]})
        told = json.loads(done.stdout)
        ours = shipped().tables[layer].set_index(shipped().tables[layer].columns[0])
        assert len(told["features"]) == len(ours)
        for feature in told["features"]:
            point = ours.loc[feature["properties"][ours.index.name]].geometry
            found = feature["geometry"] and feature["geometry"]["coordinates"][:2]
            assert found == (None if point is None else pytest.approx([point.x, point.y], abs=1e-12))


class TestAllOrNothing:
    def test_faulty_tables_are_refused_with_the_usual_report_and_the_database_is_not_asked(
        self, server: Server, folder: TableFolder, capsys: pytest.CaptureFixture[str]
    ) -> None:
        line = folder.set("places", "osaka", "lat", "north")
        assert main(["publish", str(folder.path), server.url("no_such_database", KEEPER), "--lang", "en"]) == check.UNUSABLE
        database = server.new_database()
        capsys.readouterr()
        assert main(["publish", str(folder.path), server.url(database, KEEPER), "--lang", "en"]) == check.FAULTY
        said = capsys.readouterr()
        assert f'places.csv:{line}: lat "north"' in said.out
        assert "1 fault." in said.err
        assert schemas(server, database) == set()

    def test_a_connection_lost_half_way_leaves_the_old_version_and_nothing_of_the_new(
        self,
        server: Server,
        database: str,
        folder: TableFolder,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        old = published(server, database)
        before = schemas(server, database)
        folder.set("statuses", 2, "name_en", "Chosen")
        make = layout.table

        def cut(version: str, name: str) -> Any:
            if name == "sectors":
                server.cut_off(database)
            return make(version, name)

        monkeypatch.setattr(layout, "table", cut)
        assert main(["publish", str(folder.path), server.url(database, KEEPER), "--lang", "en"]) == check.UNUSABLE
        assert "Nothing was changed" in capsys.readouterr().err
        assert schemas(server, database) == before
        assert versions(server, database) == {old: True}
        assert read(server, database).digest.startswith(old)

    def test_a_database_that_gives_back_something_else_is_not_trusted(
        self, server: Server, database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        read_version = publishing.read_version

        def other(connection: Any, version: str) -> Any:
            connection.execute(f"UPDATE {layout.version_schema(version)}.statuses SET name_en = 'Other'")  # noqa: S608
            return read_version(connection, version)

        monkeypatch.setattr(publishing, "read_version", other)
        assert main(["publish", str(DATA), server.url(database, KEEPER), "--lang", "en"]) == check.UNUSABLE
        assert "does not read back the same" in capsys.readouterr().err
        assert schemas(server, database) == set()

    def test_two_who_publish_at_once_come_one_after_the_other(self, server: Server, database: str, tmp_path: Path) -> None:
        folders = []
        for number in range(3):
            path = tmp_path / str(number)
            path.mkdir()
            folders.append(TableFolder.copy(path))
            folders[-1].set("statuses", 2, "name_en", f"Chosen {number}")
        done: list[int] = []
        threads = [
            threading.Thread(target=lambda path=each.path: done.append(main(["publish", str(path), server.url(database, KEEPER)])))
            for each in folders
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert done == [check.CLEAN] * 3
        known = versions(server, database)
        assert set(known) == {load_programme(each.path).version for each in folders}
        assert list(known.values()).count(True) == 1
        now = shown(server, database)
        with server.superuser(database) as connection:
            (named,) = connection.execute("SELECT name_en FROM city_map.statuses WHERE line = 2").fetchone() or ("",)
        assert {load_programme(each.path).version: f"Chosen {number}" for number, each in enumerate(folders)}[now] == named

    def test_who_finds_another_at_it_for_too_long_is_told(
        self, server: Server, database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setitem(limits.SAME_EVERYWHERE, "lock_timeout", "200ms")
        with server.superuser(database) as other:
            other.execute("SELECT pg_advisory_lock(%s)", [publishing.LOCK])
            assert main(["publish", str(DATA), server.url(database, KEEPER), "--lang", "en"]) == check.UNUSABLE
        assert "Somebody else is publishing" in capsys.readouterr().err


class TestVersions:
    def test_the_same_tables_are_the_same_version_however_they_are_written(
        self, server: Server, database: str, folder: TableFolder
    ) -> None:
        first = published(server, database)
        for table in TABLES:
            folder.file(table).write_bytes(b"\xef\xbb\xbf" + folder.file(table).read_bytes().replace(b"\n", b"\r\n"))
        assert load_programme(folder.path).version != first
        assert published(server, database, folder.path) == first
        assert versions(server, database) == {first: True}

    def test_two_versions_and_back(
        self, server: Server, database: str, folder: TableFolder, capsys: pytest.CaptureFixture[str]
    ) -> None:
        first = published(server, database)
        folder.set("statuses", 2, "name_en", "Chosen")
        second = published(server, database, folder.path)
        assert versions(server, database) == {second: True, first: False}
        assert read(server, database).tables["statuses"]["name_en"].iloc[0] == "Chosen"
        assert main(["use", first, server.url(database, KEEPER)]) == check.CLEAN
        assert versions(server, database) == {second: False, first: True}
        assert read(server, database).digest.startswith(first)
        with psycopg.connect(server.url(database)) as connection:
            assert connection.execute("SELECT count(*) FROM city_map.statuses WHERE name_en = 'Chosen'").fetchone() == (0,)
        capsys.readouterr()
        assert main(["list", server.url(database, KEEPER), "--lang", "en"]) == check.CLEAN
        listed = capsys.readouterr().out.splitlines()
        assert [line[:2] + line.split()[-4] for line in listed] == [f"  {second}", f"* {first}"]

    def test_a_version_nobody_published_is_refused_by_name(
        self, server: Server, database: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["use", "nothing", server.url(database, KEEPER), "--lang", "en"]) == check.UNUSABLE
        assert "no version nothing. Published: nothing yet." in capsys.readouterr().err
        first = published(server, database)
        assert main(["use", "x'; --", server.url(database, KEEPER), "--lang", "en"]) == check.UNUSABLE
        assert f"Published: {first}." in capsys.readouterr().err

    def test_a_version_changed_by_hand_is_told_of_and_publishing_mends_it(self, server: Server, database: str) -> None:
        version = published(server, database)
        places = f"{layout.version_schema(version)}.places"
        with psycopg.connect(server.url(database, KEEPER)) as connection:
            connection.execute(f"UPDATE {places} SET name_en = '' WHERE place_id = 'osaka'")  # noqa: S608
        reading = read(server, database)
        assert [fault.rule for fault in reading.faults] == ["version-changed"]
        assert published(server, database) == version
        assert read(server, database).faults == ()
        with psycopg.connect(server.url(database)) as connection:
            assert connection.execute("SELECT name_en FROM city_map.places WHERE place_id = 'osaka'").fetchone() != ("",)

    def test_a_number_that_is_none_is_refused_by_the_database_itself(self, server: Server, database: str) -> None:
        version = published(server, database)
        with psycopg.connect(server.url(database, KEEPER)) as connection, pytest.raises(errors.InvalidTextRepresentation):
            connection.execute(f"UPDATE {layout.version_schema(version)}.places SET lat_as_written = 'north'")  # noqa: S608

    def test_tables_of_another_release_are_told_of_as_missing_and_unknown(self, server: Server, database: str) -> None:
        schema = layout.version_schema(published(server, database))
        with psycopg.connect(server.url(database, KEEPER)) as connection:
            connection.execute(f"DROP TABLE {schema}.statuses CASCADE")
            connection.execute(f"ALTER TABLE {schema}.themes RENAME name_ja TO name_fr")
        faults = {(fault.file, fault.column or fault.value, fault.rule) for fault in read(server, database).faults}
        assert {("statuses.csv", "", "file-missing"), ("themes.csv", "name_ja", "column-missing"),
                ("themes.csv", "name_fr", "column-unknown")} <= faults  # fmt: skip

    def test_views_of_another_shape_are_replaced_unless_somebody_built_on_them(
        self, server: Server, database: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        published(server, database)

        def spoil(*more: str) -> None:
            with psycopg.connect(server.url(database, KEEPER)) as connection:
                for statement in ("DROP VIEW city_map.themes", "CREATE VIEW city_map.themes AS SELECT 1 AS other", *more):
                    connection.execute(statement)

        spoil()
        published(server, database)
        with psycopg.connect(server.url(database)) as connection:
            assert connection.execute("SELECT count(*) FROM city_map.themes").fetchone() == (len(shipped().themes),)
        spoil("CREATE SCHEMA own", "CREATE VIEW own.built AS SELECT * FROM city_map.themes")
        assert main(["publish", str(DATA), server.url(database, KEEPER), "--lang", "en"]) == check.UNUSABLE
        assert "built on the views" in capsys.readouterr().err


class TestRoles:
    @pytest.mark.parametrize(
        "statement",
        [
            "INSERT INTO city_map.data_shown VALUES (true, 'x', now())",
            "UPDATE city_map.places SET name_en = 'x'",
            "DELETE FROM {schema}.places",
            "TRUNCATE {schema}.places",
            "DROP VIEW city_map.places",
            "CREATE TABLE city_map.mine (x int)",
            "CREATE TABLE {schema}.mine (x int)",
            "CREATE SCHEMA mine",
            "CREATE TABLE public.mine (x int)",
        ],
    )
    def test_the_reader_can_change_nothing(self, server: Server, database: str, statement: str) -> None:
        schema = layout.version_schema(published(server, database))
        with psycopg.connect(server.url(database)) as connection, pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement.format(schema=schema))

    def test_the_app_changes_nothing_even_as_the_owner(self, server: Server, database: str) -> None:
        published(server, database)
        source = PostgresSource(server.url(database, KEEPER))
        with pytest.raises(OutOfReachError) as refused:
            source._asked(10, lambda connection: connection.execute("DELETE FROM city_map.data_shown"))
        assert "read-only transaction" in refused.value.reason
        assert source.version().token == shown(server, database)
        source.close()

    def test_who_could_read_one_version_can_read_the_next(self, server: Server, database: str, folder: TableFolder) -> None:
        published(server, database)
        folder.set("statuses", 2, "name_en", "Chosen")
        assert main(["publish", str(folder.path), server.url(database, KEEPER)]) == check.CLEAN
        assert read(server, database).tables["statuses"]["name_en"].iloc[0] == "Chosen"

    def test_nobody_else_may_read(self, server: Server, database: str) -> None:
        assert main(["publish", str(DATA), server.url(database, KEEPER)]) == check.CLEAN
        with pytest.raises(OutOfReachError) as refused:
            read(server, database)
        assert "permission denied" in refused.value.reason

    def test_a_database_in_which_nothing_was_published_says_so(self, server: Server, database: str) -> None:
        with pytest.raises(OutOfReachError) as refused:
            read(server, database)
        assert refused.value.reason == "nothing has been published there yet"

    def test_a_role_that_is_not_there_is_named(self, server: Server, database: str, capsys: pytest.CaptureFixture[str]) -> None:
        given = ["publish", str(DATA), server.url(database, KEEPER), "--reader", "nobody", "--lang", "en"]
        assert main(given) == check.UNUSABLE
        assert "There is no role nobody" in capsys.readouterr().err
        assert schemas(server, database) == set()

    def test_a_database_without_postgis_is_told_what_to_do(self, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
        database = server.new_database(postgis=False)
        assert main(["publish", str(DATA), server.url(database, KEEPER), "--lang", "en"]) == check.UNUSABLE
        assert "CREATE EXTENSION postgis" in capsys.readouterr().err


def spoilt(server: Server, database: str) -> dict[str, str]:
    """Addresses that lead nowhere, each with a password."""
    good, secret = server.url(database), quoted(PASSWORDS[READER])
    return {
        "wrong password": good.replace(secret, "w%40rong" + secret),
        "no such role": good.replace(READER + ":", "nobody:"),
        "no such database": good.replace(database, "nowhere"),
        "nobody listens": good.replace(f":{server.port}", ":9"),
        "port of letters": good.replace(f":{server.port}", ":port"),
        "unknown setting": f"{good}?nonsense={secret}",
        "setting without value": f"{good}?{secret}",
        "password as setting": f"postgresql://127.0.0.1:{server.port}/{database}?user={READER}&password=w{secret}",
        "raw marks": good.replace(secret, PASSWORDS[KEEPER]),
    }


SPOILT = (
    "wrong password", "no such role", "no such database", "nobody listens", "port of letters", "unknown setting",
    "setting without value", "password as setting", "raw marks",
)  # fmt: skip


@pytest.mark.parametrize("what", SPOILT)
@pytest.mark.parametrize("way", ["publish", "list", "use", "check", "program"])
def test_no_password_is_ever_told(
    server: Server, what: str, way: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    if not server.databases:
        server.new_database()
    url = spoilt(server, server.databases[0])[what]
    caplog.set_level("DEBUG")
    told = ""
    commands: dict[str, Callable[[], int]] = {
        "publish": lambda: main(["publish", str(DATA), url]),
        "list": lambda: main(["list", url]),
        "use": lambda: main(["use", "x", url]),
        "check": lambda: check.main([]),
    }
    monkeypatch.setenv(DATA_VARIABLE, url)
    if way == "program":
        done = subprocess.run(
            [sys.executable, "-c", "from geo.current import current_programme; current_programme()"],
            capture_output=True, text=True, cwd=DEFAULT_FOLDER.parent, env=os.environ.copy(), check=False,
        )  # fmt: skip
        assert done.returncode
        told = done.stdout + done.stderr
    else:
        assert commands[way]() == check.UNUSABLE
    said = capfd.readouterr()
    told += said.out + said.err + caplog.text
    assert told.strip()
    for part in (*PASSWORDS.values(), *map(quoted, PASSWORDS.values()), "s3cret", "ad#s3", "ad%23", "pub", "li@sh"):
        assert part not in told


def test_an_address_of_another_kind_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "mysql://keeper:s3cret@db.example/x", "--lang", "en"]) == check.UNUSABLE
    assert "db.example" in (said := capsys.readouterr().err)
    assert "s3cret" not in said
    with pytest.raises(UnusableDataUrlError):
        PostgresSource("postgresql://db.example/x?nonsense=1")


def test_the_folder_way_needs_no_driver() -> None:
    program = (
        "import sys; from geo.current import current_programme; current_programme();"
        "sys.exit(any(name.split('.')[0] in ('psycopg', 'psycopg_pool') for name in sys.modules))"
    )
    environment = {name: value for name, value in os.environ.items() if name != DATA_VARIABLE}
    assert subprocess.run([sys.executable, "-c", program], cwd=DEFAULT_FOLDER.parent, env=environment, check=False).returncode == 0
