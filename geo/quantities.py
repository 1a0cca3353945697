"""Sums of a measure over rows of which some lack it, and how measures are written."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from geo.language import Language, message

KILOWATTS_A_MEGAWATT = 1000
KILOWATTS = message("{value} kW")
TONNES = message("{value} tCO2 a year")
NOT_SEEN = message("not seen")


@dataclass(frozen=True)
class Total:
    """A measure summed over the rows that have it.

    Parameters
    ----------
    value : float, optional
        The sum; None where no row has the measure, which is not a sum of 0.
    known : int
        How many rows have it.
    rows : int
        How many rows there are.
    """

    value: float | None
    known: int
    rows: int

    @classmethod
    def of(cls, column: pd.Series[float]) -> Total:
        """Sum a column; missing values are not seen, never 0."""
        known = int(column.notna().sum())
        return cls(float(column.sum()) if known else None, known, len(column))

    def source_text(self, language: Language) -> str:
        """Say how many rows the sum rests on: ``from 90 of 206 rows``."""
        return language.plural("from {known} of {n} row", "from {known} of {n} rows", self.rows, known=language.number(self.known))


def reduction_text(tonnes: float | None, language: Language) -> str:
    """Write an emission reduction in tonnes of CO2 a year; None where none was seen."""
    return language.text(NOT_SEEN) if tonnes is None else language.text(TONNES, value=language.number(tonnes))
