"""The tables in ``data/`` are what ``data/datapackage.json`` says they are."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frictionless
import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
PACKAGE: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES: list[dict[str, Any]] = PACKAGE["resources"]
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
LONGEST_HEADING = {"title": 40, "title_ja": 20}

Row = dict[str, str]


def rows(table: str, folder: Path = DATA) -> list[Row]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TABLES = {resource["name"]: rows(resource["name"]) for resource in RESOURCES}


def columns() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for resource in RESOURCES:
        for field in resource["schema"]["fields"]:
            yield resource, field


def keys(resource: dict[str, Any]) -> list[str]:
    key = resource["schema"].get("primaryKey", [])
    return [key] if isinstance(key, str) else key


def foreign_keys(resource: dict[str, Any]) -> dict[str, str]:
    """Column -> "table.column" it refers to."""
    return {
        key["fields"]: f"{key['reference']['resource']}.{key['reference']['fields']}"
        for key in resource["schema"].get("foreignKeys", [])
    }


def each_column(argument: Any) -> str:
    return str(argument.get("name", ""))


every_column = pytest.mark.parametrize(("resource", "field"), list(columns()), ids=each_column)
every_table = pytest.mark.parametrize("resource", RESOURCES, ids=each_column)


def findings(folder: Path) -> list[tuple[str, str, str]]:
    """What frictionless objects to: table (empty for the package itself), kind and message."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    own = [("", error.type, error.message) for error in report.errors]
    return own + [(task.name, error.type, error.message) for task in report.tasks for error in task.errors]


