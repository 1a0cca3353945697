"""Tables that change while the program runs: newer ones take the place of the old in one step, or not at all."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from faulty_tables import TableFolder
from serving import serving
from shipped import DATA, shipped

from geo import current, keeper
from geo.api.routes import create_api
from geo.current import REFRESH_VARIABLE, current_programme, refresh_seconds, standing
from geo.keeper import Keeper
from geo.programme import Programme
from geo.store import source
from geo.store.source import FolderSource, Found, OutOfReachError, Version
from geo.tables import DATA_VARIABLE, DEFAULT_FOLDER, TABLES, Reading, read_folder
from tools.waiting import wait_for

OFTEN = 0.02


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TableFolder]:
    path = tmp_path / "data"
    path.mkdir()
    monkeypatch.setenv(DATA_VARIABLE, str(path))
    monkeypatch.setenv(REFRESH_VARIABLE, str(OFTEN))
    yield TableFolder.copy(path)
    current._kept().stop()


def faults() -> set[tuple[str, str]]:
    trouble = standing().trouble
    return {(fault.file, fault.column) for fault in trouble.faults} if trouble else set()


def test_a_changed_table_is_shown_without_a_restart(folder: TableFolder) -> None:
    before = current_programme()
    assert current_programme() is before
    folder.set("statuses", 2, "name_en", "Chosen")
    wait_for(lambda: current_programme() is not before)
    assert current_programme().statuses["name_en"].iloc[0] == "Chosen"
    assert before.statuses["name_en"].iloc[0] != "Chosen"
    assert standing().trouble is None


def test_nobody_waits_while_newer_tables_are_read(folder: TableFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = current_programme()
    reading, go_on = threading.Event(), threading.Event()

    def slow(path: Path) -> Reading:
        reading.set()
        go_on.wait(60)
        return read_folder(path)

    monkeypatch.setattr(source, "read_folder", slow)
    folder.set("statuses", 2, "name_en", "Chosen")
    assert reading.wait(60)
    # It stands still in the middle of reading; whoever asks is answered all the same.
    assert current_programme() is before
    assert standing().programme is before
    go_on.set()
    wait_for(lambda: current_programme() is not before)


def test_newer_tables_with_faults_are_refused_and_the_old_ones_stay(folder: TableFolder) -> None:
    before = current_programme()
    whole = folder.text("places")
    folder.set("places", "osaka", "lat", "north")
    wait_for(lambda: faults() == {("places.csv", "lat")}, tell=standing)
    assert current_programme() is before
    trouble = standing().trouble
    assert trouble is not None
    assert datetime.now(UTC) - trouble.since < timedelta(minutes=5)
    # Other faults are told of as such, since when they are there.
    folder.write("places", whole)
    folder.set("themes", "waste", "sort_order", "0")
    wait_for(lambda: faults() == {("themes.csv", "sort_order")}, tell=standing)
    assert current_programme() is before
    TableFolder.copy(folder.path)
    wait_for(lambda: standing().trouble is None)
    assert current_programme() is before
    folder.set("statuses", 2, "name_en", "Chosen")
    wait_for(lambda: current_programme() is not before)


def test_a_folder_that_is_taken_away_leaves_what_is_shown(folder: TableFolder) -> None:
    before = current_programme()
    away = folder.path.rename(folder.path.with_name("away"))
    wait_for(lambda: standing().trouble is not None)
    assert current_programme() is before
    away.rename(folder.path)
    wait_for(lambda: standing().trouble is None)
    assert current_programme() is before


def test_a_half_changed_folder_is_never_shown(folder: TableFolder) -> None:
    """Files are replaced one after another: every mixture of them is valid, and right only together."""
    folder.set("statuses", 2, "name_en", "Number 0")
    folder.set("themes", 2, "name_en", "Number 0")
    kept = Keeper(FolderSource(folder.path), 0, lambda: None)
    kept.programme()
    for number in range(1, 6):
        pairs = set()
        for table in ("statuses", "themes"):
            folder.set(table, 2, "name_en", f"Number {number}")
            # Between the two files somebody looks.
            kept._look()
            pairs.add(tuple(kept.programme().tables[name]["name_en"].iloc[0] for name in ("statuses", "themes")))
        assert pairs == {(f"Number {number - 1}", f"Number {number - 1}")}
        kept._look()
        assert {kept.programme().tables[name]["name_en"].iloc[0] for name in ("statuses", "themes")} == {f"Number {number}"}


def test_a_reading_during_which_a_file_changed_does_not_count(folder: TableFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    readings: list[Reading] = []

    def meddled(path: Path) -> Reading:
        readings.append(read_folder(path))
        if len(readings) == 1:
            folder.set("statuses", 2, "name_en", "Chosen")
        return readings[-1]

    monkeypatch.setattr(source, "read_folder", meddled)
    found = FolderSource(folder.path).read()
    assert len(readings) == 2
    assert found.reading is readings[1]
    assert found.reading.tables["statuses"]["name_en"].iloc[0] == "Chosen"


def test_a_folder_that_never_rests_is_out_of_reach_until_it_does(folder: TableFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    restless = threading.Event()
    restless.set()

    def meddled(path: Path) -> Reading:
        reading = read_folder(path)
        if restless.is_set():
            folder.set("statuses", 2, "name_en", f"{os.urandom(8).hex()}")
        return reading

    monkeypatch.setattr(source, "read_folder", meddled)
    with pytest.raises(OutOfReachError):
        current_programme()
    restless.clear()
    wait_for(lambda: standing().programme is not None)
    assert current_programme().version == FolderSource(folder.path).read().reading.digest[:16]


def test_a_file_exchanged_for_another_of_the_same_size_and_time_is_noticed(folder: TableFolder) -> None:
    before = FolderSource(folder.path).version()
    status = folder.file("statuses").stat()
    other = folder.path / "other"
    other.write_bytes(folder.file("statuses").read_bytes())
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(folder.file("statuses"))
    assert FolderSource(folder.path).version() != before


def test_never_means_never(folder: TableFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REFRESH_VARIABLE, "0")
    known = {thread for thread in threading.enumerate() if thread.name == "tables"}
    before = current_programme()
    folder.set("statuses", 2, "name_en", "Chosen")
    assert current_programme() is before
    assert {thread for thread in threading.enumerate() if thread.name == "tables"} <= known


@pytest.mark.parametrize(
    ("given", "seconds"), [("", 5), ("0", 0), (" 2.5 ", 2.5), ("-1", 5), ("often", 5), ("nan", 5), ("inf", 5), ("1e300", 5)]
)
def test_what_is_no_number_of_seconds_is_not_used(given: str, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REFRESH_VARIABLE, given)
    assert refresh_seconds() == seconds


def test_old_tables_are_let_go_however_much_was_asked_of_them(folder: TableFolder) -> None:
    gone: list[weakref.ref[Programme]] = []
    with serving(create_api()) as client:
        for number in range(6):
            programme = current_programme()
            for path in ("summary.json", "map/links.json", "installations.geojson", "collaborations.csv", "openapi.json", "docs"):
                assert client.get(f"/v1/{path}").status == 200
            gone.append(weakref.ref(programme))
            folder.set("statuses", 2, "name_en", f"Number {number}")
            wait_for(lambda old=programme: current_programme() is not old)
            del programme
        wait_for(lambda: gc.collect() >= 0 and sum(each() is not None for each in gone) == 0)


def test_letting_go_forgets_what_is_kept_by_programme_and_nothing_else() -> None:
    from geo.export.lettering import face
    from geo.vocabulary import vocabulary

    known, letters = vocabulary(shipped()), face()
    current.let_go()
    assert vocabulary(shipped()) is not known
    assert face() is letters


class Tiring:
    """A source whose reading raises what nobody foresaw."""

    place, near, whole = "somewhere", False, True

    def __init__(self) -> None:
        self.well = False

    def version(self) -> Version:
        return Version(self.well, datetime.now(UTC))

    def read(self) -> Found:
        if not self.well:
            msg = "unforeseen"
            raise RuntimeError(msg)
        return Found(self.version(), read_folder(DATA))

    def close(self) -> None:
        pass


def test_what_nobody_foresaw_does_not_end_the_looking_after(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(keeper, "RETRY_SECONDS", OFTEN)
    tiring = Tiring()
    kept = Keeper(tiring, OFTEN, lambda: None)
    with pytest.raises(OutOfReachError):
        kept.programme()
    assert "unforeseen" in caplog.text
    tiring.well = True
    wait_for(lambda: kept.standing.programme is not None)
    assert kept.programme().version == shipped().version
    kept.stop()


def test_what_nobody_foresaw_while_newer_tables_are_checked_is_tried_again(
    folder: TableFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_programme()
    assemble = keeper.assemble

    def tired(*_: object) -> Programme:
        raise MemoryError

    monkeypatch.setattr(keeper, "assemble", tired)
    folder.set("statuses", 2, "name_en", "Chosen")
    wait_for(lambda: standing().trouble is not None)
    assert current_programme() is before
    monkeypatch.setattr(keeper, "assemble", assemble)
    wait_for(lambda: current_programme() is not before)
    assert standing().trouble is None


NO_WRITING = """
import resource, signal, sys, tempfile, time
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
try:
    with tempfile.TemporaryFile() as file:
        file.write(b"x")
