"""The steps of a presentation: what the file may say, what is told of it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped

from geo import summary
from geo.conditions import Condition, matching
from geo.language import LANGUAGES, Language
from geo.parameters import EVIDENCE_LEVELS, Selected
from geo.selection import Selection
from geo.shown import links, rows
from geo.source_uses import source_uses
from geo.story.slides import left_out, slides, worded_left_out
from geo.story.step_sources import MOST_SOURCES
from geo.story.story import FIGURES, LARGEST, MOST_STEPS, FaultyStoryError, Step, Story, load_story, own_story, read_story
from geo.story.told import WEAKER
from geo.tables import DEFAULT_FOLDER
from geo.vocabulary import pair_names, vocabulary

PROGRAMME = shipped()
BOTH = 'heading = { en = "A", ja = "あ" }'


def read(*lines: str) -> Story:
    return read_story("\n".join(["[[step]]", *lines]).encode(), PROGRAMME)


def faults(*lines: str) -> list[tuple[str, str, str]]:
    with pytest.raises(FaultyStoryError) as raised:
        read(*lines)
    return [(fault.step, fault.key, fault.value) for fault in raised.value.faults]


def test_the_shipped_story_can_be_told_from_the_first_step_to_the_sources() -> None:
    told = slides(PROGRAMME, Selection(), load_story(PROGRAMME))
    names = [slide["id"] for slide in told]
    assert names[:2] == ["opening", "growth"]
    assert names[-2:] == ["totals", "sources"]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("evidence", ["A", "B", "C"])
def test_every_slide_is_worded_in_both_languages_without_a_name_left_in_braces(evidence: str) -> None:
    for slide in slides(PROGRAMME, Selection(evidence=evidence), load_story(PROGRAMME)):
        for code in LANGUAGES:
            assert slide["heading"][code], slide["id"]
            assert slide["show"] in {"totals", "sources"} or slide["text"][code], slide["id"]
            assert "{" not in " ".join([slide["heading"][code], *slide["text"][code], slide["notes"][code]])


def test_every_fact_told_has_a_source() -> None:
    told = slides(PROGRAMME, Selection(), load_story(PROGRAMME))
    by_name = {slide["id"]: slide for slide in told}
    assert by_name["opening"]["sources"][0]["name"] == {"en": "Ministry of the Environment, Japan", "ja": "環境省"}
    cases = [slide for slide in told if slide["id"].startswith(("result-", "forming-", "spread-"))]
    assert cases
    assert all(slide["sources"] for slide in cases)
    assert all(source["address"].startswith("http") for slide in told for source in slide["sources"])


def test_there_is_a_step_for_each_country_with_links_the_busiest_first() -> None:
    ranked = [row.country for row in summary.rankings(PROGRAMME, Selection()).countries]
    told = [slide for slide in slides(PROGRAMME, Selection(), load_story(PROGRAMME)) if slide["id"].startswith("country-")]
    assert [slide["selected"] for slide in told] == [f"country:{country}" for country in ranked]


def test_inferred_dominoes_are_told_on_request_only() -> None:
    def spreads(evidence: str) -> set[str]:
        told = slides(PROGRAMME, Selection(evidence=evidence), load_story(PROGRAMME))
        return {slide["selected"] for slide in told if slide["show"] == "dominoes"}

    inferred = set(PROGRAMME.dominoes.loc[PROGRAMME.dominoes["evidence"] == "C", "domino_id"])
    assert inferred
    assert not spreads("B") & {f"domino:{name}" for name in inferred}
    assert spreads("C") >= {f"domino:{name}" for name in inferred}


def test_steps_about_what_the_maps_do_not_hold_are_left_out() -> None:
    told = slides(PROGRAMME, Selection(countries=("VNM",)), load_story(PROGRAMME))
    assert [slide["selected"] for slide in told if slide["id"].startswith("country-")] == ["country:VNM"]
    pairs = {slide["selected"].removeprefix("pair:") for slide in told if slide["selected"].startswith("pair:")}
    assert pairs
    assert pairs <= set(links(PROGRAMME, Selection(countries=("VNM",), evidence="C"))["pair"])


@pytest.mark.parametrize("evidence", EVIDENCE_LEVELS)
def test_every_result_is_told_and_its_map_is_never_empty(evidence: str) -> None:
    told = slides(PROGRAMME, Selection(evidence=evidence), load_story(PROGRAMME))
    cases = {slide["id"].removeprefix("result-"): slide for slide in told if slide["id"].startswith("result-")}
    assert set(cases) == set(PROGRAMME.cases.loc[PROGRAMME.cases["kind"] == "result", "case_id"])
    for slide in cases.values():
        conditions = [Condition(**{**row, "values": tuple(row["values"])}) for row in slide["conditions"]]
        drawn = matching(links(PROGRAMME, Selection(evidence="C")), conditions)
        assert set(drawn["pair"]) == {slide["selected"].removeprefix("pair:")}
        beyond = set(drawn["collaboration_id"]) - set(links(PROGRAMME, Selection(evidence=evidence))["collaboration_id"])
        assert set(slide["weaker"]) == beyond


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_case_whose_links_the_evidence_leaves_out_says_why_they_are_drawn(code: str) -> None:
    told = {slide["id"]: slide for slide in slides(PROGRAMME, Selection(), load_story(PROGRAMME))}
    inferred = told["result-yokohama-da-nang-pumps"]
    assert inferred["weaker"]
    assert Language(code).text(WEAKER["C"]) in inferred["text"][code]  # type: ignore[arg-type]
    others = [slide for slide in told.values() if not slide["weaker"]]
    assert not any(set(WEAKER.values()) & set(slide["text"]["en"]) for slide in others)


def test_a_case_whose_pair_has_no_link_in_the_years_shown_is_told_in_words() -> None:
    kept = Selection(fiscal_years=(2015, 2015), evidence="C")
    pairs = set(links(PROGRAMME, kept)["pair"])
    cases = rows(PROGRAMME, kept, "cases")
    told = {slide["id"]: slide for slide in slides(PROGRAMME, kept, load_story(PROGRAMME))}
    bare = cases[(cases["kind"] == "result") & ~cases["pair"].isin(pairs)]
    assert len(bare)
    for row in bare.to_dict("records"):
        slide = told[f"result-{row['case_id']}"]
        assert (slide["show"], slide["conditions"], slide["weaker"]) == ("text", [], [])
        assert row["what_en"] in slide["text"]["en"]


NARROWED = {
    "one country": Selection(countries=("VNM",)),
    "a country's year": Selection(countries=("VNM",), fiscal_years=(2022, 2022), evidence="C"),
    "a theme": Selection(themes=("waste",)),
}


@pytest.mark.parametrize("selection", NARROWED.values(), ids=NARROWED)
def test_a_narrowed_story_sets_no_figure_of_the_whole_programme_beside_its_own(selection: Selection) -> None:
    told = {slide["id"]: slide for slide in slides(PROGRAMME, selection, load_story(PROGRAMME))}
    places = summary.figures(PROGRAMME, selection).partner_places
    assert not places.published
    assert "Published" not in " ".join([*told["growth"]["text"]["en"], *told["totals"]["text"]["en"]])
    assert told["growth"]["text"]["en"][0].startswith("In this selection:")
    figures = {label: row for label, *row in told["totals"]["figures"]["en"]}
    assert figures["Partner places"] == [str(places.value), "in this selection"]
    assert figures["Links"] == [str(len(links(PROGRAMME, selection))), "in this selection"]


def test_a_country_is_told_with_the_links_and_installations_of_the_selection_alone() -> None:
    selection = NARROWED["a country's year"]
    told = {slide["id"]: slide for slide in slides(PROGRAMME, selection, load_story(PROGRAMME))}
    who, built = told["country-vnm"]["text"]["en"]
    number = len(links(PROGRAMME, selection))
    assert who.startswith("In this selection, ")
    assert who.endswith(f": {number} links, FY2022.")
    assert built == f"{len(rows(PROGRAMME, selection, 'installations'))} JCM installations are documented in this selection."


def test_installations_formed_through_the_programme_are_not_told_as_all_of_them() -> None:
    selection = Selection(linked=True)
    told = {slide["id"]: slide for slide in slides(PROGRAMME, selection, load_story(PROGRAMME))}
    number = len(rows(PROGRAMME, selection, "installations"))
    assert told["installations"]["text"]["en"][0].startswith(f"In this selection: {number} JCM installations.")
    assert told["installations"]["text"]["ja"][0].startswith("この選択の範囲")
    assert ["Installations", str(number), "in this selection"] in told["totals"]["figures"]["en"]


def test_a_paragraph_that_names_a_figure_nobody_published_is_left_out() -> None:
    text = r'text = { en = "{countries}\n\n{published_countries}", ja = "{countries}\n\n{published_countries}" }'
    story = read('id = "a"', 'show = "text"', BOTH, text)
    whole, part = (slides(PROGRAMME, each, story)[0]["text"]["en"] for each in (Selection(), Selection(countries=("VNM",))))
    assert len(whole) == 2
    assert part == ["1"]


def test_a_number_carries_its_noun_in_the_right_form() -> None:
    text = 'text = { en = "{counted_countries}", ja = "{counted_countries}" }'
    story = read('id = "a"', 'show = "text"', BOTH, text)
    (slide,) = slides(PROGRAMME, Selection(countries=("VNM",)), story)
    assert slide["text"] == {"en": ["1 country"], "ja": ["1か国"]}


def test_official_publishers_stand_first_among_the_sources_and_the_others_are_counted() -> None:
    (last,) = [slide for slide in slides(PROGRAMME, Selection(), load_story(PROGRAMME)) if slide["show"] == "sources"]
    used = PROGRAMME.sources[PROGRAMME.sources["source_id"].isin(list(source_uses(PROGRAMME)))]
    official = used.loc[used["kind"] == "official", "url"]
    assert len(last["sources"]) == MOST_SOURCES
    assert {source["address"] for source in last["sources"]} <= set(official)
    others = used["publisher"].where(used["publisher"] != "", used["title"]).nunique() - MOST_SOURCES
    for code in LANGUAGES:
        assert str(others) in last["text"][code][-1]


def test_the_notes_of_a_country_name_its_longest_pair() -> None:
    told = {slide["id"]: slide for slide in slides(PROGRAMME, Selection(), load_story(PROGRAMME))}
    longest = summary.rankings(PROGRAMME, Selection(countries=("MYS",))).pairs[0].pair
    for code in LANGUAGES:
        name = pair_names(PROGRAMME, Language(code))[longest]
        assert name in told["country-mys"]["notes"][code]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_step_whose_view_finds_nothing_is_told_with_its_place_and_value(code: str) -> None:
    view = 'view = "country=KHM&fy=2013&fy=2013"'
    story = read('id = "a"', 'show = "links"', BOTH, view, "[[step]]", 'id = "b"', 'show = "text"', BOTH)
    (step,) = left_out(PROGRAMME, Selection(), story)
    told = worded_left_out(step, Selection(), Language(code))  # type: ignore[arg-type]
    assert told.startswith("a · view")
    assert "country=KHM" in told
    assert left_out(PROGRAMME, Selection(), load_story(PROGRAMME)) == ()


def test_published_figures_of_the_totals_stand_apart_from_ours() -> None:
    (totals,) = [slide for slide in slides(PROGRAMME, Selection(), load_story(PROGRAMME)) if slide["show"] == "totals"]
    figures = summary.figures(PROGRAMME, Selection())
    places = figures.partner_places
    assert places.published
    line = next(row for row in totals["figures"]["en"] if row[0] == "Partner places")
    assert line[1] == str(places.published.value)
    assert str(places.value) in line[3]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_text_may_name_each_figure(figure: str) -> None:
    story = read('id = "a"', 'show = "text"', f'heading = {{ en = "{{{figure}}}", ja = "{{{figure}}}" }}')
    (slide,) = slides(PROGRAMME, Selection(), story)
    assert slide["heading"]["en"] not in {"", "–"}


def test_a_brace_that_is_meant_as_such_is_written_twice() -> None:
    story = read('id = "a"', 'show = "text"', 'heading = { en = "{{x}}", ja = "{{x}}" }')
    assert slides(PROGRAMME, Selection(), story)[0]["heading"]["en"] == "{x}"


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (['show = "text"', BOTH], ("1", "id", "")),
        (['id = "A b"', 'show = "text"', BOTH], ("A b", "id", "A b")),
        (['id = "a"', BOTH], ("a", "show", "")),
        (['id = "a"', 'show = "film"', BOTH], ("a", "show", "film")),
        (['id = "a"', 'show = "links"', 'each = "village"'], ("a", "each", "village")),
        (['id = "a"', 'show = "links"', 'each = "country"', "most = 0"], ("a", "most", "0")),
        (['id = "a"', 'show = "links"', 'each = "country"', "most = true"], ("a", "most", "True")),
        (['id = "a"', 'show = "text"', "most = 3", BOTH], ("a", "most", "3")),
        (['id = "a"', 'show = "links"', 'each = "country"', BOTH], ("a", "heading", "A / あ")),
        (['id = "a"', 'show = "links"', 'each = "country"', 'text = { en = "A", ja = "あ" }'], ("a", "text", "A / あ")),
        (['id = "a"', 'show = "links"', 'each = "country"', 'facts = ["programme-what"]'], ("a", "facts", "programme-what")),
        (['id = "a"', 'show = "text"', 'play = "yes"', BOTH], ("a", "play", "yes")),
        (['id = "a"', 'show = "text"'], ("a", "heading", "")),
        (['id = "a"', 'show = "text"', 'heading = { en = "A" }'], ("a", "heading", "en")),
        (['id = "a"', 'show = "text"', 'heading = "A"'], ("a", "heading", "A")),
        (['id = "a"', 'show = "text"', BOTH, 'view = "country=XXX"'], ("a", "view", "XXX")),
        (['id = "a"', 'show = "text"', BOTH, 'view = "colour=red"'], ("a", "view", "colour")),
        (['id = "a"', 'show = "text"', BOTH, 'facts = ["programme-wat"]'], ("a", "facts", "programme-wat")),
        (['id = "a"', 'show = "text"', BOTH, 'colour = "red"'], ("a", "", "colour")),
        (['id = "a"', 'show = "text"', 'heading = { en = "{wealth}", ja = "{wealth}" }'], ("a", "heading", "wealth")),
        (['id = "a"', 'show = "text"', 'heading = { en = "{links", ja = "あ" }'], ("a", "heading", "{links")),
        (['id = "a"', 'show = "text"', 'heading = { en = "{0.__class__}", ja = "あ" }'], ("a", "heading", "0.__class__")),
    ],
)
def test_what_cannot_be_told_is_named_with_its_step_key_and_value(lines: list[str], fault: tuple[str, str, str]) -> None:
    assert fault in faults(*lines)


def test_a_figure_may_carry_neither_format_nor_conversion() -> None:
    assert ("a", "heading", "{links:>99}") in faults('id = "a"', 'show = "text"', 'heading = { en = "{links:>99}", ja = "あ" }')
    assert ("a", "heading", "{links!r}") in faults('id = "a"', 'show = "text"', 'heading = { en = "{links!r}", ja = "あ" }')


def test_all_faults_are_told_at_once_and_a_near_fact_is_named() -> None:
    with pytest.raises(FaultyStoryError) as raised:
        read('id = "a"', 'show = "film"', 'facts = ["programme-wat"]')
    told = [fault.worded(Language("en")) for fault in raised.value.faults]
    assert len(told) == 3
    assert any("programme-what" in text for text in told)
    assert all(fault.worded(Language("ja")) != fault.worded(Language("en")) for fault in raised.value.faults)


def test_two_steps_cannot_have_one_address() -> None:
    assert ("a", "id", "a") in faults('id = "a"', 'show = "text"', BOTH, "[[step]]", 'id = "a"', 'show = "text"', BOTH)


def test_a_step_cannot_have_the_address_of_one_that_a_step_stands_for() -> None:
    country, own = ['id = "country"', 'show = "links"', 'each = "country"'], ['id = "country-vnm"', 'show = "text"', BOTH]
    assert ("country-vnm", "id", "country-vnm") in faults(*country, "[[step]]", *own)
    assert ("country", "id", "country-vnm") in faults(*own, "[[step]]", *country)
    assert read(*country, "[[step]]", 'id = "country-first"', *own[1:]).steps


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_no_toml_is_told_with_line_and_column_in_the_language_of_the_reader(code: str) -> None:
    language = Language(code)  # type: ignore[arg-type]
    for content, line, column, text in ((b'[[step]]\nid = "a"\r\nshow = = 3\n', 3, 8, "show = = 3"), (b"[[step", 1, 7, "[[step")):
        with pytest.raises(FaultyStoryError) as raised:
            read_story(content, PROGRAMME)
        (fault,) = raised.value.faults
        told = fault.worded(language)
        assert told.startswith(language.text("line {line}, column {column}", line=line, column=column))
        assert text in told
        assert "[[step]]" in told
        assert "Expected" not in told
        assert "Invalid" not in told


@pytest.mark.parametrize(
    "content",
    [b"", b"[[step", b"\xff\xfe", b"step = 3", b"other = 1", b"x" * (LARGEST + 1), b"step = [1]", b"[[step]]\n" * (MOST_STEPS + 1)],
)
def test_what_is_no_story_at_all_is_refused(content: bytes) -> None:
    with pytest.raises(FaultyStoryError):
        read_story(content, PROGRAMME)


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_fail_otherwise(content: bytes) -> None:
    with suppress(FaultyStoryError):
        assert read_story(content, PROGRAMME).steps


def test_a_story_named_in_the_environment_takes_the_place_of_the_shipped_one(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path_factory.mktemp("story") / "mine.toml"
    file.write_text(f'[[step]]\nid = "mine"\nshow = "text"\n{BOTH}\n', encoding="utf-8")
    monkeypatch.setenv("STORY_FILE", str(file))
    story = own_story(PROGRAMME)
    assert story
    assert [step.id for step in story.steps] == ["mine"]
    file.unlink()
    with pytest.raises(FaultyStoryError, match=r"mine\.toml"):
        own_story(PROGRAMME)


def test_a_view_narrows_a_selection_and_never_widens_it() -> None:
    known = vocabulary(PROGRAMME)
    held = Selection(countries=("VNM", "IDN"), fiscal_years=(2015, 2020), evidence="A")
    asked = Selection(
        countries=("IDN", "THA"), fiscal_years=(2018, 2025), evidence="C", query="led", selected=Selected("country", "IDN")
    )
    both = held.narrowed(asked, known)
    assert both == replace(asked, countries=("IDN",), fiscal_years=(2018, 2020), evidence="A")
    assert held.narrowed(Selection(countries=("THA",)), known) is None
    assert held.narrowed(Selection(fiscal_years=(2021, 2022)), known) is None
    assert held.narrowed(Selection(), known) == held


def test_a_step_without_each_makes_one_slide_of_its_own_name() -> None:
    step = Step("one", "text", Selection(), (("ja", "あ"), ("en", "A")), (), ())
    assert [slide["id"] for slide in slides(PROGRAMME, Selection(), Story((step,)))] == ["one"]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_command_runs_in_any_terminal_without_a_traceback(encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "geo.story", "--lang", "ja"],
        cwd=DEFAULT_FOLDER.parent, env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


def test_the_command_fails_where_a_step_cannot_be_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("story") / "mine.toml"
    lines = ["[[step]]", 'id = "mine"', 'show = "links"', BOTH, 'view = "country=KHM&fy=2013&fy=2013"']
    file.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "geo.story", str(file)], cwd=DEFAULT_FOLDER.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "mine · view" in done.stdout
    assert "0 steps" in done.stdout
