"""How typed values are written as text: in exactly one way, the one the tables' files have."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype
from pandas.api.typing import NAType


def written(column: pd.Series[Any]) -> list[str]:
    """Write the values of a column.

    Parameters
    ----------
    column : pandas.Series
        Text, whole or other numbers, or true and false.

    Returns
    -------
    list of str
        Missing values as ``""``, whole numbers without a point, ``true`` and ``false``.
    """
    if is_bool_dtype(column.dtype):
        return ["true" if value else "false" for value in column]
    if is_numeric_dtype(column.dtype):
        return [_number(value) for value in column.tolist()]
    return [str(value) for value in column.fillna("")]


def _number(value: float | NAType) -> str:
    if pd.isna(value):
        return ""
    return str(int(value)) if float(value).is_integer() else str(value)
