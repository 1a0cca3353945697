"""What people and spreadsheets get wrong without meaning to is read as meant, and every such reading is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from bad_files import PLACES, as_csv, as_xlsx, features, gpkg, rows
from hypothesis import given
from hypothesis import strategies as st

from geo import fiscal_year
from geo.current import current_programme
from geo.intake.cells import mended, trimmed
from geo.intake.checking import Outcome, check
from geo.intake.columns import kinds
from geo.intake.coordinates import angle
from geo.intake.intake import Intake, take_in
from geo.intake.reading import File
from geo.programme import Programme
from geo.schema import columns
from geo.tables import TABLES

Table = list[list[str]]


@pytest.fixture(scope="module")
def programme() -> Programme:
    return current_programme()


def brought(programme: Programme, name: str, content: bytes) -> tuple[Intake, Outcome]:
    found = take_in(programme, [File(name, content)])
    return found, check(programme, [(matched, "replace") for matched in found.sheets])


def told(found: Intake, outcome: Outcome) -> set[str]:
    return {notice.code for notice in (*found.notices, *outcome.notices)}


def edited(table: str, **cells: str) -> Table:
    """The shipped rows with cells of the first one changed."""
    made = rows(table)
    for column, text in cells.items():
        made[1][made[0].index(column)] = text
    return made


def of_osaka(**cells: str) -> Table:
    """The shipped places with cells of Osaka's row changed."""
    made = rows("places")
    own = next(row for row in made if row[0] == "osaka")
    for column, text in cells.items():
        own[made[0].index(column)] = text
    return made


def spoken(words: dict[str, str]) -> Table:
    """The shipped countries with other words for true and false."""
    return [[words.get(text, text) for text in row] for row in rows("countries")]


def written_as(column: str, **words: str) -> Table:
    """The shipped collaborations with other words for the codes of a column."""
    header, *body = rows("collaborations")
    at = header.index(column)
    return [header, *([*row[:at], words.get(row[at], row[at]), *row[at + 1 :]] for row in body)]


def slashed(text: str) -> str:
    return text.replace("-", "/") if text.startswith("20") else text


SAME: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "byte-order-mark": ("places.csv", lambda: b"\xef\xbb\xbf" + PLACES, "byte-order-mark"),
    "utf-16": ("places.csv", lambda: as_csv(rows("places"), encoding="utf-16"), "encoding"),
    "semicolons": ("themes.csv", lambda: as_csv(rows("themes"), ";"), "separator"),
    "tabs": ("themes.txt", lambda: as_csv(rows("themes"), "\t"), "separator"),
    "title above": ("themes.csv", lambda: as_csv([["令和8年度 テーマ一覧", "", "", ""], *rows("themes")]), "above-header"),
    "empty rows": ("themes.csv", lambda: as_csv([*rows("themes")[:4], ["", "", "", ""], *rows("themes")[4:]]), "empty-rows"),
    "spaces": ("places.csv", lambda: as_csv(of_osaka(name_ja="　大阪市 ")), "trimmed"),
    "line break": ("places.csv", lambda: as_csv(of_osaka(name_en="Osaka\r\nCity")), "trimmed"),
    "full width": ("themes.csv", lambda: as_csv(edited("themes", sort_order="１０")), "width"),
    "point zero": ("themes.csv", lambda: as_csv(edited("themes", sort_order="10.0")), "point-zero"),
    "swapped": ("places.csv", lambda: as_csv(of_osaka(lat="135.5011", lon="34.6938")), "swapped"),
    "name of a country": ("places.csv", lambda: as_csv(of_osaka(country_iso3="日本")), "name"),
    "name of a code": ("places.csv", lambda: as_csv(of_osaka(kind="市")), "name"),
    "name the app uses": ("collaborations.csv", lambda: as_csv(written_as("evidence", A="公的な出典")), "name"),
    "code of another case": ("collaborations.csv", lambda: as_csv(written_as("evidence", A="a", B="ｂ")), "letters"),
    "code in small letters": ("places.csv", lambda: as_csv(of_osaka(country_iso3="ｊｐｎ")), "letters"),
    "yes": ("countries.csv", lambda: as_csv(spoken({"true": "はい", "false": "いいえ"})), "flag"),
    "capitals": ("countries.csv", lambda: as_csv(spoken({"true": "TRUE", "false": "FALSE"})), "flag"),
    "dates": ("countries.csv", lambda: as_csv([[slashed(text) for text in row] for row in rows("countries")]), "date-form"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_what_is_repaired_says_the_same_as_the_published_table_and_is_told(programme: Programme, name: str) -> None:
    file, make, code = SAME[name]
    found, outcome = brought(programme, file, make())
    assert not found.refusals
    assert [placed.fault for placed in outcome.faults] == []
    assert outcome.changed == ()
    assert code in told(found, outcome)


def test_cp932_is_read_with_a_notice(programme: Programme) -> None:
    found, outcome = brought(programme, "themes.csv", as_csv(rows("themes"), encoding="cp932"))
    assert outcome.changed == ()
    (notice,) = [notice for notice in found.notices if notice.code == "encoding"]
    assert dict(notice.parameters)["encoding"].startswith("CP932")


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("令和4年度", 2022),
        ("R4", 2022),
        ("平成28", 2016),
        ("H28年度", 2016),
        ("令和元年度", 2019),
        ("FY2022", 2022),
        ("２０２２年度", 2022),
        ("令和4(2022)年度", 2022),
        ("令和４年度（２０２２年度）", 2022),
        ("2022(令和4)年度", 2022),
        ("令和四年度", 2022),
        ("平成二十八年度", 2016),
        ("2022/23", 2022),
        ("FY2022-2023", 2022),
    ],
)
def test_fiscal_years_of_eras_and_other_forms_are_read(programme: Programme, written: str, year: int) -> None:
    table = rows("installations")
    at = table[0].index("fiscal_year")
    own = next(row for row in table if row[at] == str(year))
    own[at] = written
    found, outcome = brought(programme, "installations.csv", as_csv(table))
    assert outcome.changed == ()
    assert told(found, outcome) & {"era", "year-form"}


