"""From text to typed, validated tables, with every fault found on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandas as pd
from pandera import errors

from geo.codes import Code, Codes
from geo.faults import Fault, Parameters, listed
from geo.schema.fields import flaws
from geo.schema.models import MODELS
from geo.tables import cells, file_name

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,15}")
NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
TRUTH = re.compile(r"true|false")
# Texts of a typed column must be written in exactly one way: what Python and pandas accept beyond it ("1e3", "1_000",
# "nan", full-width digits) reads differently in other programs.
WRITTEN: dict[str, tuple[re.Pattern[str], str]] = {
    "Int64": (WHOLE_NUMBER, "not-whole-number"),
    "float64": (NUMBER, "not-number"),
    "bool": (TRUTH, "not-true-false"),
}

FLAWS = ("required", "characters", "spaces", "too-long")


@cache
def columns(table: str) -> tuple[str, ...]:
    """Name the columns of a table, in the order of its model.

    Parameters
    ----------
    table : str
        One of `geo.tables.TABLES`.

    Returns
    -------
    tuple of str
        Column names.
    """
    return tuple(MODELS[table].to_schema().columns)


@cache
def types(table: str) -> dict[str, str]:
    """Name the type of each column of a table.

    Parameters
    ----------
    table : str
        One of `geo.tables.TABLES`.

    Returns
    -------
    dict of str to str
        ``str``, ``Int64``, ``float64`` or ``bool`` by column name.
    """
    kinds = {name: str(column.dtype) for name, column in MODELS[table].to_schema().columns.items()}
    return {name: kind if kind in WRITTEN else "str" for name, kind in kinds.items()}


def validate(tables: Mapping[str, pd.DataFrame]) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Give every table its types and check it against its model.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Text tables with the columns of their models, indexed by line, as `geo.tables.read_folder` gives them.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables with typed columns, same index. Of use only where there is no fault.
    list of Fault
        Every fault of every table.
    """
    typed: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    for table, frame in tables.items():
        typed[table], found = _typed(table, frame)
        faults += found
        faults += _schema_faults(table, typed[table], frame)
    return typed, faults


def _typed(table: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Fault]]:
    faults: list[Fault] = []
    done: dict[str, pd.Series[Any]] = {}
    for name, kind in types(table).items():
        column = frame[name]
        if kind not in WRITTEN:
            done[name] = column
            continue
        pattern, rule = WRITTEN[kind]
        well = column.map({text: pattern.fullmatch(text) is not None for text in column.unique()}).astype(bool)
        empty = column == ""
        faults += listed(file_name(table), name, rule, cells(column[~well & ~empty]))
        if kind == "bool":
            done[name] = (column == "true").astype(bool)
            faults += listed(file_name(table), name, "required", cells(column[empty]))
        else:
            numbers = pd.to_numeric(column.where(well, None))
            done[name] = numbers.astype("Int64") if kind == "Int64" else numbers.astype("float64")
    return pd.DataFrame(done, index=frame.index), faults


def _schema_faults(table: str, typed: pd.DataFrame, written: pd.DataFrame) -> list[Fault]:
    try:
        MODELS[table].validate(typed, lazy=True)
    except errors.SchemaErrors as found:
        return [fault for error in found.schema_errors for fault in _faults(table, error, written)]
    return []


def _faults(table: str, error: errors.SchemaError, written: pd.DataFrame) -> list[Fault]:
    file, name = file_name(table), str(error.schema.name)
    if error.reason_code == errors.SchemaErrorReason.CHECK_ERROR:
        # A check that stumbles over a value is a mistake in the check, not in the table.
        raise error
    found = written[name].loc[sorted(error.failure_cases["index"])]
    if error.reason_code == errors.SchemaErrorReason.SERIES_CONTAINS_DUPLICATES:
        first = dict(zip(found[::-1], found.index[::-1], strict=True))
        doubles = found[found.duplicated()]
        return listed(file, name, "duplicate", cells(doubles), lambda _, text: (("first", str(first[text])),))
    if error.reason_code == errors.SchemaErrorReason.SERIES_CONTAINS_NULLS:
        # What could not be read as a number was reported as such.
        return listed(file, name, "required", cells(found[found == ""]))
    check, statistics = error.check.name, error.check.statistics
    if check == "written":
        texts = {line: flaws(text, **statistics) for line, text in cells(found)}
        return [fault for rule in FLAWS for fault in _flawed(file, name, rule, found, texts)]
    rule, describe = _rule(check, statistics)
    codes = Codes(map(Code, statistics["codes"])) if check == "coded" else None
    return listed(file, name, rule, cells(found), lambda _, text: describe(text), codes)


def _flawed(file: str, name: str, rule: str, found: pd.Series[str], texts: Mapping[int, Mapping[str, Parameters]]) -> list[Fault]:
    flawed = ((line, text) for line, text in cells(found) if rule in texts[line])
    return listed(file, name, rule, flawed, lambda line, _: texts[line][rule])


def _rule(check: str, statistics: Mapping[str, Any]) -> tuple[str, Callable[[str], Parameters]]:
    """Name the rule behind a pandera check, and how its parameters follow from the text at fault."""
    if check == "unrepeated":
        return "list-repeats", lambda _: ()
    if check == "formed":
        return statistics["form"], lambda _: ()
    if check == "dated":
        return "date-or-fiscal-year" if statistics["fiscal"] else "date", lambda _: ()
    if check == "coded":
        return "vocabulary", lambda _: ()
    least = ("least", str(statistics["min_value"]))
    if check == "greater_than_or_equal_to":
        return "number-too-small", lambda _: (least,)
    if check == "in_range":
        most = ("most", str(statistics["max_value"]))
        return "number-range", lambda _: (least, most)
    msg = f"Check {check!r} has no rule in geo.schema.validation. Allowed: the checks of geo.schema.fields."
    raise LookupError(msg)
