"""A new column is empty in every row and leaves every other cell as it is, byte for byte."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from geo.tables import DEFAULT_FOLDER, TABLES, file_name
from tools.add_column import FOLDERS, ROOT, NotAddedError, main, with_column


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_column_can_be_added_to_every_table_and_taken_away_again(table: str, folder: str) -> None:
    before = (ROOT / folder / file_name(table)).read_bytes().decode("utf-8")
    rows = list(csv.reader(io.StringIO(with_column(before, "remark"), newline="")))
    assert {row[-1] for row in rows[1:]} == {""}
    assert rows[0][-1] == "remark"
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(row[:-1] for row in rows)
    assert written.getvalue() == before


def test_it_stands_where_it_was_asked_for() -> None:
    assert with_column('a,b\n1,"x, y"\n', "c", "a") == 'a,c,b\n1,,"x, y"\n'


@pytest.mark.parametrize(
    ("text", "column", "after"), [("a,b\n", "a", ""), ("a,b\n", "c", "d"), ("a,b\r\n", "c", ""), ('"a",b\n', "c", "")]
)
def test_what_cannot_be_added_is_refused(text: str, column: str, after: str) -> None:
    with pytest.raises(NotAddedError):
        with_column(text, column, after)


def test_the_command_changes_both_folders_or_none(tmp_path: Path) -> None:
    files = [tmp_path / folder / "themes.csv" for folder in FOLDERS]
    for file in files:
        file.parent.mkdir(parents=True)
        file.write_bytes((DEFAULT_FOLDER / "themes.csv").read_bytes())
    assert main(["themes", "colour", "--after", "code"], tmp_path) == 0
    assert all(file.read_text("utf-8").startswith("code,colour,name_en") for file in files)
    before = [file.read_bytes() for file in files]
    files[1].write_bytes((DEFAULT_FOLDER / "themes.csv").read_bytes())
    with pytest.raises(SystemExit):
        main(["themes", "colour"], tmp_path)
    assert files[0].read_bytes() == before[0]
    with pytest.raises(SystemExit):
        main(["themes", "Bad name"], tmp_path)
