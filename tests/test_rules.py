"""Every rule of the tables finds its fault, and only that, and says so in both languages."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from faulty_tables import SPOILED_CELLS, SPOILED_FILES, Spoiled, SpoiledFile, TableFolder, faults_in, place_of
from shipped import DATA

from geo import fault_texts, faults, rules, tables
from geo.faults import Fault
from geo.language import Language
from geo.references import REFERENCES, Reference, split_codes
from geo.tables import file_name, read_tables

# Faults that need a limit to be lowered, a folder to be absent or a database; each has a test of its own.
ELSEWHERE = {"folder-missing", "file-too-large", "rows-too-many", "version-changed"}
LANGUAGES = [Language("ja"), Language("en")]
PLACEHOLDER = re.compile(r"(?<!\\u)\{\w+\}")


@pytest.fixture
def folder(tmp_path: Path) -> TableFolder:
    return TableFolder.copy(tmp_path)


@pytest.mark.parametrize("spoiled", SPOILED_CELLS, ids=str)
def test_one_wrong_cell_is_the_one_fault_reported(folder: TableFolder, spoiled: Spoiled) -> None:
    line = folder.set(spoiled.table, spoiled.key, spoiled.column, spoiled.value)
    found = faults_in(folder.path)
    expected = {(file_name(spoiled.table), line, column, rule) for column, rule in spoiled.faults}
    assert {place_of(fault) for fault in found} == expected
    assert len(found) == len(expected)
    at_cell = [fault for fault in found if fault.column == spoiled.column]
    assert all(fault.value in spoiled.value for fault in at_cell)
    assert not any(PLACEHOLDER.search(faults.line(fault, language)) for fault in found for language in LANGUAGES)


@pytest.mark.parametrize("spoiled", SPOILED_FILES, ids=lambda spoiled: spoiled.name)
def test_one_wrong_file_or_row_is_the_one_fault_reported(folder: TableFolder, spoiled: SpoiledFile) -> None:
    spoiled.spoil(folder)
    assert [place_of(fault) for fault in faults_in(folder.path)] == list(spoiled.faults)


def test_every_rule_is_broken_by_some_test() -> None:
    broken = {rule for spoiled in SPOILED_CELLS for _, rule in spoiled.faults}
    broken |= {rule for spoiled in SPOILED_FILES for *_, rule in spoiled.faults}
    assert broken | ELSEWHERE == set(fault_texts.RULES)


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda r: f"{r.table}.{r.column}")
def test_a_code_without_its_row_is_found_wherever_codes_stand(folder: TableFolder, reference: Reference) -> None:
    rows = folder.read(reference.table)
    place = rows[0].index(reference.column)
    line, old = next((i, row[place]) for i, row in enumerate(rows[1:], start=2) if row[place])
    kind, colon, _ = old.rpartition(":")
    folder.set(reference.table, line, reference.column, f"{kind}{colon}nowhere")
    expected = (file_name(reference.table), line, reference.column, "unknown-reference")
    assert expected in {place_of(fault) for fault in faults_in(folder.path)}


@pytest.mark.parametrize("column", ["themes", "source_id"])
def test_the_unknown_code_of_a_list_is_named_and_not_the_whole_list(folder: TableFolder, column: str) -> None:
    known = folder.read("collaborations")[1][folder.read("collaborations")[0].index(column)]
    folder.set("collaborations", 2, column, f"{known};no-such-code;nor-this")
    assert [fault.value for fault in faults_in(folder.path)] == ["no-such-code", "nor-this"]


@pytest.mark.parametrize(
    ("cell", "nearest"),
    [
        (("places", "osaka", "kind", "citty"), "city"),
        (("places", "osaka", "country_iso3", "jpn"), "JPN"),
        (("collaborations", 2, "themes", "planing_policy"), "planning_policy"),
        (("installations", "vn012", "technology_type", "pumps"), "pump"),
    ],
)
def test_the_nearest_valid_code_is_offered(folder: TableFolder, cell: tuple[str, str, str, str], nearest: str) -> None:
    folder.set(*cell)
    (fault,) = [fault for fault in faults_in(folder.path) if fault.value == cell[3]]
    assert fault.near[0].code == nearest
    assert f"“{nearest}”" in fault.remedy(Language("en"))


@pytest.mark.parametrize(
    ("column", "value"),
    [("fiscal_year", "20x15"), ("fiscal_year", "1015"), ("partner_place_id", "hai-fong"), ("jp_place_id", "")],
)
def test_an_id_is_not_measured_by_a_pair_or_year_that_is_wrong_itself(folder: TableFolder, column: str, value: str) -> None:
    folder.set("collaborations", 2, column, value)
    found = faults_in(folder.path)
    assert (2, column) in {(fault.row, fault.column) for fault in found}
    assert "id-content" not in {fault.rule for fault in found}


def test_an_id_is_measured_by_a_year_that_only_stands_twice(folder: TableFolder) -> None:
    line = folder.set("collaborations", "osaka-ho-chi-minh-city-fy2014", "fiscal_year", "2013")
    found = {(fault.row, fault.rule) for fault in faults_in(folder.path)}
    assert found == {(line, "pair-year-doubled"), (line, "id-content")}


def test_faults_of_several_tables_are_reported_at_once_and_in_reading_order(folder: TableFolder) -> None:
    folder.set("places", "osaka", "kind", "citty")
    folder.set("places", "ehime-prefecture", "name_ja", "")
    folder.set("cases", "osaka-quezon-dialogue", "fiscal_year_to", "2013")
    folder.set("sources", "moe-topic-43", "url", "javascript:alert(1)")
    folder.write("themes", folder.text("themes").replace("\n", "\n\n", 1))
    assert [place_of(fault) for fault in faults_in(folder.path)] == [
        ("places.csv", 2, "name_ja", "required"),
        ("places.csv", folder.line("places", "osaka"), "kind", "vocabulary"),
        ("cases.csv", folder.line("cases", "osaka-quezon-dialogue"), "fiscal_year_to", "years-reversed"),
        ("themes.csv", 2, "", "row-blank"),
        ("sources.csv", folder.line("sources", "moe-topic-43"), "url", "web-address"),
    ]


def test_a_table_that_cannot_be_read_makes_no_faults_in_the_tables_that_refer_to_it(folder: TableFolder) -> None:
    folder.file("sources").unlink()
    folder.write("places", folder.text("places").replace("\n", "\nhalf,a,row\n", 1))
    assert [place_of(fault) for fault in faults_in(folder.path)] == [
        ("places.csv", 2, "", "row-cells"),
        ("sources.csv", None, "", "file-missing"),
    ]


def test_very_many_faults_of_a_kind_are_counted_and_only_the_first_are_listed(
    folder: TableFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "MOST_PER_RULE", 10)
    rows = folder.read("sources")
    for row in rows[1:]:
        row[rows[0].index("kind")] = "blog"
    folder.save("sources", rows)
    found = faults_in(folder.path)
    assert [fault.row for fault in found] == list(range(2, 12))
    assert found[-1].more == len(rows) - 1 - 10
    assert "305" in found[-1].broken(Language("en"))


@pytest.mark.parametrize("rule", fault_texts.RULES)
def test_every_rule_is_worded_in_both_languages_with_the_same_parameters(rule: str) -> None:
    japanese = Language("ja")
    for english in fault_texts.RULES[rule]:
        translated = japanese.text(english)
        assert translated != english
        assert _names(translated) == _names(english)


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_exception_is_needed_and_gives_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = read_tables(DATA)
    assert rules.check(shipped) == []
    assert all([*rules.FAR_POINTS.values(), *rules.OWN_SECTORS.values()])
    with monkeypatch.context() as patch:
        patch.setattr(rules, "FAR_POINTS", {})
        keys = [_key(shipped, fault) for fault in rules.check(shipped) if fault.rule == "point-far"]
    assert keys == [key for _, key in rules.FAR_POINTS]
    with monkeypatch.context() as patch:
        patch.setattr(rules, "OWN_SECTORS", {})
        keys = [_key(shipped, fault) for fault in rules.check(shipped) if fault.rule == "sector-technology"]
    assert keys == list(rules.OWN_SECTORS)


def _key(shipped: dict, fault: Fault) -> str:
    return shipped[fault.file.removesuffix(".csv")].loc[fault.row].iloc[0]


def test_values_from_tables_are_shown_without_their_powers() -> None:
    fault = Fault("places.csv", 2, "kind", "\x1b[31m\u202eyt{0}ic", "vocabulary", (("allowed", "{city}\x07"),))
    shown = faults.line(fault, Language("en"))
    assert shown.isprintable()
    assert '"\\u{001B}[31m\\u{202E}yt{0}ic"' in shown
    assert "{city}\\u{0007}" in shown
    assert len(faults.visible("x" * 10_000)) == faults.LONGEST_SHOWN


def test_rows_of_a_report_have_a_cell_for_every_heading() -> None:
    fault = Fault("", None, "", "nowhere", "folder-missing", (("allowed", ", ".join(tables.FILES)),))
    for language in LANGUAGES:
        (row,) = faults.rows([fault], language)
        assert len(row) == len(faults.headings(language)) == 7
        assert row[:4] == ("", "", "", "nowhere")


@pytest.mark.parametrize(("text", "codes"), [("", ()), ("a", ("a",)), ("a;b-2", ("a", "b-2")), (";a;;b;", ("a", "b"))])
def test_a_list_of_codes_is_split(text: str, codes: tuple[str, ...]) -> None:
    assert split_codes(text) == codes
