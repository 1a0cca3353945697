"""Faults in the tables: where each stands, which rule it breaks and what to do about it, in both languages.

A fault carries the stable code of its rule and the rule's parameters; the wording stands once, in `RULES`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from geo.codes import Code, Codes
from geo.fault_texts import (
    CHOICES,
    CODE,
    DOUBLED,
    HEADINGS,
    LEXICAL,
    MADE_OF,
    MORE,
    NAMED,
    NEAR,
    NEAR_SEVERAL,
    RULE_AND_CODE,
    RULES,
)
from geo.language import Language

# A hostile or misread table could otherwise give millions: what is left out is counted, never dropped in silence.
MOST_PER_RULE = 1000
LONGEST_SHOWN = 120
# Tables of codes up to this size are listed whole.
MOST_CHOICES = 25
# Unicode categories: controls, formats, unassigned, surrogates, line and paragraph separators.
UNSHOWN = frozenset({"Cc", "Cf", "Cn", "Cs", "Zl", "Zp"})

# The rule of columns whose codes stand in no table.
VOCABULARY = "vocabulary"

Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    Parameters
    ----------
    file : str
        File name, such as ``places.csv``; empty where the folder itself is at fault.
    row : int or None
        Line of the file the row begins in (the header is line 1); None where the whole file is at fault.
    column : str
        Column name; empty where the whole row or file is at fault.
    value : str
        What stands there, as it was read.
    rule : str
        Code of the rule, a key of `RULES`.
    parameters : tuple of (str, str)
        Names and values for the placeholders of the rule's texts.
    more : int
        How many further rows break the same rule in the same column and are not listed one by one.
    near : tuple of Code
        The valid codes that were most likely meant, the likeliest first.
    choices : tuple of Code
        All valid codes, where they are few or stand in no table.
    """

    file: str
    row: int | None
    column: str
    value: str
    rule: str
    parameters: Parameters = ()
    more: int = 0
    near: tuple[Code, ...] = ()
    choices: tuple[Code, ...] = ()

    def broken(self, language: Language) -> str:
        """Say which rule is broken."""
        text = language.text(RULES[self.rule].broken, **self._shown())
        if self.more:
            text += " " + language.text(MORE, count=language.number(self.more))
        return text

    def remedy(self, language: Language) -> str:
        """Say what to do about it."""
        choices = _worded(self.choices, language)
        told = language.text(RULES[self.rule].remedy, **{"allowed": choices, **self._shown()})
        if choices and self.rule != VOCABULARY:
            told = language.text(CHOICES, remedy=told, choices=choices)
        if not self.near:
            return told
        return language.text(NEAR if len(self.near) == 1 else NEAR_SEVERAL, near=_worded(self.near, language), remedy=told)

    def _shown(self) -> dict[str, str]:
        return {name: visible(value) for name, value in self.parameters}


