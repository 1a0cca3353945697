"""The shipped tables load whole, typed and placed on the map, or not at all."""

from __future__ import annotations

import csv
import dataclasses
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from faulty_tables import TableFolder, faults_in
from shipped import DATA

from geo.faults import FaultyTables
from geo.programme import CRS, Programme, load_programme, sources_of
from geo.references import REFERENCES
from geo.schema.validation import MODELS, types
from geo.tables import DATA_VARIABLE, TABLES, file_name

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}{% for x in (1).__class__.mro() %}{% endfor %}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "'; DROP TABLE places; -- ${jndi:ldap://x} %s %(x)s {0} {name}",
    "**b** [x](javascript:alert(1)) `c` $\\frac{1}{2}$ :red[x]",
    "../../etc/passwd",
]  # fmt: skip


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme(DATA)


@pytest.fixture
def folder(tmp_path: Path) -> TableFolder:
    return TableFolder.copy(tmp_path)


def test_the_shipped_tables_load_clean_and_whole(programme: Programme) -> None:
    assert tuple(programme.tables) == TABLES
    for name, frame in programme.tables.items():
        with (DATA / file_name(name)).open(encoding="utf-8", newline="") as file:
            assert len(frame) == sum(1 for _ in csv.DictReader(file)) > 0, name
    assert all(frame.index.tolist() == list(range(len(frame))) for frame in programme.tables.values())


def test_the_numbers_told_of_the_facts_hold(programme: Programme) -> None:
    links, sites = programme.collaborations, programme.installations
    assert links["evidence"].value_counts().to_dict() == {"A": 46, "B": 47, "C": 34}
    assert sites["location_precision"].value_counts().to_dict() == {"country": 120, "city": 47, "province": 37, "site": 2}
    assert int(sites["fiscal_year"].isna().sum()) == 72
    assert int(sites["ghg_reduction_tco2_per_year"].isna().sum()) == 116
    assert int((sites["scheme"] == "unknown").sum()) == 32
    assert int((sites["collaboration_evidence"] != "").sum()) == 10
    confirmed = links[links["evidence"] != "C"]
    assert (confirmed["partner_place_id"].nunique(), links["partner_place_id"].nunique()) == (35, 40)
    assert programme.fiscal_years == (2013, 2025)


def test_points_lie_where_the_coordinates_say(programme: Programme) -> None:
    for frame, x, y in (
        (programme.places, "lon", "lat"),
        (programme.installations, "lon", "lat"),
        (programme.countries, "label_lon", "label_lat"),
    ):
        assert frame.crs == CRS
        placed = frame[frame[x].notna()]
        assert placed.geometry.x.tolist() == placed[x].tolist()
        assert placed.geometry.y.tolist() == placed[y].tolist()
        assert frame[frame[x].isna()].geometry.isna().all()
    assert int(programme.installations.geometry.isna().sum()) == 120


def test_columns_have_the_types_of_the_models(programme: Programme) -> None:
    for name, frame in programme.tables.items():
        plain = frame.drop(columns="geometry", errors="ignore")
        assert {column: str(dtype) for column, dtype in plain.dtypes.items()} == types(name)


def test_the_bundle_itself_cannot_be_changed_and_stands_for_itself_as_a_key(programme: Programme) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        programme.version = "other"  # type: ignore[misc]
    assert {programme: 1}[programme] == 1
    assert programme != load_programme(DATA)


def test_the_version_says_whether_the_tables_are_the_same(programme: Programme, folder: TableFolder) -> None:
    assert load_programme(folder.path).version == programme.version
    folder.set("themes", "waste", "name_en", "Rubbish")
    assert load_programme(folder.path).version != programme.version


def test_the_environment_names_the_folder(folder: TableFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.set("themes", "waste", "name_en", "Rubbish")
    monkeypatch.chdir(folder.path.parent)
    monkeypatch.setenv(DATA_VARIABLE, folder.path.name)
    assert "Rubbish" in set(load_programme().themes["name_en"])


def test_nothing_half_loads(folder: TableFolder) -> None:
    line = folder.set("leads_installations", 2, "why_not_used", "")
    with pytest.raises(FaultyTables) as caught:
        load_programme(folder.path)
    assert [(fault.file, fault.row) for fault in caught.value.faults] == [("leads_installations.csv", line)]
    assert "leads_installations.csv:2" in str(caught.value)


def test_threads_load_and_read_at_once(programme: Programme) -> None:
    with ThreadPoolExecutor(4) as pool:
        versions = list(pool.map(lambda _: load_programme(DATA).version, range(4)))
    assert set(versions) == {programme.version}


def _free_columns(table: str) -> list[str]:
    references = {(reference.table, reference.column) for reference in REFERENCES}
    bound = {"formed", "coded", "dated"}
    return [
        name
        for name, column in MODELS[table].to_schema().columns.items()
        if types(table)[name] == "str" and (table, name) not in references and not bound & {check.name for check in column.checks}
    ]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_every_free_column_is_loaded_as_the_text_it_is(folder: TableFolder, hostile: str) -> None:
    # A row that may have any text: titles and their origin go together, and so do a point and its source.
    lines = {"installations": folder.line("installations", "bd-fastener-pvdiesel")}
    free = {table: _free_columns(table) for table in TABLES}
    assert sum(map(len, free.values())) > 60
    for table, names in free.items():
        for name in names:
            folder.set(table, lines.get(table, 2), name, hostile)
    loaded = load_programme(folder.path).tables
    for table, names in free.items():
        row = loaded[table].iloc[lines.get(table, 2) - 2]
        assert [row[name] for name in names] == [hostile] * len(names)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("references", [True, False], ids=["references", "forms"])
def test_hostile_text_in_every_other_column_is_a_fault_of_that_cell(folder: TableFolder, hostile: str, *, references: bool) -> None:
    # Keys and the columns that refer to them are spoiled apart: a reference to a hostile key would find its row.
    referring = {(reference.table, reference.column) for reference in REFERENCES}
    spoiled = set()
    for table in TABLES:
        for name in types(table):
            if name not in _free_columns(table) and ((table, name) in referring) == references:
                folder.set(table, 2, name, hostile)
                spoiled.add((f"{table}.csv", 2, name))
    assert len(spoiled) >= 30
    assert spoiled <= {(fault.file, fault.row, fault.column) for fault in faults_in(folder.path)}


def test_the_sources_of_a_row_are_the_union_of_both_columns(programme: Programme) -> None:
    assert sources_of({"source_id": "a;b", "source_id_2": "b;c"}) == ("a", "b", "c")
    assert sources_of({"source_id": "a", "source_id_2": ""}) == ("a",)
    assert sources_of({"source_id": "a;a"}) == ("a",)
    assert sources_of(programme.places.iloc[0]) == ()
    row = programme.installations.set_index("installation_id").loc["bd-fastener-pvdiesel"]
    assert sources_of(row) == ("nies-33505", "rief-58598")
    known = set(programme.sources["source_id"])
    for frame in (programme.collaborations, programme.installations, programme.cases, programme.dominoes):
        assert all(known.issuperset(sources_of(row)) and sources_of(row) for _, row in frame.iterrows())


def test_pages_do_not_pay_for_what_only_loading_needs() -> None:
    code = "import sys, geo.programme; sys.exit('pandera' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
