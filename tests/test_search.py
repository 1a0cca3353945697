"""Everything with a name is found, however it is typed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shipped import shipped

from geo import vocabulary
from geo.language import LANGUAGES, Language
from geo.organisations import organisations, pairs
from geo.page_parameters import FOUND_KINDS
from geo.parameters import LONGEST_QUERY
from geo.programme import records, sources_of
from geo.search import Found, Hit, Rank, forgiven, search
from geo.search_index import Entry, entries
from geo.search_text import fold, words
from geo.search_told import KIND_NAMES, passage, told

BY_SEARCHING = settings(max_examples=60, deadline=None)
SHORTEST_FORGIVEN = 6
KATAKANA_FROM, KATAKANA_TO = ord("ァ"), ord("ヶ")


@lru_cache(maxsize=1)
def listed() -> tuple[Entry, ...]:
    return entries(shipped())


@lru_cache(maxsize=1)
def every_name() -> tuple[tuple[Entry, str], ...]:
    return tuple((entry, name) for entry in listed() for name in entry.names)


named = st.sampled_from(every_name())


def hits(found: Found) -> dict[tuple[str, str], Hit]:
    return {(hit.entry.kind, hit.entry.id): hit for group in (*found.certain, *found.similar) for hit in group.hits}


def finds(query: str, entry: Entry) -> Hit | None:
    return hits(search(shipped(), query)).get((entry.kind, entry.id))


def found_ids(query: str, kind: str) -> list[str]:
    return [hit.entry.id for group in search(shipped(), query).certain if group.kind == kind for hit in group.hits]


def wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def hiragana(text: str) -> str:
    return "".join(chr(ord(letter) - 0x60) if KATAKANA_FROM <= ord(letter) <= KATAKANA_TO else letter for letter in text)


def katakana(text: str) -> str:
    return "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in text)


WRITTEN = (str, str.upper, str.lower, wide, hiragana, katakana, lambda text: f"  {text} ")


@BY_SEARCHING
@given(named, st.sampled_from(WRITTEN))
def test_every_name_of_every_row_is_found_first_of_all_however_it_is_written(case: tuple[Entry, str], write: Any) -> None:
    entry, name = case
    hit = finds(write(name), entry)
    assert hit
    assert hit.rank is Rank.EXACT


@BY_SEARCHING
@given(named, st.data())
def test_one_typing_error_in_a_name_of_six_letters_or_more_is_forgiven(case: tuple[Entry, str], data: st.DataObject) -> None:
    entry, name = case
    typed = fold(name).replace(" ", "")
    assume(len(typed) >= SHORTEST_FORGIVEN)
    at = data.draw(st.integers(0, len(typed) - 2))
    letter = data.draw(st.sampled_from("aeiknorst" if typed.isascii() else "あかさ市県素"))
    error = data.draw(st.sampled_from(("wrong", "missing", "more", "turned")))
    mistyped = {
        "wrong": typed[:at] + letter + typed[at + 1 :],
        "missing": typed[:at] + typed[at + 1 :],
        "more": typed[:at] + letter + typed[at:],
        "turned": typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :],
    }[error]
    # Two letters put side by side may be one: a mark and the letter it stands on.
    assume(fold(mistyped).replace(" ", "") == mistyped)
    assert finds(mistyped, entry)


@BY_SEARCHING
@given(named)
def test_a_name_is_found_by_its_words_in_any_order_and_by_its_beginning(case: tuple[Entry, str]) -> None:
    entry, name = case
    turned = " ".join(reversed(fold(name).split()))
    assert finds(turned, entry)
    beginning = fold(name)[: max(3, len(fold(name)) // 2)].strip()
    hit = finds(beginning, entry)
    assert hit
    assert hit.rank <= Rank.WITHIN


@BY_SEARCHING
@given(st.text(max_size=LONGEST_QUERY))
def test_any_text_is_answered_and_whatever_is_certain_holds_every_word(query: str) -> None:
    found = search(shipped(), query)
    assert found.words == words(query)
    for group in found.certain:
        for hit in group.hits:
            held = " ".join((*hit.entry.folded, hit.entry.folded_texts)).replace(" ", "")
            assert all(word in held for word in found.words)


@BY_SEARCHING
@given(st.sampled_from(every_name()).map(lambda case: fold(case[1])[:4]))
def test_the_better_answer_stands_first_and_nothing_is_told_twice(query: str) -> None:
    found = search(shipped(), query)
    assert found.number == sum(len(group.hits) for group in found.certain)
    for groups in (found.certain, found.similar):
        best = [group.hits[0].rank for group in groups]
        assert best == sorted(best)
        for group in groups:
            assert [hit.rank for hit in group.hits] == sorted(hit.rank for hit in group.hits)
    every = [(hit.entry.kind, hit.entry.id) for group in (*found.certain, *found.similar) for hit in group.hits]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("query", ["", " ", "・", "。、"])
def test_a_query_without_a_word_finds_nothing(query: str) -> None:
    assert search(shipped(), query) == Found(())


def test_everything_with_a_name_can_be_found() -> None:
    tables = shipped().tables
    counted = {kind: sum(entry.kind == kind for entry in listed()) for kind in FOUND_KINDS}
    sizes = {
        "place": "places", "country": "countries", "collaboration": "collaborations", "installation": "installations",
        "case": "cases", "domino": "dominoes", "fact": "programme_facts", "source": "sources",
    }  # fmt: skip
    assert {kind: counted[kind] for kind in sizes} == {kind: len(tables[table]) for kind, table in sizes.items()}
    assert counted["pair"] == len(vocabulary.vocabulary(shipped()).selectable["pair"])
    assert counted["term"] == sum(len(tables[table]) for table in vocabulary.CODE_TABLES.values())
    assert counted["lead"] == len(tables["leads_collaborations"]) + len(tables["leads_installations"])
    assert counted["participant"] > 0
    ids = [(entry.kind, entry.id) for entry in listed()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("query", "kind", "id_"),
    [
        ("VNM", "country", "VNM"), ("hochiminh", "place", "ho-chi-minh-city"), ("ﾎｰﾁﾐﾝ", "place", "ho-chi-minh-city"),
        ("ホーチミン　大阪", "pair", "osaka~ho-chi-minh-city"), ("solar_pv", "term", "tech:solar_pv"),
        ("すらばや", "place", "surabaya"), ("moe-topic-43", "source", "moe-topic-43"),
    ],
)  # fmt: skip
def test_codes_words_and_kana_lead_to_the_thing_itself(query: str, kind: str, id_: str) -> None:
    assert found_ids(query, kind)[0] == id_


@pytest.mark.parametrize(("query", "id_"), [("Surabya", "surabaya"), ("kitakyusyu", "kitakyushu"), ("スラバア", "surabaya")])
def test_what_is_mistyped_is_told_apart_from_what_is_written_so(query: str, id_: str) -> None:
    found = search(shipped(), query)
    assert found.number == 0
    assert ("place", id_) in hits(found)
    assert {hit.rank for group in found.similar for hit in group.hits} == {Rank.SIMILAR}


def test_short_words_are_not_guessed_at() -> None:
    assert [forgiven(length) for length in (1, 3, 4, 7, 8, 15, 16, 60)] == [0, 0, 1, 1, 2, 2, 3, 3]
    assert search(shipped(), "zzz") == Found(("zzz",))


@pytest.mark.parametrize("number", ["2020", "20200"])
def test_another_number_is_no_typing_error(number: str) -> None:
    assert search(shipped(), number).similar == ()


def test_every_organisation_named_in_a_row_is_listed_with_the_rows_that_name_it() -> None:
    told_of = {fold(name): found for found in organisations(shipped()) for name in (*found.names_en, *found.names_ja)}
    columns = {
        "collaborations": ("lead_organisation_en", "lead_organisation_ja"),
        "installations": ("japanese_participant_en", "japanese_participant_ja", "partner_participant"),
    }
    for table, names in columns.items():
        for row in records(shipped().tables[table]):
            for cell in (row[name] for name in names):
                for name in filter(None, (part.strip() for part in cell.split(";"))):
                    assert getattr(told_of[fold(name)], table) > 0
                    assert told_of[fold(name)].evidence <= row["evidence"]


@pytest.mark.parametrize(
    ("english", "japanese", "expected"),
    [
        ("", "", []), ("A; B", "あ; い", [("A", "あ"), ("B", "い")]), ("A", "", [("A", "")]),
        ("A; B", "あ", [("A", ""), ("B", ""), ("", "あ")]), (" A ;; ", "あ", [("A", "あ")]),
    ],
)  # fmt: skip
def test_names_of_two_languages_are_brought_together_only_where_both_list_as_many(
    english: str, japanese: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(english, japanese) == expected


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_is_told_with_a_name_and_without_a_trace_of_a_missing_value(code: str) -> None:
    language = Language(code)
    for entry in listed():
        worded = told(shipped(), Hit(entry, Rank.EXACT), (), language)
        assert worded.title
        assert worded.other != worded.title
        assert not re.search(r"\bnan\b|None|<NA>", " ".join((worded.title, worded.about, worded.passage)))
        if entry.kind in {"collaboration", "installation", "domino"}:
            assert entry.evidence in worded.about
    assert set(KIND_NAMES) == set(FOUND_KINDS)


def test_a_source_says_how_many_rows_rest_on_it() -> None:
    tables = (table for name, table in shipped().tables.items() if name != "sources")
    used = {source for table in tables for row in records(table) for source in sources_of(row)}
    (entry,) = (entry for entry in listed() if entry.kind == "source" and entry.id == "moe-topic-43")
    assert entry.id in used
    assert re.search(r"\d+ rows rest on it", told(shipped(), Hit(entry, Rank.EXACT), (), Language("en")).about)


def test_the_passage_is_the_sentence_that_holds_most_of_the_words_and_never_long() -> None:
    long = "Nothing here. " * 20 + "A bus runs on biogas from palm oil! " + "Nothing more. " * 20
    assert passage(("short", long), ("palm", "biogas")) == "A bus runs on biogas from palm oil!"
    assert passage(("ＢＩＯＧＡＳ",), ("biogas",)) == "ＢＩＯＧＡＳ"
    assert passage(("nothing",), ("biogas",)) == ""
    assert len(passage(("palm " * 200,), ("palm",))) <= 161


@pytest.mark.parametrize(
    ("year", "written"),
    [
        (2020, ("2020", "2020年度", "２０２０年度", "FY2020", "fy 2020", "令和2年度")),
        (2019, ("令和元年度", "令和1年度")),
        (2018, ("平成30年度",)),
    ],
)
@pytest.mark.parametrize("kind", ["collaboration", "installation"])
def test_a_fiscal_year_finds_all_its_rows_however_it_is_written(year: int, written: tuple[str, ...], kind: str) -> None:
    table = shipped().tables[f"{kind}s"]
    rows = set(table.loc[table["fiscal_year"] == year, f"{kind}_id"])
    assert rows
    for query in written:
        assert rows <= set(found_ids(query, kind)), query


@pytest.mark.parametrize("stem", ["name_en", "name_ja"])
def test_a_country_finds_all_its_collaborations(stem: str) -> None:
    places = shipped().places.set_index("place_id")["country_iso3"]
    names = shipped().countries.set_index("iso3")[stem]
    for country, rows in shipped().collaborations.groupby(shipped().collaborations["partner_place_id"].map(places)):
        assert set(rows["collaboration_id"]) <= set(found_ids(names[country], "collaboration"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_two_sources_are_told_in_the_same_words(code: str) -> None:
    sources = [told(shipped(), Hit(entry, Rank.EXACT), (), Language(code)) for entry in listed() if entry.kind == "source"]
    assert len(set(sources)) == len(sources)


def test_what_was_found_in_a_text_shows_the_words_there() -> None:
    found = search(shipped(), "palm oil biogas")
    for group in found.certain:
        for hit in group.hits:
            if hit.rank is Rank.TEXT and group.kind != "source":
                worded = told(shipped(), hit, found.words, Language("en"))
                shown = fold(" ".join((worded.title, worded.about, worded.passage, *hit.entry.names)))
                assert any(word in shown for word in found.words)
