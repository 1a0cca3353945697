"""The detail of a pair, a place and a country."""

from __future__ import annotations

from collections.abc import Iterable

from geo.detail import sentences, worded
from geo.detail.found import Found, Scope, find
from geo.detail.lookup import Row
from geo.detail.model import Case, Detail, Domino, Installation, Project, Related
from geo.language import message
from geo.parameters import Selected
from geo.programme import sources_of
from geo.vocabulary import HOME_COUNTRY, IN_CONTEXT, selected_name

PAIR = message("Pair")
JAPANESE_GOVERNMENT = message("Japanese government")
PARTNER_PLACE = message("Partner place")
COUNTRY = message("Country")
NO_YEAR_SHOWN = message("No fiscal year of {japanese} and {partner} ({country}) is on record at this level of evidence.")
ONE_YEAR = message("{japanese} and {partner} ({country}) worked together in one fiscal year on record, {year}.")
IN_A_ROW = message("{japanese} and {partner} ({country}) worked together in {n} fiscal years in a row, {span}.")
WITH_GAPS = message(
    "{japanese} and {partner} ({country}) worked together in {n} fiscal years on record, the first {first} and the last {last}."
)
GAPS = message("A fiscal year without a row does not mean that nothing happened.")
GOVERNMENT_WORKED = message("{place} worked with {partners} in {countries}: {links}, {span}.")
PARTNER_WORKED = message("{place} ({country}) worked with {governments}: {links}, {span}.")
NONE_SHOWN = message("No link of {place} is on record at this level of evidence.")
NONE_ON_RECORD = message("No link of {place} is on record.")
COUNTRY_WORKED = message("{partners} in {country} worked with {governments}: {links}, {span}.")
NO_LINK_SHOWN = message("no link at this level of evidence")
LINK = message("A link is a pair of places in a fiscal year.")
JCM_SIGNED = message("JCM partner country; document signed: {date}.")
JCM_PARTNER = message("A JCM partner country.")


def pair(scope: Scope, selected: Selected) -> Detail:
    """Tell of a pair."""
    found = find(scope, selected)
    japanese, partner = selected.pair
    iso3 = scope.tables.places[partner]["country_iso3"]
    related = [
        _related(scope, Selected("place", japanese), ""),
        _related(scope, Selected("place", partner), scope.country(iso3)),
        _related(scope, Selected("country", iso3), ""),
    ]
    return _assembled(
        scope,
        selected,
        found,
        kind_name=PAIR,
        told=_together(scope, selected, found),
        remarks=sentences.location_notes(scope, (japanese, partner)),
        related=related,
    )


def _together(scope: Scope, selected: Selected, found: Found) -> tuple[str, ...]:
    language, years = scope.language, found.years
    japanese, partner = selected.pair
    named: dict[str, object] = {
        "japanese": scope.places[japanese],
        "partner": scope.places[partner],
        "country": scope.country_of(partner),
    }
    if not years:
        return (language.text(NO_YEAR_SHOWN, **named),)
    if len(years) == 1:
        return (language.text(ONE_YEAR, **named, year=language.fiscal_year(years[0], era=True)),)
    named["n"] = language.number(len(years))
    first, last = years[0], years[-1]
    if last - first + 1 == len(years):
        return (language.text(IN_A_ROW, **named, span=language.fiscal_years(first, last)),)
    together = language.text(WITH_GAPS, **named, first=language.fiscal_year(first), last=language.fiscal_year(last))
    return (together, language.text(GAPS))


def place(scope: Scope, selected: Selected) -> Detail:
    """Tell of a Japanese government or a partner place."""
    found = find(scope, selected)
    own = scope.tables.places[selected.id]
    at_home = own["country_iso3"] == HOME_COUNTRY
    related = _pairs(scope, found, named="partner_place_id" if at_home else "jp_place_id")
    if not at_home:
        related.append(_related(scope, Selected("country", own["country_iso3"]), ""))
    worked = _government_worked(scope, selected.id, found) if at_home else _partner_worked(scope, selected.id, found)
    return _assembled(
        scope,
        selected,
        found,
        kind_name=JAPANESE_GOVERNMENT if at_home else PARTNER_PLACE,
        told=worked or _no_links(scope, selected, found),
        remarks=sentences.location_notes(scope, (selected.id,)),
        related=related,
    )


def _no_links(scope: Scope, selected: Selected, found: Found) -> tuple[str, ...]:
    text = NONE_SHOWN if found.hidden_links else NONE_ON_RECORD
    return (scope.language.text(text, place=selected_name(scope.programme, selected, scope.language)),)


def _span(scope: Scope, found: Found) -> dict[str, str]:
    first, last = found.years[0], found.years[-1]
    return {
        "links": sentences.links_text(len(found.links), scope.language),
        "span": scope.language.fiscal_years(first, last),
    }


def _government_worked(scope: Scope, own: str, found: Found) -> tuple[str, ...]:
    if not found.links:
        return ()
    language = scope.language
    partners = {row["partner_place_id"] for row in found.links}
    countries = {row["country_iso3"] for row in found.links}
    return (
        language.text(
            GOVERNMENT_WORKED,
            place=scope.places[own],
            partners=sentences.places_text(len(partners), language),
            countries=language.plural("{n} country", "{n} countries", len(countries)),
            **_span(scope, found),
        ),
        language.text(LINK),
    )


