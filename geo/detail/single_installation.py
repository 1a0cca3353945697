"""The detail of an installation."""

from __future__ import annotations

from geo.detail import worded
from geo.detail.found import OFFICIAL, Scope
from geo.detail.lookup import Row
from geo.detail.model import Detail, Fact, Related
from geo.language import message
from geo.parameters import EVIDENCE_LEVELS, Selected, pair_id
from geo.programme import split_codes

INSTALLATION = message("Installation")
STANDS = message("{technology} in {country}, {year}.")
STANDS_UNDATED = message("{technology} in {country}; fiscal year not seen.")
GREW = message("Officially stated to have grown from the collaboration of {pair}.")
GREW_INFERRED = message("Tied to the collaboration of {pair} by inference.")
NO_TIE = message("No tie to the city-to-city programme has been seen.")
TIE_HIDDEN = message("A tie to the city-to-city programme is inferred and not shown.")
ROW_HIDDEN = message("This row is not confirmed by an official page; it is shown because its detail was asked for.")
PRECISIONS = {
    "site": message("The point is the site, from a project document."),
    "city": message("The point is the centre of the named city or district."),
    "province": message("The point is the capital or a named town of the province."),
    "country": message("Only the country is known; there is no point on the map."),
}
LABELS = {
    "sector": message("Sector"),
    "tech": message("Type of technology"),
    "scheme": message("Scheme"),
    "status": message("Status"),
}
COLUMNS = {"sector": "sector", "tech": "technology_type", "scheme": "scheme", "status": "status"}
REGISTRY_NUMBER = message("Registry number")
PLACE = message("Place")
CAPACITY = message("Capacity")
KILOWATTS = message("{value} kW")
REDUCTION = message("Emission reduction")
TONNES = message("{value} tCO2 a year")
JAPANESE_PARTICIPANT = message("Japanese participant")
PARTNER_PARTICIPANT = message("Partner participant")


def installation(scope: Scope, selected: Selected) -> Detail:
    """Tell of an installation; what was not seen is left out."""
    row, language = scope.tables.installations[selected.id], scope.language
    tied = bool(row["tie"])
    inferred_hidden = tied and row["tie"] != OFFICIAL and EVIDENCE_LEVELS[-1] not in scope.levels
    shown = not inferred_hidden
    hidden = [language.text(TIE_HIDDEN)] if inferred_hidden else []
    if row["evidence"] not in scope.levels:
        hidden.append(language.text(ROW_HIDDEN))
    precision = PRECISIONS.get(row["location_precision"])
    remarks = [worded.name_note(scope, row), language.text(precision) if precision else "", worded.remark(scope, row)]
    if shown:
        remarks.insert(1, worded.tie_note(scope, row))
    cases = tuple(
        worded.case(scope, case)
        for case in scope.tables.cases.get(Selected("country", row["country_iso3"]), ())
        if row["installation_id"] in split_codes(case["installation_ids"])
    )
    named = [*worded.installation_sources(row), *(source.id for case in cases for source in case.sources)]
    return Detail(
        selected=selected,
        kind_name=language.text(INSTALLATION),
        heading=language.pick(row, "name"),
        sentences=(_stands(scope, row), *(() if inferred_hidden else (_tie(scope, row),))),
        hidden=tuple(hidden),
        remarks=tuple(remark for remark in remarks if remark),
        facts=_facts(scope, row),
        cases=cases,
        related=_related(scope, row) if tied and shown else (_country(scope, row),),
        sources=worded.sources(scope, named),
    )


def _stands(scope: Scope, row: Row) -> str:
    language = scope.language
    named = {"technology": language.pick(row, "technology"), "country": scope.country(row["country_iso3"])}
    if row["fiscal_year"] is None:
        return language.text(STANDS_UNDATED, **named)
    return language.text(STANDS, **named, year=language.fiscal_year(row["fiscal_year"], era=True))


def _tie(scope: Scope, row: Row) -> str:
    if not row["tie"]:
        return scope.language.text(NO_TIE)
    text = GREW if row["tie"] == OFFICIAL else GREW_INFERRED
    return scope.language.text(text, pair=scope.pairs[pair_id(row["jp_place_id"], row["partner_place_id"])])


def _facts(scope: Scope, row: Row) -> tuple[Fact, ...]:
    language = scope.language
    facts = [Fact(language.text(label), scope.named(code)[row[COLUMNS[code]]]) for code, label in LABELS.items()]
    power, reduction = row["capacity_kw"], row["ghg_reduction_tco2_per_year"]
    capacity = [language.text(KILOWATTS, value=language.number(power))] if power is not None else []
    capacity += [row["capacity_text"]] if row["capacity_text"] else []
    tonnes = "" if reduction is None else language.text(TONNES, value=language.number(reduction))
    seen = (
        (REGISTRY_NUMBER, row["registry_number"]),
        (PLACE, row["location_text"]),
        (CAPACITY, language.join(capacity)),
        (REDUCTION, tonnes),
        (JAPANESE_PARTICIPANT, language.pick(row, "japanese_participant")),
        (PARTNER_PARTICIPANT, row["partner_participant"]),
    )
    return (*facts, *(Fact(language.text(label), value) for label, value in seen if value))


def _country(scope: Scope, row: Row) -> Related:
    return Related(Selected("country", row["country_iso3"]), scope.country(row["country_iso3"]), "", (), 0)


def _related(scope: Scope, row: Row) -> tuple[Related, ...]:
    japanese, partner = row["jp_place_id"], row["partner_place_id"]
    pair = pair_id(japanese, partner)
    return (
        Related(Selected("pair", pair), scope.pairs[pair], "", (), 0),
        Related(Selected("place", japanese), scope.places[japanese], "", (), 0),
        Related(Selected("place", partner), scope.places[partner], "", (), 0),
        _country(scope, row),
    )
