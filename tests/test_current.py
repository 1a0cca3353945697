"""One programme a process: loaded once for everybody, and read again only where there is something else to read."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from faulty_tables import TableFolder
from shipped import DATA

from geo import current
from geo.current import REFRESH_VARIABLE, current_programme
from geo.faults import FaultyTables
from geo.store import source
from geo.store.source import OutOfReachError
from geo.tables import DATA_VARIABLE, Reading, UnusableDataUrlError, read_folder


@pytest.fixture(autouse=True)
def only_when_asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is looked after in the background is the matter of test_refresh.py."""
    monkeypatch.setenv(REFRESH_VARIABLE, "0")
    yield
    if current._keeper:
        current._keeper[1].stop()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TableFolder:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return TableFolder.copy(tmp_path)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were read, one entry a time."""
    loaded: list[Path] = []

    def read(folder: Path) -> Reading:
        loaded.append(folder)
        return read_folder(folder)

    monkeypatch.setattr(source, "read_folder", read)
    return loaded


def test_however_many_ask_at_once_it_is_loaded_once(folder: TableFolder, loads: list[Path]) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: current_programme(), range(16)))
    assert loads == [folder.path]
    assert all(programme is found[0] for programme in found)


def test_a_loaded_programme_stays_where_nobody_looks_after_it(folder: TableFolder, loads: list[Path]) -> None:
    before = current_programme()
    folder.set("places", "osaka", "name_en", "Osaka")
    assert current_programme() is before
    assert len(loads) == 1


def test_faults_are_remembered_until_a_file_changes(folder: TableFolder, loads: list[Path]) -> None:
    whole = folder.text("places")
    folder.set("places", "osaka", "lat", "north")
    for _ in range(3):
        with pytest.raises(FaultyTables) as raised:
            current_programme()
        assert [(fault.file, fault.column) for fault in raised.value.faults] == [("places.csv", "lat")]
    assert len(loads) == 1
    folder.write("places", whole)
    assert current_programme().places["place_id"].is_unique
    assert len(loads) == 2


def test_a_missing_folder_is_found_once_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "later"
    monkeypatch.setenv(DATA_VARIABLE, str(path))
    with pytest.raises(FaultyTables):
        current_programme()
    path.mkdir()
    TableFolder.copy(path)
    assert len(current_programme().places)


def test_another_folder_is_another_programme(folder: TableFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.set("places", "osaka", "name_en", "Osaka")
    ours = current_programme()
    monkeypatch.setenv(DATA_VARIABLE, str(DATA))
    assert current_programme().version != ours.version


def test_an_address_that_is_no_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, "mysql://somebody:secret@example.org/programme")
    with pytest.raises(UnusableDataUrlError) as raised:
        current_programme()
    assert not isinstance(raised.value, OutOfReachError)
    assert "secret" not in str(raised.value)


def test_a_database_nobody_listens_at_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, "postgresql://somebody:secret@127.0.0.1:9/programme")
    with pytest.raises(OutOfReachError) as raised:
        current_programme()
    assert "127.0.0.1:9/programme" in str(raised.value)
    assert not {"secret", "somebody"} & set(str(raised.value).replace(":", " ").replace("@", " ").split())
