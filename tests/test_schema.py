"""Tables become typed as their models say; the models agree with the data package that is published beside the tables."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.fault_texts import RULES
from geo.references import REFERENCES
from geo.schema import MODELS, columns, validate
from geo.schema.fields import UNSEEN
from geo.schema.validation import types
from geo.tables import DEFAULT_FOLDER, TABLES, read_tables

PACKAGE: dict[str, Any] = json.loads((DEFAULT_FOLDER / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource["schema"] for resource in PACKAGE["resources"]}
PACKAGE_TYPES = {"string": "str", "integer": "Int64", "year": "Int64", "number": "float64", "boolean": "bool"}
FACTS = ("fact_id", "group", "fact_en", "fact_ja", "source_id")


def _checks(table: str, column: str) -> dict[str, dict[str, Any]]:
    return {check.name: check.statistics for check in MODELS[table].to_schema().columns[column].checks}


def _facts(*rows: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    frame = pd.DataFrame(list(rows), columns=list(FACTS), dtype="str")
    return {"programme_facts": frame.set_axis(range(2, len(rows) + 2))}


def test_there_is_one_model_per_table() -> None:
    assert tuple(MODELS) == TABLES
    assert set(RESOURCES) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_columns_and_types_are_those_of_the_data_package(table: str) -> None:
    fields = RESOURCES[table]["fields"]
    assert columns(table) == tuple(field["name"] for field in fields)
    assert types(table) == {field["name"]: PACKAGE_TYPES[field["type"]] for field in fields}


@pytest.mark.parametrize("table", TABLES)
def test_what_the_models_demand_the_data_package_promises(table: str) -> None:
    model = MODELS[table].to_schema().columns
    for field in RESOURCES[table]["fields"]:
        name, promised = field["name"], field.get("constraints", {})
        checks = _checks(table, name)
        needed = checks["written"]["needed"] if "written" in checks else not model[name].nullable
        assert not needed or promised.get("required"), f"{table}.{name} is needed, but may be empty by the package"
        if "coded" in checks:
            assert set(checks["coded"]["codes"]) == set(promised["enum"]), f"{table}.{name}"
        if model[name].unique:
            assert promised.get("unique"), f"{table}.{name} is unique, but may repeat by the package"


def test_every_foreign_key_of_the_data_package_is_checked() -> None:
    declared = {
        (table, key["fields"], key["reference"]["resource"], key["reference"]["fields"])
        for table, schema in RESOURCES.items()
        for key in schema.get("foreignKeys", [])
    }
    assert declared <= {tuple(reference[:4]) for reference in REFERENCES}


def test_every_column_of_sources_places_or_countries_is_a_reference() -> None:
    found = {(table, name) for table in TABLES for name in columns(table) if name.endswith(("place_id", "source_id"))}
    found |= {(table, name) for table in TABLES for name in columns(table) if name in {"country_iso3", "source_id_2"}}
    keys = {("places", "place_id"), ("sources", "source_id")}
    assert found - keys <= {(reference.table, reference.column) for reference in REFERENCES}


def test_typed_values_are_the_numbers_that_were_written() -> None:
    texts = read_tables(DEFAULT_FOLDER)
    typed, faults = validate(texts)
    assert faults == []
    for table in TABLES:
        assert {name: str(dtype) for name, dtype in typed[table].dtypes.items()} == types(table)
        for name, kind in types(table).items():
            pairs = zip(texts[table][name], typed[table][name], strict=True)
            assert all(_same(text, value, kind) for text, value in pairs), f"{table}.{name}"


def _same(text: str, value: Any, kind: str) -> bool:
    if kind == "bool":
        return value == (text == "true")
    if kind == "str":
        return value == text
    if text == "":
        return bool(pd.isna(value))
    return value == (int(text) if kind == "Int64" else float(text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=200))
def test_any_text_is_kept_as_it_is_or_refused_with_a_reason(text: str) -> None:
    tables = _facts(("a-fact", "benefit", text, "事実", "a-source"))
    typed, faults = validate(tables)
    if faults:
        assert {(fault.row, fault.column) for fault in faults} == {(2, "fact_en")}
        assert {fault.rule for fault in faults} <= {"required", "characters", "spaces"}
        assert text == "" or text != text.strip() or UNSEEN.search(text)
    else:
        assert typed["programme_facts"]["fact_en"].tolist() == [text]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells=st.lists(st.text(max_size=30), min_size=5, max_size=5))
def test_no_row_of_whatever_text_makes_validation_fail_otherwise_than_by_faults(cells: list[str]) -> None:
    _, faults = validate(_facts(tuple(cells)))
    assert all(fault.rule in RULES and fault.row == 2 for fault in faults)


@pytest.mark.parametrize("text", ["ភ្នំពេញ\u200bខាងត្បូង", "می\u200cخواهم", "𠮷野家", "Đà Nẵng", "ホーチミン市", "🌏"])
def test_scripts_of_the_partner_countries_are_texts_like_others(text: str) -> None:
    typed, faults = validate(_facts(("a-fact", "benefit", text, text, "a-source")))
    assert faults == []
    assert typed["programme_facts"].loc[2, "fact_ja"] == text


def test_hostile_length_is_refused_and_not_puzzled_over() -> None:
    frame = pd.DataFrame([["s", "p", "", "https://" + "a-." * 40_000 + "!", "news", ""]], columns=list(columns("sources")))
    _, faults = validate({"sources": frame.astype("str").set_axis([2])})
    assert {(fault.column, fault.rule) for fault in faults} == {("url", "too-long"), ("url", "web-address")}
