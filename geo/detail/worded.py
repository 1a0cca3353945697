"""Rows of the tables as rows of a detail, in the reader's language.

Every function takes the scope (tables, language, levels of evidence) and rows of `geo.detail.lookup`, which are valid: codes
and ids in them exist. What was not seen comes out empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from geo import cases, publishers
from geo.detail.found import OFFICIAL, Scope
from geo.detail.lookup import Row
from geo.detail.model import Case, Domino, Installation, Project, Source, TimelineYear
from geo.language import Language, message
from geo.parameters import Selected, pair_id
from geo.programme import sources_of, split_codes
from geo.vocabulary import selected_name

SOURCE_KINDS: Mapping[str, str] = {
    "official": message("official page"),
    "participant": message("participant’s page"),
    "news": message("news"),
    "copy": message("copy on another site"),
    "study_report_copy": message("copy of a study report for the ministry"),
}
PUBLISHED_TITLE = message("Title as published")
TRANSLATED_TITLE = message("Our translation of the published title")
NO_TITLE = message("No official title seen")
NAME_ORIGINS: Mapping[str, str] = {
    "published": message("Name as published"),
    "translated": message("Our translation of the published name"),
    "description": message("Our description; no official name seen"),
}
CASE_KINDS: Mapping[str, str] = {"result": message("Result"), "forming": message("Being formed")}
TIES: Mapping[str, str] = {
    "official": message("Stated officially: {publishers}"),
    "inferred": message("Inferred from: {publishers}"),
}
# The researchers' notes exist in English alone: a reader of another language is told so.
REMARK = message("Note on the row: {note}")
YEAR_NOT_SEEN = message("Fiscal year not seen")
OPEN_ENDED = message("From {year}, end not seen")


def sources(scope: Scope, ids: Iterable[str]) -> tuple[Source, ...]:
    """Word the sources of some ids, each once, in their order."""
    known = scope.tables.sources
    return tuple(_source(known[source], scope.language) for source in dict.fromkeys(ids) if source in known)


def _source(row: Row, language: Language) -> Source:
    kind = SOURCE_KINDS.get(row["kind"])
    return Source(
        id=row["source_id"],
        publisher=publishers.worded(row["publisher"], language),
        title=row["title"],
        url=row["url"],
        kind=language.text(kind) if kind else row["kind"],
        language=str(language.locale.languages.get(row["language"], row["language"])),
        publisher_language=publishers.name_language(row["publisher"], language),
        title_language=row["language"] if row["language"] != language.code else "",
    )


def timeline(scope: Scope, rows: Iterable[Row]) -> tuple[TimelineYear, ...]:
    """Set links out over every fiscal year of the programme."""
    counts: Counter[int] = Counter()
    best: dict[int, str] = {}
    for row in rows:
        year = row["fiscal_year"]
        counts[year] += 1
        best[year] = min(best.get(year, row["evidence"]), row["evidence"])
    return tuple(
        TimelineYear(year, scope.language.fiscal_year(year, era=True), best.get(year, ""), counts[year]) for year in scope.years
    )


def project(scope: Scope, row: Row) -> Project:
    """Word a collaboration."""
    language, themes = scope.language, scope.named("theme")
    return Project(
        id=row["collaboration_id"],
        pair=Selected("pair", row["pair"]),
        pair_name=scope.pairs[row["pair"]],
        year=row["fiscal_year"],
        year_label=language.fiscal_year(row["fiscal_year"], era=True),
        title=language.pick(row, "title"),
        title_note=language.text(_title_origin(row["title_origin"], language)),
        summary=language.pick(row, "summary"),
        themes=tuple(themes[code] for code in split_codes(row["themes"])),
        lead=language.pick(row, "lead_organisation"),
        evidence=row["evidence"],
        evidence_name=scope.named("evidence")[row["evidence"]],
        evidence_note=language.pick(row, "evidence_note"),
        sources=sources(scope, sources_of(row)),
    )


def _title_origin(origin: str, language: Language) -> str:
    if origin in {"published_both", f"published_{language.code}"}:
        return PUBLISHED_TITLE
    return TRANSLATED_TITLE if origin == f"published_{language.other.code}" else NO_TITLE


def tie_sources(row: Row) -> tuple[str, ...]:
    """Name the sources of an installation's tie to the programme."""
    return split_codes(row["collaboration_evidence"].partition(":")[2])


