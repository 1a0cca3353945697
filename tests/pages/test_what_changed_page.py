"""The page on what changed: the visitor's own tables beside the published ones, or two packages brought along."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from shipped import shipped
from shown import elements, headings, html_tables, page, prose, unmarked, without_fault

from components import draft
from geo.diff.versions import NO_TABLES, NO_ZIP
from geo.drafts import Draft
from geo.export.data_folder import to_zip
from geo.language import LANGUAGES, Language, LanguageCode
from geo.programme import Programme, assemble, text_tables
from geo.tables import FILES

PAGE = "what_changed"
JAPANESE = re.compile("[぀-ヿ一-鿿々]")
HOSTILE = "<b>{{ 7*7 }}</b> *stars* $x$"
GONE, CHANGED = "sapporo-ulaanbaatar-fy2016", "vn012"

both = pytest.mark.parametrize("code", LANGUAGES)


def changed_tables() -> dict[str, Any]:
    tables = text_tables(shipped())
    links, built = tables["collaborations"], tables["installations"]
    tables["collaborations"] = links[links["collaboration_id"] != GONE]
    built.loc[built["installation_id"] == CHANGED, "notes"] = HOSTILE
    return tables


def changed() -> Programme:
    return assemble(changed_tables(), "c" * 64)


Own = Callable[[LanguageCode, Programme], Any]


@pytest.fixture
def own_tables(monkeypatch: pytest.MonkeyPatch) -> Own:
    def show(code: LanguageCode, programme: Programme) -> Any:
        mine = Draft(programme, "own.xlsx", ("collaborations", "installations"))
        monkeypatch.setattr(draft, "current", lambda: mine)
        return without_fault(page(PAGE, code))

    return show


def rows(shown: Any, alt: str) -> Any:
    """The rows of a table by what it is called for readers who cannot see it."""
    return next(element.value for element in shown.dataframe if element.proto.alt == alt)


def buttons(shown: Any) -> dict[str, bool]:
    """Whether each download is offered, by its key."""
    found = [element.proto for element in elements(shown.main) if element.type == "download_button"]
    return {proto.id.rpartition("-")[2]: not proto.disabled for proto in found}


@both
def test_without_tables_of_ones_own_the_page_explains_and_takes_packages(code: LanguageCode) -> None:
    shown = without_fault(page(PAGE, code))
    assert len(shown.file_uploader) == 2
    assert all(bool(JAPANESE.search(text)) == (code == "ja") for text in [shown.title[0].value, *labels_of_uploads(shown)])
    assert buttons(shown) == {"changes_folder": True}


def labels_of_uploads(shown: Any) -> list[str]:
    return [uploader.label for uploader in shown.file_uploader]


@both
def test_tables_of_ones_own_are_compared_with_the_published_ones(code: LanguageCode, own_tables: Own) -> None:
    language, shown = Language(code), own_tables(code, changed())
    assert [metric.value for metric in shown.metric] == ["2", "0", "1", "1"]
    fields = html_tables(shown)[language.text("Changed")]
    # People know a row by its name, tables by its id: both stand there.
    built = shipped().installations.set_index("installation_id").loc[CHANGED]
    assert [row[0] for row in fields[1:]] == [f"{CHANGED} · {built[f'name_{code}']}"]
    assert fields[1][3] == HOSTILE
    totals = html_tables(shown)[language.text("Totals")]
    links = next(row for row in totals if row[0] == language.text("Links (a pair in a fiscal year)"))
    assert links[3] == "93 → 92 (−1)"
    assert links[1:3] == ["", "46"]
    removed = rows(shown, f"{language.text('Collaborations')}: {language.text('Removed')}")
    assert removed["collaboration_id"].tolist() == [GONE]
    gone = shipped().collaborations.set_index("collaboration_id").loc[GONE]
    assert removed.iloc[0, 0] == (gone[f"title_{code}"] or gone[f"summary_{code}"])
    assert not any("4949" in text for text in prose(shown))
    assert sorted(buttons(shown)) == ["changes_folder", "changes_workbook"]
    assert all(buttons(shown).values())


def test_columns_and_tables_stand_in_the_readers_language(own_tables: Own) -> None:
    shown = own_tables("ja", changed())
    assert "都市間連携" in [heading.value for heading in shown.subheader]
    columns = [heading for found in shown.dataframe for heading in headings(found)]
    assert "年度" in columns
    assert all(JAPANESE.search(heading) or heading == "ID" for heading in columns)


@both
def test_tables_that_nobody_changed_are_told_to_be_the_same(code: LanguageCode, own_tables: Own) -> None:
    shown = own_tables(code, assemble(text_tables(shipped()), "s" * 64))
    assert [found.value for found in shown.success] == [Language(code).text("Both versions say the same.")]
    assert not html_tables(shown)


def test_two_packages_are_compared_with_each_other() -> None:
    shown = page(PAGE, "en")
    before, after = shown.file_uploader
    before.set_value(("old.zip", to_zip(changed_tables()), "application/zip"))
    after.set_value(("new.zip", to_zip(text_tables(shipped())), "application/zip"))
    without_fault(shown.run())
    assert rows(shown, "Collaborations: Added")["collaboration_id"].tolist() == [GONE]
    assert any("old.zip" in text and "new.zip" in text for text in prose(shown))


def test_a_package_with_faults_is_compared_row_by_row_and_not_handed_out() -> None:
    tables = changed_tables()
    tables["places"].loc[2, "kind"] = "citty"
    shown = page(PAGE, "en")
    shown.file_uploader[1].set_value(("new.zip", to_zip(tables), "application/zip"))
    without_fault(shown.run())
    assert buttons(shown)["changes_folder"] is False
    assert any("The totals are not compared" in text for text in prose(shown))
    assert any("new.zip: 1 fault" in unmarked(element.label) for element in shown.expander)


def workbook() -> bytes:
    written = io.BytesIO()
    Workbook().save(written)
    return written.getvalue()


@both
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("new.zip", b"no zip", NO_ZIP),
        ("places.csv", b"place_id\nosaka\n", NO_ZIP),
        ("tables.xlsx", workbook(), NO_TABLES),
    ],
)
def test_a_file_that_is_no_package_is_refused_for_its_true_reason(
    code: LanguageCode, name: str, content: bytes, reason: str
) -> None:
    language, shown = Language(code), page(PAGE, code)
    # The browser sends every kind of file: only so can the answer tell the reason, in the reader's language.
    assert not list(shown.file_uploader[1].proto.type)
    shown.file_uploader[1].set_value((name, content, "application/octet-stream"))
    shown.run()
    assert not shown.exception
    (told,) = [unmarked(error.value) for error in shown.error]
    assert told.startswith(language.text(reason, value=name, allowed=", ".join(FILES)))
    assert language.text("Bring your own tables") in told
