"""Sentences that pairs, places and countries share: how long, whether it goes on, what came of it, what is left out.

Functions that may have nothing to say give a tuple of sentences, which is empty then.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.detail.found import OFFICIAL, Found, Scope
from geo.detail.lookup import Row
from geo.language import Language, message
from geo.parameters import EVIDENCE_LEVELS

ALL_INFERRED = message("All of this is inferred.")
GOES_ON = message("It continues into {year}, the newest fiscal year on record.")
INFERRED_LATER = message("After {last} there are inferred rows only.")
WEAKER_LATER = message("After {last} there are only rows that no official source confirms.")
NOTHING_LATER = message("Nothing after {last} has been seen; the record reaches {newest}.")
NONE_GREW = message("No JCM installation that grew from the collaboration has been seen.")
RESULTS = message("What came of it: {titles}.")
FORMING = message("Being formed: {titles}.")
SPREAD = message("Recorded as a spread: {routes}.")
LARGER_AREA = message("{place}: the point on the map stands for a larger area (its capital or a main town; {source}).")
CENTRE_OF_AREA = message("{place}: the point on the map is its centre ({source}).")
SAME_POINT = message("{place}: the same point on the map as {others}.")
NOTED = message("{place}: {note}")
PROXY = "proxy"
RESULT = "result"
TITLE_SEPARATOR = " / "


def links_text(number: int, language: Language) -> str:
    """Write a number of links."""
    return language.plural("{n} link", "{n} links", number)


def places_text(number: int, language: Language) -> str:
    """Write a number of partner places."""
    return language.plural("{n} partner place", "{n} partner places", number)


def governments_text(number: int, language: Language) -> str:
    """Write a number of Japanese governments."""
    return language.plural("{n} Japanese government", "{n} Japanese governments", number)


def years_text(years: tuple[int, ...], language: Language) -> str:
    """Write how many fiscal years, and from when to when."""
    span = language.fiscal_years(years[0], years[-1])
    return language.plural("{n} fiscal year, {span}", "{n} fiscal years, {span}", len(years), span=span)


def _inferred(rows: Iterable[Row]) -> int:
    return sum(row["evidence"] == EVIDENCE_LEVELS[-1] for row in rows)


def inferred_among(scope: Scope, found: Found, *, of_pair: bool) -> tuple[str, ...]:
    """Say how many of the links shown are inferred; of a pair, its links are its fiscal years."""
    number = _inferred(found.links)
    if not number:
        return ()
    if number == len(found.links):
        return (scope.language.text(ALL_INFERRED),)
    if not of_pair:
        return (scope.language.plural("{n} of these links is inferred.", "{n} of these links are inferred.", number),)
    return (scope.language.plural("{n} of these fiscal years is inferred.", "{n} of these fiscal years are inferred.", number),)


def continuation(scope: Scope, found: Found, *, of_pair: bool) -> tuple[str, ...]:
    """Say whether it goes on into the newest fiscal year on record."""
    if not found.links:
        return ()
    language, last, newest = scope.language, found.years[-1], scope.years[-1]
    year = language.fiscal_year(newest)
    if last == newest and of_pair:
        return (language.text(GOES_ON, year=year),)
    if last == newest:
        pairs = len({row["pair"] for row in found.links if row["fiscal_year"] == newest})
        return (
            language.plural(
                "{n} of these pairs is on record for {year}, the newest fiscal year.",
                "{n} of these pairs are on record for {year}, the newest fiscal year.",
                pairs,
                year=year,
            ),
        )
    written = language.fiscal_year(last)
    later = [row for row in found.hidden_links if row["fiscal_year"] > last]
    if not later:
        return (language.text(NOTHING_LATER, last=written, newest=year),)
    return (language.text(INFERRED_LATER if _inferred(later) == len(later) else WEAKER_LATER, last=written),)


def outcomes(scope: Scope, found: Found, *, of_pair: bool) -> tuple[str, ...]:
    """Say what came of it: installations, results, spreads; of a pair, its cases are few enough to be named."""
    language = scope.language
    official = sum(row["tie"] == OFFICIAL for row in found.grown)
    inferred = len(found.grown) - official
    said = []
    if official:
        said.append(
            language.plural(
                "{n} JCM installation is officially stated to have grown from the collaboration.",
                "{n} JCM installations are officially stated to have grown from the collaboration.",
                official,
            )
        )
    if inferred:
        said.append(
            language.plural(
                "{n} JCM installation is tied to the collaboration by inference.",
                "{n} JCM installations are tied to the collaboration by inference.",
                inferred,
            )
        )
    if not found.grown and not found.hidden_grown and (found.links or found.hidden_links):
        said.append(language.text(NONE_GREW))
    said += _cases(language, found, titles=of_pair)
    if found.dominoes:
        said.append(language.text(SPREAD, routes=language.join(_route(scope, row) for row in found.dominoes)))
    return tuple(said)


def _cases(language: Language, found: Found, *, titles: bool) -> list[str]:
    told: dict[bool, list[str]] = {True: [], False: []}
    for row in found.cases:
        told[row["kind"] == RESULT].append(language.pick(row, "title"))
    results, forming = told[True], told[False]
    if titles:
        named = ((RESULTS, results), (FORMING, forming))
        return [language.text(text, titles=TITLE_SEPARATOR.join(listed)) for text, listed in named if listed]
    said = []
    if results:
        said.append(language.plural("{n} case tells of a result.", "{n} cases tell of results.", len(results)))
    if forming:
        said.append(
            language.plural("{n} case tells of a project being formed.", "{n} cases tell of projects being formed.", len(forming))
        )
    return said


def _route(scope: Scope, row: Row) -> str:
    return f"{scope.places[row['from_place_id']]} → {scope.places[row['to_place_id']]}"


def left_out(scope: Scope, found: Found, *, of_pair: bool) -> tuple[str, ...]:
    """Count what the evidence level leaves out; of a pair, its links are its fiscal years."""
    language = scope.language
    said = []
    if weaker := found.hidden_links:
        inferred = _inferred(weaker) == len(weaker)
        said.append(_links_left_out(language, len(weaker), of_pair=of_pair, inferred=inferred))
    if number := len(found.hidden_grown):
        said.append(
            language.plural(
                "{n} further installation rests on weaker evidence and is not shown.",
                "{n} further installations rest on weaker evidence and are not shown.",
                number,
            )
        )
    if number := len(found.hidden_dominoes):
        said.append(
            language.plural(
                "{n} further spread rests on weaker evidence and is not shown.",
                "{n} further spreads rest on weaker evidence and are not shown.",
                number,
            )
        )
    return tuple(said)


def _links_left_out(language: Language, number: int, *, of_pair: bool, inferred: bool) -> str:
    if of_pair and inferred:
        return language.plural(
            "{n} further fiscal year is inferred and not shown.",
            "{n} further fiscal years are inferred and not shown.",
            number,
        )
    if of_pair:
        return language.plural(
            "{n} further fiscal year is not confirmed by an official source and is not shown.",
            "{n} further fiscal years are not confirmed by an official source and are not shown.",
            number,
        )
    if inferred:
        return language.plural(
            "{n} further link is inferred and not shown.", "{n} further links are inferred and not shown.", number
        )
    return language.plural(
        "{n} further link is not confirmed by an official source and is not shown.",
        "{n} further links are not confirmed by an official source and are not shown.",
        number,
    )


def location_notes(scope: Scope, places: Iterable[str]) -> tuple[str, ...]:
    """Say what a place's point on the map stands for, where it is not simply the place itself.

    Written notes exist in English; in Japanese the same is said from the fields.
    """
    language = scope.language
    said: list[str] = []
    for place in places:
        row = scope.tables.places[place]
        if note := row.get(f"location_note_{language.code}", ""):
            said.append(language.text(NOTED, place=scope.places[place], note=note))
            continue
        named = {"place": scope.places[place], "source": row["location_source"]}
        if row["location_precision"] == PROXY:
            said.append(language.text(LARGER_AREA, **named))
        elif row["kind"] in {"prefecture", "province"}:
            said.append(language.text(CENTRE_OF_AREA, **named))
        others = [other for other in scope.tables.at_point[row["lon"], row["lat"]] if other != place]
        if others:
            joined = language.join(scope.places[other] for other in others)
            said.append(language.text(SAME_POINT, place=scope.places[place], others=joined))
    return tuple(said)
