"""What a reader sees while the tables hold faults: all of them in words, never a traceback."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from faulty_tables import TableFolder, faults_in
from shown import DATA_PAGE, MAP_PAGE, html_tables, page, prose, unmarked

from components import faults_page
from geo.faults import FaultyTables, headings, visible
from geo.language import LANGUAGES, Language, LanguageCode
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
    language, found = Language(code), html_tables(shown)
    assert list(found) == list(dict.fromkeys(fault.file for fault in faults))
    assert len(faults) >= 4
    for file, (named, *rows) in found.items():
        of_file = [fault for fault in faults if fault.file == file]
        assert [row[:3] for row in rows] == [[str(fault.row), fault.column, fault.value] for fault in of_file]
        told = [[fault.broken(language), fault.remedy(language), fault.rule] for fault in of_file]
        assert [row[3:] for row in rows] == told
        for text in [*named, *(cell for row in rows for cell in row[3:5])]:
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
    found = html_tables(page())
    assert [row[0] for row in found["places.csv"][1:]] == [str(line)]
    assert [row[:3] for row in found["themes.csv"][1:]] == [["", "", ""]]


def test_a_hostile_value_is_written_as_text(folder: TableFolder) -> None:
    texts = ["<script>x=1</script>", '"><img src=x onerror=x>', "</td></table><svg onload=x>", "&lt;b&gt; &amp;", "{{ 7*7 }} **b**"]
    for line, text in enumerate(texts, start=2):
        folder.set("collaborations", line, "evidence", text)
        folder.set("collaborations", line, "partner_place_id", text)
    shown = page(language="ja")
    values = {row[2] for row in html_tables(shown)["collaborations.csv"][1:]}
    assert {visible(text) for text in texts} <= values
    written = faults_page.listing(faults_in(folder.path), Language("ja"))
    elements = set(re.findall(r"<(\w+)", written))
    assert elements == {"div", "h2", "table", "thead", "tbody", "tr", "th", "td", "span", "code"}
    assert set(re.findall(r'\s([\w-]+)="', written)) <= {"class", "role", "scope", "dir", "style", "aria-label", "data-heading"}


@both
def test_more_faults_than_anybody_reads_are_counted_and_all_in_the_report(
    folder: TableFolder, monkeypatch: pytest.MonkeyPatch, code: LanguageCode
) -> None:
    monkeypatch.setattr(faults_page, "MOST_SHOWN", 3)
    for line in range(2, 7):
        folder.set("collaborations", line, "evidence", "=1+1")
    shown = page(language=code)
    assert len(html_tables(shown)["collaborations.csv"]) == 1 + 3
    assert any({"en": "2 more faults", "ja": "ほかの2件"}[code] in text for text in prose(shown))
    written = faults_page.report(FaultyTables(faults_in(folder.path)), Language(code)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written)))
    assert rows[0] == headings(Language(code))
    assert [row[:4] for row in rows[1:]] == [["collaborations.csv", str(line), "evidence", "'=1+1"] for line in range(2, 7)]


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
    cells = [cell for rows in html_tables(shown).values() for row in rows for cell in row]
    said = unmarked(" ".join([*(error.value for error in shown.error), *cells]))
    assert value.split("@")[-1] in said
    assert "secret" not in said
    assert bool(JAPANESE.search(said)) == (code == "ja")