def test_frictionless_finds_nothing_wrong() -> None:
    assert findings(DATA) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "kind"),
    [
        ("collaborations", "jp_place_id", "nowhere", "foreign-key"),
        ("collaborations", "fiscal_year", "2205", "constraint-error"),
        ("collaborations", "themes", "waste; water", "constraint-error"),
        ("collaborations", "evidence", "D", "constraint-error"),
        ("installations", "country_iso3", "XXX", "foreign-key"),
        ("installations", "partner_place_id", "nowhere", "foreign-key"),
        ("installations", "source_id_2", "nothing-read", "foreign-key"),
        ("installations", "registry_number", "ID004", "unique-error"),
        ("installations", "capacity_kw", "1 MW", "type-error"),
        ("places", "lat", "135.5", "constraint-error"),
        ("places", "place_id", "", "constraint-error"),
        ("countries", "jcm_signed", "2013-13", "constraint-error"),
        ("sources", "url", "see the ministry", "type-error"),
    ],
)
def test_a_wrong_value_is_found(tmp_path: Path, table: str, column: str, value: str, kind: str) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    spoilt = rows(table, folder)
    assert spoilt[0][column] != value
    spoilt[0][column] = value
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(spoilt[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(spoilt)
    assert (table, kind) in {(where, what) for where, what, _ in findings(folder)}


def test_every_table_is_described_and_every_described_table_exists() -> None:
    assert sorted(resource["path"] for resource in RESOURCES) == sorted(file.name for file in DATA.glob("*.csv"))
    assert all(resource["path"] == f"{resource['name']}.csv" for resource in RESOURCES)


@every_table
def test_columns_stand_in_the_described_order(resource: dict[str, Any]) -> None:
    described = [field["name"] for field in resource["schema"]["fields"]]
    assert list(TABLES[resource["name"]][0]) == described


@pytest.mark.parametrize("described", [PACKAGE, *RESOURCES], ids=each_column)
def test_package_and_tables_are_described_in_both_languages(described: dict[str, Any]) -> None:
    for english in ("title", "description"):
        assert described[english]
        assert not JAPANESE.search(described[english])
        assert JAPANESE.search(described[f"{english}_ja"])


@every_column
def test_every_column_is_described_in_both_languages(resource: dict[str, Any], field: dict[str, Any]) -> None:
    where = f"{resource['name']}.{field['name']}"
    assert field["description"].endswith("."), where
    assert field["description_ja"].endswith("。"), where
    assert JAPANESE.search(field["description_ja"]), where
    assert not JAPANESE.search(field["title"] + field["description"]), where
    for title, longest in LONGEST_HEADING.items():
        assert 0 < len(field[title]) <= longest, where


@every_table
def test_no_two_columns_of_a_table_share_a_heading(resource: dict[str, Any]) -> None:
    for title in LONGEST_HEADING:
        headings = [field[title] for field in resource["schema"]["fields"]]
        assert len(set(headings)) == len(headings), title


@every_column
def test_every_value_of_a_closed_list_is_named_in_both_languages(resource: dict[str, Any], field: dict[str, Any]) -> None:
    allowed = field.get("constraints", {}).get("enum")
    assert list(field.get("enum_titles", [])) == (allowed or [])
    assert list(field.get("enum_titles_ja", [])) == (allowed or [])
    if allowed:
        unused = set(allowed) - {row[field["name"]] for row in TABLES[resource["name"]]}
        assert unused <= {"B"}, "only the evidence level B of dominoes is kept for rows to come"


@every_column
def test_a_column_is_optional_only_where_rows_leave_it_empty(resource: dict[str, Any], field: dict[str, Any]) -> None:
    some_empty = any(not row[field["name"]] for row in TABLES[resource["name"]])
    assert field.get("constraints", {}).get("required", False) is not some_empty
    if some_empty:
        assert "mpty" in field["description"]
        assert "空欄" in field["description_ja"]


@every_column
def test_a_column_that_holds_keys_of_another_table_says_so(resource: dict[str, Any], field: dict[str, Any]) -> None:
    if field["name"] in keys(resource):
        return
    cells = [row[field["name"]] for row in TABLES[resource["name"]] if row[field["name"]]]
    if not cells:
        # A new column that nothing is known for yet could hold keys of any table.
        return
    values = {value for cell in cells for value in cell.split(";")}
    targets = {
        f"{other['name']}.{key[0]}"
        for other in RESOURCES
        if len(key := keys(other)) == 1 and values <= {row[key[0]] for row in TABLES[other["name"]]}
    }
    foreign_key, list_of = foreign_keys(resource).get(field["name"]), field.get("listOf")
    if not targets:
        assert (foreign_key, list_of) == (None, None)
    elif any(";" in cell for cell in cells):
        assert foreign_key is None, "validators read the joined codes as one key"
        assert list_of in targets
    else:
        assert list_of is None, "no row joins several codes: a foreign key can be declared"
        assert foreign_key in targets


def test_the_scope_of_a_published_figure_is_all_or_a_known_country() -> None:
    countries = {row["iso3"] for row in TABLES["countries"]}
    assert {row["scope"] for row in TABLES["published_totals"]} <= {"all", *countries}


def test_no_pair_stands_twice_in_a_fiscal_year() -> None:
    pairs = [(row["jp_place_id"], row["partner_place_id"], row["fiscal_year"]) for row in TABLES["collaborations"]]
    leads = [(row["jp"], row["partner"], row["fiscal_year"]) for row in TABLES["leads_collaborations"]]
    assert len(set(pairs)) == len(pairs)
    assert len(set(leads)) == len(leads)


def test_licence_and_credits_are_named() -> None:
    assert [licence["name"] for licence in PACKAGE["licenses"]] == ["CC-BY-4.0"]
    assert (DATA / "LICENSE").read_text(encoding="utf-8").startswith("Attribution 4.0 International")
    assert any("GeoNames" in source["title"] for source in PACKAGE["sources"])
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert readme.count("GeoNames") >= 2
    assert readme.count("Natural Earth") == 2


def distinct(selected: list[Row]) -> tuple[int, int, int]:
    """Countries, partner places and Japanese governments in these collaborations."""
    country = {row["place_id"]: row["country_iso3"] for row in TABLES["places"]}
    partners = {row["partner_place_id"] for row in selected}
    return len({country[place] for place in partners}), len(partners), len({row["jp_place_id"] for row in selected})


@pytest.mark.parametrize("last_year", [2022, 2023, 2024, 2025])
def test_the_readme_says_how_complete_the_rows_are(last_year: int) -> None:
    published = {2022: "2022", 2023: "2023", 2024: "2025-01", 2025: "2026-02"}
    shown = [row for row in TABLES["collaborations"] if int(row["fiscal_year"]) <= last_year]
    sure = [row for row in shown if row["evidence"] != "C"]
    cells = []
    metrics = ("countries_cum", "partner_places_cum", "jp_governments_cum")
    for metric, of_sure, of_all in zip(metrics, distinct(sure), distinct(shown), strict=True):
        figures = [
            row["value"]
            for row in TABLES["published_totals"]
            if row["metric"] == metric and row["fiscal_year"] == str(last_year) and published[last_year] in row["as_of"]
        ]
        assert len(set(figures)) == 1
        cells.append(f"{figures[0]} / {of_sure} / {of_all}")
    line = f"| {' | '.join(cells)} | {len(sure)} / {len(shown)} |"
    assert (DATA / "README.md").read_text(encoding="utf-8").count(line) == 2


def test_the_readme_counts_the_installations() -> None:
    installations = TABLES["installations"]
    model = sum(row["scheme"] in {"model_project", "eco_lease"} for row in installations)
    ties = [row["collaboration_evidence"].split(":")[0] for row in installations if row["jp_place_id"]]
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert f"{model} are here, besides {len(installations) - model} projects" in readme
    assert f"{model}件と、ほかの制度または制度不明の{len(installations) - model}件" in readme
    official, inferred = ties.count("official"), ties.count("inferred")
    assert f"{len(ties)} are marked: {official} from official sources, {inferred} inferred" in readme
    assert f"{len(ties)}件(公的資料{official}件、推定{inferred}件)" in readme
