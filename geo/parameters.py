"""The vocabulary of page addresses and API parameters: what each parameter may say, how it is read, written and applied."""

from __future__ import annotations

import dataclasses
import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from typing_extensions import override

from geo.codes import nearest
from geo.conditions import Condition, Kind
from geo.language import LANGUAGES, Language, message
from geo.search_text import words

if TYPE_CHECKING:
    from geo.selection import Selection

Subject = Literal["collaborations", "installations", "cases", "dominoes"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
SelectedKind = Literal["pair", "place", "country", "installation", "case", "domino"]
KINDS: tuple[SelectedKind, ...] = get_args(SelectedKind)
EVIDENCE_LEVELS = ("A", "B", "C")
DEFAULT_EVIDENCE = "B"
LONGEST_QUERY = 200
# How many ids a notice names; of more it says how many there are, and in which table they stand. Other codes are always named.
MOST_NAMED = 24
PAIR_SEPARATOR = "~"


@dataclass(frozen=True)
class Selected:
    """The one thing whose detail is open: ``pair:osaka~ho-chi-minh-city``, ``place:osaka``, ``country:VNM``..."""

    kind: SelectedKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def pair(self) -> tuple[str, str]:
        """The place ids of a pair, Japanese government first."""
        japanese, _, partner = self.id.partition(PAIR_SEPARATOR)
        return japanese, partner


def pair_id(japanese: str, partner: str) -> str:
    """Name a pair by its two place ids, Japanese government first."""
    return f"{japanese}{PAIR_SEPARATOR}{partner}"


@dataclass(frozen=True)
class Vocabulary:
    """What each parameter may say on the tables at hand.

    Parameters
    ----------
    codes : Mapping of str to tuple of str
        For each parameter that takes codes, the codes in their order; for ``sel`` see `selectable`.
    first_year, last_year : int
        The fiscal years the tables reach from and to.
    selectable : Mapping of str to frozenset of str
        For each kind of thing that has a detail, the ids there are.
    """

    codes: Mapping[str, tuple[str, ...]]
    first_year: int
    last_year: int
    selectable: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Notice:
    """Something in an address that was left out or read differently.

    Parameters
    ----------
    parameter : str
        The parameter's name.
    value : str
        The value as it stood there.
    text : str
        A message id with ``{parameter}``, ``{value}`` and ``{allowed}``.
    allowed : str
        All that may stand there, or of many ids how many there are and in which table; empty where the text needs none.
    refused : bool
        Whether the value was left out (the API answers 400) or only read differently.
    nearest : tuple of str
        Of what may stand there, that which is written most like the value, the closest first.
    """

    parameter: str
    value: str
    text: str
    allowed: str = ""
    refused: bool = True
    nearest: tuple[str, ...] = ()

    def worded(self, language: Language) -> str:
        """Word the notice for a reader."""
        told = language.text(self.text, parameter=self.parameter, value=self.value, allowed=self.allowed)
        return language.text(WITH_NEAREST, told=told, nearest=", ".join(self.nearest)) if self.nearest else told


WITH_NEAREST = message("{told} Closest: {nearest}.")
UNKNOWN_VALUE = message("“{value}” is not known for {parameter} and was left out. Allowed: {allowed}.")
UNKNOWN_PARAMETER = message("{parameter} is no parameter here and was left out. Allowed: {allowed}.")
TOO_MANY_VALUES = message("{parameter} takes fewer values; “{value}” was left out. Allowed: {allowed}.")
TOO_LONG = message("The search text was cut after {allowed} characters.")
REVERSED_YEARS = message("The fiscal years {value} were put in order.")


# Language is how a view is worded, not what it holds; `geo.language` reads it.
VIEW_PARAMETERS: Mapping[str, tuple[str, ...]] = {"lang": LANGUAGES, "second": LANGUAGES}


@dataclass(frozen=True)
class Rule(ABC):
    """How one parameter is read, written and applied."""

    name: str
    field: str
    subjects: tuple[Subject, ...] = SUBJECTS
    columns: Mapping[Subject, str] = dataclasses.field(default_factory=dict)

    @abstractmethod
    def read(self, values: list[str], vocabulary: Vocabulary) -> tuple[object | None, list[Notice]]:
        """Read the parameter's values; None leaves the default."""

    @abstractmethod
    def write(self, selection: Selection) -> list[str]:
        """Write the parameter's values; none for the default."""

    @abstractmethod
    def condition(self, selection: Selection, subject: Subject) -> Condition | None:
        """Say what the parameter asks of a row; None where it asks nothing."""

    def narrowed(self, asked: list[str], held: list[str]) -> list[str] | None:
        """Write what both `asked` and `held` let through; None where they share nothing. Evidence stays as `held` says."""
        return asked or held


@dataclass(frozen=True)
class Listed:
    """Where values stand that may be too many to be named: how they are made of a table's columns, and that table."""

    form: str
    table: str

    def told(self, number: int) -> str:
        """Say how many there are and where; below the address of the API, as that of a visitor's own tables is another one."""
        return f"{self.form} ({number}: …/tables/{self.table}.csv)"


PLACES = Listed("{place_id}", "places")
SELECTABLE: Mapping[str, Listed] = {
    "pair": Listed("pair:{jp_place_id}~{partner_place_id}", "collaborations"),
    "place": Listed("place:{place_id}", "places"),
    "country": Listed("country:{iso3}", "countries"),
    "installation": Listed("installation:{installation_id}", "installations"),
    "case": Listed("case:{case_id}", "cases"),
    "domino": Listed("domino:{domino_id}", "dominoes"),
}


def _unknown(name: str, value: str, allowed: Collection[str], listed: Listed | None = None) -> Notice:
    told = listed.told(len(allowed)) if listed and len(allowed) > MOST_NAMED else ", ".join(allowed)
    return Notice(name, value, UNKNOWN_VALUE, told, nearest=nearest(value, allowed))


@dataclass(frozen=True)
class Codes(Rule):
    """Any number of codes; `joined` names the subjects whose column lists several, joined by semicolons."""

    joined: tuple[Subject, ...] = ()
    listed: Listed | None = None

    @override
    def read(self, values: list[str], vocabulary: Vocabulary) -> tuple[tuple[str, ...], list[Notice]]:
        allowed = vocabulary.codes[self.name]
        known = set(allowed)
        kept = dict.fromkeys(value for value in values if value in known)
        return tuple(kept), [_unknown(self.name, value, allowed, self.listed) for value in values if value not in known]

    @override
    def write(self, selection: Selection) -> list[str]:
        return list(getattr(selection, self.field))

    @override
    def condition(self, selection: Selection, subject: Subject) -> Condition | None:
        codes = getattr(selection, self.field)
        kind: Kind = "any" if subject in self.joined else "in"
        return Condition(self.columns[subject], kind, codes) if codes else None

    @override
    def narrowed(self, asked: list[str], held: list[str]) -> list[str] | None:
        if not (asked and held):
            return asked or held
        return [code for code in asked if code in held] or None


@dataclass(frozen=True)
class Years(Rule):
    """First and last fiscal year; one value stands for both. Rows of `spanning` subjects list all their years."""

    spanning: tuple[Subject, ...] = ()

    @override
    def read(self, values: list[str], vocabulary: Vocabulary) -> tuple[tuple[int, int] | None, list[Notice]]:
        first, last = vocabulary.first_year, vocabulary.last_year
        allowed = f"{first}–{last}"
        notices, years = [], []
        for value in values:
            if re.fullmatch(r"[0-9]{4}", value) and first <= int(value) <= last:
                years.append(int(value))
            else:
                notices.append(Notice(self.name, value, UNKNOWN_VALUE, allowed))
        notices += [Notice(self.name, str(year), TOO_MANY_VALUES, allowed) for year in years[2:]]
        if not years:
            return None, notices
        chosen = (years[0], years[min(1, len(years) - 1)])
        if chosen[0] > chosen[1]:
            text = f"{chosen[0]}, {chosen[1]}"
            notices.append(Notice(self.name, text, REVERSED_YEARS, refused=False))
        return (min(chosen), max(chosen)), notices

    @override
    def write(self, selection: Selection) -> list[str]:
        if selection.fiscal_years is None:
            return []
        return [str(year) for year in dict.fromkeys(selection.fiscal_years)]

    @override
    def condition(self, selection: Selection, subject: Subject) -> Condition | None:
        if selection.fiscal_years is None:
            return None
        if subject in self.spanning:
            first, last = selection.fiscal_years
            return Condition(self.columns[subject], "any", tuple(str(year) for year in range(first, last + 1)))
        return Condition(self.columns[subject], "between", selection.fiscal_years, missing=selection.undated)

    @override
    def narrowed(self, asked: list[str], held: list[str]) -> list[str] | None:
        if not (asked and held):
            return asked or held
        first, last = max(asked[0], held[0]), min(asked[-1], held[-1])
        return [first, last] if first <= last else None


@dataclass(frozen=True)
class Level(Rule):
    """The lowest evidence level shown. Rows without a level of their own, such as cases, are shown at every one."""

    @override
    def read(self, values: list[str], vocabulary: Vocabulary) -> tuple[str | None, list[Notice]]:
        known = [value for value in values if value in EVIDENCE_LEVELS]
        notices = [_unknown(self.name, value, EVIDENCE_LEVELS) for value in values if value not in EVIDENCE_LEVELS]
        notices += [Notice(self.name, value, TOO_MANY_VALUES, ", ".join(EVIDENCE_LEVELS)) for value in known[1:]]
        return (known[0] if known else None), notices

    @override
    def write(self, selection: Selection) -> list[str]:
        return [] if selection.evidence == DEFAULT_EVIDENCE else [selection.evidence]

    @override
    def condition(self, selection: Selection, subject: Subject) -> Condition | None:
        return Condition(self.columns[subject], "in", selection.levels) if subject in self.columns else None

    @override
    def narrowed(self, asked: list[str], held: list[str]) -> list[str] | None:
        return held


@dataclass(frozen=True)
class Flag(Rule):
    """``1`` or nothing."""

    @override
    def read(self, values: list[str], vocabulary: Vocabulary) -> tuple[bool | None, list[Notice]]:
        notices = [_unknown(self.name, value, ("0", "1")) for value in values if value not in {"0", "1"}]
        return "1" in values, notices

    @override
    def write(self, selection: Selection) -> list[str]:
        return ["1"] if getattr(selection, self.field) else []

    @override
    def condition(self, selection: Selection, subject: Subject) -> Condition | None:
        if not self.columns or not getattr(selection, self.field):
            return None
        ties = ("official", "inferred") if selection.evidence == EVIDENCE_LEVELS[-1] else ("official",)
        return Condition(self.columns[subject], "in", ties)


@dataclass(frozen=True)
class Text(Rule):
    """Words that the row's folded text must hold."""

    @override
    def read(self, values: list[str], vocabulary: Vocabulary) -> tuple[str, list[Notice]]:
        query = " ".join(" ".join(values).split())
        if len(query) <= LONGEST_QUERY:
            return query, []
        return query[:LONGEST_QUERY].rstrip(), [Notice(self.name, query, TOO_LONG, str(LONGEST_QUERY))]

    @override
    def write(self, selection: Selection) -> list[str]:
        return [selection.query] if selection.query else []

    @override
    def condition(self, selection: Selection, subject: Subject) -> Condition | None:
        wanted = words(selection.query)
        return Condition(self.columns[subject], "contains", wanted) if wanted else None

    @override
    def narrowed(self, asked: list[str], held: list[str]) -> list[str] | None:
        return [" ".join([*asked, *held])] if asked or held else []


@dataclass(frozen=True)
class Detail(Rule):
    """The one thing whose detail is open."""

    @override
    def read(self, values: list[str], vocabulary: Vocabulary) -> tuple[Selected | None, list[Notice]]:
        notices = [Notice(self.name, value, TOO_MANY_VALUES, "1") for value in values[1:]]
        for value in values[:1]:
            kind, _, identifier = value.partition(":")
            known = vocabulary.selectable.get(kind, frozenset())
            if identifier in known:
                return Selected(kind, identifier), notices  # type: ignore[arg-type]  # `selectable` has only such kinds
            notices.append(self._unknown(value, kind, identifier, sorted(known)) if known else self._no_kind(value, vocabulary))
        return None, notices

    def _unknown(self, value: str, kind: str, identifier: str, known: Sequence[str]) -> Notice:
        # Compared without the kind, which makes all of a kind look alike.
        near = tuple(f"{kind}:{name}" for name in nearest(identifier, known))
        return replace(_unknown(self.name, value, [f"{kind}:{name}" for name in known], SELECTABLE[kind]), nearest=near)

    def _no_kind(self, value: str, vocabulary: Vocabulary) -> Notice:
        kinds = (SELECTABLE[kind].told(len(ids)) for kind, ids in vocabulary.selectable.items())
        return Notice(self.name, value, UNKNOWN_VALUE, ", ".join(kinds))

    @override
    def write(self, selection: Selection) -> list[str]:
        return [str(selection.selected)] if selection.selected else []

    @override
    def condition(self, selection: Selection, subject: Subject) -> Condition | None:
        return None


def _rows(column: str) -> dict[Subject, str]:
    return {"collaborations": column, "installations": column}


def _stories(column: str, joined: str) -> dict[Subject, str]:
    return {**_rows(column), "cases": column, "dominoes": joined}


SPREADS: tuple[Subject, ...] = ("dominoes",)
THEMED: tuple[Subject, ...] = ("collaborations", "cases")
DATED: tuple[Subject, ...] = ("installations", "dominoes")
BUILT: tuple[Subject, ...] = ("installations",)

RULES: tuple[Rule, ...] = (
    Years("fy", "fiscal_years", columns=_stories("fiscal_year", "fiscal_year") | {"cases": "fiscal_years"}, spanning=("cases",)),
    Codes("country", "countries", columns=_stories("country_iso3", "countries"), joined=SPREADS),
    Codes("jp", "japanese", columns=_stories("jp_place_id", "jp_places"), joined=SPREADS, listed=PLACES),
    Codes("partner", "partners", columns=_stories("partner_place_id", "partner_places"), joined=SPREADS, listed=PLACES),
    Codes("theme", "themes", THEMED, {"collaborations": "themes", "cases": "themes"}, joined=THEMED),
    Codes("tech", "technologies", BUILT, {"installations": "technology_type"}),
    Codes("sector", "sectors", BUILT, {"installations": "sector"}),
    Codes("scheme", "schemes", BUILT, {"installations": "scheme"}),
    Codes("status", "statuses", BUILT, {"installations": "status"}),
    Level("evidence", "evidence", columns=_rows("evidence") | {"dominoes": "evidence"}),
    Flag("undated", "undated", DATED),
    Flag("linked", "linked", BUILT, {"installations": "tie"}),
    Text("q", "query", columns=_stories("search", "search")),
    Detail("sel", "selected"),
)
PARAMETER_NAMES: tuple[str, ...] = tuple(rule.name for rule in RULES)
