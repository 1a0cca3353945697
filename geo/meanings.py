"""What the codes of a filter mean, in a line each, where their names alone do not say it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from geo.language import Language, message
from geo.programme import Programme, records

STATUSES: Mapping[str, str] = {
    "selected": message("Chosen for support: the last that was seen of it."),
    "approved": message("Support has been approved: the last that was seen of it."),
    "planned": message("The two governments' Joint Committee raised no objection to the plan; no registration has been seen."),
    "operating": message("A source says that it is running."),
    "registered": message("The two governments' Joint Committee has registered it as a JCM project."),
    "credits_issued": message("Credits have been issued for its emission reductions."),
    "unknown": message("The sources seen do not say how far it has come."),
}


@lru_cache(maxsize=64)
def meanings(programme: Programme, parameter: str, language: Language) -> Mapping[str, str]:
    """Explain the codes of a parameter.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    parameter : str
        Such as ``tech``, ``scheme`` or ``status``.
    language : Language
        The reader's.

    Returns
    -------
    Mapping of str to str
        By code; empty for parameters whose names need no explanation, without those codes that have none.
    """
    if parameter == "status":
        return MappingProxyType({code: language.text(text) for code, text in STATUSES.items()})
    tables: Mapping[str, pd.DataFrame] = {"tech": programme.technology_types, "scheme": programme.schemes}
    if parameter not in tables:
        return MappingProxyType({})
    return MappingProxyType(
        {row["code"]: text for row in records(tables[parameter]) if (text := language.pick(row, "description"))}
    )