except OSError:
    pass
else:
    sys.exit("something could be written")
from geo.current import current_programme
first = current_programme()
print("loaded", flush=True)
sys.stdin.readline()
until = time.monotonic() + 60
while current_programme() is first and time.monotonic() < until:
    time.sleep(0.02)
sys.exit(0 if current_programme().statuses["name_en"].iloc[0] == "Chosen" else "not refreshed")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are set otherwise there")
def test_a_full_or_read_only_disk_keeps_nobody_from_reading(folder: TableFolder, tmp_path: Path) -> None:
    """The process may not write one byte to any file, as where the disk is full; its folder permits no writing either."""
    for table in TABLES:
        folder.file(table).chmod(0o444)
    folder.path.chmod(0o555)
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", NO_WRITING], cwd=DEFAULT_FOLDER.parent, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "loaded\n"
        folder.path.chmod(0o755)
        for table in TABLES:
            folder.file(table).chmod(0o644)
        folder.set("statuses", 2, "name_en", "Chosen")
        _, errors = process.communicate("\n", timeout=120)
    assert process.returncode == 0, errors
    shutil.rmtree(tmp_path / "data")
    TableFolder.copy(_made(tmp_path / "data"))


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def test_health_says_when_newer_tables_wait(folder: TableFolder) -> None:
    with serving(create_api()) as client:
        well = client.get("/v1/health").json
        assert (well["status"], well["stale"]) == ("ok", False)
        assert datetime.fromisoformat(well["data_dated"]).utcoffset() == timedelta(0)
        folder.set("places", "osaka", "lat", "north")
        wait_for(lambda: standing().trouble is not None)
        answer = client.get("/v1/health")
        assert answer.status == 200
        assert (answer.json["stale"], answer.json["stale_because"], answer.json["faults"]) == (True, "faults", 1)
        assert answer.json["data_version"] == well["data_version"]
        assert client.get("/v1/places.geojson").status == 200
