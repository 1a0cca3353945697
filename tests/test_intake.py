"""Tables somebody brings: recognised, matched, put in place of the present ones, checked by the same rules."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile

import openpyxl
import pandas as pd
import pytest
from bad_files import PLACES, as_csv, as_xlsx, as_zip, rows
from shipped import DATA

from geo.current import current_programme
from geo.export import delimited, geojson, records, workbook
from geo.export.records import LAYERS, Layer
from geo.intake import annotated, templates
from geo.intake.checking import Outcome, check
from geo.intake.columns import OTHER_HEADINGS, known, titles
from geo.intake.compose import Mode
from geo.intake.folding import folded
from geo.intake.intake import Intake, take_in
from geo.intake.reading import File
from geo.language import Language, LanguageCode
from geo.programme import Programme
from geo.schema import columns
from geo.selection import Selection
from geo.tables import TABLES

ENGLISH, JAPANESE = Language("en"), Language("ja")
HOSTILE = ("<script>alert(1)</script>", "{{ 7*7 }}{% x %}", "=1+1", "[x](javascript:alert(1))", "$\\frac{1}{2}$ :red[x]")


@pytest.fixture(scope="module")
def programme() -> Programme:
    return current_programme()


def brought(programme: Programme, *files: File, mode: Mode | None = None) -> tuple[Intake, Outcome]:
    found = take_in(programme, files)
    return found, check(programme, [(matched, mode or found.mode) for matched in found.sheets])


def assert_unchanged(programme: Programme, found: Intake, outcome: Outcome, *tables: str) -> None:
    assert not found.refusals
    assert [placed.fault for placed in outcome.faults] == []
    assert {matched.table for matched in found.sheets} >= set(tables)
    assert outcome.changed == ()
    assert outcome.programme
    assert outcome.programme.version == programme.version
    for name in tables:
        before, after = programme.tables[name], outcome.programme.tables[name]
        pd.testing.assert_frame_equal(pd.DataFrame(after), pd.DataFrame(before))


# --- round trips ------------------------------------------------------------------------------------------------------


def test_the_whole_folder_says_the_same(programme: Programme) -> None:
    files = [File(path.name, path.read_bytes()) for path in sorted(DATA.glob("*.csv"))]
    found, outcome = brought(programme, *files)
    assert found.mode == "replace"
    assert_unchanged(programme, found, outcome, *TABLES)


@pytest.mark.parametrize("folder", ["", "city-data/data/"])
def test_the_whole_package_in_an_archive_says_the_same(programme: Programme, folder: str) -> None:
    members = {f"{folder}{path.name}": path.read_bytes() for path in DATA.iterdir() if path.is_file()}
    found, outcome = brought(programme, File("data.zip", as_zip(members)))
    assert_unchanged(programme, found, outcome, *TABLES)
    assert [notice.code for notice in found.notices] == ["left-out"]


def test_a_package_may_call_its_files_as_it_likes(programme: Programme) -> None:
    descriptor = json.dumps({"resources": [{"name": "statuses", "path": "odd.txt"}, {"name": "themes", "path": "t/1.csv"}]})
    members = {name: (DATA / f"{table}.csv").read_bytes() for name, table in (("odd.txt", "statuses"), ("t/1.csv", "themes"))}
    found, outcome = brought(
        programme, File("package.zip", as_zip({"datapackage.json": descriptor.encode(), **members})), mode="replace"
    )
    assert_unchanged(programme, found, outcome, "statuses", "themes")


@pytest.mark.parametrize("code", ["en", "ja"])
@pytest.mark.parametrize("layer", LAYERS)
def test_every_workbook_of_the_app_says_the_same(programme: Programme, layer: Layer, code: LanguageCode) -> None:
    content = workbook.to_workbook(programme, layer, Selection(evidence="C"), Language(code))
    found, outcome = brought(programme, File("download.xlsx", content))
    assert_unchanged(programme, found, outcome, layer, "sources")


@pytest.mark.parametrize("layer", LAYERS)
def test_every_geojson_of_the_app_says_the_same(programme: Programme, layer: Layer) -> None:
    shown = records.selected(programme, layer, Selection(evidence="C"))
    found, outcome = brought(programme, File(f"{layer}.geojson", geojson.to_geojson(shown, key=records.KEYS[layer], members={})))
    assert_unchanged(programme, found, outcome, layer)


@pytest.mark.parametrize("spreadsheet", [True, False])
@pytest.mark.parametrize("layer", LAYERS)
def test_every_csv_of_the_app_says_the_same(programme: Programme, layer: Layer, spreadsheet: bool) -> None:
    content = delimited.to_csv(records.selected(programme, layer, Selection(evidence="C")), spreadsheet=spreadsheet)
    found, outcome = brought(programme, File(f"{layer}.csv", content))
    assert_unchanged(programme, found, outcome, layer)


@pytest.mark.parametrize("code", ["en", "ja"])
@pytest.mark.parametrize("table", TABLES)
def test_every_filled_form_says_the_same(programme: Programme, table: str, code: LanguageCode) -> None:
    content = templates.to_template(programme, table, Language(code), filled=True)
    found, outcome = brought(programme, File(f"{table}_form.xlsx", content), mode="replace")
    assert_unchanged(programme, found, outcome, table)


@pytest.mark.parametrize("table", TABLES)
def test_every_empty_form_is_recognised_and_empty(programme: Programme, table: str) -> None:
    (matched, _) = take_in(
        programme, [File(f"{table}.xlsx", templates.to_template(programme, table, JAPANESE, filled=False))]
    ).sheets
    assert matched.table == table
    assert matched.columns == columns(table)
    assert matched.sheet.data == []


@pytest.mark.parametrize("table", ["places", "installations", "published_totals", "countries"])
def test_workbooks_and_csv_files_of_pandas_are_read(programme: Programme, table: str) -> None:
    frame = pd.DataFrame(programme.tables[table].drop(columns="geometry", errors="ignore"))
    file = io.BytesIO()
    frame.to_excel(file, index=False, sheet_name=table)
    for name, content in ((f"{table}.xlsx", file.getvalue()), (f"{table}.csv", frame.to_csv(index=False).encode())):
        found, outcome = brought(programme, File(name, content), mode="replace")
        assert_unchanged(programme, found, outcome, table)


# --- matching ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", [0, 1])
@pytest.mark.parametrize("table", TABLES)
def test_headings_in_either_language_are_known(programme: Programme, table: str, language: int) -> None:
    header, *body = rows(table)
    named = [titles(programme)[table][name][language] for name in header]
    assert len({known(programme)[table][key] for key in known(programme)[table]}) == len(header)
    found, outcome = brought(programme, File(f"{table}.csv", as_csv([named, *body])), mode="replace")
    assert_unchanged(programme, found, outcome, table)


def test_headings_are_known_whatever_their_width_case_and_kana(programme: Programme) -> None:
    header, *body = rows("themes")
    (matched,) = take_in(
        programme, [File("ﾃｰﾏ.csv", as_csv([["Ｃｏｄｅ", "NAME EN", "名称（日本語）", "sort-order"], *body]))]
    ).sheets
    assert matched.table == "themes"
    assert matched.columns == tuple(header)


def test_near_headings_are_guesses_that_can_be_changed(programme: Programme) -> None:
    table = rows("places")
    table[0][table[0].index("location_note_en")] = "location notes"
    place = table[0].index("location notes")
    table[0].append("contact")
    (matched,) = take_in(programme, [File("places.csv", as_csv([[*row, "x"] if n else row for n, row in enumerate(table)]))]).sheets
    guess = matched.matches[place]
    assert (guess.how, guess.column) == ("guess", "location_note_en")
    assert 65 <= guess.score < 100
    assert (matched.matches[-1].how, matched.matches[-1].column) == ("none", None)
    swapped = matched.changed(programme, "places", {len(table[0]) - 1: "location_note_en"})
    assert swapped.matches[place].column is None
    assert swapped.matches[-1].column == "location_note_en"
    assert matched.changed(programme, "cases", {}).table == "cases"


def test_headings_people_use_find_table_and_columns(programme: Programme) -> None:
    headings = ["設備ID", "案件名", "案件名（英語）", "国名", "会計年度", "技術分類", "発電容量kW", "CO2削減量"]
    body = ["x-9", "試験", "Test", "ベトナム", "令和5年度", "太陽光発電", "1,234", "1,500"]
    (matched,) = take_in(programme, [File("一覧.csv", as_csv([headings, body]))]).sheets
    assert matched.table == "installations"
    assert matched.columns == (
        "installation_id", "name_ja", "name_en", "country_iso3", "fiscal_year", "technology_type", "capacity_kw",
        "ghg_reduction_tco2_per_year",
    )  # fmt: skip


def test_every_other_heading_is_of_a_column_that_there_is_and_stands_for_it_somewhere(programme: Programme) -> None:
    for column, headings in tomllib.loads(OTHER_HEADINGS.read_text(encoding="utf-8")).items():
        tables = [table for table in TABLES if column in columns(table)]
        assert tables, column
        for heading in headings:
            assert any(known(programme)[table][folded(heading)] == column for table in tables), heading


def test_no_column_is_taken_twice(programme: Programme) -> None:
    header, *body = rows("themes")
    (matched,) = take_in(programme, [File("themes.csv", as_csv([[*header, "code"], *([*row, "x"] for row in body)]))]).sheets
    assert matched.columns == (*header, None)


def test_a_table_of_something_else_is_left_out(programme: Programme) -> None:
    found = take_in(programme, [File("lunch.csv", as_csv([["dish", "price"], ["soba", "900"]]))])
    assert [matched.table for matched in found.sheets] == [None]


# --- putting in place -------------------------------------------------------------------------------------------------


def test_updating_changes_only_what_the_sheet_holds(programme: Programme) -> None:
    content = as_csv([["place_id", "name_en"], ["osaka", "City of Osaka"]])
    _, outcome = brought(programme, File("places.csv", content), mode="update")
    assert outcome.programme
    (change,) = outcome.changes
    assert (change.new, change.changed, change.removed, change.total) == (0, 1, 0, len(programme.places))
    osaka = outcome.programme.places.set_index("place_id").loc["osaka"]
    assert osaka["name_en"] == "City of Osaka"
    assert osaka["name_ja"] == "大阪市"
    assert programme.places.set_index("place_id").loc["osaka", "name_en"] != "City of Osaka"


def test_replacing_drops_rows_and_names_what_still_needs_them(programme: Programme) -> None:
    table = rows("places")
    kept = [row for row in table if row[0] != "osaka"]
    _, outcome = brought(programme, File("places.csv", as_csv(kept)), mode="replace")
    assert outcome.programme is None
    assert {(placed.fault.rule, placed.fault.value) for placed in outcome.faults} == {("unknown-reference", "osaka")}
    assert all(placed.matched is None and "(as published)" in placed.where(ENGLISH) for placed in outcome.faults)
    assert outcome.changes[0].removed == 1


def test_files_brought_together_may_name_each_other(programme: Programme) -> None:
    known = {
        "place_id": "kure", "name_en": "Kure City", "name_ja": "呉市", "country_iso3": "JPN", "kind": "city", "lat": "34.2333",
        "lon": "132.5667", "location_precision": "city", "location_source": "GeoNames 1 made up for this test",
    }  # fmt: skip
    columns = rows("places")[0]
    place = [columns, [known.get(column, "") for column in columns]]
    header, own = rows("collaborations")[:2]
    pair = dict(zip(header, own, strict=True)) | {"jp_place_id": "kure"}
    pair["collaboration_id"] = f"kure-{pair['partner_place_id']}-fy{pair['fiscal_year']}"
    alone = File("collaborations.csv", as_csv([header, list(pair.values())]))
    _, outcome = brought(programme, alone)
    assert [placed.fault.value for placed in outcome.faults] == ["kure"]
    _, outcome = brought(programme, alone, File("places.csv", as_csv(place)))
    assert outcome.programme
    assert [change.new for change in outcome.changes] == [1, 1]


def test_a_key_twice_in_one_file_is_a_fault_at_its_row(programme: Programme) -> None:
    table = rows("themes")
    _, outcome = brought(programme, File("themes.xlsx", as_xlsx([["list"], *table, table[1]], "themes")), mode="update")
    (first,) = [placed for placed in outcome.faults if placed.fault.rule == "duplicate" and placed.fault.column == "code"]
    assert first.position == len(table) + 2
    assert "line 3 already" in first.broken(ENGLISH)
    assert first.heading() == "code (A)"


def test_a_twin_in_another_file_is_named_with_that_file(programme: Programme) -> None:
    header, own = rows("themes")[:2]
    twin = dict(zip(header, own, strict=True)) | {"name_en": "Twin", "name_ja": "双子"}
    one, other = (
        as_csv([header, list({**twin, "code": code, "sort_order": order}.values())])
        for code, order in (("one", "901"), ("other", "902"))
    )
    _, outcome = brought(programme, File("a-themes.csv", one), File("b-themes.csv", other), mode="update")
    assert {placed.where(ENGLISH) for placed in outcome.faults} == {"b-themes.csv"}
    assert all("line 2 of a-themes.csv already" in placed.broken(ENGLISH) for placed in outcome.faults)
    assert all("「a-themes.csv」の2行目" in placed.broken(JAPANESE) for placed in outcome.faults)


def test_a_missing_column_is_named_at_the_headings(programme: Programme) -> None:
    table = [row[:-1] for row in rows("themes")]
    _, outcome = brought(programme, File("themes.csv", as_csv([["remark", "", ""], *table])), mode="replace")
    (placed,) = outcome.faults
    assert (placed.fault.rule, placed.fault.column, placed.position) == ("column-missing", "sort_order", 2)


def test_faults_stand_at_sheet_row_and_heading_of_the_keepers_own_file(programme: Programme) -> None:
    header, *body = rows("places")
    named = [titles(programme)["places"][name][1] for name in header]
    osaka = next(row for row in body if row[0] == "osaka")
    osaka[header.index("country_iso3")] = "JPX"
    content = as_xlsx([["都市の一覧"], [], named, *body], "都市")
    _, outcome = brought(programme, File("一覧.xlsx", content), mode="replace")
    (placed,) = [each for each in outcome.faults if each.matched and each.fault.rule == "unknown-reference"]
    cells = placed.cells(JAPANESE)
    assert cells[:4] == ("一覧.xlsx – 都市", str(body.index(osaka) + 4), "国 (D)", "JPX")
    assert "JPN" in cells[5]


@pytest.mark.parametrize(
    ("table", "column", "written", "code"),
    [
        ("collaborations", "themes", "水", "water"),
        ("collaborations", "jp_place_id", "大阪", "osaka"),
        ("collaborations", "partner_place_id", "ホーチミン", "ho-chi-minh-city"),
        ("installations", "technology_type", "太陽光", "solar_pv"),
        ("installations", "technology_type", "solr power", "solar_pv"),
        ("installations", "scheme", "設備補助", "model_project"),
        ("installations", "status", "採択済", "selected"),
        ("installations", "evidence", "公的", "A"),
    ],
)
def test_what_stands_for_a_code_in_part_is_answered_with_the_code_and_its_name(
    programme: Programme, table: str, column: str, written: str, code: str
) -> None:
    made = rows(table)[:2]
    made[1][made[0].index(column)] = written
    _, outcome = brought(programme, File(f"{table}.csv", as_csv(made)), mode="update")
    (placed,) = [each for each in outcome.faults if each.fault.value == written]
    assert placed.fault.near[0].code == code
    assert f"“{code}” = {placed.fault.near[0].name_en}" in placed.remedy(ENGLISH)
    assert f"「{code}」({placed.fault.near[0].name_ja})" in placed.remedy(JAPANESE)
    assert placed.fault.near[0].name_ja


def test_up_to_three_codes_are_offered_and_small_vocabularies_are_listed_whole(programme: Programme) -> None:
    made = rows("installations")[:2]
    made[1][made[0].index("technology_type")] = "power"
    _, outcome = brought(programme, File("installations.csv", as_csv(made)), mode="update")
    (placed,) = [each for each in outcome.faults if each.fault.value == "power"]
    assert len(placed.fault.near) == 3
    for code, name in zip(programme.technology_types["code"], programme.technology_types["name_ja"], strict=True):
        assert f"「{code}」({name})" in placed.remedy(JAPANESE)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_texts(programme: Programme, text: str) -> None:
    table = rows("places")
    own = next(row for row in table if row[0] == "osaka")
    own[table[0].index("name_en")] = text
    _, outcome = brought(programme, File("places.csv", as_csv(table)), mode="replace")
    assert outcome.programme
    assert outcome.programme.places.set_index("place_id").loc["osaka", "name_en"] == text


def test_characters_that_turn_the_direction_of_writing_are_a_fault_made_visible(programme: Programme) -> None:
    table = rows("places")
    own = next(row for row in table if row[0] == "osaka")
    own[table[0].index("name_en")] = "Os\u202eaka"
    _, outcome = brought(programme, File("places.csv", as_csv(table)), mode="replace")
    (placed,) = outcome.faults
    assert placed.fault.rule == "characters"
    assert "\u202e" not in "".join(placed.cells(ENGLISH))


# --- the rows given back ----------------------------------------------------------------------------------------------


def faulty(programme: Programme, kind: str) -> tuple[Intake, Outcome]:
    table = rows("places")
    own = next(row for row in table if row[0] == "osaka")
    own[table[0].index("country_iso3")] = "JPX"
    own[table[0].index("name_en")] = "=1+1"
    own[table[0].index("lat")] = "north"
    content = as_csv(table) if kind == "csv" else as_xlsx([["title"], *table], "places")
    return brought(programme, File(f"places.{kind}", content), mode="replace")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_faulty_cells_are_coloured_and_say_what_is_wrong(programme: Programme, kind: str) -> None:
    found, outcome = faulty(programme, kind)
    content = annotated.to_annotated(found.sheets, outcome.faults, JAPANESE)
    book = openpyxl.load_workbook(io.BytesIO(content))
    told, page = book.worksheets
    header = 2 if kind == "xlsx" else 1
    (row,) = [cells for cells in page.iter_rows(min_row=header + 1) if cells[0].value == "osaka"]
    names = [cell.value for cell in page[header]]
    country, lat, name = row[names.index("country_iso3")], row[names.index("lat")], row[names.index("name_en")]
    assert country.value == "JPX"
    assert "JPN" in country.comment.text
    assert country.fill.fgColor.rgb == lat.fill.fgColor.rgb == "FFFFD7D7"
    assert lat.comment
    assert (name.value, name.data_type, name.comment) == ("=1+1", "s", None)
    assert not [
        cell for sheet in book for cells in sheet.iter_rows() for cell in cells if cell.data_type in {"f", "n"} and cell.value
    ]
    assert told.max_row == len(outcome.faults) + 1
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]


def test_the_rows_given_back_can_be_brought_again(programme: Programme) -> None:
    found, outcome = faulty(programme, "xlsx")
    again, checked = brought(
        programme, File("faults.xlsx", annotated.to_annotated(found.sheets, outcome.faults, ENGLISH)), mode="replace"
    )
    assert [matched.table for matched in again.sheets] == [None, "places"]
    assert [placed.fault for placed in checked.faults] == [placed.fault for placed in outcome.faults]


def test_the_same_faults_are_the_same_bytes(programme: Programme) -> None:
    found, outcome = faulty(programme, "csv")
    assert annotated.to_annotated(found.sheets, outcome.faults, ENGLISH) == annotated.to_annotated(
        found.sheets, outcome.faults, ENGLISH
    )


def test_sheets_of_one_name_are_told_apart(programme: Programme) -> None:
    found, outcome = brought(programme, File("places.csv", PLACES), File("places.csv", PLACES), File("[a]/places.csv", PLACES))
    book = openpyxl.load_workbook(io.BytesIO(annotated.to_annotated(found.sheets, outcome.faults, ENGLISH)))
    assert len({name.casefold() for name in book.sheetnames}) == 4
