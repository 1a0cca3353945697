"""The page for one's own tables: faults at their place, changes before they are taken, and the way there and back."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from bad_files import PLACES, as_csv, as_xlsx, rows, with_formula
from shown import elements, html_tables, labels, options, page, prose, without_fault
from streamlit.testing.v1 import AppTest

from geo.current import current_programme
from geo.export.package_zip import to_zip
from geo.intake.limits import VARIABLES, limits
from geo.language import LANGUAGES, Language
from geo.selection import Selection
from geo.tables import TABLES

PAGE = "your_tables"
JAPANESE = re.compile("[぀-ヿ一-鿿々]")
IN_BOTH = {"English", "places.csv"}  # the way to the other language, and a file's own name
File = tuple[str, bytes, str]
both = pytest.mark.parametrize("code", LANGUAGES)


def given(name: str, content: bytes) -> File:
    return name, content, "application/octet-stream"


def bringing(*files: File, code: str = "en") -> AppTest:
    shown = page(PAGE, code)
    shown.file_uploader[0].set_value(list(files)).run()
    assert not shown.exception, shown.exception
    return shown


def places(**cells: str) -> bytes:
    """The shipped places with cells of Osaka's row changed."""
    made = rows("places")
    own = next(row for row in made if row[0] == "osaka")
    for column, text in cells.items():
        own[made[0].index(column)] = text
    return as_csv(made)


def keys(shown: AppTest) -> list[str]:
    return [element.key for element in elements(shown.main) if getattr(element, "key", None)]


@both
def test_the_page_says_what_becomes_of_files_and_how_much_is_read(code: str) -> None:
    shown = without_fault(page(PAGE, code))
    told = " ".join(prose(shown))
    for text in ("no other visitor sees them", "never written to its disk", "Reloading the page"):
        assert code == "ja" or text in told
    for name, variable in VARIABLES.items():
        assert variable in told
        assert Language(code).number(getattr(limits(), name)) in told
    for word in (*prose(shown), *labels(shown)):
        if code == "ja" and re.search(r"[a-z]{3}", word) and word not in IN_BOTH:
            assert JAPANESE.search(word), word


def test_faults_stand_at_their_place_with_what_to_do() -> None:
    shown = bringing(given("my places.csv", places(country_iso3="JPX", name_en="<b>Osaka</b>{{7*7}}")))
    table = html_tables(shown)["Faults"]
    row = next(own for own in table[1:] if own[0] == "my places.csv")
    line = next(number for number, own in enumerate(rows("places"), 1) if own[0] == "osaka")
    assert row[1:4] == [str(line), "country_iso3", "JPX"]
    assert "JPN" in row[5]
    assert shown.error
    assert "upload_take" not in keys(shown)
    assert "upload_annotated" in keys(shown)


@both
def test_every_word_about_a_faulty_file_is_in_the_readers_language(code: str) -> None:
    shown = bringing(
        given("places.csv", b"\xef\xbb\xbf" + places(country_iso3="JPX", name_ja=" 大阪市")), given("x.pdf", b"%PDF-"), code=code
    )
    tables = html_tables(shown)
    assert len(tables) == 5
    worded = [text for table in tables.values() for text in table[0]] + labels(shown) + prose(shown)
    for text in worded:
        if code == "ja" and re.search(r"[A-Za-z]{4}", text) and text not in IN_BOTH:
            assert JAPANESE.search(text), text


def test_a_refused_file_is_named_with_what_to_do_and_others_are_shown() -> None:
    shown = bringing(given("sum.xlsx", with_formula()), given("places.csv", PLACES))
    ((_, refused),) = [(name, table) for name, table in html_tables(shown).items() if name == "Files that are not read"]
    assert refused[1][0] == "sum.xlsx"
    assert "Sheet!F3" in refused[1][1]
    assert "paste them as values" in refused[1][2]
    assert any("exactly what the published tables say" in text for text in prose(shown))


def test_good_tables_are_shown_on_all_pages_and_one_click_goes_back() -> None:
    name = "City of Osaka, as tried"
    shown = bringing(given("places.csv", places(name_en=name)))
    change = html_tables(shown)["What is different"]
    assert change[1] == ["Places", "59", "0", "1", "0", "59"]
    shown.button(key="upload_take").click().run()
    without_fault(shown)
    assert "draft_banner" in keys(shown) or any("Not published" in text for text in prose(shown))
    shown.switch_page("pages/participants.py").run()
    without_fault(shown)
    assert any("Not published" in text and "places.csv" in text for text in prose(shown))
    assert name in str([element.proto for element in elements(shown.main)])
    shown.button(key="draft_leave").click().run()
    without_fault(shown)
    assert not any("Not published" in text for text in prose(shown))
    assert name not in str([element.proto for element in elements(shown.main)])
    assert current_programme().places.set_index("place_id").loc["osaka", "name_en"] == "Osaka City"


