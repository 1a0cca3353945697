"""The detail of an installation."""

from __future__ import annotations

from collections.abc import Mapping

from geo.detail import worded
from geo.detail.found import OFFICIAL, Scope
from geo.detail.lookup import Row
from geo.detail.model import Detail, Fact, Related
from geo.language import Language, LanguageCode, message
from geo.meanings import meanings
from geo.parameters import EVIDENCE_LEVELS, Selected, pair_id
from geo.programme import split_codes
from geo.quantities import KILOWATTS, reduction_text

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
EVIDENCE = {
    "A": message("The text of an official page was read."),
    "B": message("Read in news, in copies of documents or in copies of the registry."),
}
LEVEL = message("{level}: {name}")
NAMES: Mapping[LanguageCode, str] = {"en": message("Name in English"), "ja": message("Name in Japanese")}
INSTALLED = message("What was installed")
SECTOR = message("Sector")
TECHNOLOGY = message("Type of technology")
SCHEME = message("Scheme")
STATUS = message("Status")
LEVEL_OF_EVIDENCE = message("Evidence")
GREW_FROM = message("Grew from the collaboration of")
REGISTRY_NUMBER = message("Registry number")
PLACE = message("Place")
CAPACITY = message("Capacity")
REDUCTION = message("Emission reduction")
AS_PUBLISHED = message("Expected, as published.")
JAPANESE_PARTICIPANT = message("Japanese participant")
PARTNER_PARTICIPANT = message("Partner participant")


COLUMNS = {"sector": "sector", "tech": "technology_type", "scheme": "scheme", "status": "status", "evidence": "evidence"}


def installation(scope: Scope, selected: Selected) -> Detail:
    """Tell of an installation; what was not seen is left out."""
    row, language = scope.tables.installations[selected.id], scope.language
    tied = bool(row["tie"])
    inferred_hidden = tied and row["tie"] != OFFICIAL and EVIDENCE_LEVELS[-1] not in scope.levels
    shown = not inferred_hidden
    hidden = [language.text(TIE_HIDDEN)] if inferred_hidden else []
    if row["evidence"] not in scope.levels:
        hidden.append(language.text(ROW_HIDDEN))
    remark = worded.remark(scope, row)
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
        remarks=(remark,) if remark else (),
        facts=(*_names(scope, row), *_facts(scope, row), *(_grown(scope, row) if tied and shown else ())),
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


def _names(scope: Scope, row: Row) -> tuple[Fact, ...]:
    named = [(Language(code), scope.language.text(label), row[f"name_{code}"]) for code, label in NAMES.items()]
    return tuple(Fact(label, name, worded.name_origin(scope, row, language)) for language, label, name in named if name)


def _facts(scope: Scope, row: Row) -> tuple[Fact, ...]:
    language = scope.language
    named = {code: scope.named(code)[row[column]] for code, column in COLUMNS.items()}
    meant = {code: meanings(scope.programme, code, language) for code in ("scheme", "status")}
    power, reduction = row["capacity_kw"], row["ghg_reduction_tco2_per_year"]
    capacity = [language.text(KILOWATTS, value=language.number(power))] if power is not None else []
    capacity += [row["capacity_text"]] if row["capacity_text"] else []
    tonnes = "" if reduction is None else reduction_text(reduction, language)
    told = (
        (INSTALLED, language.pick(row, "technology"), ""),
        (TECHNOLOGY, named["tech"], ""),
        (SECTOR, named["sector"], ""),
        (CAPACITY, language.join(capacity), ""),
        (REDUCTION, tonnes, language.text(AS_PUBLISHED)),
        (JAPANESE_PARTICIPANT, language.pick(row, "japanese_participant"), ""),
        (PARTNER_PARTICIPANT, row["partner_participant"], ""),
        (
            PLACE,
            row["location_text"] or scope.country(row["country_iso3"]),
            _meaning(PRECISIONS, row["location_precision"], language),
        ),
        (SCHEME, named["scheme"], meant["scheme"].get(row["scheme"], "")),
        (STATUS, named["status"], meant["status"].get(row["status"], "")),
        (REGISTRY_NUMBER, row["registry_number"], ""),
        (
            LEVEL_OF_EVIDENCE,
            language.text(LEVEL, level=row["evidence"], name=named["evidence"]),
            _meaning(EVIDENCE, row["evidence"], language),
        ),
    )
    return tuple(Fact(language.text(label), value, note) for label, value, note in told if value)


def _meaning(meanings: Mapping[str, str], code: str, language: Language) -> str:
    return language.text(meanings[code]) if code in meanings else ""


def _grown(scope: Scope, row: Row) -> tuple[Fact, ...]:
    pair = scope.pairs[pair_id(row["jp_place_id"], row["partner_place_id"])]
    return (Fact(scope.language.text(GREW_FROM), pair, worded.tie_note(scope, row)),)


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