@pytest.mark.parametrize("written", ["昭和98年度", "平成32年度", "令和0年度", "令和年度", "令和4(2023)年度", "2022/24", "2022-12"])
def test_years_that_are_none_are_left_for_the_rules_to_find(written: str) -> None:
    assert mended(written, "year", {}, frozenset()) == (written, "")


@given(st.integers(1926, 2100))
def test_every_fiscal_year_is_read_back_from_its_era(year: int) -> None:
    assert mended(fiscal_year.era(year), "year", {}, frozenset()).text == str(year)


@given(st.integers(-89, 89), st.integers(0, 59), st.integers(0, 59))
def test_degrees_minutes_and_seconds_are_read_to_six_decimals(degrees: int, minutes: int, seconds: int) -> None:
    value = round((1 if degrees >= 0 else -1) * (abs(degrees) + minutes / 60 + seconds / 3600), 6)
    letter = "N" if degrees >= 0 else "S"
    for written in (
        f"{abs(degrees)}°{minutes}′{seconds}″{letter}",
        f"{'北緯' if degrees >= 0 else '南緯'}{abs(degrees)}度{minutes}分{seconds}秒",
    ):
        read = angle(written)
        assert read is not None
        assert float(read.text) == pytest.approx(value, abs=1e-9)


def test_a_point_in_degrees_and_minutes_stands_where_the_decimal_one_stands(programme: Programme) -> None:
    table = of_osaka(lat="北緯34度41分38秒", lon="135°30'8\"E")
    _, outcome = brought(programme, "places.csv", as_csv(table))
    assert outcome.programme
    osaka = outcome.programme.places.set_index("place_id").loc["osaka"]
    assert (osaka["lat"], osaka["lon"]) == (34.693889, 135.502222)
    assert {notice.column for notice in outcome.notices if notice.code == "degrees"} == {"lat", "lon"}


@given(st.sampled_from([kinds(table)[column] for table in TABLES for column in columns(table)]), st.text(max_size=80))
def test_mending_twice_is_mending_once(kind: str, text: str) -> None:
    once = mended(trimmed(text), kind, {}, frozenset())  # type: ignore[arg-type]
    assert mended(trimmed(once.text), kind, {}, frozenset()).text == trimmed(once.text)  # type: ignore[arg-type]


