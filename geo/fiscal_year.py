"""Japanese fiscal years: April to March, named by the calendar year they begin in, also written in eras."""

from __future__ import annotations

import re
from datetime import date

FIRST_MONTH = 4
# A fiscal year is named by the era of the calendar year it begins in: FY2019, which began in Heisei and saw Reiwa from 1 May, is
# officially Reiwa 1, while FY1988 stays Showa 63.
ERAS = (("令和", 2019), ("平成", 1989), ("昭和", 1926))
ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def era(year: int) -> str:
    """Write a fiscal year in its era.

    Parameters
    ----------
    year : int
        The calendar year the fiscal year begins in, 1926 or later.

    Returns
    -------
    str
        For example ``令和4年度`` for 2022 and ``令和元年度`` for 2019.

    Raises
    ------
    ValueError
        If `year` lies before 1926, the first year of Showa.
    """
    for name, first in ERAS:
        if year >= first:
            number = year - first + 1
            return f"{name}{'元' if number == 1 else number}年度"
    msg = f"Fiscal year {year} lies before the eras known here. Allowed: {ERAS[-1][1]} or later."
    raise ValueError(msg)


def parse_date(text: str) -> date | None:
    """Read a date known to the year, month or day; what is not known counts as the first.

    Parameters
    ----------
    text : str
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (ISO 8601).

    Returns
    -------
    datetime.date or None
        None where the text is no such date.
    """
    if (match := ISO_DATE.fullmatch(text)) is None:
        return None
    year, month, day = match.groups()
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


def of_date(day: date) -> int:
    """Name the fiscal year a day falls in (1 April to 31 March)."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1
