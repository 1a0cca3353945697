"""A copy of the tables whose every text is written by somebody who means harm."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from faulty_tables import TableFolder

from geo.references import REFERENCES
from geo.schema.models import MODELS
from geo.tables import DEFAULT_FOLDER

TRACE = "hostile"  # what a script that ran would leave on the window
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


def write_hostile_tables(path: Path, mark: Path) -> None:
    """Fill every text of every table, and of their description, with a hostile one; each is different."""
    folder, texts, number = TableFolder.copy(path), payloads(mark), 0
    for table in MODELS:
        rows = folder.read(table)
        for name in text_columns(table):
            column = rows[0].index(name)
            for row in rows[1:]:
                # What was not seen stays empty: other columns say so.
                if row[column]:
                    row[column] = f"{texts[number % len(texts)]} {number}"
                    number += 1
        folder.save(table, rows)
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
