"""The command compares folders, zips and git revisions, tells faults, and says by its exit status what it found."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from faulty_tables import TableFolder
from shipped import DATA, shipped

from geo.diff import __main__ as command
from geo.diff import compare, read
from geo.diff.versions import UnreadableVersionError, of_contents, of_zip
from geo.diff.workbook import to_workbook
from geo.export.data_folder import contents, to_zip
from geo.language import Language
from geo.programme import text_tables
from geo.tables import FILES

ROOT = Path(__file__).resolve().parents[1]
KANA = re.compile(r"[ぁ-んァ-ヶ]")
GIT = shutil.which("git") or "git"
ENGLISH = Language("en")


@pytest.fixture
def folder(tmp_path: Path) -> TableFolder:
    (tmp_path / "tables").mkdir()
    return TableFolder.copy(tmp_path / "tables")


def git(at: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=Keeper", "-c", "user.email=keeper@example.org", "-c", "commit.gpgsign=false")
    subprocess.run([GIT, *settings, *arguments], cwd=at, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, folder: TableFolder, monkeypatch: pytest.MonkeyPatch) -> TableFolder:
    """Two revisions: the shipped tables, and those with one status renamed; the second is also tagged."""
    at = tmp_path / "repository"
    at.mkdir()
    folder.path.rename(at / "data")
    kept = TableFolder(at / "data")
    git(at, "init", "-q", "-b", "main")
    git(at, "add", "-A")
    git(at, "commit", "-q", "-m", "first")
    kept.set("statuses", "selected", "name_en", "Chosen")
    git(at, "commit", "-q", "-a", "-m", "second")
    git(at, "tag", "v1.2")
    monkeypatch.chdir(at)
    return kept


def test_the_same_tables_are_told_to_be_the_same(folder: TableFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(DATA), str(folder.path), "--lang", "en"]) == 0
    assert "Both versions say the same." in capsys.readouterr().out.splitlines()


def test_a_changed_field_is_told_with_place_title_and_both_values(folder: TableFolder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.set("statuses", "selected", "name_en", "Chosen")
    assert command.main([str(DATA), str(folder.path), "--lang", "en"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "Statuses (statuses.csv): 1 row changed" in lines
    assert "~ selected (line 2) Chosen" in lines
    assert "    Name (English) [name_en]: “Selected” → “Chosen”" in lines
    assert "No total changes." in lines


def test_where_two_long_texts_part_is_shown(tmp_path: Path, folder: TableFolder, capsys: pytest.CaptureFixture[str]) -> None:
    long = "the same words again and again " * 20
    (tmp_path / "other").mkdir()
    other = TableFolder.copy(tmp_path / "other")
    folder.set("programme_facts", "programme-what", "fact_en", long + "old end")
    other.set("programme_facts", "programme-what", "fact_en", long + "new end")
    assert command.main([str(folder.path), str(other.path), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "old end”" in out
    assert "new end”" in out


def test_faults_are_told_and_rows_compared_all_the_same(folder: TableFolder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.set("statuses", "selected", "code", "chosen")
    folder.set("places", "osaka", "kind", "citty\x1b[31m")
    assert command.main([str(DATA), str(folder.path), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"places\.csv:\d+: kind", out)
    assert "The totals are not compared" in out
    assert "+ chosen (line 2) Selected" in out
    assert "\x1b" not in out


def test_other_columns_and_missing_tables_are_told(folder: TableFolder, capsys: pytest.CaptureFixture[str]) -> None:
    text = folder.text("statuses")
    folder.write("statuses", text.replace("name_ja", "name_ja,name_fr", 1))
    head, *rows = text.splitlines()
    folder.write("statuses", "\n".join([head + ",name_fr", *(row + ",x" for row in rows)]) + "\n")
    folder.file("sectors").unlink()
    assert command.main([str(DATA), str(folder.path), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "Statuses (statuses.csv): 1 column added" in out
    assert "+ [name_fr]" in out
    assert re.search(r"\(sectors\.csv\): the table is gone and \d+ rows removed", out)


def test_a_table_that_cannot_be_read_is_trouble(folder: TableFolder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.file("statuses").write_bytes(b"code\xff\xfe")
    assert command.main([str(DATA), str(folder.path), "--lang", "en"]) == 2
    assert "statuses.csv: cannot be compared" in capsys.readouterr().out


def test_revisions_are_compared_without_a_checkout(repository: TableFolder, capsys: pytest.CaptureFixture[str]) -> None:
    repository.set("statuses", "approved", "name_en", "Not committed")
    for before, after in (("HEAD~1", "v1.2"), ("main~1:data", "HEAD:data/"), ("HEAD^", "main")):
        assert command.main([before, after, "--lang", "en"]) == 1
        out = capsys.readouterr().out
        assert "“Selected” → “Chosen”" in out
        assert "Not committed" not in out
    assert command.main(["HEAD", "data", "--lang", "en"]) == 1
    assert "“Not committed”" in capsys.readouterr().out


@pytest.mark.parametrize(
    "named",
    [
        "--output=x",
        "-p",
        "HEAD:nowhere",
        "HEAD:../data",
        "nothing-like-it",
        ":/first",
        "HEAD\nHEAD",
        "HEAD:da\nta",
        "",
        "$(id)",
        "a..b",
    ],
)
def test_what_is_no_version_is_refused_and_starts_nothing(repository: TableFolder, named: str) -> None:
    before = sorted(repository.path.parent.iterdir())
    with pytest.raises(UnreadableVersionError) as refused:
        read(named)
    assert sorted(repository.path.parent.iterdir()) == before
    assert KANA.search(refused.value.text(Language("ja")))


def test_what_is_no_version_is_trouble_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["nowhere-at-all", str(DATA), "--lang", "en"]) == 2
    assert "nowhere-at-all is no version of the tables" in capsys.readouterr().err


def test_a_zip_of_the_folder_is_a_version() -> None:
    packed = to_zip(text_tables(shipped()))
    version = of_zip(packed, "data.zip")
    assert version.programme is not None
    assert compare(version, read(str(DATA))).same


@pytest.mark.parametrize("broken", [b"", b"no zip", to_zip({})[:60]])
def test_a_broken_zip_is_refused(broken: bytes) -> None:
    with pytest.raises(UnreadableVersionError):
        of_zip(broken, "data.zip")


def test_a_zip_with_two_folders_of_tables_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/statuses.csv", "code\n")
        archive.writestr("b/statuses.csv", "code\n")
    with pytest.raises(UnreadableVersionError, match=r"holds statuses\.csv more than once"):
        of_zip(packed.getvalue(), "data.zip")


def test_the_workbook_shows_every_change_typed_and_runs_nothing(tmp_path: Path, folder: TableFolder) -> None:
    folder.set("installations", "vn012", "notes", '=HYPERLINK("http://example.org")')
    folder.set("installations", "vn012", "capacity_kw", "1234.5")
    file = tmp_path / "difference.xlsx"
    assert command.main([str(DATA), str(folder.path), "--lang", "en", "--xlsx", str(file)]) == 1
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["About", "Totals", "Installations"]
    sheet = book["Installations"]
    names = [cell.value for cell in sheet[2]]
    cells = {(row[0].value, name): cell for row in sheet.iter_rows(min_row=3) for name, cell in zip(names, row, strict=True)}
    assert cells["changed", "notes"].value == '=HYPERLINK("http://example.org")'
    assert cells["changed", "notes"].data_type == "s"
    assert cells["changed", "capacity_kw"].value == 1234.5
    assert cells["changed", "capacity_kw"].fill.fgColor.rgb == "FFFFF1C2"
    assert cells["changed", "name_en"].fill.fgColor.rgb != "FFFFF1C2"
    assert cells["before", "installation_id"].value == "vn012"
    assert sheet.freeze_panes == "D3"
    totals = {(row[0], row[2], row[3]): row[4:7] for row in book["Totals"].iter_rows(min_row=2, values_only=True)}
    before, after, by = totals["Totals", "Capacity, kW", "evidence A and B"]
    assert by == pytest.approx(after - before)
    assert by != 0
    assert not any(cell.data_type == "f" for page in book for row in page.iter_rows() for cell in row)


def test_the_workbook_is_the_same_bytes_for_the_same_versions(folder: TableFolder) -> None:
    folder.set("statuses", "selected", "name_en", "Chosen")
    difference = compare(read(str(DATA)), read(str(folder.path)))
    assert to_workbook(difference, ENGLISH) == to_workbook(difference, ENGLISH)


def test_the_report_comes_in_both_languages(folder: TableFolder) -> None:
    folder.set("statuses", "selected", "name_en", "Chosen")
    run = [sys.executable, "-m", "geo.diff", str(DATA), str(folder.path), "--lang"]
    told = {code: subprocess.run([*run, code], cwd=ROOT, capture_output=True, text=True, check=False) for code in ("ja", "en")}
    assert all(result.returncode == 1 for result in told.values())
    assert KANA.search(told["ja"].stdout)
    assert not KANA.search(told["en"].stdout)


def test_contents_without_any_table_are_no_version() -> None:
    with pytest.raises(UnreadableVersionError, match="none of the tables"):
        of_contents({"readme.txt": b"x"}, "upload")
    assert set(contents({})) == {"datapackage.json"}
    assert "datapackage.json" not in FILES
