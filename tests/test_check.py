"""Keepers of the data get the same report on the command line, in their language, with an exit status for machines."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from faulty_tables import TableFolder
from shipped import DATA

from geo import check, faults
from geo.language import Language
from geo.tables import DATA_VARIABLE, TABLES

ROOT = Path(__file__).resolve().parents[1]
KANA = re.compile(r"[ぁ-んァ-ヶ]")


@pytest.fixture
def folder(tmp_path: Path) -> TableFolder:
    return TableFolder.copy(tmp_path)


@pytest.fixture(autouse=True)
def neutral_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(DATA))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def test_clean_tables_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert len(lines) == len(TABLES) + 1
    assert "collaborations.csv: 127 rows" in lines
    rows = re.findall(r"^(\w+)\.csv: ([0-9,]+) rows?$", printed.out, re.MULTILINE)
    counted = {name: int(number.replace(",", "")) for name, number in rows}
    assert tuple(counted) == TABLES
    assert lines[-1] == f"{len(TABLES)} tables, {sum(counted.values()):,} rows: no faults."
    assert printed.err == ""


def test_faults_are_printed_one_a_line_with_file_and_line_first(folder: TableFolder, capsys: pytest.CaptureFixture[str]) -> None:
    osaka = folder.set("places", "osaka", "kind", "citty")
    folder.set("sources", 2, "url", "javascript:alert(1)\nsecond line")
    assert check.main([str(folder.path)]) == 1
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"places.csv:{osaka}", "sources.csv:2"]
    assert 'kind "citty"' in lines[0]
    assert "“city”" in lines[0]
    assert lines[0].endswith("[vocabulary]")
    assert printed.err.startswith("2 faults.")


def test_rows_that_are_not_listed_are_counted(
    folder: TableFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "MOST_PER_RULE", 2)
    for line in range(2, 7):
        folder.set("sources", line, "kind", "blog")
    assert check.main([str(folder.path)]) == 1
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2
    assert printed.err.startswith("5 faults.")


@pytest.mark.parametrize("where", ["clean", "faulty", "unusable"])
def test_the_report_comes_in_both_languages(folder: TableFolder, capsys: pytest.CaptureFixture[str], where: str) -> None:
    if where == "faulty":
        folder.set("places", "osaka", "kind", "citty")
    path = folder.path / "nowhere" if where == "unusable" else folder.path
    texts = {}
    for code in ("ja", "en"):
        assert check.main([str(path), "--lang", code]) == {"clean": 0, "faulty": 1, "unusable": 2}[where]
        printed = capsys.readouterr()
        texts[code] = (printed.out, printed.err)
    for japanese, english in zip(texts["ja"], texts["en"], strict=True):
        assert bool(japanese) == bool(english)
        assert not japanese or KANA.search(japanese)
        assert not KANA.search(english)


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_terminal_decides_on_the_language_where_nobody_else_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], code: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert check.main(["nowhere-at-all"]) == 2
    expected = Language("ja" if code == "ja" else "en").text(check.NO_FOLDER, folder="nowhere-at-all")
    assert capsys.readouterr().err.strip() == expected


@pytest.mark.parametrize("arguments", [["--lang", "fr"], ["one", "two"], ["--unknown"]])
def test_arguments_nobody_understands_end_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        check.main(arguments)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_help_is_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        check.main(["--lang", "ja", "--help"])
    assert caught.value.code == 0
    assert KANA.search(capsys.readouterr().out)


def test_an_address_in_the_environment_ends_with_two(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, "postgresql://db.example/facts")
    assert check.main([]) == 2
    assert "postgresql://db.example/facts" in capsys.readouterr().err


def test_the_environment_names_the_folder_where_no_argument_does(
    folder: TableFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.set("places", "osaka", "kind", "citty")
    monkeypatch.setenv(DATA_VARIABLE, str(folder.path))
    assert check.main([]) == 1
    assert "citty" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_command_runs_in_any_terminal_without_a_traceback(folder: TableFolder, encoding: str) -> None:
    folder.set("places", "osaka", "name_ja", "\x1b[2J大阪市")
    done = subprocess.run(
        [sys.executable, "-m", "geo.check", str(folder.path), "--lang", "ja"],
        cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout
    assert b"places.csv" in done.stdout
