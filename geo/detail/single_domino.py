"""The detail of a domino: what moved, from where, to where, when, and on what evidence."""

from __future__ import annotations

from geo.detail import sentences, worded
from geo.detail.found import Scope
from geo.detail.lookup import Row
from geo.detail.model import Detail, Fact, Related
from geo.language import message
from geo.parameters import Selected, pair_id
from geo.programme import split_codes
from geo.vocabulary import IN_CONTEXT, selected_name

DOMINO = message("Domino effect")
FROM = message("From")
TO = message("To")
VIA = message("By way of")
YEAR = message("Fiscal year")
EVIDENCE = message("Evidence")
GRADED = message("{level}: {name}")
ROW_HIDDEN = message("This spread is inferred in part; it is shown because its detail was asked for.")
ROW_SECONDARY = message("No official source confirms this spread; it is shown because its detail was asked for.")
ENDS = {"from_place_id": FROM, "to_place_id": TO, "via_place_id": VIA}


def domino(scope: Scope, selected: Selected) -> Detail:
    """Tell of a spread from one place to another."""
    row, language = scope.tables.dominoes_by_id[selected.id], scope.language
    own = worded.domino(scope, row)
    places = [row[end] for end in ENDS if row[end]]
    cases = tuple(worded.case(scope, each) for each in _cases(scope, row))
    weaker = ROW_HIDDEN if own.evidence == "C" else ROW_SECONDARY
    named = [source.id for source in own.sources] + [source.id for each in cases for source in each.sources]
    return Detail(
        selected=selected,
        kind_name=language.text(DOMINO),
        heading=own.route,
        sentences=(own.what,),
        hidden=() if own.evidence in scope.levels else (language.text(weaker),),
        remarks=sentences.location_notes(scope, places),
        facts=_facts(scope, row),
        cases=cases,
        related=tuple(_related(scope, Selected("place", place)) for place in places),
        sources=worded.sources(scope, named),
    )


def _cases(scope: Scope, row: Row) -> list[Row]:
    """Cases of the pairs the spread touches, each once."""
    touched = [
        case
        for japanese in split_codes(row["jp_places"])
        for partner in split_codes(row["partner_places"])
        for case in scope.tables.cases.get(Selected("pair", pair_id(japanese, partner)), ())
    ]
    return list({case["case_id"]: case for case in touched}.values())


def _facts(scope: Scope, row: Row) -> tuple[Fact, ...]:
    language = scope.language
    level = language.text(GRADED, level=row["evidence"], name=scope.named("evidence")[row["evidence"]])
    said = [(label, _place(scope, row[end])) for end, label in ENDS.items() if row[end]]
    said += [(YEAR, worded.year_or_not_seen(scope, row["year"])), (EVIDENCE, level)]
    return tuple(Fact(language.text(label), value) for label, value in said)


def _place(scope: Scope, place: str) -> str:
    return scope.language.text(IN_CONTEXT, name=scope.places[place], context=scope.country_of(place))


def _related(scope: Scope, selected: Selected) -> Related:
    return Related(selected, selected_name(scope.programme, selected, scope.language), "", (), 0)
