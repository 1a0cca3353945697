"""What a reader sees while the tables hold faults: all of them in words, never a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from faulty_tables import TableFolder, faults_in
from shown import DATA_PAGE, MAP_PAGE, page, prose, unmarked

from geo.language import LANGUAGES, LanguageCode
from geo.tables import DATA_VARIABLE

JAPANESE = re.compile("[぀-ヿ一-鿿々]")
CODE = re.compile(r"Traceback|Error\b|\.py\b|pandera|KeyError")

both = pytest.mark.parametrize("code", LANGUAGES)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TableFolder:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return TableFolder.copy(tmp_path)


def spoil(folder: TableFolder) -> None:
    folder.set("places", "osaka", "lat", "north")
    folder.set("places", "kobe", "country_iso3", "XXX")
    folder.set("collaborations", 2, "evidence", "D")
    folder.set("sources", "moe-topic-43", "url", "javascript:alert(1)")


@both
@pytest.mark.parametrize("name", [MAP_PAGE, DATA_PAGE])
def test_every_fault_stands_on_every_page_with_what_to_do(folder: TableFolder, name: str, code: LanguageCode) -> None:
    spoil(folder)
    faults = faults_in(folder.path)
    shown = page(name, code)
    assert not shown.exception
    assert bool(JAPANESE.search(shown.title[0].value)) == (code == "ja")
    assert str(len(faults)) in shown.error[0].value
    (table,) = shown.dataframe
    found = {tuple(str(cell) for cell in row[:4]) for row in table.value.itertuples(index=False)}
    assert found == {(fault.file, str(fault.row), fault.column, fault.value) for fault in faults}
    assert len(found) >= 4
    for text in [*table.value.iloc[:, 4], *table.value.iloc[:, 5]]:
        assert text
        assert bool(JAPANESE.search(text)) == (code == "ja")
    assert not any(CODE.search(text) for text in prose(shown) if "geo.check" not in text)
    assert not shown.metric


@both
def test_one_fault_is_spoken_of_as_one(folder: TableFolder, code: LanguageCode) -> None:
    folder.set("places", "osaka", "lat", "north")
    shown = page(language=code)
    assert {"en": "1 rule.", "ja": "1件の誤り"}[code] in shown.error[0].value


def test_a_fault_of_a_whole_file_has_no_row_and_leaves_the_others_theirs(folder: TableFolder) -> None:
    line = folder.set("places", "osaka", "lat", "north")
    folder.file("themes").unlink()
    (table,) = page().dataframe
    rows = {row[0]: row[1] for row in table.value.itertuples(index=False)}
    assert not table.value.isna().any(axis=None)
    assert str(rows["places.csv"]) == str(line)
    assert rows["themes.csv"] == ""


@both
def test_mending_the_tables_and_loading_again_shows_the_page(folder: TableFolder, code: LanguageCode) -> None:
    folder.set("places", "osaka", "lat", "north")
    shown = page(language=code)
    assert shown.error
    TableFolder.copy(folder.path)
    shown.run()
    assert not shown.error
    assert len(shown.metric) == 4


@both
@pytest.mark.parametrize("value", ["no/such/folder", "postgresql://reader:secret@127.0.0.1/map"])
def test_data_that_is_nowhere_is_told_of_in_words(monkeypatch: pytest.MonkeyPatch, value: str, code: LanguageCode) -> None:
    monkeypatch.setenv(DATA_VARIABLE, value)
    shown = page(language=code)
    assert not shown.exception
    cells = [str(cell) for table in shown.dataframe for cell in table.value.to_numpy().flat]
    said = unmarked(" ".join([*(error.value for error in shown.error), *cells]))
    assert value.split("@")[-1] in said
    assert "secret" not in said
    assert bool(JAPANESE.search(said)) == (code == "ja")
