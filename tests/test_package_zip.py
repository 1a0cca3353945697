"""The archive of all tables is a data package that is true: of its own files, of the selection, of what it lacks."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from faulty_tables import TableFolder
from frictionless import Package, system
from shipped import DATA, shipped

from geo import check, citation, shown
from geo.export.package_readme import DRAFT, WHOLE
from geo.export.package_zip import EVERYTHING, narrowed, says_selection, to_zip, whole, zip_name
from geo.language import LANGUAGES, Language
from geo.parameters import SUBJECTS
from geo.programme import load_programme, text_tables
from geo.references import REFERENCES, TIE_SEPARATOR, split_codes
from geo.selection import Selection
from geo.tables import DATA_VARIABLE, TABLES

SELECTIONS = {
    "everything": EVERYTHING,
    "default": Selection(),
    "two countries": Selection(countries=("VNM", "IDN"), fiscal_years=(2016, 2020)),
    "linked": Selection(linked=True, evidence="C"),
    "nothing": Selection(query="no such words"),
}
every_selection = pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS.keys())


def files(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def described(archive: bytes) -> Any:
    return json.loads(files(archive)["datapackage.json"])


def pair(row: dict[str, str]) -> tuple[str, str]:
    return row["jp_place_id"], row["partner_place_id"]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@every_selection
def test_frictionless_finds_nothing_wrong(selection: Selection, tmp_path: Path) -> None:
    for name, content in files(to_zip(shipped(), selection)).items():
        (tmp_path / name).write_bytes(content)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    assert {task.name for task in report.tasks} == set(TABLES)


@every_selection
def test_the_description_is_true_of_these_very_files(selection: Selection) -> None:
    unpacked = files(to_zip(shipped(), selection))
    package = json.loads(unpacked["datapackage.json"])
    assert sorted([*(resource["path"] for resource in package["resources"]), "README.md", "datapackage.json"]) == sorted(unpacked)
    for resource in package["resources"]:
        content = unpacked[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert resource["rows"] == len(rows(content))
        assert [field["name"] for field in resource["schema"]["fields"]] == content.decode().partition("\r\n")[0].split(",")
    assert package["data_version"] == shipped().version
    assert package["selection"]["evidence"] == [selection.evidence]
    assert package["published"] is True


@every_selection
def test_the_rows_are_those_the_pages_show_and_those_that_these_name(selection: Selection) -> None:
    unpacked = {name: rows(content) for name, content in files(to_zip(shipped(), selection)).items() if name.endswith(".csv")}
    of_cases = {code for row in unpacked["cases.csv"] for code in split_codes(row["installation_ids"])}
    pairs = {pair(row) for table in ("installations", "cases") for row in unpacked[f"{table}.csv"]}
    for subject in SUBJECTS:
        key = f"{subject[:-1] if subject != 'dominoes' else 'domino'}_id"
        expected = set(shown.rows(shipped(), selection, subject)[key])
        added = [row for row in unpacked[f"{subject}.csv"] if row[key] not in expected]
        assert expected <= {row[key] for row in unpacked[f"{subject}.csv"]}
        if subject == "installations":
            assert {row[key] for row in added} <= of_cases
        elif subject == "collaborations":
            joined = {pair(row) for row in unpacked["collaborations.csv"] if row[key] in expected}
            assert {pair(row) for row in added} <= pairs - joined
        else:
            assert added == []
        in_order = [code for code in shipped().tables[subject][key] if code in {row[key] for row in unpacked[f"{subject}.csv"]}]
        assert [row[key] for row in unpacked[f"{subject}.csv"]] == in_order


@pytest.mark.parametrize(
    "selection",
    [
        *SELECTIONS.values(),
        Selection(evidence="A"),
        Selection(countries=("IDN",)),
        Selection(fiscal_years=(2023, 2023)),
        Selection(technologies=("solar_pv",)),
        Selection(themes=("water",)),
    ],
)
def test_every_package_keeps_the_rules_of_the_tables(selection: Selection, tmp_path: Path) -> None:
    for name, content in files(to_zip(shipped(), selection)).items():
        (tmp_path / name).write_bytes(content)
    assert check.main([str(tmp_path)]) == check.CLEAN


def test_a_package_says_itself_whether_it_is_a_selection() -> None:
    for selection in SELECTIONS.values():
        assert says_selection(described(to_zip(shipped(), selection))) == (not whole(selection))
    assert not says_selection(json.loads((DATA / "datapackage.json").read_bytes()))


@every_selection
def test_every_place_country_and_source_a_row_names_is_there_and_no_other(selection: Selection) -> None:
    parts = narrowed(shipped(), selection)
    for target, key in (("places", "place_id"), ("countries", "iso3"), ("sources", "source_id")):
        named = {
            code.rpartition(TIE_SEPARATOR)[2]
            for reference in REFERENCES
            if reference.target == target
            for cell in parts[reference.table].rows[reference.column]
            for code in split_codes(cell)
        } - {"all"}
        kept = set(parts[target].rows[key])
        assert named <= kept
        if not whole(selection):
            assert named == kept


def test_everything_is_every_cell_of_the_tables_and_loads_again(tmp_path: Path) -> None:
    unpacked = files(to_zip(shipped(), EVERYTHING))
    for name in TABLES:
        (tmp_path / f"{name}.csv").write_bytes(unpacked[f"{name}.csv"])
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert rows(unpacked[f"{name}.csv"]) == list(csv.DictReader(file))
    again, before = text_tables(load_programme(tmp_path)), text_tables(shipped())
    assert all(pd.DataFrame.equals(again[name], before[name]) for name in TABLES)


@every_selection
def test_the_readme_says_selection_date_version_licence_citation_and_completeness_in_both_languages(selection: Selection) -> None:
    readme = files(to_zip(shipped(), selection))["README.md"].decode()
    japanese, english = readme.split("\n\n---\n\n")
    for language, told in ((Language("ja"), japanese), (Language("en"), english)):
        assert citation.dataset(shipped(), language) in told
        assert shipped().version in told
        assert "creativecommons.org/licenses/by/4.0" in told
        assert "67" in told  # the published partner places, beside those documented here
        assert told.count("\n## ") == 8
        for name, part in narrowed(shipped(), selection).items():
            (line,) = (line for line in told.splitlines() if line.startswith(f"| `{name}.csv`"))
            assert line.endswith(f"| {len(part.rows)} | {len(shipped().tables[name])} |")
        assert (language.text(WHOLE) in told) == whole(selection)
    prose = "\n".join(line for line in japanese.splitlines() if not line.startswith(("|", "-", "#")))
    assert not re.search(r"[a-z]{4,} [a-z]{3,}", prose)
    if selection.countries:
        assert "Viet Nam" in english
        assert "ベトナム" in japanese


def test_the_same_selection_is_the_same_bytes() -> None:
    for selection in SELECTIONS.values():
        assert to_zip(shipped(), selection) == to_zip(shipped(), selection)


def test_a_visitors_own_tables_say_that_they_are_not_published() -> None:
    archive = to_zip(shipped(), EVERYTHING, published=False)
    readme = files(archive)["README.md"].decode()
    assert described(archive)["published"] is False
    for code in LANGUAGES:
        assert Language(code).text(DRAFT) in readme
        assert citation.dataset(shipped(), Language(code)) not in readme


def test_the_file_is_named_by_what_it_holds_and_the_date_of_the_data() -> None:
    assert zip_name(shipped(), EVERYTHING) == "city-to-city_datapackage_as-of-2026-02.zip"
    assert zip_name(shipped(), Selection()) == "city-to-city_datapackage_selection_as-of-2026-02.zip"


def test_tables_without_a_description_get_one_of_names_and_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    TableFolder.copy(tmp_path)
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    package = described(to_zip(load_programme(), EVERYTHING))
    types = {field["name"]: field["type"] for resource in package["resources"] for field in resource["schema"]["fields"]}
    assert (types["fiscal_year"], types["lat"], types["jcm_partner"], types["name_ja"]) == (
        "integer",
        "number",
        "boolean",
        "string",
    )


def test_hostile_texts_stay_texts_in_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = TableFolder.copy(tmp_path)
    folder.set("countries", "VNM", "name_en", "<script>x</script> | **bold** [a](b)")
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    readme = files(to_zip(load_programme(), Selection(countries=("VNM",))))["README.md"].decode()
    assert "<script>" not in readme.replace("\\<", "")
    assert "\\<script\\>x\\</script\\> \\| \\*\\*bold\\*\\* \\[a\\](b)" in readme
