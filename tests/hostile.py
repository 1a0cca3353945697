"""Texts of somebody who means harm, and a copy of the tables that holds them in every column where any text may stand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from faulty_tables import TableFolder

from geo.references import REFERENCES
from geo.schema.fields import LONGEST_TEXT
from geo.schema.models import MODELS
from geo.tables import DEFAULT_FOLDER

TRACE = "hostile"  # what a script that ran would leave on the window
# What a spreadsheet takes for a formula, also after what it splits cells at.
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "＝1+1", "=cmd|' /C calc'!A0", "x;=1+1", "'=1+1")
# Letters no font has, marks heaped on one letter, what nobody sees and a text may hold all the same, and one without an end.
ODD = (
    "Z" + "\u0301" * 60,
    "\U0001f469\u200d\U0001f4bb\U000e0101\ue000",
    "a\u200b\u200c\u200db",
    "../../etc/passwd",
    "%s {0} {name} %(x)d",
)
LONG = ("long " + "<b>x</b>" * LONGEST_TEXT, "\u6f22" * LONGEST_TEXT)
# What no text may hold, by what is wrong with it.
FORBIDDEN = {
    "controls": "\x00\x07\x1b[31m\x7f\x85",
    "lines": "a\nb\r\nc\td\u2028\u2029",
    "directions": "\u202e\u2066\u2069\u200f\u061cexe.txt",
    "unseen": "\ufeff\ufffe\u2060\u00ad\U000e0041\U000e007f",
}
DESCRIBED = ("title", "title_ja", "description", "description_ja")


def payloads(mark: Path) -> tuple[str, ...]:
    """Texts that do harm where they are taken for anything but text; a command that ran would leave `mark` behind."""
    return (
        f"<script>window.{TRACE}=1</script>",
        f'<img src=x onerror="window.{TRACE}=1">',
        '{{ 7*7 }} {{ cycler.__init__.__globals__.os.system("touch ' + str(mark) + '") }}',
        "{% x %} {# remark #} {%- raw -%}",
        f"`${{window.{TRACE}=1}}` \\u003cscript\\u003e",
        "![x](http://evil.example/a.png)",
        f"[x](javascript:window.{TRACE}=1) [y](http://evil.example/)",
        f"</script></style><svg onload=window.{TRACE}=1>",
        f"'\"); window.{TRACE}=1; //",
        ":red[x] :small[y] $x^2$ **b** _i_ ~~s~~ &lt;",
        "http://evil.example/auto www.evil.example mail@evil.example",
        '=HYPERLINK("http://evil.example/","x")',
        "# heading | cell |",
        "- item > quote",
        "1. first",
        "עברית עם العربية",
    )


def text_columns(table: str) -> list[str]:
    """The columns of a table in which any text may stand."""
    coded = {(reference.table, reference.column) for reference in REFERENCES}
    columns = MODELS[table].to_schema().columns
    bound = {"formed", "coded", "dated"}
    return [
        name
        for name, column in columns.items()
        if str(column.dtype).startswith("str")
        and not bound & {check.name for check in column.checks}
        and (table, name) not in coded
    ]


def every_kind(mark: Path) -> tuple[str, ...]:
    """All texts a table may hold."""
    return *payloads(mark), *FORMULAS, *ODD, *LONG


def fill(folder: TableFolder, texts: tuple[str, ...], *, all_in_each_column: bool = False) -> None:
    """Put a hostile text into every text of every table; each is different.

    Where a column shall hold all of them and has too few rows, the rest is added to its last one.
    """
    number = 0
    for table in MODELS:
        rows = folder.read(table)
        for name in text_columns(table):
            column = rows[0].index(name)
            # What was not seen stays empty: other columns say so.
            filled = [row for row in rows[1:] if row[column]]
            for place, row in enumerate(filled):
                number += 1
                text = texts[(place if all_in_each_column else number - 1) % len(texts)]
                row[column] = f"{text[: LONGEST_TEXT - 10]} {number}"
            rest = [text for text in texts[len(filled) :] if text not in LONG]
            if all_in_each_column and rest and filled:
                filled[-1][column] = " ".join([filled[-1][column][: LONGEST_TEXT // 2].rstrip(), *rest])
        folder.save(table, rows)


def write_hostile_tables(path: Path, mark: Path) -> None:
    """Write hostile tables, and a hostile description of them."""
    folder, texts = TableFolder.copy(path), payloads(mark)
    fill(folder, texts)
    describe(path, texts)


def describe(path: Path, texts: tuple[str, ...]) -> None:
    """Write a hostile description of the tables."""
    description = json.loads((DEFAULT_FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    spoiled = _spoiled(description, texts)
    (path / "datapackage.json").write_text(json.dumps(spoiled, ensure_ascii=False), encoding="utf-8")
    shutil.copy(DEFAULT_FOLDER / "LICENSE", path / "LICENSE")


def _spoiled(value: Any, texts: tuple[str, ...], count: list[int] | None = None) -> Any:
    count = [0] if count is None else count
    if isinstance(value, list):
        return [_spoiled(each, texts, count) for each in value]
    if not isinstance(value, dict):
        return value
    spoiled = {}
    for key, each in value.items():
        if key in DESCRIBED and isinstance(each, str):
            count[0] += 1
            spoiled[key] = f"{texts[count[0] % len(texts)]} d{count[0]}"
        else:
            spoiled[key] = _spoiled(each, texts, count)
    return spoiled