class FaultyTables(Exception):  # noqa: N818 - says what it is: the tables are faulty
    """The tables break rules; nothing was loaded.

    Parameters
    ----------
    faults : iterable of Fault
        All of them.

    Attributes
    ----------
    faults : tuple of Fault
        In the order of the files, rows and columns.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        english = Language("en")
        return "\n".join(line(fault, english) for fault in self.faults)


def _worded(codes: Iterable[Code], language: Language) -> str:
    told = []
    for code in codes:
        name = visible(code.name_ja if language.code == "ja" else code.name_en)
        told.append(language.text(NAMED if name else CODE, code=visible(code.code), name=name))
    return ("、" if language.code == "ja" else ", ").join(told)


def visible(text: str) -> str:
    r"""Write a text so that it can be shown anywhere.

    Parameters
    ----------
    text : str
        As it was read, hostile or not.

    Returns
    -------
    str
        Control, format and unassigned characters as ``\u{202E}``; cut to `LONGEST_SHOWN` characters.
    """
    shortened = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join(
        f"\\u{{{ord(character):04X}}}" if unicodedata.category(character) in UNSHOWN else character for character in shortened
    )


def listed(
    file: str,
    column: str,
    rule: str,
    cells: Iterable[tuple[int, str]],
    describe: Callable[[int, str], Parameters] | None = None,
    codes: Codes | None = None,
) -> list[Fault]:
    """List the faults of one rule in one column, bounded in number.

    Parameters
    ----------
    file, column, rule : str
        As in `Fault`.
    cells : iterable of (int, str)
        Line and value of each cell at fault.
    describe : callable, optional
        Gives the parameters of the rule's texts for a line and value.
    codes : Codes, optional
        What is valid, where it is codes: the nearest are offered, few are listed.

    Returns
    -------
    list of Fault
        At most `MOST_PER_RULE`; the last one counts the rest in `Fault.more`.
    """
    faults: list[Fault] = []
    choices = codes.codes if codes and (rule == VOCABULARY or len(codes.codes) <= MOST_CHOICES) else ()
    more = 0
    for row, value in cells:
        if len(faults) < MOST_PER_RULE:
            parameters = describe(row, value) if describe else ()
            near = codes.nearest(value) if codes else ()
            faults.append(Fault(file, row, column, value, rule, parameters, near=near, choices=choices))
        else:
            more += 1
    if more:
        faults[-1] = replace(faults[-1], more=more)
    return faults


def settle(faults: Iterable[Fault], files: Sequence[str]) -> tuple[Fault, ...]:
    """Put faults in reading order and leave out those that only follow from another one.

    Parameters
    ----------
    faults : iterable of Fault
        From all checks, in any order.
    files : sequence of str
        File names in the order they are to be reported.

    Returns
    -------
    tuple of Fault
        By file and row. Where a cell's text itself is at fault (empty, not a number, invisible characters ...), no
        other fault of that cell; where a rule's remedy is made of other cells (`MADE_OF`), only while these are good.
    """
    found = list(dict.fromkeys(faults))
    unreadable = {(fault.file, fault.row, fault.column) for fault in found if fault.rule in LEXICAL}
    wrong = {(fault.file, fault.row, fault.column) for fault in found if fault.rule not in DOUBLED}

    def follows(fault: Fault) -> bool:
        if fault.rule not in LEXICAL and (fault.file, fault.row, fault.column) in unreadable:
            return True
        return any((fault.file, fault.row, column) in wrong for column in MADE_OF.get(fault.rule, ()))

    place = {file: i for i, file in enumerate(files)}
    return tuple(
        sorted(
            (fault for fault in found if not follows(fault)),
            key=lambda fault: (place.get(fault.file, -1), fault.row or 0),
        )
    )


def headings(language: Language) -> list[str]:
    """Column headings of a table of faults: file, line, column, value, what is wrong, what to do, rule."""
    return [language.text(heading) for heading in HEADINGS]


def rows(faults: Iterable[Fault], language: Language) -> list[tuple[str, str, str, str, str, str, str]]:
    """Word faults for a table.

    Parameters
    ----------
    faults : iterable of Fault
        What to word.
    language : Language
        The reader's language.

    Returns
    -------
    list of tuple of str
        One row a fault, its cells in the order of `headings`. Plain text: values from the tables are made visible, not
        escaped for HTML or Markdown.
    """
    return [
        (
            fault.file,
            "" if fault.row is None else str(fault.row),
            fault.column,
            visible(fault.value),
            fault.broken(language),
            fault.remedy(language),
            fault.rule,
        )
        for fault in faults
    ]


def line(fault: Fault, language: Language) -> str:
    """Word a fault in one line, beginning ``file:line: column`` as editors and search tools expect it."""
    where = ":".join(part for part in (fault.file, "" if fault.row is None else str(fault.row)) if part)
    what = " ".join(part for part in (fault.column, f'"{visible(fault.value)}"' if fault.value else "") if part)
    texts = language.text(RULE_AND_CODE, broken=fault.broken(language), remedy=fault.remedy(language), rule=fault.rule)
    return ": ".join(part for part in (where, what, texts) if part)