@given(st.text(max_size=80))
def test_texts_are_only_trimmed(text: str) -> None:
    assert mended(text, "text", {}, frozenset()).text == text


def test_headings_over_two_rows_are_joined(programme: Programme) -> None:
    header = ["コード", "名称", "", "並び順"], ["", "英語", "日本語", ""]
    body = rows("themes")[1:]
    for content in (
        as_csv([*header, *body]),
        as_xlsx([*header, *body], "テーマ", ((0, 1, 0, 2, "名称"), (0, 0, 1, 0, "コード"), (0, 3, 1, 3, "並び順"))),
    ):
        name = "テーマ.xlsx" if content.startswith(b"PK") else "テーマ.csv"
        found, outcome = brought(programme, name, content)
        assert found.sheets[0].columns == ("code", "name_en", "name_ja", "sort_order")
        assert outcome.changed == ()
        assert "merged-header" in told(found, outcome)


def test_joined_cells_below_the_headings_hold_their_value_in_every_row(programme: Programme) -> None:
    table = rows("programme_facts")
    table.sort(key=lambda row: (row[1] != "group", row[1]))
    same = [number for number, row in enumerate(table) if row[1] == "benefit"]
    for number in same[1:]:
        table[number][1] = ""
    found, outcome = brought(programme, "facts.xlsx", as_xlsx(table, "programme_facts", ((same[0], 1, same[-1], 1, "benefit"),)))
    assert outcome.changed == ()
    assert "merged-cells" in told(found, outcome)


def test_a_spreadsheet_csv_of_the_app_loses_its_apostrophes_again(programme: Programme) -> None:
    table = of_osaka(location_note_en="'=1+1")
    _, outcome = brought(programme, "places.csv", b"\xef\xbb\xbf" + as_csv(table))
    assert outcome.programme
    assert outcome.programme.places.set_index("place_id").loc["osaka", "location_note_en"] == "=1+1"
    assert "released" in {notice.code for notice in outcome.notices}
    _, outcome = brought(programme, "places.csv", as_csv(table))
    assert outcome.programme
    assert outcome.programme.places.set_index("place_id").loc["osaka", "location_note_en"] == "'=1+1"


def test_a_point_moved_on_the_map_counts_more_than_the_numbers_beside_it(programme: Programme) -> None:
    header, *body = rows("places")
    own = dict(zip(header, next(row for row in body if row[0] == "osaka"), strict=True))
    content = features(None, {"type": "Point", "coordinates": [135.49, 34.7]}, **own)
    found = take_in(programme, [File("places.geojson", content)])
    outcome = check(programme, [(found.sheets[0], "update")])
    assert outcome.programme
    osaka = outcome.programme.places.set_index("place_id").loc["osaka"]
    assert (osaka["lat"], osaka["lon"]) == (34.7, 135.49)
    assert "point" in told(found, outcome)


def test_a_geopackage_of_gdal_says_the_same(programme: Programme, tmp_path: Path) -> None:
    found, outcome = brought(programme, "places.gpkg", gpkg(tmp_path))
    assert not found.refusals
    assert outcome.changed == ()


def test_repairs_name_row_and_both_texts(programme: Programme) -> None:
    table = of_osaka(country_iso3="日本")
    row = next(number for number, own in enumerate(table, 1) if own[0] == "osaka")
    _, outcome = brought(programme, "places.csv", as_csv(table))
    (notice,) = outcome.notices
    (example,) = notice.examples
    assert (example.row, example.before, example.after) == (row, "日本", "JPN")


def test_rows_keep_the_line_they_begin_in(programme: Programme) -> None:
    text = io.StringIO(newline="")
    table = of_osaka(name_en="Osaka\nCity", country_iso3="JPX")
    csv.writer(text).writerows(table)
    before = next(number for number, row in enumerate(table) if row[0] == "osaka")
    _, outcome = brought(programme, "places.csv", text.getvalue().encode())
    assert {placed.position for placed in outcome.faults if placed.matched} == {before + 1}
