"""What a row must satisfy to be shown: said once, applied to tables here and by the map's script in the browser.

A condition is plain data, so that the very same ones can be sent to the map (`Condition.wire`); `static/map/conditions.js`
holds the browser's reading of the four kinds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

LIST_SEPARATOR = ";"
Kind = Literal["in", "any", "between", "contains"]


@dataclass(frozen=True)
class Condition:
    """One condition on one column.

    Parameters
    ----------
    column : str
        The column it looks at.
    kind : {"in", "any", "between", "contains"}
        ``in``: the value is one of `values`; ``any``: one of the column's ``;``-joined codes is; ``between``: the number
        lies in ``[first, last]``, both included; ``contains``: the folded text holds every one of `values`.
    values : tuple
        What is allowed, as above.
    missing : bool
        For ``between``: whether a row without a value passes.
    """

    column: str
    kind: Kind
    values: tuple[str | int, ...]
    missing: bool = False

    def wire(self) -> dict[str, object]:
        """Write the condition as plain data for the map."""
        return {"column": self.column, "kind": self.kind, "values": list(self.values), "missing": self.missing}

    def matches(self, table: pd.DataFrame) -> pd.Series[bool]:
        """Tell which rows of a table satisfy the condition.

        Parameters
        ----------
        table : pandas.DataFrame
            A table that has `column`.

        Returns
        -------
        pandas.Series of bool
            Indexed like `table`.
        """
        column = table[self.column]
        if self.kind == "in":
            return column.isin(list(self.values))
        if self.kind == "between":
            first, last = self.values
            return column.between(first, last).fillna(value=self.missing).astype(bool)
        if self.kind == "any":
            wanted = set(self.values)
            return column.map(lambda codes: not wanted.isdisjoint(codes.split(LIST_SEPARATOR))).astype(bool)
        return column.map(lambda text: all(str(word) in text for word in self.values)).astype(bool)


def matching(table: pd.DataFrame, conditions: Iterable[Condition]) -> pd.DataFrame:
    """Keep the rows that satisfy every condition, in their order.

    Parameters
    ----------
    table : pandas.DataFrame or geopandas.GeoDataFrame
        A table that has every condition's column.
    conditions : iterable of Condition
        May be empty: then every row stays.

    Returns
    -------
    pandas.DataFrame or geopandas.GeoDataFrame
        Of the same type as `table`.
    """
    kept = pd.Series(data=True, index=table.index)
    for condition in conditions:
        kept &= condition.matches(table)
    return table[kept]