def test_guessed_columns_and_tables_can_be_changed() -> None:
    table = rows("places")
    table[0][table[0].index("location_note_en")] = "location notes"
    shown = bringing(given("list.csv", as_csv([[*row, "x" if number else "contact"] for number, row in enumerate(table)])))
    assert any("exactly what the published tables say" in text for text in prose(shown))
    chosen = [element for element in shown.selectbox if (element.key or "").startswith("upload_column_0_places")]
    assert [element.value for element in chosen] == ["location_note_en", ""]
    chosen[0].set_value("").run()
    columns = html_tables(shown)["Columns of list.csv"]
    assert ["location notes", "Left out", "chosen by you"] in [row[:3] for row in columns]
    (choice,) = [element for element in shown.selectbox if (element.key or "").startswith("upload_table_0")]
    choice.set_value("themes").run()
    assert not shown.exception
    assert "code" in str(html_tables(shown)["Faults"])


def test_replacing_says_how_many_rows_would_go() -> None:
    table = rows("dominoes")
    shown = bringing(given("dominoes.csv", as_csv(table[:3])))
    assert html_tables(shown)["What is different"][1][1:] == ["2", "0", "0", "0", "5"]
    (mode,) = [element for element in shown.selectbox if (element.key or "").startswith("upload_mode_0")]
    mode.set_value("replace").run()
    assert html_tables(shown)["What is different"][1][1:] == ["2", "0", "0", "3", "2"]


def test_a_file_of_something_else_can_be_said_to_be_a_table() -> None:
    shown = bringing(given("lunch.csv", b"dish,price\nsoba,900\n"))
    assert [element.value for element in shown.warning] == ["No sheet is used: choose the table that it is."]
    assert len(options(shown, next(key for key in keys(shown) if key.startswith("upload_table_0")))) == len(TABLES) + 1


def test_hostile_names_and_texts_are_shown_as_text() -> None:
    hostile = "<img src=x onerror=alert(1)>{{7*7}}.csv"
    shown = bringing(given(hostile, places(country_iso3="<script>x</script>")))
    for element in shown.get("html"):
        assert "<script>x" not in element.proto.body  # type: ignore[attr-defined]
        assert "<img" not in element.proto.body  # type: ignore[attr-defined]
    assert hostile in [row[0] for row in html_tables(shown)["Faults"]]
    assert "<script>x</script>" in [row[3] for row in html_tables(shown)["Faults"]]


def test_a_whole_package_replaces_the_tables() -> None:
    book = as_xlsx(rows("themes"), "themes")
    shown = bringing(*(given(f"{table}.csv", as_csv(rows(table))) for table in TABLES), given("again.xlsx", book))
    modes = [element.value for element in shown.selectbox if (element.key or "").startswith("upload_mode_")]
    assert set(modes) == {"replace"}
    assert openpyxl.load_workbook(io.BytesIO(book)).sheetnames == ["themes"]


def test_a_selection_that_was_downloaded_and_brought_back_drops_nothing() -> None:
    shown = bringing(given("package.zip", to_zip(current_programme(), Selection(countries=("IDN",)))))
    assert {element.value for element in shown.selectbox if (element.key or "").startswith("upload_mode_")} == {"update"}
    assert any("exactly what the published tables say" in text for text in prose(shown))
    assert not shown.warning


def test_rows_that_would_be_removed_are_counted_by_table_before_anything_is_shown() -> None:
    shown = bringing(given("dominoes.csv", as_csv(rows("dominoes")[:3])))
    assert not shown.warning
    (mode,) = [element for element in shown.selectbox if (element.key or "").startswith("upload_mode_0")]
    mode.set_value("replace").run()
    gone = len(rows("dominoes")) - 3
    assert any(f"{gone} rows would be removed: Dominoes ({gone})." in text for text in prose(shown))
    ordered = [getattr(element, "key", None) or element.type for element in elements(shown.main)]
    assert ordered.index("warning") < ordered.index("upload_take")


def test_what_came_of_it_stands_above_the_sheets_and_only_sheets_with_guesses_are_open() -> None:
    table = rows("places")
    table[0][table[0].index("location_note_en")] = "location notes"
    shown = bringing(given("themes.csv", as_csv(rows("themes"))), given("places.csv", as_csv(table)))
    told = [element.value for element in shown.subheader]
    assert told.index("What checking came to") < told.index("2 tables found")
    sheets = {each.label.split(" ")[0]: each.proto.expanded for each in shown.expander if " · " in each.label}
    assert sheets == {"themes\\.csv": False, "places\\.csv": True}


def test_the_tables_found_are_counted_as_they_are_chosen() -> None:
    shown = bringing(given("lunch.csv", b"dish,price\nsoba,900\n"))
    assert "0 tables found" in [element.value for element in shown.subheader]
    (choice,) = [element for element in shown.selectbox if (element.key or "").startswith("upload_table_0")]
    choice.set_value("themes").run()
    assert "1 table found" in [element.value for element in shown.subheader]


def test_every_file_that_is_not_read_is_counted() -> None:
    many = [given(f"{number}.csv", PLACES) for number in range(limits().files + 1)]
    assert [element.value for element in bringing(*many).error] == [f"{len(many)} files are not read."]


def test_headings_without_rows_are_called_that() -> None:
    shown = bringing(given("themes.csv", as_csv(rows("themes")[:1])))
    assert ["no row below them" in element.value for element in shown.warning] == [True]
    assert not any("exactly what the published tables say" in text for text in prose(shown))
