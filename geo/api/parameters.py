"""Reading what a request asks for: everything it says must be understood, or the answer says what was not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.language import LANGUAGES, Language, message
from geo.parameters import RULES, TOO_LONG, TOO_MANY_VALUES, UNKNOWN_VALUE, VIEW_PARAMETERS, Notice, Subject
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import vocabulary

LONGEST_QUERY_STRING = 4096
DEFAULT_LANGUAGE = Language("en")

NOT_A_PARAMETER = message("{parameter} is no parameter of this address. Allowed: {allowed}.")
NOT_ALLOWED = message("“{value}” is not allowed for {parameter}. Allowed: {allowed}.")
ONE_TOO_MANY = message("{parameter} takes fewer values: “{value}” is one too many. Allowed: {allowed}.")
LONGER = message("The search text is longer than {allowed} characters.")
# The pages leave out what they cannot read and say so; here nothing is left out.
WORDING = {UNKNOWN_VALUE: NOT_ALLOWED, TOO_MANY_VALUES: ONE_TOO_MANY, TOO_LONG: LONGER}


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
    """

    selection: Selection
    options: Mapping[str, str]
    language: Language


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


def applicable(subjects: Collection[Subject], options: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Name the parameters an address takes, in the vocabulary's order."""
    return (*(rule.name for rule in RULES if not set(subjects).isdisjoint(rule.subjects)), *VIEW_PARAMETERS, *options)


def read(
    given: Sequence[tuple[str, str]],
    programme: Programme,
    subjects: Collection[Subject],
    options: Mapping[str, tuple[str, ...]],
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

    Returns
    -------
    Asked
        Everything that was asked.

    Raises
    ------
    BadParametersError
        If anything is not understood; names all of it.
    """
    taken = applicable(subjects, options)
    single = {**VIEW_PARAMETERS, **options}
    refused: list[Notice] = []
    chosen: dict[str, str] = {}
    rest: dict[str, list[str]] = {}
    for name, value in given:
        if name not in taken:
            refused.append(Notice(name, value, NOT_A_PARAMETER, ", ".join(taken)))
        elif name not in single:
            rest.setdefault(name, []).append(value)
        elif value not in single[name]:
            refused.append(Notice(name, value, NOT_ALLOWED, ", ".join(single[name])))
        elif name in chosen:
            refused.append(Notice(name, value, ONE_TOO_MANY, ", ".join(single[name])))
        else:
            chosen[name] = value
    selection, notices = Selection.parse(rest, vocabulary(programme))
    refused += [replace(notice, text=WORDING.get(notice.text, notice.text)) for notice in notices if notice.refused]
    if refused:
        raise BadParametersError(refused)
    return Asked(selection, {name: value for name, value in chosen.items() if name in options}, language_of(given))
