"""One programme a process: loaded once, and read again only where it could not be loaded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from faulty_tables import TableFolder

from geo import current
from geo.current import current_programme
from geo.faults import FaultyTables
from geo.programme import Programme, load_programme
from geo.tables import DATA_VARIABLE, UnusableDataUrlError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TableFolder:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return TableFolder.copy(tmp_path)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were loaded, one entry a time."""
    loaded: list[Path] = []

    def load(folder: Path) -> Programme:
        loaded.append(folder)
        return load_programme(folder)

    monkeypatch.setattr(current, "load_programme", load)
    return loaded


def test_however_many_ask_at_once_it_is_loaded_once(folder: TableFolder, loads: list[Path]) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: current_programme(), range(16)))
    assert loads == [folder.path]
    assert all(programme is found[0] for programme in found)


def test_a_loaded_programme_stays_although_the_tables_change(folder: TableFolder, loads: list[Path]) -> None:
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
    monkeypatch.delenv(DATA_VARIABLE)
    assert current_programme().version != ours.version


def test_an_address_instead_of_a_folder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, "postgresql://somebody:secret@example.org/programme")
    with pytest.raises(UnusableDataUrlError) as raised:
        current_programme()
    assert "secret" not in str(raised.value)
