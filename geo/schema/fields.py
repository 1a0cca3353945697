"""What a column may hold: the kinds of columns the tables have, as pandera fields, and the checks behind them.

An empty text cell is ``""`` and means "not seen". Checks of form let it pass; whether a column may be empty is a check
of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

import pandas as pd
import pandera.pandas as pa
from pandera import extensions

from geo.faults import Parameters
from geo.fiscal_year import parse_date

LONGEST_CODE: Final = 80
LONGEST_TEXT: Final = 4000
LONGEST_ADDRESS: Final = 2048
# The programme began in FY2013. The last year bounds slips of the pen, not the programme.
FIRST_YEAR: Final = 2013
LAST_YEAR: Final = 2040
MOST_KILOWATTS: Final = 10_000_000
MOST_TONNES: Final = 100_000_000

IDENTIFIER = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# Forms by the code of the rule that a value of another form breaks. Each takes time in proportion to the text, however
# hostile.
FORMS: Final[dict[str, re.Pattern[str]]] = {
    "identifier-form": re.compile(IDENTIFIER),
    "code-form": re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*"),
    "iso2-form": re.compile(r"[A-Z]{2}"),
    "iso3-form": re.compile(r"[A-Z]{3}"),
    "registry-form": re.compile(r"[A-Z]{2}[0-9]{3}"),
    "language-form": re.compile(r"[a-z]{2}"),
    "tie-form": re.compile(rf"(?:official|inferred):{IDENTIFIER}"),
    "web-address": re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]{1,5})?(?:[/?#][^\s<>\"\\^`{|}]*)?"),
    "one-code": re.compile(r"[^;]+"),
    "list-form": re.compile(r"[^;\s]+(?:;[^;\s]+)*"),
}
FISCAL_YEAR = re.compile(r"FY[0-9]{4}")
# Line breaks, tabs and other controls, line separators, marks that turn the direction of writing, characters XML cannot
# carry, halves of characters, tags that hide words, and the sign of text that was decoded wrongly. Joiners and zero-width
# spaces stay: Khmer, Thai and Burmese are written with them.
UNSEEN: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)


# What pandera gives for a field has to fit the annotation of any column.
Column = Any
CheckArgument = Any
Check = TypeVar("Check", bound=Callable[..., Any])


def _check(*statistics: str) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        extensions.register_check_method(check, statistics=list(statistics))
        return check

    return register


def _each(column: pd.Series[str], test: Callable[[str], bool]) -> pd.Series[bool]:
    verdicts = {value: test(value) for value in column.unique()}
    return column.map(verdicts).astype(bool)


@_check("needed", "limit")
def written(column: pd.Series[str], *, needed: bool, limit: int) -> pd.Series[bool]:
    """Tell which texts have no `flaws`."""
    well = (column.str.len() <= limit) & (column == column.str.strip())
    if needed:
        well &= column != ""
    # One search over the whole column is what a clean table costs.
    return well & _each(column, lambda text: not UNSEEN.search(text)) if UNSEEN.search("".join(column.tolist())) else well


def hidden_in(text: str) -> list[str]:
    """Name the characters of a text that nobody sees: each once, such as ``U+202E``, in their order."""
    return sorted({f"U+{ord(character):04X}" for character in UNSEEN.findall(text)})


def flaws(text: str, *, needed: bool, limit: int) -> dict[str, Parameters]:
    """Find what is wrong with a text as such.

    Parameters
    ----------
    text : str
        What stands in a cell.
    needed : bool
        Whether an empty cell is a fault.
    limit : int
        Greatest number of characters.

    Returns
    -------
    dict of str to tuple of (str, str)
        Parameters by the code of each rule the text breaks.
    """
    found: dict[str, Parameters] = {}
    if needed and text == "":
        found["required"] = ()
    if unseen := hidden_in(text):
        found["characters"] = (("found", ", ".join(unseen)),)
    if text != text.strip():
        found["spaces"] = ()
    if len(text) > limit:
        found["too-long"] = (("length", str(len(text))), ("limit", str(limit)))
    return found


@_check("form")
def formed(column: pd.Series[str], *, form: str) -> pd.Series[bool]:
    """Tell which texts are empty or have one of the `FORMS`."""
    pattern = FORMS[form]
    return _each(column, lambda text: text == "" or pattern.fullmatch(text) is not None)


@_check("codes")
def coded(column: pd.Series[str], *, codes: list[str]) -> pd.Series[bool]:
    """Tell which texts are empty or one of the codes."""
    return column.isin(["", *codes])


@_check("fiscal")
def dated(column: pd.Series[str], *, fiscal: bool) -> pd.Series[bool]:
    """Tell which texts are empty, a date as far as it is known or, where `fiscal`, a fiscal year such as FY2022."""
    return _each(
        column,
        lambda text: text == "" or parse_date(text) is not None or (fiscal and FISCAL_YEAR.fullmatch(text) is not None),
    )


@_check("separator")
def unrepeated(column: pd.Series[str], *, separator: str) -> pd.Series[bool]:
    """Tell which lists name no code more than once."""
    return _each(column, lambda text: len(parts := text.split(separator)) == len(set(parts)))


def string(*, needed: bool = False, limit: int = LONGEST_TEXT, **checks: CheckArgument) -> Column:
    """Text in any language, on one line; `checks` are further fields' arguments.

    Parameters
    ----------
    needed : bool
        Whether an empty cell is a fault.
    limit : int
        Greatest number of characters.
    **checks
        Further checks by name, and arguments of `pandera.Field`.

    Returns
    -------
    pandera.Field
        For a column of type ``Series[str]``.
    """
    return pa.Field(written={"needed": needed, "limit": limit}, **checks)


def key(form: str) -> Column:
    """Key of a table: filled, unique, in one of the `FORMS`."""
    return string(needed=True, limit=LONGEST_CODE, unique=True, formed=form)


def codes(*allowed: str, needed: bool = True) -> Column:
    """Exactly these codes."""
    return string(needed=needed, coded=list(allowed))


def reference(*, needed: bool = False) -> Column:
    """Code of one row in another table; `geo.references` looks whether it is there."""
    return string(needed=needed, formed="one-code")


def references(*, needed: bool = False) -> Column:
    """Codes of rows in another table, joined by semicolons; `geo.references` looks whether they are there."""
    return string(needed=needed, formed="list-form", unrepeated=";")


def fiscal_year(*, needed: bool = False) -> Column:
    """Fiscal year (April to March), named by the calendar year it begins in."""
    return whole_number(FIRST_YEAR, LAST_YEAR, needed=needed)


def whole_number(least: int, most: int | None = None, *, needed: bool = False) -> Column:
    """Whole number, for a column of type ``Series[pd.Int64Dtype]``."""
    if most is None:
        return pa.Field(nullable=not needed, ge=least)
    return pa.Field(nullable=not needed, in_range={"min_value": least, "max_value": most})


def rank() -> Column:
    """Place of a row in lists, lowest first, for a column of type ``Series[pd.Int64Dtype]``."""
    return pa.Field(unique=True, ge=1)


def measure(least: float, most: float, *, needed: bool = False) -> Column:
    """Measure, written with a point, for a column of type ``Series[float]``."""
    return pa.Field(nullable=not needed, in_range={"min_value": least, "max_value": most})


def latitude(*, needed: bool = False) -> Column:
    """Latitude in degrees north, EPSG:4326."""
    return measure(-90, 90, needed=needed)


def longitude(*, needed: bool = False) -> Column:
    """Longitude in degrees east, EPSG:4326."""
    return measure(-180, 180, needed=needed)
