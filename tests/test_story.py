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
from geo.language import LANGUAGES, Language
from geo.parameters import Selected
from geo.selection import Selection
from geo.shown import links
from geo.story.slides import slides
from geo.story.story import FIGURES, LARGEST, MOST_STEPS, FaultyStoryError, Step, Story, load_story, own_story, read_story
from geo.tables import DEFAULT_FOLDER
from geo.vocabulary import vocabulary

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
    for slide in told:
        if slide["show"] == "links" and slide["selected"].startswith("pair:"):
            assert slide["selected"].removeprefix("pair:") in set(links(PROGRAMME, Selection(countries=("VNM",)))["pair"])


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
