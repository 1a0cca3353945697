"""A Selection and its address say the same, and nothing in an address is dropped in silence."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.language import Language
from geo.page_parameters import is_of_a_page
from geo.parameters import (
    EVIDENCE_LEVELS,
    LONGEST_QUERY,
    MOST_NAMED,
    PARAMETER_NAMES,
    RULES,
    VIEW_PARAMETERS,
    Level,
    Rule,
    Selected,
    Vocabulary,
    pair_id,
)
from geo.selection import Selection

# A machine under load is no fault.
unhurried = settings(deadline=None)

CODES = {
    "country": ("VNM", "IDN", "CHL"),
    "jp": ("osaka", "tokyo", "hokkaido"),
    "partner": ("ho-chi-minh-city", "renca", "ulaanbaatar"),
    "theme": tuple(f"theme_{i}" for i in range(20)),
    "tech": ("solar_pv", "wind"),
    "sector": ("transport", "waste"),
    "scheme": ("model_project", "jfjcm"),
    "status": ("selected", "operating"),
    "evidence": EVIDENCE_LEVELS,
}
VOCABULARY = Vocabulary(
    codes=CODES,
    first_year=2013,
    last_year=2025,
    selectable={
        "pair": frozenset({"osaka~ho-chi-minh-city", "tokyo~renca"}),
        "place": frozenset({"osaka", "renca"}),
        "country": frozenset({"VNM", "CHL"}),
        "installation": frozenset({"vn012"}),
    },
)
FIELDS = {rule.name: rule.field for rule in RULES}


def some_of(parameter: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(CODES[parameter]), unique=True).map(tuple)


def written_query(text: str) -> str:
    return " ".join(text.split())[:LONGEST_QUERY].rstrip()


YEARS = st.integers(VOCABULARY.first_year, VOCABULARY.last_year)
SELECTED = st.sampled_from([Selected(kind, name) for kind, names in VOCABULARY.selectable.items() for name in sorted(names)])
SELECTIONS = st.builds(
    Selection,
    fiscal_years=st.none() | st.tuples(YEARS, YEARS),
    evidence=st.sampled_from(EVIDENCE_LEVELS),
    undated=st.booleans(),
    linked=st.booleans(),
    query=st.text(max_size=LONGEST_QUERY + 20).map(written_query),
    selected=st.none() | SELECTED,
    **{FIELDS[name]: some_of(name) for name in CODES if name != "evidence"},
)
ADDRESSES = st.dictionaries(
    st.sampled_from([*PARAMETER_NAMES, *VIEW_PARAMETERS]) | st.text(max_size=8),
    st.lists(
        st.sampled_from([code for codes in CODES.values() for code in codes])
        | st.sampled_from(["2013", "2020", "2026", "20２0", "0", "1", "A", "D", "place:osaka", "pair:a~b", "x:y", ":"])
        | st.text(max_size=12),
        max_size=4,
    ),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_parameter_knows_the_column_of_all_rows_it_narrows(rule: Rule) -> None:
    # Rows without a level of their own are shown at every one.
    if rule.columns and not isinstance(rule, Level):
        assert set(rule.subjects) == set(rule.columns)


@unhurried
@given(SELECTIONS)
def test_what_a_selection_writes_it_reads_back_without_a_notice(selection: Selection) -> None:
    assert Selection.parse(selection.parameters(), VOCABULARY) == (selection, [])


@unhurried
@given(ADDRESSES)
def test_no_address_breaks_the_reading_and_what_was_read_is_stable(address: dict[str, list[str]]) -> None:
    selection, notices = Selection.parse(address, VOCABULARY)
    assert Selection.parse(selection.parameters(), VOCABULARY) == (selection, [])
    assert all(notice.worded(Language(code)) for notice in notices for code in ("ja", "en"))


@unhurried
@given(ADDRESSES)
def test_every_value_is_read_or_noticed(address: dict[str, list[str]]) -> None:
    selection, notices = Selection.parse(address, VOCABULARY)
    noticed = {(notice.parameter, notice.value) for notice in notices}
    written = selection.parameters()
    for name in {name for name in set(address) - set(VIEW_PARAMETERS) if not is_of_a_page(name)}:
        if name not in FIELDS:
            assert (name, "") in noticed
        elif name not in {"q", "undated", "linked"}:
            default = {"evidence": ["B"]}.get(name, [])
            kept = written.get(name, []) + default
            assert all(value in kept or (name, value) in noticed for value in address[name])


@unhurried
@given(st.sampled_from([name for name in CODES if name != "evidence"]), st.text(max_size=10))
def test_an_unknown_code_is_left_out_named_and_told_what_is_allowed(name: str, value: str) -> None:
    known = CODES[name][0]
    assume(value not in CODES[name])
    selection, notices = Selection.parse({name: [known, value]}, VOCABULARY)
    assert getattr(selection, FIELDS[name]) == (known,)
    assert [(notice.parameter, notice.value, notice.refused) for notice in notices] == [(name, value, True)]
    assert notices[0].allowed.split(", ") == list(CODES[name])
    assert set(notices[0].nearest) <= set(CODES[name])


def test_a_notice_names_all_that_is_allowed_and_apart_from_it_what_is_nearest_to_a_slip() -> None:
    _, (notice,) = Selection.parse({"theme": ["Theme_1O"]}, VOCABULARY)
    assert "theme_1" in notice.nearest
    assert notice.allowed == ", ".join(CODES["theme"])
    assert notice.worded(Language("en")) == (
        f"“Theme_1O” is not known for theme and was left out. Allowed: {notice.allowed}. Closest: {', '.join(notice.nearest)}."
    )


def test_what_nothing_resembles_gets_no_suggestion() -> None:
    _, (notice,) = Selection.parse({"theme": ["???"]}, VOCABULARY)
    assert notice.nearest == ()
    assert "Closest" not in notice.worded(Language("en"))


@pytest.mark.parametrize(("name", "value", "near"), [("jp", "city-0070", "city-007"), ("sel", "place:city-0070", "place:city-007")])
def test_of_many_ids_a_notice_says_how_many_there_are_and_in_which_table(name: str, value: str, near: str) -> None:
    many = tuple(f"city-{i:03}" for i in range(MOST_NAMED + 1))
    vocabulary = replace(VOCABULARY, codes={**CODES, "jp": many}, selectable={"place": frozenset(many)})
    _, (notice,) = Selection.parse({name: [value]}, vocabulary)
    assert notice.allowed == near.replace("city-007", "{place_id}") + f" ({len(many)}: …/tables/places.csv)"
    assert near in notice.nearest


def test_a_detail_of_no_kind_is_told_the_kinds_with_how_many_there_are_of_each() -> None:
    _, (notice,) = Selection.parse({"sel": ["thing:osaka"]}, VOCABULARY)
    assert notice.allowed.split(", ")[:2] == [
        "pair:{jp_place_id}~{partner_place_id} (2: …/tables/collaborations.csv)",
        "place:{place_id} (2: …/tables/places.csv)",
    ]


@unhurried
@given(YEARS, YEARS)
def test_years_are_put_in_order_and_only_reversed_ones_are_noticed(one: int, other: int) -> None:
    selection, notices = Selection.parse({"fy": [str(one), str(other)]}, VOCABULARY)
    assert selection.fiscal_years == (min(one, other), max(one, other))
    assert [notice.refused for notice in notices] == ([False] if one > other else [])


@unhurried
@given(YEARS, YEARS)
def test_a_selection_made_by_hand_puts_its_years_in_order_too(one: int, other: int) -> None:
    assert Selection(fiscal_years=(one, other)) == Selection(fiscal_years=(other, one))


def test_one_year_stands_for_itself_alone() -> None:
    selection, notices = Selection.parse({"fy": ["2019"]}, VOCABULARY)
    assert (selection.fiscal_years, notices) == ((2019, 2019), [])
    assert selection.parameters() == {"fy": ["2019"]}


@pytest.mark.parametrize("value", ["2012", "2026", "20", "２０２０", "2020 ", "+2020", "", "2020.0"])
def test_years_outside_the_tables_or_oddly_written_are_noticed(value: str) -> None:
    selection, (notice,) = Selection.parse({"fy": [value]}, VOCABULARY)
    assert selection.fiscal_years is None
    assert (notice.value, notice.allowed, notice.refused) == (value, "2013–2025", True)


@pytest.mark.parametrize(
    ("name", "values"),
    [("fy", ["2014", "2015", "2016"]), ("evidence", ["A", "C"]), ("sel", ["place:osaka", "place:renca"])],
)
def test_values_beyond_what_a_parameter_takes_are_noticed(name: str, values: list[str]) -> None:
    selection, notices = Selection.parse({name: values}, VOCABULARY)
    assert [(notice.parameter, notice.value) for notice in notices] == [(name, values[-1])]
    assert selection.parameters() == {name: values[:-1]}


@pytest.mark.parametrize("value", ["place:tokyo", "pair:osaka~renca", "thing:osaka", "osaka", ""])
def test_a_detail_there_is_not_is_noticed(value: str) -> None:
    selection, (notice,) = Selection.parse({"sel": [value]}, VOCABULARY)
    assert selection.selected is None
    assert (notice.parameter, notice.value) == ("sel", value)
    assert notice.allowed


def test_a_pair_is_named_by_its_places_japanese_first() -> None:
    assert Selected("pair", pair_id("osaka", "renca")).pair == ("osaka", "renca")
    assert str(Selected("pair", pair_id("osaka", "renca"))) == "pair:osaka~renca"


def test_a_search_text_that_is_too_long_is_cut_and_noticed() -> None:
    selection, (notice,) = Selection.parse({"q": ["ab " * LONGEST_QUERY]}, VOCABULARY)
    assert 0 < len(selection.query) <= LONGEST_QUERY
    assert (notice.parameter, notice.allowed) == ("q", str(LONGEST_QUERY))


def test_the_languages_of_a_view_are_no_part_of_the_selection() -> None:
    assert Selection.parse({"lang": ["ja"], "second": ["en"]}, VOCABULARY) == (Selection(), [])


def test_an_empty_selection_writes_nothing_and_asks_for_confirmed_rows() -> None:
    assert Selection().parameters() == {}
    (condition,) = Selection().conditions("collaborations")
    assert (condition.column, condition.values) == ("evidence", ("A", "B"))


@unhurried
@given(SELECTIONS)
def test_a_parameter_either_gives_conditions_or_is_named_as_unused(selection: Selection) -> None:
    without_rows = {"evidence", "undated", "sel"}
    for subject in ("collaborations", "installations"):
        given_names = set(selection.parameters()) - without_rows
        unused = set(selection.unused(subject)) - without_rows
        used = {rule.columns[subject] for rule in RULES if rule.name in given_names - unused}
        conditions = {condition.column for condition in selection.conditions(subject)}
        # A search of punctuation alone holds no word and asks nothing.
        assert conditions - {"search"} == (used | {"evidence"}) - {"search"}


@pytest.mark.parametrize(("evidence", "ties"), [("A", ("official",)), ("B", ("official",)), ("C", ("official", "inferred"))])
def test_inferred_ties_count_as_formed_through_the_programme_only_with_inferred_rows(evidence: str, ties: tuple[str, ...]) -> None:
    conditions = Selection(linked=True, evidence=evidence).conditions("installations")
    assert [condition.values for condition in conditions if condition.column == "tie"] == [ties]


@pytest.mark.parametrize("undated", [True, False])
def test_rows_without_a_year_stay_only_where_they_are_asked_for(undated: bool) -> None:
    condition, _ = Selection(fiscal_years=(2013, 2014), undated=undated).conditions("installations")
    assert condition.missing is undated


@unhurried
@given(SELECTIONS, st.lists(st.sampled_from(PARAMETER_NAMES)))
def test_lifting_parameters_touches_no_other(selection: Selection, names: list[str]) -> None:
    left = {name: values for name, values in selection.parameters().items() if name not in names}
    assert selection.without(*names).parameters() == left


@unhurried
@given(SELECTIONS)
def test_clearing_keeps_the_open_detail_and_nothing_else(selection: Selection) -> None:
    assert selection.cleared() == Selection(selected=selection.selected)


def test_every_field_of_a_selection_has_a_parameter_of_its_own() -> None:
    assert sorted(FIELDS.values()) == sorted(item.name for item in fields(Selection))
    assert len(PARAMETER_NAMES) == len(set(PARAMETER_NAMES))
