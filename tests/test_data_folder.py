"""Tables are written back as they are kept: what nobody touched keeps its bytes."""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import md5, sha256
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import DATA, shipped

from geo.export import data_folder
from geo.programme import load_programme, text_tables
from geo.tables import TABLES, file_name, read_contents, read_folder

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=20)


@pytest.mark.parametrize("table", TABLES)
def test_untouched_tables_keep_their_bytes(table: str) -> None:
    kept = (DATA / file_name(table)).read_bytes()
    assert data_folder.to_csv(read_folder(DATA).tables[table]) == kept
    assert data_folder.to_csv(text_tables(shipped())[table]) == kept


def test_the_zip_holds_every_file_below_the_folder_data(tmp_path: Path) -> None:
    packed = data_folder.to_zip(text_tables(shipped()))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        archive.extractall(tmp_path)
    assert names == [*(f"data/{file_name(name)}" for name in TABLES), "data/datapackage.json"]
    for name in names:
        assert (tmp_path / name).read_bytes() == (DATA / Path(name).name).read_bytes()
    assert load_programme(tmp_path / "data").version == shipped().version


def test_the_same_rows_give_the_same_zip_whenever_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    first = data_folder.to_zip(text_tables(shipped()))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert data_folder.to_zip(read_folder(DATA).tables) == first


def test_a_changed_row_changes_its_own_line_only() -> None:
    table = text_tables(shipped())["collaborations"]
    table.loc[5, "summary_en"] = 'With "quotes", a comma'
    before = (DATA / "collaborations.csv").read_bytes().split(b"\n")
    after = data_folder.to_csv(table).split(b"\n")
    assert [number for number, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new] == [5]
    assert b'"With ""quotes"", a comma"' in after[4]


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=5))
def test_whatever_cells_hold_is_read_back_as_it_was_written(rows: list[list[str]]) -> None:
    table = pd.DataFrame(rows, columns=["code", "name_en", "name_ja"], dtype="str")
    reading = read_contents({"statuses.csv": data_folder.to_csv(table)})
    assert reading.tables["statuses"].to_numpy().tolist() == table.to_numpy().tolist()


def test_what_a_description_says_of_bytes_is_made_true_again() -> None:
    content = b"code\n1\n"
    resources = [
        {"path": "statuses.csv", "bytes": 1, "hash": "0"},
        {"path": "themes.csv", "hash": "sha256:0"},
        {"path": "elsewhere.csv", "bytes": 3},
    ]
    written = data_folder.described(json.dumps({"resources": resources}).encode(), {"statuses.csv": content, "themes.csv": content})
    first, second, third = json.loads(written)["resources"]
    assert (first["bytes"], first["hash"]) == (len(content), md5(content, usedforsecurity=False).hexdigest())
    assert second == {"path": "themes.csv", "hash": f"sha256:{sha256(content).hexdigest()}"}
    assert third == resources[2]


def test_a_table_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"No such tables: elsewhere\. Allowed: places,"):
        data_folder.contents({"elsewhere": pd.DataFrame()})
