"""What a column of the tables has to hold, in words: as the data package's description says it to programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from geo.language import Language, message

KEY = message("key of its row")
REQUIRED = message("required")
ONE_OF = message("one of {column}")
SEVERAL_OF = message("one or several of {column}, separated by semicolons")
ALLOWED = message("allowed: {codes}")
FROM_TO = message("from {least} to {most}")


def column_rules(field: Mapping[str, Any], schema: Mapping[str, Any], language: Language) -> str:
    """Say what is asked of a column's cells.

    Parameters
    ----------
    field : Mapping
        The column as the data package describes it.
    schema : Mapping
        Its table's schema, which names keys and references.
    language : Language
        The reader's.

    Returns
    -------
    str
        Whether it is the table's key, required, refers to another table, or allows certain codes or a range only; empty where
        nothing of the kind is asked.
    """
    return language.join(_asked(field, schema, language))


def _asked(field: Mapping[str, Any], schema: Mapping[str, Any], language: Language) -> Iterable[str]:
    asked = field.get("constraints", {})
    if field["name"] in _listed(schema.get("primaryKey", [])):
        yield language.text(KEY)
    if asked.get("required"):
        yield language.text(REQUIRED)
    for key in schema.get("foreignKeys", []):
        for column, other in zip(_listed(key["fields"]), _listed(key["reference"]["fields"]), strict=True):
            if column == field["name"]:
                yield language.text(ONE_OF, column=f"{key['reference']['resource']}.{other}")
    if "listOf" in field:
        yield language.text(SEVERAL_OF, column=field["listOf"])
    if "enum" in asked:
        yield language.text(ALLOWED, codes=_codes(field, asked["enum"], language))
    if "minimum" in asked and "maximum" in asked:
        yield language.text(FROM_TO, least=asked["minimum"], most=asked["maximum"])


def _listed(columns: str | list[str]) -> list[str]:
    """Give columns as a list: a description may name a single one without."""
    return [columns] if isinstance(columns, str) else columns


def _codes(field: Mapping[str, Any], codes: Iterable[str], language: Language) -> str:
    """Write codes with what they are called."""
    titles: Mapping[str, str] = field.get("enum_titles_ja" if language.code == "ja" else "enum_titles") or {}
    return ", ".join(f"{code} ({titles[code]})" if code in titles else str(code) for code in codes)
