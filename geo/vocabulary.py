"""The words of the Selection on the tables at hand: which codes there are, and what a reader calls them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from geo import collaborations
from geo.language import Language, message
from geo.parameters import EVIDENCE_LEVELS, Selected, Subject, Vocabulary, pair_id
from geo.programme import Programme

HOME_COUNTRY = "JPN"
# The programme began in FY2013, and published totals count from there.
FIRST_FISCAL_YEAR = 2013
CODE_TABLES: Mapping[str, str] = {
    "theme": "themes",
    "tech": "technology_types",
    "sector": "sectors",
    "scheme": "schemes",
    "status": "statuses",
}
EVIDENCE_NAMES: Mapping[str, str] = {
    "A": message("Official source"),
    "B": message("Secondary source"),
    "C": message("Inferred"),
}
IN_CONTEXT = message("{name} ({context})")
PAIR_NAME = message("{japanese} and {partner}")
ROUTE = message("From {origin} to {target}")
ROUTE_VIA = message("From {origin} to {target}, by way of {via}")


@lru_cache(maxsize=8)
def vocabulary(programme: Programme) -> Vocabulary:
    """Say what each parameter may hold on these tables.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    Vocabulary
        ``country`` has every country but Japan, ``jp`` the places in Japan, ``partner`` all other places; the years
        span collaborations and installations together (see `years_of` for each one's own); tables without any year give
        the programme's first.
    """
    places, installations = programme.places, programme.installations
    links = collaborations.rows(programme)
    at_home = places["country_iso3"] == HOME_COUNTRY
    countries = programme.countries["iso3"]
    years = [*links["fiscal_year"].dropna(), *installations["fiscal_year"].dropna()] or [FIRST_FISCAL_YEAR]
    codes = {
        "country": tuple(countries[countries != HOME_COUNTRY]),
        "jp": tuple(places.loc[at_home, "place_id"]),
        "partner": tuple(places.loc[~at_home, "place_id"]),
        **{parameter: _ordered(getattr(programme, table)) for parameter, table in CODE_TABLES.items()},
        "evidence": EVIDENCE_LEVELS,
    }
    selectable = {
        "pair": frozenset(links["pair"]),
        "place": frozenset(places["place_id"]),
        "country": frozenset(links["country_iso3"]) | frozenset(installations["country_iso3"]),
        "installation": frozenset(installations["installation_id"]),
        "case": frozenset(programme.cases["case_id"]),
        "domino": frozenset(programme.dominoes["domino_id"]),
    }
    return Vocabulary(MappingProxyType(codes), int(min(years)), int(max(years)), MappingProxyType(selectable))


def _ordered(table: pd.DataFrame) -> tuple[str, ...]:
    if "sort_order" in table.columns:
        table = table.sort_values("sort_order", kind="stable", na_position="last")
    return tuple(table["code"])


@lru_cache(maxsize=8)
def years_of(programme: Programme, subject: Subject) -> tuple[int, ...]:
    """List the fiscal years from the first row of a subject to the newest, years without any included.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    subject : {"collaborations", "installations"}
        Whose years.

    Returns
    -------
    tuple of int
        In order; empty where no row has a year.
    """
    years = programme.tables[subject]["fiscal_year"].dropna()
    return () if years.empty else tuple(range(int(years.min()), int(years.max()) + 1))


def collaboration_years(programme: Programme) -> tuple[int, ...]:
    """List the fiscal years from the first collaboration to the newest (see `years_of`)."""
    return years_of(programme, "collaborations")


@lru_cache(maxsize=64)
def names(programme: Programme, parameter: str, language: Language) -> Mapping[str, str]:
    """Name every code of a parameter.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    parameter : str
        A parameter that takes codes: ``country``, ``jp``, ``partner``, ``theme``, ``tech``, ``sector``, ``scheme``,
        ``status`` or ``evidence``.
    language : Language
        The language of the names.

    Returns
    -------
    Mapping of str to str
        Names by code, in the vocabulary's order. Places of the same name are told apart by their country.

    Raises
    ------
    ValueError
        If `parameter` takes no codes.
    """
    codes = vocabulary(programme).codes
    if parameter not in codes:
        msg = f"Parameter {parameter!r} takes no codes that could be named. Allowed: {', '.join(codes)}."
        raise ValueError(msg)
    named = _naming(programme, parameter, language)
    return MappingProxyType({code: named[code] for code in codes[parameter]})


def _naming(programme: Programme, parameter: str, language: Language) -> Mapping[str, str]:
    if parameter == "evidence":
        return {code: language.text(text) for code, text in EVIDENCE_NAMES.items()}
    if parameter in {"jp", "partner"}:
        return place_names(programme, language)
    if parameter == "country":
        return _column(programme.countries, "iso3", language)
    return _column(getattr(programme, CODE_TABLES[parameter]), "code", language)


def name(programme: Programme, parameter: str, code: str, language: Language) -> str:
    """Name one code of a parameter.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    parameter, code : str
        A parameter that takes codes (see `names`), and one of them.
    language : Language
        The language of the name.

    Returns
    -------
    str
        What the reader calls it.

    Raises
    ------
    ValueError
        If `parameter` takes no codes, or not this one.
    """
    named = names(programme, parameter, language)
    if code not in named:
        msg = f"Code {code!r} is not known for parameter {parameter!r}. Allowed: {', '.join(named)}."
        raise ValueError(msg)
    return named[code]


def selected_name(programme: Programme, selected: Selected, language: Language) -> str:
    """Name what is selected: a pair by both places, a domino by its route, all else by its own name.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selected : Selected
        One that the vocabulary knows.
    language : Language
        The language of the name.

    Returns
    -------
    str
        For example ``Osaka City and Ho Chi Minh City``.
    """
    if selected.kind == "pair":
        return pair_names(programme, language)[selected.id]
    if selected.kind == "place":
        return place_names(programme, language)[selected.id]
    if selected.kind == "country":
        return _country_names(programme, language)[selected.id]
    if selected.kind == "domino":
        return route_names(programme, language)[selected.id]
    named = _case_names if selected.kind == "case" else _installation_names
    return named(programme, language)[selected.id]


@lru_cache(maxsize=16)
def place_names(programme: Programme, language: Language) -> Mapping[str, str]:
    """Name every place.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    language : Language
        The language of the names.

    Returns
    -------
    Mapping of str to str
        Names by place id; places of the same name get their country, and their id where even that is the same.
    """
    found = _column(programme.places, "place_id", language)
    countries = _country_names(programme, language)
    of_place = dict(zip(programme.places["place_id"], programme.places["country_iso3"], strict=True))
    found = _told_apart(found, lambda place: countries.get(of_place[place], of_place[place]), language)
    return MappingProxyType(_told_apart(found, str, language))


def _told_apart(named: Mapping[str, str], context: Callable[[str], str], language: Language) -> dict[str, str]:
    uses = Counter(named.values())
    return {
        code: language.text(IN_CONTEXT, name=text, context=context(code)) if uses[text] > 1 else text
        for code, text in named.items()
    }


@lru_cache(maxsize=16)
def pair_names(programme: Programme, language: Language) -> Mapping[str, str]:
    """Name every pair that occurs.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    language : Language
        The language of the names.

    Returns
    -------
    Mapping of str to str
        Both places, Japanese government first, by pair id (see `geo.parameters.pair_id`).
    """
    places = place_names(programme, language)
    table = programme.collaborations[["jp_place_id", "partner_place_id"]].drop_duplicates()
    return MappingProxyType(
        {
            pair_id(japanese, partner): language.text(PAIR_NAME, japanese=places[japanese], partner=places[partner])
            for japanese, partner in table.itertuples(index=False)
        }
    )


@lru_cache(maxsize=16)
def route_names(programme: Programme, language: Language) -> Mapping[str, str]:
    """Name every domino by its route.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    language : Language
        The language of the names.

    Returns
    -------
    Mapping of str to str
        For example ``From Tokyo Metropolis to Kuala Lumpur``, by domino id.
    """
    places = place_names(programme, language)
    routes: dict[str, str] = {}
    columns = (programme.dominoes[name] for name in ("domino_id", "from_place_id", "to_place_id", "via_place_id"))
    for domino, origin, target, via in zip(*columns, strict=True):
        named = {"origin": places[origin], "target": places[target]}
        routes[domino] = language.text(ROUTE_VIA, **named, via=places[via]) if via else language.text(ROUTE, **named)
    return MappingProxyType(routes)


@lru_cache(maxsize=16)
def _country_names(programme: Programme, language: Language) -> Mapping[str, str]:
    return MappingProxyType(_column(programme.countries, "iso3", language))


@lru_cache(maxsize=16)
def _installation_names(programme: Programme, language: Language) -> Mapping[str, str]:
    return MappingProxyType(_column(programme.installations, "installation_id", language))


@lru_cache(maxsize=16)
def _case_names(programme: Programme, language: Language) -> Mapping[str, str]:
    return MappingProxyType(_column(programme.cases, "case_id", language, stem="title"))


def _column(table: pd.DataFrame, key: str, language: Language, stem: str = "name") -> dict[str, str]:
    own, other = table[f"{stem}_{language.code}"], table[f"{stem}_{language.other.code}"]
    return dict(zip(table[key], own.where(own != "", other), strict=True))
