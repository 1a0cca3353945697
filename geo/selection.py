"""The Selection: what a reader chose to see, the same for pages and API.

The page address owns the state: pages read a Selection from it in every run and write the changed one back. What each parameter
says stands in `geo.parameters`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from geo.codes import nearest
from geo.conditions import Condition
from geo.page_parameters import PAGE_PARAMETERS, is_of_a_page
from geo.parameters import (
    DEFAULT_EVIDENCE,
    EVIDENCE_LEVELS,
    RULES,
    UNKNOWN_PARAMETER,
    VIEW_PARAMETERS,
    Notice,
    Selected,
    Subject,
    Vocabulary,
)


@dataclass(frozen=True)
class Selection:
    """What is shown. Empty means: not restricted.

    Parameters
    ----------
    fiscal_years : tuple of int, optional
        First and last fiscal year, both included.
    countries : tuple of str
        ISO 3166-1 alpha-3 codes.
    japanese, partners : tuple of str
        Place ids.
    themes, technologies, sectors, schemes, statuses : tuple of str
        Codes of the vocabularies.
    evidence : {"A", "B", "C"}
        The lowest level shown.
    undated : bool
        Whether rows without a known fiscal year stay while `fiscal_years` is given.
    linked : bool
        Whether only installations formed through the programme are shown.
    query : str
        Text search.
    selected : Selected, optional
        Whose detail is open. It does not change which rows are shown.
    """

    fiscal_years: tuple[int, int] | None = None
    countries: tuple[str, ...] = ()
    japanese: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    evidence: str = DEFAULT_EVIDENCE
    undated: bool = False
    linked: bool = False
    query: str = ""
    selected: Selected | None = None

    def __post_init__(self) -> None:
        if self.fiscal_years and self.fiscal_years[0] > self.fiscal_years[1]:
            object.__setattr__(self, "fiscal_years", self.fiscal_years[::-1])

    @property
    def levels(self) -> tuple[str, ...]:
        """The evidence levels shown."""
        return EVIDENCE_LEVELS[: EVIDENCE_LEVELS.index(self.evidence) + 1]

    def parameters(self) -> dict[str, list[str]]:
        """Write the Selection as parameters, defaults left out, in the vocabulary's order."""
        written = {rule.name: rule.write(self) for rule in RULES}
        return {name: values for name, values in written.items() if values}

    def conditions(self, subject: Subject) -> list[Condition]:
        """Say what a row of a subject must satisfy.

        Parameters
        ----------
        subject : {"collaborations", "installations"}
            Rows as `geo.collaborations.rows` or `geo.installations.rows` give them.

        Returns
        -------
        list of Condition
            Empty parameters give none; parameters that do not apply to the subject give none either (see `unused`).
        """
        found = (rule.condition(self, subject) for rule in RULES if subject in rule.subjects)
        return [condition for condition in found if condition]

    def unused(self, subject: Subject) -> tuple[str, ...]:
        """Name the given parameters that do not apply to a subject."""
        given = self.parameters()
        return tuple(rule.name for rule in RULES if rule.name in given and subject not in rule.subjects)

    def without(self, *names: str) -> Selection:
        """Give the same Selection with some parameters at their default."""
        default = Selection()
        cleared = {rule.field: getattr(default, rule.field) for rule in RULES if rule.name in names}
        return replace(self, **cleared)

    def having(self, name: str, codes: tuple[str, ...]) -> Selection:
        """Give the same Selection with other codes for one parameter, such as ``country``."""
        values: dict[str, Any] = {rule.field: codes for rule in RULES if rule.name == name}
        return replace(self, **values)

    def cleared(self) -> Selection:
        """Give the Selection that shows everything by default, keeping the open detail."""
        return Selection(selected=self.selected)

    def narrowed(self, view: Selection, vocabulary: Vocabulary) -> Selection | None:
        """Give what this Selection and a view of it both show, at this one's level of evidence.

        Parameters
        ----------
        view : Selection
            What is asked of it; its open detail is the one that opens.
        vocabulary : Vocabulary
            What is allowed.

        Returns
        -------
        Selection or None
            None where they share nothing.
        """
        both = {rule.name: rule.narrowed(rule.write(view), rule.write(self)) for rule in RULES}
        if any(values is None for values in both.values()):
            return None
        return Selection.parse({name: values for name, values in both.items() if values}, vocabulary)[0]

    @classmethod
    def parse(cls, parameters: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> tuple[Self, list[Notice]]:
        """Read a Selection from parameters.

        Parameters
        ----------
        parameters : Mapping of str to sequence of str
            As they stand in an address; `VIEW_PARAMETERS` and those of pages (`geo.page_parameters`) are passed over.
        vocabulary : Vocabulary
            What is allowed.

        Returns
        -------
        Selection
            Of all that could be read.
        list of Notice
            For all that could not, or was read differently.
        """
        notices: list[Notice] = []
        read: dict[str, object] = {}
        rules = {rule.name: rule for rule in RULES}
        for name, values in parameters.items():
            if name in VIEW_PARAMETERS or is_of_a_page(name):
                continue
            if name not in rules:
                allowed = [*rules, *VIEW_PARAMETERS, *PAGE_PARAMETERS]
                notices.append(Notice(name, "", UNKNOWN_PARAMETER, ", ".join(allowed), nearest=nearest(name, allowed)))
                continue
            value, found = rules[name].read(list(values), vocabulary)
            notices += found
            if value is not None:
                read[rules[name].field] = value
        return cls(**read), notices  # type: ignore[arg-type]  # each rule reads the type of its own field


# A field without a parameter could not be shared by address.
assert {rule.field for rule in RULES} == {item.name for item in fields(Selection)}  # noqa: S101
