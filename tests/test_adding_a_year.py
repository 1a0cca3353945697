"""The round trip of docs/adding_a_year.md: download, edit, bring back, see the difference, take the new folder along."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office import converted
from shipped import DATA, shipped

from geo.diff import Difference, compare, of_programme
from geo.diff.totals import Figure
from geo.export import data_folder
from geo.export.workbook import to_workbook
from geo.intake.checking import Outcome, check
from geo.intake.intake import take_in
from geo.intake.reading import File
from geo.language import LANGUAGES, Language, LanguageCode
from geo.programme import load_programme, text_tables
from geo.selection import Selection

YEAR = 2026
HEADER_ROWS = 2


def downloaded(code: LanguageCode) -> bytes:
    return to_workbook(shipped(), "collaborations", Selection(), Language(code))


def edited(content: bytes) -> tuple[bytes, dict[str, Any]]:
    """Copy a row to the end, as the guide says, and make it one of the new fiscal year."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[HEADER_ROWS]]
    row = {name: cell.value for name, cell in zip(names, sheet[HEADER_ROWS + 1], strict=True)}
    row["fiscal_year"] = YEAR
    row["collaboration_id"] = f"{row['jp_place_id']}-{row['partner_place_id']}-fy{YEAR}"
    sheet.append([row[name] for name in names])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue(), row


def brought(content: bytes) -> Outcome:
    taken = take_in(shipped(), [File("collaborations.xlsx", content)])
    assert not taken.refusals
    assert taken.mode == "update"
    return check(shipped(), [(sheet, taken.mode) for sheet in taken.sheets])


def difference(outcome: Outcome) -> Difference:
    assert outcome.programme is not None, outcome.faults
    return compare(of_programme(shipped(), "published"), of_programme(outcome.programme, "brought"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_workbook_that_nobody_edited_changes_nothing(code: LanguageCode) -> None:
    assert difference(brought(downloaded(code))).same


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_row_for_a_new_year_comes_back_as_exactly_that_row(code: LanguageCode, tmp_path: Path) -> None:
    content, row = edited(downloaded(code))
    outcome = brought(content)
    found = difference(outcome)
    (table,) = found.changed
    assert table.name == "collaborations"
    assert [added.key for added in table.added] == [(row["collaboration_id"],)]
    assert (table.removed, table.changed, table.moved) == ((), (), ())
    links = {change.figure: (change.before, change.after) for change in found.figures_changed}
    assert links[Figure("links", "B")] == (93, 94)
    assert links[Figure("links", "B", "fiscal_year", str(YEAR))] == (None, 1)
    assert found.published_lost

    assert outcome.programme is not None
    packed = data_folder.to_zip(text_tables(outcome.programme))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "data"
    assert len(load_programme(folder).collaborations) == len(shipped().collaborations) + 1
    for file in sorted(DATA.glob("*.csv")):
        kept, new = file.read_bytes(), (folder / file.name).read_bytes()
        if file.name == "collaborations.csv":
            assert new.startswith(kept)
            assert new[len(kept) :].decode().startswith(row["collaboration_id"] + ",")
            assert new[len(kept) :].count(b"\n") == 1
        else:
            assert new == kept


def test_a_workbook_saved_by_another_spreadsheet_program_brings_the_same_row(tmp_path: Path) -> None:
    content, row = edited(downloaded("ja"))
    file = tmp_path / "collaborations.xlsx"
    file.write_bytes(content)
    (table,) = difference(brought(converted(file, "xlsx", tmp_path / "saved").read_bytes())).changed
    assert [added.key for added in table.added] == [(row["collaboration_id"],)]
    assert (table.removed, table.changed, table.moved) == ((), (), ())