def _partner_worked(scope: Scope, own: str, found: Found) -> tuple[str, ...]:
    if not found.links:
        return ()
    governments = sentences.governments_text(len({row["jp_place_id"] for row in found.links}), scope.language)
    named = {"place": scope.places[own], "country": scope.country_of(own), "governments": governments}
    return (scope.language.text(PARTNER_WORKED, **named, **_span(scope, found)), scope.language.text(LINK))


def country(scope: Scope, selected: Selected) -> Detail:
    """Tell of a country."""
    found = find(scope, selected)
    return _assembled(
        scope,
        selected,
        found,
        kind_name=COUNTRY,
        told=_country_worked(scope, selected.id, found) or _no_links(scope, selected, found),
        after=(*_installed(scope, selected.id), *_jcm(scope, selected.id)),
        own_sources=sources_of(scope.tables.countries[selected.id]),
        related=[*_places(scope, selected.id, found), *_pairs(scope, found, named="pair")],
    )


def _country_worked(scope: Scope, iso3: str, found: Found) -> tuple[str, ...]:
    if not found.links:
        return ()
    language = scope.language
    return (
        language.text(
            COUNTRY_WORKED,
            country=scope.country(iso3),
            partners=sentences.places_text(len({row["partner_place_id"] for row in found.links}), language),
            governments=sentences.governments_text(len({row["jp_place_id"] for row in found.links}), language),
            **_span(scope, found),
        ),
        language.text(LINK),
    )


def _installed(scope: Scope, iso3: str) -> tuple[str, ...]:
    number = sum(row["evidence"] in scope.levels for row in scope.tables.by_country.get(iso3, ()))
    if not number:
        return ()
    return (
        scope.language.plural(
            "{n} JCM installation in {country} is on record in all.",
            "{n} JCM installations in {country} are on record in all.",
            number,
            country=scope.country(iso3),
        ),
    )


def _jcm(scope: Scope, iso3: str) -> tuple[str, ...]:
    row = scope.tables.countries[iso3]
    if row["jcm_signed"]:
        return (scope.language.text(JCM_SIGNED, date=scope.language.date(row["jcm_signed"])),)
    return (scope.language.text(JCM_PARTNER),) if row["jcm_partner"] else ()


def _places(scope: Scope, iso3: str, found: Found) -> list[Related]:
    groups = _grouped(found, "partner_place_id")
    none = scope.language.text(NO_LINK_SHOWN)
    rows = [
        _related(scope, Selected("place", own), "" if own in groups else none, groups.get(own, ()))
        for own in scope.tables.places_by_country.get(iso3, ())
    ]
    return sorted(rows, key=lambda row: (-row.links, row.name))


def _pairs(scope: Scope, found: Found, *, named: str) -> list[Related]:
    rows = [
        _related(scope, Selected("pair", own), "", members, name=_pair_name(scope, members[0], named))
        for own, members in _grouped(found, "pair").items()
    ]
    return sorted(rows, key=lambda row: (-len(row.years), -row.years[-1], row.name))


def _grouped(found: Found, column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in found.links:
        groups.setdefault(row[column], []).append(row)
    return groups


def _pair_name(scope: Scope, row: Row, named: str) -> str:
    if named == "pair":
        return scope.pairs[row["pair"]]
    if named == "jp_place_id":
        return scope.places[row[named]]
    return scope.language.text(IN_CONTEXT, name=scope.places[row[named]], context=scope.country_of(row[named]))


def _related(scope: Scope, sel: Selected, note: str, rows: Iterable[Row] = (), *, name: str = "") -> Related:
    links = list(rows)
    years = tuple(sorted({row["fiscal_year"] for row in links}))
    return Related(
        sel=sel,
        name=name or selected_name(scope.programme, sel, scope.language),
        note=note or (sentences.years_text(years, scope.language) if years else ""),
        years=years,
        links=len(links),
    )


def _assembled(
    scope: Scope,
    selected: Selected,
    found: Found,
    *,
    kind_name: str,
    told: tuple[str, ...],
    related: list[Related],
    after: tuple[str, ...] = (),
    remarks: tuple[str, ...] = (),
    own_sources: tuple[str, ...] = (),
) -> Detail:
    projects = tuple(worded.project(scope, row) for row in found.links)
    grown = tuple(worded.installation(scope, row) for row in found.grown)
    cases = tuple(worded.case(scope, row) for row in found.cases)
    dominoes = tuple(worded.domino(scope, row) for row in found.dominoes)
    of_pair = selected.kind == "pair"
    rows: tuple[Project | Installation | Case | Domino, ...] = (*projects, *grown, *cases, *dominoes)
    named = [source.id for row in rows for source in row.sources]
    return Detail(
        selected=selected,
        kind_name=scope.language.text(kind_name),
        heading=selected_name(scope.programme, selected, scope.language),
        sentences=(
            *told,
            *sentences.inferred_among(scope, found, of_pair=of_pair),
            *sentences.continuation(scope, found, of_pair=of_pair),
            *sentences.outcomes(scope, found, of_pair=of_pair),
            *after,
        ),
        hidden=sentences.left_out(scope, found, of_pair=of_pair),
        remarks=remarks,
        timeline=worded.timeline(scope, found.links),
        projects=projects,
        installations=grown,
        cases=cases,
        dominoes=dominoes,
        related=tuple(related),
        sources=worded.sources(scope, (*named, *own_sources)),
    )
