"""What bad files get: a clear answer in both languages, within bounds, and nothing else of the app comes to harm."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from bad_files import PLACES, REFUSED, Bad, as_csv, as_xlsx, as_zip, database, gpkg, rows, with_formula
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.current import current_programme
from geo.intake import limits as limits_module
from geo.intake.intake import take_in
from geo.intake.limits import VARIABLES, Limits, limits
from geo.intake.model import Refusal, Refused
from geo.intake.reading import ENDINGS, File, read, read_file
from geo.intake.texts import REFUSALS, REPAIRS
from geo.language import Language
from geo.programme import Programme

BOTH = (Language("en"), Language("ja"))


@pytest.fixture(scope="module")
def programme() -> Programme:
    return current_programme()


@pytest.mark.parametrize("bad", REFUSED, ids=lambda bad: bad.name)
def test_a_bad_file_is_refused_for_what_is_bad_about_it(bad: Bad, programme: Programme) -> None:
    assert [refusal.code for refusal in take_in(programme, [File(bad.name, bad.make())]).refusals] == [bad.code]


def test_a_csv_row_of_other_length_is_refused_with_its_line(programme: Programme) -> None:
    found = take_in(programme, [File("places.csv", PLACES + b"osaka,Osaka City\n")])
    (refusal,) = found.refusals
    assert refusal.code == "row-cells"
    assert dict(refusal.parameters) == {"line": "61", "found": "2", "expected": "10"}


@pytest.mark.parametrize("bad", REFUSED, ids=lambda bad: bad.name)
def test_one_bad_file_keeps_no_other_from_being_read(bad: Bad) -> None:
    reading = read([File(bad.name, bad.make()), File("places.csv", PLACES)])
    assert [grid for grid in reading.grids if grid.file == "places.csv"]


def test_every_refusal_says_in_both_languages_what_is_wrong_and_what_to_do(programme: Programme) -> None:
    for bad in REFUSED:
        for refusal in take_in(programme, [File(bad.name, bad.make())]).refusals:
            for language in BOTH:
                for told in (refusal.broken(language), refusal.remedy(language)):
                    assert told
                    assert not re.search(r"\{\w+\}", told)
            assert refusal.broken(BOTH[0]) != refusal.broken(BOTH[1])


def test_every_refusal_has_a_file_that_gets_it() -> None:
    others = {"total-too-large", "too-many-files", "took-too-long"}
    assert {bad.code for bad in REFUSED} | others == set(REFUSALS)


def test_formulas_are_named_by_their_cells() -> None:
    (refusal,) = read([File("sum.xlsx", with_formula())]).refusals
    assert dict(refusal.parameters) == {"count": "1", "cells": "Sheet!F3"}


def test_another_reference_system_is_named(tmp_path: Path) -> None:
    (refusal,) = read([File("places.gpkg", gpkg(tmp_path, "EPSG:6677"))]).refusals
    assert refusal.code == "other-crs"
    assert "6677" in refusal.broken(BOTH[0])
    assert "EPSG:4326" in refusal.remedy(BOTH[0])


def test_limits_are_told_with_thousands_set_apart() -> None:
    refusal = Refusal("too-many-rows", "x.csv", (("limit", "20000"),))
    assert [re.findall(r"[0-9,]{5,}", refusal.broken(language)) for language in BOTH] == [["20,000"], ["20,000"]]


def test_cells_that_hold_nothing_do_not_count() -> None:
    header = rows("installations")[0]
    content = as_csv([header, *([["x", *[""] * (len(header) - 1)]] * 19_000)])
    assert read([File("installations.csv", content)]).refusals == ()


def test_too_many_files_and_too_much_at_once_are_refused_before_any_is_read() -> None:
    many = [File(f"{n}.csv", PLACES) for n in range(limits().files + 1)]
    assert [refusal.code for refusal in read(many).refusals] == ["too-many-files"]
    heavy = [File(f"{n}.csv", bytes(limits().file_bytes)) for n in range(4)]
    assert [refusal.code for refusal in read(heavy).refusals] == ["total-too-large"]


def test_a_computed_column_or_a_trigger_of_a_geopackage_never_runs() -> None:
    content = database(
        "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT)",
        "INSERT INTO gpkg_contents VALUES ('places', 'attributes')",
        "CREATE TABLE places (place_id TEXT, name_en TEXT, blow TEXT AS (hex(zeroblob(20000000))) VIRTUAL)",
        "INSERT INTO places (place_id, name_en) VALUES ('osaka', 'Osaka')",
        "CREATE TRIGGER t AFTER INSERT ON places BEGIN DELETE FROM places; END",
    )
    (grid,) = read([File("x.gpkg", content)]).grids
    assert grid.rows == (("place_id", "name_en"), ("osaka", "Osaka"))


def read_or_refused(name: str, content: bytes) -> None:
    """Read a file; anything but a refusal that is declared is a failure."""
    code = ""
    try:
        read_file(name, content)
    except Refused as refused:
        code = refused.code
    assert not code or code in REFUSALS


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=2000), st.sampled_from([*ENDINGS, "xlsm", "xls", "pdf", ""]))
def test_any_bytes_are_read_or_refused(content: bytes, ending: str) -> None:
    read_or_refused(f"x.{ending}", content)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), kind=st.sampled_from(["xlsx", "zip", "gpkg", "geojson"]))
def test_damaged_copies_of_sound_files_are_read_or_refused(data: st.DataObject, kind: str, sound: dict[str, bytes]) -> None:
    content = bytearray(sound[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))
    read_or_refused(f"x.{kind}", bytes(content[:cut] if data.draw(st.booleans()) else content))


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]), st.data())
def test_damaged_parts_of_a_workbook_are_read_or_refused(part: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(rows("themes"), "themes"))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text = members[part].decode()
    start = data.draw(st.integers(0, len(text)))
    members[part] = (text[:start] + data.draw(st.text(max_size=12)) + text[start + data.draw(st.integers(0, 12)) :]).encode(
        errors="replace"
    )
    read_or_refused("x.xlsx", as_zip(members))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    table = as_xlsx(rows("themes"), "themes")
    package = as_zip({"places.csv": PLACES})
    layer = gpkg(tmp_path_factory.mktemp("layers"))
    features = b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": {"a": 1}}]}'
    return {"xlsx": table, "zip": package, "gpkg": layer, "geojson": features}


def test_limits_can_be_changed_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLES["rows"], "12")
    limits.cache_clear()
    try:
        assert limits().rows == 12
        assert [refusal.code for refusal in read([File("places.csv", PLACES)]).refusals] == ["too-many-rows"]
    finally:
        monkeypatch.delenv(VARIABLES["rows"])
        limits.cache_clear()
    assert limits() == Limits()


@pytest.mark.parametrize("value", ["0", "-3", "many", "1.5", "１２"])
def test_a_limit_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(VARIABLES["cells"], value)
    limits.cache_clear()
    try:
        with pytest.raises(ValueError, match=VARIABLES["cells"]):
            limits_module.limits()
    finally:
        monkeypatch.delenv(VARIABLES["cells"])
        limits.cache_clear()


def test_the_server_takes_files_as_large_as_are_read() -> None:
    settings_file = Path(__file__).parents[1] / ".streamlit" / "config.toml"
    (size,) = re.findall(r"^maxUploadSize = (\d+)", settings_file.read_text(encoding="utf-8"), re.MULTILINE)
    assert int(size) == Limits().file_mib


def test_every_repair_and_refusal_is_worded_in_japanese() -> None:
    for text in (*REPAIRS.values(), *(part for refusal in REFUSALS.values() for part in refusal)):
        assert BOTH[1].text(text) != text


def test_the_limits_are_written_down_as_they_are() -> None:
    told = (Path(__file__).parents[1] / "docs" / "bringing_tables.md").read_text(encoding="utf-8")
    for name, variable in VARIABLES.items():
        assert f"| `{variable}` | {getattr(Limits(), name):,} |" in told
