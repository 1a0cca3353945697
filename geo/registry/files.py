"""Proposals as files for review: one list of fields as CSV, or a workbook with a sheet for each kind of proposal.

The workbook's first sheet holds whole rows of ``installations.csv``, new and completed ones, under its column names: it can be
brought to the page for one's own tables once somebody has read it. Contradictions are in no such row: the table's value stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import pandas as pd

from geo.diff.words import column_title
from geo.export.delimited import to_csv
from geo.export.sheets import Column, Sheet, to_xlsx
from geo.language import Language, message
from geo.registry.entries import Remark
from geo.registry.proposals import TABLE, Match, New, Proposals

KINDS = {
    "new": message("new row"),
    "completed": message("could be completed"),
    "conflict": message("contradiction"),
    "not-understood": message("not understood"),
}
NEW_ROW = message("not in the table")
COLUMNS = {
    "kind": message("Proposal"),
    "line": message("Line of the file"),
    "installation_id": message("Row of the table"),
    "reason": message("Why they belong together"),
    "column": message("Column"),
    "present": message("In the table"),
    "proposed": message("In the file"),
    "remark": message("Remark"),
}
TITLE = message("Proposals from the JCM registry's file")
NEVER = message("Nothing is written into the tables: read each proposal, and enter what you can answer for.")
STILL = message("still to fill in: {columns}")
SHEETS = {
    "rows": message("Rows to bring"),
    "new": message("New rows"),
    "completed": message("To complete"),
    "conflict": message("Contradictions"),
    "not-understood": message("Not understood"),
}
# The workbook says nothing of when it was made: the same file and tables give the same bytes.
CREATED = datetime(1980, 1, 1)  # noqa: DTZ001
Line = tuple[str, str, str, str, str, str, str, str]


def to_list(proposals: Proposals, language: Language) -> bytes:
    """Write proposals as CSV for a spreadsheet, a line for each field."""
    headings = [language.text(heading) for heading in COLUMNS.values()]
    lines = [(language.text(KINDS[line[0]]), *line[1:]) for line in lines_of(proposals, language)]
    return to_csv(pd.DataFrame(lines, columns=headings, dtype="str"), spreadsheet=True)


def lines_of(proposals: Proposals, language: Language) -> list[Line]:
    """Word every proposal: one line for each field, its kind first as a key of `KINDS`; rows not understood last."""
    return [
        *(line for new in proposals.new for line in _new(new, language)),
        *(line for match in proposals.matches for line in _match(match, language)),
        *(
            ("not-understood", str(other.line), "", "", "", "", other.text, remark_text(other.reason, language))
            for other in proposals.others
        ),
    ]


def remark_text(remark: Remark, language: Language) -> str:
    """Word a remark."""
    text, parameters = remark
    return language.text(text, **parameters)


def _new(new: New, language: Language) -> Iterable[Line]:
    told = [remark_text(remark, language) for remark in new.remarks]
    if new.missing:
        titles = language.join(column_title(TABLE, column, language) for column in new.missing)
        told.append(language.text(STILL, columns=titles))
    # Said once, where the row begins.
    remark = "; ".join(told)
    for column, value in new.row.items():
        if value:
            yield "new", str(new.entry.line), new.row["installation_id"], language.text(NEW_ROW), column, "", value, remark
            remark = ""


def _match(match: Match, language: Language) -> Iterable[Line]:
    remark = "; ".join(remark_text(each, language) for each in match.remarks)
    for kind, fields in (("completed", match.completed), ("conflict", match.conflicts)):
        for field in fields:
            yield (
                kind, str(match.entry.line), match.row["installation_id"], language.text(match.reason), field.column, field.present,
                field.proposed, remark,
            )  # fmt: skip
            remark = ""


def to_workbook(proposals: Proposals, language: Language) -> bytes:
    """Write proposals as a workbook.

    Parameters
    ----------
    proposals : Proposals
        What the file proposes.
    language : Language
        Of headings and remarks.

    Returns
    -------
    bytes
        An XLSX file, the same bytes for the same proposals.
    """
    lines = lines_of(proposals, language)
    sheets = [_rows(proposals, language)]
    for kind in KINDS:
        of_kind = [line[1:] for line in lines if line[0] == kind]
        names = list(COLUMNS)[1:]
        values: Sequence[Sequence[str]] = list(zip(*of_kind, strict=True)) or [()] * len(names)
        columns = (
            Column(language.text(COLUMNS[name]), name, "text", values[place], wrapped=name == "remark")
            for place, name in enumerate(names)
        )
        sheets.append(Sheet(language.text(SHEETS[kind]), tuple(columns)))
    properties = {"title": language.text(TITLE), "comments": language.text(NEVER)}
    return to_xlsx(sheets, properties=properties, created=CREATED)


def _rows(proposals: Proposals, language: Language) -> Sheet:
    whole = [dict(new.row) for new in proposals.new]
    whole += [
        {**match.row, **{field.column: field.proposed for field in match.completed}}
        for match in proposals.matches
        if match.completed
    ]
    columns = (
        Column(column_title(TABLE, name, language), name, "text", [row[name] for row in whole]) for name in proposals.columns
    )
    title = SHEETS["rows"]
    return Sheet(language.text(title), tuple(columns))
