"""What page addresses say besides the Selection: how a page shows it, and what it is compared with. The API takes none of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from geo.codes import nearest
from geo.parameters import TOO_MANY_VALUES, UNKNOWN_VALUE, Notice, Subject

# What rows can be grouped by: the parameters that can narrow a selection to a group.
DIMENSIONS = ("fy", "country", "partner", "jp", "theme", "tech", "sector", "scheme", "status", "evidence")
NO_DIMENSION = "none"
COMPARED: tuple[Subject, ...] = ("collaborations", "installations")
# What a search across everything finds.
FoundKind = Literal[
    "place", "country", "term", "pair", "participant", "collaboration", "installation", "case", "domino", "fact", "source", "lead",
]  # fmt: skip
FOUND_KINDS: tuple[FoundKind, ...] = get_args(FoundKind)
# What a page looks for: any text.
FIND = "find"
PAGE_PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "measure": ("links", "years", "installations", "reduction", "capacity"),
    "rows": DIMENSIONS,
    "cols": (*DIMENSIONS, NO_DIMENSION),
    "chart": ("pivot", "heat", "bars", "lines"),
    "subject": COMPARED,
    "kind": FOUND_KINDS,
    "part": ("read", "totals", "tables", "sources", "leads"),
}
# The source whose rows the page on data and sources shows, by its id.
SOURCE = "source"
# The second selection of a comparison goes by the same names as the first, after this.
SECOND = "b."


def is_of_a_page(name: str) -> bool:
    """Tell whether a parameter is a page's own and none of the Selection's."""
    return name in PAGE_PARAMETERS or name in {FIND, SOURCE} or name.startswith(SECOND)


def read(parameters: Mapping[str, Sequence[str]], name: str) -> tuple[str | None, list[Notice]]:
    """Read one of `PAGE_PARAMETERS`.

    Parameters
    ----------
    parameters : Mapping of str to sequence of str
        As they stand in an address.
    name : str
        Which one.

    Returns
    -------
    str or None
        The first value that is allowed; None where there is none.
    list of Notice
        For all values that were left out.
    """
    allowed = PAGE_PARAMETERS[name]
    values = list(parameters.get(name, ()))
    known = [value for value in values if value in allowed]
    listed = ", ".join(allowed)
    unknown = (value for value in values if value not in allowed)
    notices = [Notice(name, value, UNKNOWN_VALUE, listed, nearest=nearest(value, allowed)) for value in unknown]
    notices += [Notice(name, value, TOO_MANY_VALUES, listed) for value in known[1:]]
    return (known[0] if known else None), notices


def of_the_second(parameters: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Take the parameters of the second selection out of an address, under the names a Selection reads."""
    return {name.removeprefix(SECOND): list(values) for name, values in parameters.items() if name.startswith(SECOND)}


def as_the_second(parameters: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Write the parameters of a Selection as those of the second one."""
    return {SECOND + name: list(values) for name, values in parameters.items()}
