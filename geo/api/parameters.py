"""Reading what a request asks for: everything it says must be understood, or the answer says what was not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.codes import nearest
from geo.language import LANGUAGES, Language, message
from geo.parameters import RULES, TOO_LONG, TOO_MANY_VALUES, UNKNOWN_VALUE, VIEW_PARAMETERS, Notice, Subject
from geo.programme import Programme
from geo.selection import Selection
from geo.tables import MOST_ROWS
from geo.vocabulary import vocabulary

LONGEST_QUERY_STRING = 8192
DEFAULT_LANGUAGE = Language("en")

LIMIT, OFFSET, FIELDS = "limit", "offset", "fields"
# What addresses take that serve rows one by one.
BY_ROWS = (LIMIT, OFFSET, FIELDS)
FIELD_SEPARATOR = ","
# Least and most of each number.
NUMBERS: Mapping[str, tuple[int, int]] = {LIMIT: (1, MOST_ROWS), OFFSET: (0, MOST_ROWS)}

NOT_A_PARAMETER = message("{parameter} is no parameter of this address. Allowed: {allowed}.")
NOT_ALLOWED = message("“{value}” is not allowed for {parameter}. Allowed: {allowed}.")
ONE_TOO_MANY = message("{parameter} takes fewer values: “{value}” is one too many. Allowed: {allowed}.")
LONGER = message("The search text is longer than {allowed} characters.")
# The pages leave out what they cannot read and say so; here nothing is left out.
WORDING = {UNKNOWN_VALUE: NOT_ALLOWED, TOO_MANY_VALUES: ONE_TOO_MANY, TOO_LONG: LONGER}


@dataclass(frozen=True)
class Page:
    """Which of the rows found are wanted.

    Parameters
    ----------
    limit : int, optional
        How many at most; None for all.
    offset : int
        How many are passed over.
    fields : tuple of str
        Which of their columns; empty for all.
    """

    limit: int | None = None
    offset: int = 0
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a request asks for.

    Parameters
    ----------
    selection : Selection
        Which rows.
    options : Mapping of str to str
        How they are written, as `options` of the resource names it.
    language : Language
        The language of texts for people.
    page : Page
        Which of the rows, and of their columns.
    published : bool
        Whether it is asked of the published tables, and not of a visitor's own.
    """

    selection: Selection
    options: Mapping[str, str]
    language: Language
    page: Page = Page()
    published: bool = True


class BadParametersError(Exception):
    """A request says something that is not understood.

    Parameters
    ----------
    notices : sequence of Notice
        One for each thing not understood.
    """

    def __init__(self, notices: Sequence[Notice]) -> None:
        self.notices = tuple(notices)
        super().__init__(self.notices)


def language_of(given: Iterable[tuple[str, str]]) -> Language:
    """Find the language a request wants messages in; English where it names none that is known."""
    wanted = [value for name, value in given if name == "lang"]
    return next((Language(code) for code in LANGUAGES if code in wanted), DEFAULT_LANGUAGE)


def applicable(subjects: Collection[Subject], options: Mapping[str, tuple[str, ...]], *, by_rows: bool = False) -> tuple[str, ...]:
    """Name the parameters an address takes, in the vocabulary's order; `by_rows` where it serves rows one by one."""
    selecting = (rule.name for rule in RULES if not set(subjects).isdisjoint(rule.subjects))
    return (*selecting, *(BY_ROWS if by_rows else ()), *VIEW_PARAMETERS, *options)


def read(
    given: Sequence[tuple[str, str]],
    programme: Programme,
    subjects: Collection[Subject],
    options: Mapping[str, tuple[str, ...]],
    columns: Sequence[str] = (),
) -> Asked:
    """Read the parameters of a request.

    Parameters
    ----------
    given : sequence of (str, str)
        Names and values as they stand in the address.
    programme : Programme
        Says which values there are.
    subjects : collection of {"collaborations", "installations", ...}
        Whose rows are asked for; empty where the address takes no selection.
    options : Mapping of str to tuple of str
        What else the address takes, and the values allowed.
    columns : sequence of str
        The columns of the rows, where the address serves rows one by one; else empty.

    Returns
    -------
    Asked
        Everything that was asked.

    Raises
    ------
    BadParametersError
        If anything is not understood; names all of it.
    """
    taken = applicable(subjects, options, by_rows=bool(columns))
    single = {**VIEW_PARAMETERS, **options}
    refused: list[Notice] = []
    chosen: dict[str, str] = {}
    of_rows: dict[str, list[str]] = {}
    rest: dict[str, list[str]] = {}
    for name, value in given:
        if name not in taken:
            refused.append(Notice(name, value, NOT_A_PARAMETER, ", ".join(taken), nearest=nearest(name, taken)))
        elif name in BY_ROWS:
            of_rows.setdefault(name, []).append(value)
        elif name not in single:
            rest.setdefault(name, []).append(value)
        elif value not in single[name]:
            refused.append(Notice(name, value, NOT_ALLOWED, ", ".join(single[name]), nearest=nearest(value, single[name])))
        elif name in chosen:
            refused.append(Notice(name, value, ONE_TOO_MANY, ", ".join(single[name])))
        else:
            chosen[name] = value
    page, misread = _page(of_rows, columns)
    selection, notices = Selection.parse(rest, vocabulary(programme))
    refused += misread
    refused += [replace(notice, text=WORDING.get(notice.text, notice.text)) for notice in notices if notice.refused]
    if refused:
        raise BadParametersError(refused)
    kept = {name: value for name, value in chosen.items() if name in options}
    return Asked(selection, kept, language_of(given), page)


def _page(given: Mapping[str, list[str]], columns: Sequence[str]) -> tuple[Page, list[Notice]]:
    """Read which rows and columns are wanted, and what of that is not understood."""
    refused: list[Notice] = []
    numbers: dict[str, int] = {}
    for name, (least, most) in NUMBERS.items():
        for value in given.get(name, []):
            # No sign, no digits of other scripts, no digit more than are needed: anything int() takes beside is a slip.
            if not re.fullmatch(r"0|[1-9][0-9]{0,8}", value) or not least <= int(value) <= most:
                refused.append(Notice(name, value, NOT_ALLOWED, f"{least}–{most}"))
            elif name in numbers:
                refused.append(Notice(name, value, ONE_TOO_MANY, f"{least}–{most}"))
            else:
                numbers[name] = int(value)
    fields = [field for value in given.get(FIELDS, []) for field in value.split(FIELD_SEPARATOR)]
    unknown = (field for field in fields if field not in columns)
    refused += [Notice(FIELDS, field, NOT_ALLOWED, ", ".join(columns), nearest=nearest(field, columns)) for field in unknown]
    known = tuple(column for column in columns if column in fields)
    return Page(numbers.get(LIMIT), numbers.get(OFFSET, 0), known), refused
