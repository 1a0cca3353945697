"""Folders of tables are read as text, within limits, and what cannot be read is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from faulty_tables import TableFolder, faults_in, place_of

from geo import tables
from geo.faults import FaultyTables
from geo.language import Language
from geo.schema import columns
from geo.tables import DATA_VARIABLE, TABLES, UnusableDataUrlError, data_folder, read_folder, read_tables


@pytest.fixture
def folder(tmp_path: Path) -> TableFolder:
    return TableFolder.copy(tmp_path)


def test_every_table_is_read_as_text_with_its_columns_in_order(folder: TableFolder) -> None:
    read = read_tables(folder.path)
    assert tuple(read) == TABLES
    for table, frame in read.items():
        rows = folder.read(table)
        assert tuple(frame.columns) == columns(table)
        assert frame.index.tolist() == list(range(2, len(rows) + 1))
        assert frame[rows[0]].to_numpy().tolist() == rows[1:]
        assert all(str(dtype) == "str" for dtype in frame.dtypes)


def test_columns_may_stand_in_any_order(folder: TableFolder) -> None:
    before = read_tables(folder.path)["statuses"]
    folder.save("statuses", [row[::-1] for row in folder.read("statuses")])
    assert read_tables(folder.path)["statuses"].equals(before)


def test_a_byte_order_mark_and_windows_line_ends_are_tolerated(folder: TableFolder) -> None:
    before = read_tables(folder.path)["themes"]
    folder.file("themes").write_bytes(b"\xef\xbb\xbf" + folder.text("themes").replace("\n", "\r\n").encode())
    assert read_tables(folder.path)["themes"].equals(before)


def test_words_that_mean_missing_elsewhere_stay_words(folder: TableFolder) -> None:
    folder.set("places", "osaka", "name_en", "NA")
    folder.set("places", "kobe", "name_en", "null")
    assert set(read_tables(folder.path)["places"]["name_en"]) >= {"NA", "null"}


def test_a_row_is_known_by_the_line_it_begins_in_even_after_cells_of_several_lines(folder: TableFolder) -> None:
    folder.set("statuses", 2, "name_en", "three\nlines\nlong")
    folder.set("statuses", 4, "name_ja", "")
    assert [place_of(fault) for fault in faults_in(folder.path)] == [
        ("statuses.csv", 2, "name_en", "characters"),
        ("statuses.csv", 6, "name_ja", "required"),
    ]


def test_tables_without_rows_are_tables(folder: TableFolder) -> None:
    for table in TABLES:
        folder.save(table, folder.read(table)[:1])
    assert all(frame.empty for frame in read_tables(folder.path).values())
    assert faults_in(folder.path) == ()


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultyTables) as caught:
        read_tables(tmp_path / "nowhere")
    (fault,) = caught.value.faults
    assert (fault.rule, fault.value) == ("folder-missing", str(tmp_path / "nowhere"))
    assert "places.csv" in fault.remedy(Language("en"))


def test_an_empty_folder_misses_every_table(tmp_path: Path) -> None:
    found = faults_in(tmp_path)
    assert [fault.file for fault in found] == [f"{table}.csv" for table in TABLES]
    assert {fault.rule for fault in found} == {"file-missing"}


def test_a_file_beyond_the_limit_is_not_read(folder: TableFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LARGEST_FILE", len(folder.text("installations").encode()) - 1)
    assert [place_of(fault) for fault in faults_in(folder.path)] == [("installations.csv", None, "", "file-too-large")]


def test_rows_beyond_the_limit_are_not_read(folder: TableFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 314)
    assert [place_of(fault) for fault in faults_in(folder.path)] == [("sources.csv", 316, "", "rows-too-many")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_place_of_a_table_is_refused_instead_of_waited_for(folder: TableFolder) -> None:
    folder.file("themes").unlink()
    os.mkfifo(folder.file("themes"))
    assert [place_of(fault) for fault in faults_in(folder.path)] == [("themes.csv", None, "", "file-unreadable")]


def test_the_digest_changes_with_every_byte_and_only_then(folder: TableFolder) -> None:
    before = read_folder(folder.path).digest
    assert read_folder(folder.path).digest == before
    folder.set("statuses", 2, "name_en", "Chosen")
    assert read_folder(folder.path).digest != before


def test_the_tables_of_the_project_are_read_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for unset in (None, "", "  "):
        monkeypatch.delenv(DATA_VARIABLE, raising=False)
        if unset is not None:
            monkeypatch.setenv(DATA_VARIABLE, unset)
        assert data_folder() == Path(__file__).resolve().parents[1] / "data"
    monkeypatch.setenv(DATA_VARIABLE, "tables/of/mine")
    monkeypatch.chdir(tmp_path)
    assert data_folder().resolve() == (tmp_path / "tables" / "of" / "mine").resolve()


@pytest.mark.parametrize(
    "value",
    [
        "host=db.example user=reader password=s3cret dbname=facts",
        "jdbc:postgresql://reader:s3cret@db.example/facts",
        "postgresql:reader:s3cret@db.example/facts",
        "reader:s3cret@db.example/facts",
    ],
)
def test_an_address_of_a_database_in_another_form_is_no_folder_and_its_password_is_not_told(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, value)
    with pytest.raises(UnusableDataUrlError) as caught:
        data_folder()
    assert "s3cret" not in str(caught.value)
    assert "reader" not in str(caught.value)
    assert "postgresql://HOST/DATABASE" in str(caught.value)


def test_a_folder_may_have_an_odd_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    odd = tmp_path / "tables@2026=new"
    odd.mkdir()
    for value in (str(odd), r"C:\tables", "tables of 2026"):
        monkeypatch.setenv(DATA_VARIABLE, value)
        assert data_folder() == Path(value)


@pytest.mark.parametrize("value", ["mysql://db.example/facts", "https://example.org/data", "file:///data"])
def test_an_address_in_place_of_a_folder_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(DATA_VARIABLE, value)
    with pytest.raises(UnusableDataUrlError) as caught:
        data_folder()
    for language in (Language("ja"), Language("en")):
        assert DATA_VARIABLE in caught.value.text(language)
        assert value in caught.value.text(language)
    assert caught.value.text(Language("ja")) != caught.value.text(Language("en"))


def test_a_password_in_the_environment_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("s3cret", "s3/cret", "s3@cret", "s3?cret", "s3#cret"):
        monkeypatch.setenv(DATA_VARIABLE, f"mysql://keeper:{word}@db.example/facts?password={word}")
        with pytest.raises(UnusableDataUrlError, match=r"mysql://…") as caught:
            data_folder()
        assert ("@db.example/facts " in str(caught.value)) == (word == "s3cret")
        assert not any(part in str(caught.value) for part in ("s3", "cret", "keeper"))
