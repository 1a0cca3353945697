"""The detail of a case: what was done, what came of it, and what else is on record of its pair."""

from __future__ import annotations

from dataclasses import replace

from geo import cases
from geo.detail import sentences, worded
from geo.detail.found import Found, Scope, find
from geo.detail.lookup import Row
from geo.detail.model import Case, Detail, Domino, Fact, Installation, Project, Related
from geo.language import message
from geo.parameters import Selected
from geo.programme import split_codes
from geo.vocabulary import selected_name

CASE_RESULT = message("Case: a result")
CASE_FORMING = message("Case: being formed")
PAIR = message("Pair")
COUNTRY = message("Country")
YEARS = message("Fiscal years of the case")
THEMES = message("Themes")
NO_LEVEL = message("A case has sources, but no level of evidence of its own; links, installations and dominoes have one each.")


def case(scope: Scope, selected: Selected) -> Detail:
    """Tell of a case; of its pair, the links of the case's fiscal years are told, and the timeline holds them all."""
    row, language = scope.tables.cases_by_id[selected.id], scope.language
    own, pair = worded.case(scope, row), Selected("pair", row["pair"])
    of_pair = find(scope, pair)
    told = _of_case(scope, row, of_pair)
    projects = tuple(worded.project(scope, link) for link in told.links)
    built = tuple(worded.installation(scope, each) for each in told.grown)
    dominoes = tuple(worded.domino(scope, each) for each in told.dominoes)
    rows: tuple[Project | Installation | Case | Domino, ...] = (own, *projects, *built, *dominoes)
    others = (each for each in of_pair.cases if each["case_id"] != selected.id)
    return Detail(
        selected=selected,
        kind_name=language.text(CASE_RESULT if own.kind == sentences.RESULT else CASE_FORMING),
        heading=own.title,
        sentences=(own.what, own.outcome),
        hidden=sentences.left_out(scope, told, of_pair=True),
        remarks=(language.text(NO_LEVEL),),
        facts=_facts(scope, row),
        timeline=worded.timeline(scope, of_pair.links),
        projects=projects,
        installations=built,
        dominoes=dominoes,
        related=(
            *(_related(scope, Selected("case", each["case_id"])) for each in others),
            _related(scope, pair),
            _related(scope, Selected("country", row["country_iso3"])),
        ),
        sources=worded.sources(scope, (source.id for each in rows for source in each.sources)),
    )


def _of_case(scope: Scope, row: Row, of_pair: Found) -> Found:
    years = cases.years(row)
    built = [scope.tables.installations[code] for code in split_codes(row["installation_ids"])]
    return replace(
        of_pair,
        links=tuple(link for link in of_pair.links if link["fiscal_year"] in years),
        hidden_links=tuple(link for link in of_pair.hidden_links if link["fiscal_year"] in years),
        grown=tuple(each for each in built if each["evidence"] in scope.levels),
        hidden_grown=tuple(each for each in built if each["evidence"] not in scope.levels),
        cases=(),
    )


def _facts(scope: Scope, row: Row) -> tuple[Fact, ...]:
    language, themes = scope.language, scope.named("theme")
    said = (
        (PAIR, scope.pairs[row["pair"]]),
        (COUNTRY, scope.country(row["country_iso3"])),
        (YEARS, worded.span(row["fiscal_year_from"], row["fiscal_year_to"], language)),
        (THEMES, language.join(themes[code] for code in split_codes(row["themes"]))),
    )
    return tuple(Fact(language.text(label), value) for label, value in said if value)


def _related(scope: Scope, selected: Selected) -> Related:
    return Related(selected, selected_name(scope.programme, selected, scope.language), "", (), 0)