def tie_note(scope: Scope, row: Row) -> str:
    """Say on what an installation's tie to the programme rests; empty where there is none."""
    if not row["tie"]:
        return ""
    publishers = dict.fromkeys(source.publisher for source in sources(scope, tie_sources(row)))
    statement = TIES[row["tie"]]
    return scope.language.text(statement, publishers=scope.language.join(publishers))


def name_note(scope: Scope, row: Row) -> str:
    """Say where an installation's name in the reader's language comes from."""
    language = scope.language
    return name_origin(scope, row, language if row[f"name_{language.code}"] else language.other)


def name_origin(scope: Scope, row: Row, of: Language) -> str:
    """Say where an installation's name in a language comes from; empty where the table's word for it is not known here."""
    origin = NAME_ORIGINS.get(row[f"name_{of.code}_origin"])
    return scope.language.text(origin) if origin else ""


def remark(scope: Scope, row: Row) -> str:
    """Give the note on an installation's row; empty where there is none."""
    return scope.language.text(REMARK, note=row["notes"]) if row["notes"] else ""


def installation_sources(row: Row) -> tuple[str, ...]:
    """Name all sources of an installation, those of its tie included."""
    return (*sources_of(row), *tie_sources(row))


def installation(scope: Scope, row: Row) -> Installation:
    """Word an installation that grew from a collaboration."""
    return Installation(
        id=row["installation_id"],
        sel=Selected("installation", row["installation_id"]),
        name=scope.language.pick(row, "name"),
        name_note=name_note(scope, row),
        year_label=year_or_not_seen(scope, row["fiscal_year"]),
        technology=scope.language.pick(row, "technology"),
        tie=row["tie"],
        tie_note=tie_note(scope, row),
        remark="" if row["tie"] == OFFICIAL else remark(scope, row),
        sources=sources(scope, installation_sources(row)),
    )


def year_or_not_seen(scope: Scope, year: int | None) -> str:
    """Write a fiscal year with its era, or say that none was seen."""
    return scope.language.text(YEAR_NOT_SEEN) if year is None else scope.language.fiscal_year(year, era=True)


def case(scope: Scope, row: Row) -> Case:
    """Word a case."""
    language, built = scope.language, scope.tables.installations
    pair = pair_id(row["jp_place_id"], row["partner_place_id"])
    kind = CASE_KINDS[row["kind"]]
    return Case(
        id=row["case_id"],
        sel=Selected("case", row["case_id"]),
        kind=row["kind"],
        kind_name=language.text(kind),
        pair=Selected("pair", pair),
        pair_name=scope.pairs[pair],
        years_label=span(row["fiscal_year_from"], row["fiscal_year_to"], language),
        years=cases.years(row),
        title=language.pick(row, "title"),
        what=language.pick(row, "what"),
        outcome=language.pick(row, "outcome"),
        installations=tuple(language.pick(built[code], "name") for code in split_codes(row["installation_ids"])),
        sources=sources(scope, sources_of(row)),
    )


def span(first: int, last: int | None, language: Language) -> str:
    """Write a range of fiscal years whose end may not have been seen."""
    if last is None:
        return language.text(OPEN_ENDED, year=language.fiscal_year(first))
    return language.fiscal_years(first, last)


def domino(scope: Scope, row: Row) -> Domino:
    """Word a domino."""
    own = Selected("domino", row["domino_id"])
    return Domino(
        id=row["domino_id"],
        sel=own,
        route=selected_name(scope.programme, own, scope.language),
        year_label=year_or_not_seen(scope, row["year"]),
        what=scope.language.pick(row, "what"),
        evidence=row["evidence"],
        evidence_name=scope.named("evidence")[row["evidence"]],
        sources=sources(scope, sources_of(row)),
    )
