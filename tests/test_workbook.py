"""A workbook holds the rows shown, typed, with sources and meanings, and nothing in it ever becomes more than text."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import converted, pages
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from shipped import shipped

from geo.export import records, sheets
from geo.export.records import KEYS, LAYERS, Layer
from geo.export.sheets import Column, Sheet, cleaned, to_xlsx
from geo.export.workbook import to_workbook, used_sources
from geo.language import LANGUAGES, Language
from geo.programme import Programme
from geo.publishers import worded
from geo.selection import Selection

ENGLISH, JAPANESE = Language("en"), Language("ja")
CHOSEN = Selection(countries=("VNM", "KHM"), fiscal_years=(2015, 2020), evidence="C", undated=True)
MOMENT = datetime(2026, 2, 1)  # noqa: DTZ001  # a workbook's time has no zone
ROWS, SOURCES, DICTIONARY, CODES, ABOUT = range(5)
# What a spreadsheet could take for a formula, a number, a date, an address or an error.
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "＝1", "=HYPERLINK(\"http://example.org\")", "=cmd|' /C calc'!A0", "\t=1",
    "'=1", "1234", "1e5", "0012", "2026-01-01", "TRUE", "#N/A", "http://example.org/", "mailto:a@example.org",
    "internal:Sheet2!A1", "external:c:\\x.xlsx", "ftp://example.org/", "www.example.org", "{{ 7*7 }}", "<b>&amp;</b>", "_x0041_",
    " ",
]  # fmt: skip


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def book(layer: Layer, selection: Selection = Selection(), language: Language = ENGLISH) -> Workbook:  # noqa: B008
    return opened(to_workbook(shipped(), layer, selection, language))


def header(page: Worksheet, row: int) -> list[Any]:
    return [cell.value for cell in page[row]]


def table(page: Worksheet) -> pd.DataFrame:
    names, *rows = list(page.iter_rows(min_row=2, values_only=True))
    return pd.DataFrame(rows, columns=names, dtype=object)


def lines(page: Worksheet) -> list[tuple[Any, ...]]:
    return list(page.iter_rows(min_row=3, values_only=True))


def one_text(text: str, kind: sheets.Kind = "text") -> Worksheet:
    sheet = Sheet("Rows", (Column("Name", "name", kind, [text]),))
    return opened(to_xlsx([sheet], properties={}, created=MOMENT)).worksheets[0]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("selection", [Selection(), CHOSEN], ids=["default", "chosen"])
class TestRows:
    def test_are_those_shown_with_the_values_of_the_other_formats(self, layer: Layer, selection: Selection) -> None:
        rows = records.selected(shipped(), layer, selection)
        read = table(book(layer, selection).worksheets[ROWS])
        assert list(read.columns) == list(records.columns(shipped(), layer))
        assert len(read) == len(rows) > 0
        for name in read.columns:
            for value, cell in zip(rows[name], read[name], strict=True):
                if pd.isna(value) or value == "":
                    assert cell is None
                else:
                    assert cell == value

    def test_numbers_are_numbers_years_are_whole_and_what_was_not_seen_is_empty(self, layer: Layer, selection: Selection) -> None:
        page = book(layer, selection).worksheets[ROWS]
        rows = records.selected(shipped(), layer, selection)
        for x, name in enumerate(header(page, 2), 1):
            cells = [page.cell(y, x) for y in range(3, page.max_row + 1)]
            seen = [cell for cell in cells if cell.value is not None]
            numeric = pd.api.types.is_numeric_dtype(rows[name].dtype)
            assert {cell.data_type for cell in seen} <= {"n" if numeric else "s"}
            if name in {"fiscal_year", "first_year", "last_year"}:
                assert {cell.number_format for cell in seen} == {"0"}
                assert all(isinstance(cell.value, int) for cell in seen)

    def test_sources_are_those_of_the_rows_and_count_them(self, layer: Layer, selection: Selection) -> None:
        rows = records.selected(shipped(), layer, selection)
        used = table(book(layer, selection).worksheets[SOURCES]).set_index("source_id")
        for name, number in used["rows"].items():
            named = [column for column in ("source_id", "source_id_2", "collaboration_evidence") if column in rows]
            found = sum(any(name in re.split("[;:]", row[column]) for column in named) for _, row in rows.iterrows())
            assert number == found > 0
        ids = {code for cell in rows["source_id"] for code in cell.split(";")}
        assert ids <= set(used.index)


def test_publishers_stand_in_japanese_beside_the_names_of_the_table() -> None:
    told = table(book("collaborations", language=JAPANESE).worksheets[SOURCES])
    known = shipped().sources.set_index("source_id")["publisher"]
    assert told["publisher"].tolist() == known[told["source_id"]].tolist()
    named = told.set_index("publisher")["publisher_name_ja"].dropna().to_dict()
    assert named["Ministry of the Environment, Japan"] == "環境省"
    assert "Kompas" not in named
    assert named.items() <= {name: worded(name, JAPANESE) for name in named}.items()


def test_the_source_of_a_tie_to_the_programme_is_among_the_sources() -> None:
    rows = pd.DataFrame(records.selected(shipped(), "installations", Selection(linked=True)))
    assert "moe-topic-43" in set(used_sources(shipped(), rows)["source_id"])


def test_what_was_not_seen_is_neither_zero_nor_an_empty_text() -> None:
    table_read = table(book("installations").worksheets[ROWS])
    column = table_read["ghg_reduction_tco2_per_year"]
    assert column.notna().sum() == 90
    assert 0 not in set(column.dropna())
    assert "" not in {value for name in table_read for value in table_read[name]}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("layer", LAYERS)
class TestSheets:
    def test_have_headings_of_the_reader_over_the_names_of_the_columns(self, layer: Layer, code: str) -> None:
        for page in book(layer, language=Language(code)).worksheets:
            headings, names = header(page, 1), header(page, 2)
            assert all(headings)
            assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)
            assert len(set(names)) == len(names)

    def test_keep_the_header_in_view_and_offer_a_filter_on_it(self, layer: Layer, code: str) -> None:
        for page in book(layer, language=Language(code)).worksheets:
            assert page.freeze_panes == "B3"
            last = page.cell(max(page.max_row, 2), page.max_column).coordinate
            assert page.auto_filter.ref == f"A2:{last}"

    def test_have_columns_neither_too_narrow_to_read_nor_wider_than_a_screen(self, layer: Layer, code: str) -> None:
        for page in book(layer, language=Language(code)).worksheets:
            for x in range(1, page.max_column + 1):
                letter = page.cell(1, x).column_letter
                dimension = next(each for each in page.column_dimensions.values() if each.min <= x <= each.max)
                assert 10 <= dimension.width <= 91, letter

    def test_explain_every_column_and_every_code(self, layer: Layer, code: str) -> None:
        pages = book(layer, language=Language(code)).worksheets
        explained = {(sheet, name): meaning for sheet, name, _, _, meaning in lines(pages[DICTIONARY])}
        assert list(explained) == [(page.title, name) for page in pages[:2] for name in header(page, 2)]
        assert all(explained.values())
        codes = {(sheet, name, each) for sheet, name, each, _, _ in lines(pages[CODES])}
        assert all(row[3] for row in lines(pages[CODES]))
        coded = {name for sheet, name, _ in codes if sheet == pages[ROWS].title}
        read = table(pages[ROWS])
        for name in coded:
            for cell in read[name].dropna():
                assert {(pages[ROWS].title, name, each) for each in cell.split(";")} <= codes

    def test_say_what_they_are_whose_they_are_and_what_they_lack(self, layer: Layer, code: str) -> None:
        told = "\n".join(f"{label} {value}" for label, value in lines(book(layer, CHOSEN, Language(code)).worksheets[ABOUT]))
        wanted = {
            "en": ["Viet Nam", "FY2015–2020", "February 2026", "Creative Commons", "GeoNames", "never that there is none"],
            "ja": [
                "ベトナム",
                "2015〜2020年度",
                "2026年2月",
                "クリエイティブ・コモンズ",
                "GeoNames",
                "「ない」の意味ではありません",
            ],
        }
        for text in [*wanted[code], "?fy=2015&fy=2020&country=VNM&country=KHM", shipped().version]:
            assert text in told

    def test_are_written_in_the_readers_language(self, layer: Layer, code: str) -> None:
        own, other = book(layer, language=Language(code)), book(layer, language=Language(code).other)
        assert not set(own.sheetnames) & set(other.sheetnames)
        assert all(len(title) <= 31 for title in own.sheetnames)
        for page in own.worksheets:
            for heading in header(page, 1):
                japanese = bool(re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", heading))
                assert japanese == (code == "ja") or heading in {"ID", "URL"}


@pytest.mark.parametrize("layer", LAYERS)
def test_the_same_rows_are_the_same_bytes(layer: Layer, monkeypatch: pytest.MonkeyPatch) -> None:
    first = to_workbook(shipped(), layer, CHOSEN, JAPANESE)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert to_workbook(shipped(), layer, CHOSEN, JAPANESE) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_says_the_time_its_data_speak_of() -> None:
    assert book("places").properties.created == datetime(2026, 2, 1, tzinfo=UTC).replace(tzinfo=None)
    undated = replace(shipped(), published_totals=shipped().published_totals.iloc[0:0])
    assert opened(to_workbook(undated, "places", Selection(), ENGLISH)).properties.created.year == 1980


def test_a_selection_without_rows_gives_headers_and_says_so() -> None:
    pages = book("installations", Selection(countries=("KEN",), technologies=("forest",))).worksheets
    assert len(lines(pages[ROWS])) == len(lines(pages[SOURCES])) == 0
    assert header(pages[ROWS], 2) == list(records.columns(shipped(), "installations"))
    assert ("Number of rows", "0") in lines(pages[ABOUT])


def test_filters_that_do_not_apply_to_the_rows_are_not_said_to() -> None:
    told = lines(book("collaborations", Selection(technologies=("solar_pv",), countries=("VNM",))).worksheets[ABOUT])
    assert "Solar power" not in str(told)
    assert ("Selection as an address", "?country=VNM") in told


def test_installations_say_how_many_of_the_published_projects_they_are() -> None:
    told = dict(lines(book("installations").worksheets[ABOUT]))
    assert told["How complete"].startswith("153 of the 254 JCM model projects")


def test_without_a_description_of_the_tables_columns_go_by_their_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("DATA_URL", str(tmp_path))
    copied = replace(shipped(), version="another")
    pages = opened(to_workbook(copied, "installations", Selection(), JAPANESE)).worksheets
    own = [
        name for name in header(pages[ROWS], 2) if not name.startswith(("country_name", "source_urls", "country_iso3", "source_id"))
    ]
    assert set(own) - {"evidence"} <= set(header(pages[ROWS], 1))
    assert lines(pages[CODES])


class TestHostileText:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_stays_the_text_it_is(self, text: str) -> None:
        cell = one_text(text)["A3"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)

    @pytest.mark.parametrize("text", [text for text in HOSTILE if text.lstrip()[:1] in set("=+-@＝'")])
    def test_that_could_start_a_formula_is_marked_as_text_for_whoever_edits_the_cell(self, text: str) -> None:
        assert one_text(text)["A3"].quotePrefix

    @pytest.mark.parametrize("layer", LAYERS)
    def test_no_sheet_holds_a_formula_or_a_program(self, layer: Layer) -> None:
        places = shipped().places.copy()
        places["name_en"] = "=1+1"
        countries = shipped().countries.copy()
        countries["name_en"] = "=2+2"
        hostile: Programme = replace(shipped(), places=places, countries=countries)
        with zipfile.ZipFile(io.BytesIO(to_workbook(hostile, layer, Selection(), ENGLISH))) as archive:
            assert not [
                name for name in archive.namelist() if re.search("vba|macro|external|connection|query", name, re.IGNORECASE)
            ]
            for name in archive.namelist():
                if "/worksheets/sheet" in name:
                    assert not re.search(rb"<f[ >/]", archive.read(name))

    @pytest.mark.parametrize(
        "name", ["javascript:alert(1)", "file:///etc/passwd", "ftp://example.org", "internal:A!A1", "HTTP://x"]
    )
    def test_only_web_addresses_become_links(self, name: str) -> None:
        cell = one_text(name, "link")["A3"]
        assert (cell.value, cell.hyperlink) == (name, None)

    @pytest.mark.parametrize(
        "address", ["https://example.org/a?b=c&d=e#f", "http://例え.jp/都市 間", 'https://example.org/"<x>', "https://e.org/%E9"]
    )
    def test_a_web_address_is_shown_as_it_is_and_leads_there(self, address: str) -> None:
        cell = one_text(address, "link")["A3"]
        assert cell.value == address
        target = cell.hyperlink.target + (f"#{cell.hyperlink.location}" if cell.hyperlink.location else "")
        assert unquote(target) == unquote(address)
        assert target.isascii()

    def test_an_address_longer_than_a_link_can_be_stays_text(self) -> None:
        address = "https://example.org/" + "a" * 3000
        cell = one_text(address, "link")["A3"]
        assert (cell.value, cell.hyperlink) == (address, None)

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("a\x00b\x1fc\x7fd", "a␀b␟c␡d"),
            ("tab\tline\nend", "tab\tline\nend"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("\ud800\ufffe\uffff", "���"),
            ("大阪市 😀", "大阪市 😀"),
        ],
    )
    def test_what_a_file_cannot_hold_is_changed_so_that_it_is_seen(self, text: str, shown: str) -> None:
        assert cleaned(text) == shown
        assert one_text(text)["A3"].value == shown

    @pytest.mark.parametrize("letter", ["a", "大", "😀"])
    def test_a_text_longer_than_a_cell_is_cut_and_says_so(self, letter: str) -> None:
        shown = cleaned(letter * 40_000)
        assert shown.endswith("[…]")
        assert sheets.LONGEST_TEXT - 2 <= len(shown.encode("utf-16-le")) // 2 <= sheets.LONGEST_TEXT
        assert one_text(letter * 40_000)["A3"].value == shown
        whole = "a" * sheets.LONGEST_TEXT
        assert cleaned(whole) == whole

    @settings(max_examples=60, deadline=None)
    @given(st.text(min_size=1))
    def test_any_text_is_read_back_as_it_was_cleaned(self, text: str) -> None:
        assert cleaned(cleaned(text)) == cleaned(text)
        assert one_text(text)["A3"].value == cleaned(text)

    def test_more_rows_than_a_spreadsheet_takes_are_refused_with_their_number(self) -> None:
        sheet = Sheet("Rows", (Column("Name", "name", "text", range(sheets.MOST_ROWS + 1)),))
        with pytest.raises(ValueError, match=r"Sheet 'Rows' has 1,048,575 rows.*Allowed: 1,048,574"):
            to_xlsx([sheet], properties={}, created=MOMENT)


@pytest.mark.parametrize("text", ["a" * 200, "大阪市" * 40, "one\ntwo\nthree"])
def test_wrapped_texts_have_rows_as_high_as_their_lines(text: str) -> None:
    long = Column("Long", "long", "text", [text, "short"], wrapped=True)
    unwrapped = Column("Plain", "plain", "text", ["a" * 200, "b" * 200])
    page = opened(to_xlsx([Sheet("Rows", (long, unwrapped))], properties={}, created=MOMENT)).worksheets[0]
    needed = max(text.count("\n") + 1, sheets.width(text) / page.column_dimensions["A"].width)
    assert page.row_dimensions[3].height >= sheets.LINE * needed
    assert page.row_dimensions[4].height is None


@pytest.mark.parametrize("layer", LAYERS)
def test_on_paper_few_sheets_lie_side_by_side_and_headers_are_repeated(layer: Layer) -> None:
    rows, *others = book(layer).worksheets
    for page in (rows, *others):
        assert page.print_title_rows == "$1:$2"
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.fitToHeight == 0
    # Where a file does not say how many, it is one.
    assert {page.page_setup.fitToWidth or 1 for page in others} == {1}
    assert (rows.page_setup.fitToWidth or 1) <= rows.max_column / 3


def test_no_path_of_a_file_that_is_not_there_is_named() -> None:
    said = [text for _, text in lines(book("installations").worksheets[ABOUT])]
    assert any("https://creativecommons.org/" in str(text) for text in said)
    assert not any("tables/" in str(text) for text in said)


def test_values_are_written_by_their_kind() -> None:
    columns = (
        Column("Year", "year", "year", [2015, pd.NA, 2016]),
        Column("Number", "number", "number", [1234.5, float("nan"), 7.0]),
        Column("Flag", "flag", "flag", [True, False, None]),
        Column("Degrees", "degrees", "degrees", [35.0, None, -6.2146]),
        Column("Text", "text", "text", ["", None, "0"]),
    )
    page = opened(to_xlsx([Sheet("Rows", columns)], properties={}, created=MOMENT)).worksheets[0]
    assert lines(page) == [
        (2015, 1234.5, True, 35, None),
        (None, None, False, None, None),
        (2016, 7, None, -6.2146, "0"),
    ]
    assert [page.cell(3, x).number_format for x in range(1, 5)] == ["0", "#,##0.0##", "General", "0.0000##"]
    assert page["B5"].number_format == "#,##0"


@pytest.mark.parametrize("layer", LAYERS)
def test_every_row_can_be_found_again_by_its_key(layer: Layer) -> None:
    keys = table(book(layer).worksheets[ROWS])[KEYS[layer]]
    assert keys.is_unique
    assert keys.notna().all()


@pytest.mark.parametrize("layer", ["collaborations", "installations"])
def test_an_office_program_opens_every_sheet_with_its_japanese_whole(layer: Layer, tmp_path: Path) -> None:
    file = tmp_path / "rows.xlsx"
    file.write_bytes(to_workbook(shipped(), layer, CHOSEN, JAPANESE))
    printed = "".join(pages(converted(file, "pdf", tmp_path)))
    for page in opened(file.read_bytes()).worksheets:
        for text in (header(page, 1)[0], header(page, 2)[0], page.cell(3, 1).value):
            assert re.sub(r"\s", "", str(text)) in printed
    names = records.selected(shipped(), layer, CHOSEN)[KEYS[layer]]
    assert [name for name in names if name not in printed] == []
