"""Drawings are well-formed, say what they show in both languages, and no text is cut off or lies over another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from shipped import shipped

from geo import growth
from geo.diagrams import DIAGRAMS, WIDTHS, forum_day
from geo.diagrams.drawing import Drawing, Paint
from geo.diagrams.pictograms import PICTOGRAMS
from geo.diagrams.textflow import NOT_FIRST, lines, unbroken, width
from geo.language import LANGUAGES, Language, LanguageCode
from geo.palette import MODES, Mode, contrast, year_colours
from geo.programme import Programme
from geo.programme_facts import facts

SVG = "{http://www.w3.org/2000/svg}"
JAPANESE = re.compile("[぀-ヿ一-鿿々]")
every = pytest.mark.parametrize("name", list(DIAGRAMS))
both = pytest.mark.parametrize("code", LANGUAGES)
widths = pytest.mark.parametrize("wide", WIDTHS)
# Where letters stand above and below the line they are written on, as shares of the font's size.
ASCENT, DESCENT = 0.8, 0.2


@dataclass(frozen=True)
class Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float


def drawn(name: str, code: LanguageCode, wide: float = WIDTHS[0], mode: Mode | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(DIAGRAMS[name].svg(shipped(), Language(code), wide, mode))  # noqa: S314  # our own drawing


def written(svg: ElementTree.Element) -> list[Line]:
    found = []
    for text in svg.iter(f"{SVG}text"):
        size = float(text.attrib["font-size"])
        for span in text.iter(f"{SVG}tspan"):
            said = (span.text or "").strip()
            wide, x, y = width(said, size), float(span.attrib["x"]), float(span.attrib["y"])
            left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.attrib["text-anchor"]]
            found.append(Line(said, left, left + wide, y - ASCENT * size, y + DESCENT * size))
    return found


def texts(svg: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()).strip() for text in svg.iter(f"{SVG}text")]


def without(fact: str) -> Programme:
    table = shipped().programme_facts
    return replace(shipped(), programme_facts=table[table["fact_id"] != fact])


@every
@both
@widths
def test_no_text_is_cut_off_or_lies_over_another(name: str, code: LanguageCode, wide: float) -> None:
    svg = drawn(name, code, wide)
    left, top, across, down = (float(part) for part in svg.attrib["viewBox"].split())
    found = written(svg)
    assert found
    for line in found:
        assert left <= line.left, line
        assert line.right <= left + across, line
        assert top <= line.top, line
        assert line.bottom <= top + down, line
    over = [
        (one.text, other.text)
        for one, other in combinations(found, 2)
        if min(one.right, other.right) - max(one.left, other.left) > 0.5
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5
    ]
    assert over == []


@every
@both
def test_a_drawing_has_a_name_and_a_description_and_its_texts_are_of_its_language(name: str, code: LanguageCode) -> None:
    svg = drawn(name, code)
    title, described = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert title.text == Language(code).text(DIAGRAMS[name].title) == svg.attrib["aria-label"]
    assert described.text
    # Its texts are read out one by one: a picture's would not be.
    assert svg.attrib["role"] == "group"
    worded = [text for text in texts(svg) if re.search("[A-Za-z]{3,}|[぀-ヿ一-鿿]", text)]
    assert all(bool(JAPANESE.search(text)) == (code == "ja") for text in [*worded, title.text, described.text])


@every
def test_each_layout_says_the_same(name: str) -> None:
    # The steps of the way out carry their number before the name on a phone, and hours thin out on a narrow axis.
    def said(wide: float) -> set[str]:
        return {re.sub(r"^\d\s+", "", text) for text in texts(drawn(name, "en", wide)) if not text.isdigit()}

    assert said(WIDTHS[0]) == said(WIDTHS[1]) == said(WIDTHS[2])


@every
@pytest.mark.parametrize("mode", MODES)
def test_a_drawing_for_one_room_has_plain_colours_only(name: str, mode: Mode) -> None:
    markup = DIAGRAMS[name].svg(shipped(), Language("en"), WIDTHS[0], mode)
    assert "light-dark" not in markup
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', markup))
    assert all(re.fullmatch(r"none|#[0-9a-f]{6}", colour) for colour in colours)
    assert DIAGRAMS[name].svg(shipped(), Language("en")).count("light-dark") > 10


@pytest.mark.parametrize("mode", MODES)
def test_numbers_and_results_stand_out_from_what_they_are_written_on(mode: Mode) -> None:
    paint = Paint(mode)
    assert [paint[f"step{i}"] for i in range(4)] == list(year_colours(range(4), mode).values())
    assert all(contrast(paint[f"step{i}"], paint["panel"]) >= 3 for i in range(4))
    assert contrast(paint["step1"], paint["sea"]) >= 3
    assert all(contrast(paint["ink"], paint[ground]) >= 7 for ground in ("panel", "sea", "partner"))
    assert all(contrast(paint["quiet"], paint[ground]) >= 4.5 for ground in ("panel", "sea"))


@every
@both
def test_a_drawing_rests_on_facts_that_are_there(name: str, code: LanguageCode) -> None:
    diagram = DIAGRAMS[name]
    assert set(diagram.needs) <= set(facts(shipped(), Language(code)))
    assert diagram.can_be_drawn(shipped(), Language(code))
    for fact in diagram.needs:
        assert not diagram.can_be_drawn(without(fact), Language(code))


def test_results_on_the_way_out_are_the_published_ones() -> None:
    said = " ".join(texts(drawn("way_out", "en")))
    share, formed = growth.share_formed(shipped()), max(growth.formed(shipped()), key=lambda each: each.figure.value)
    assert share
    assert f"about {share.value}%" in said
    assert "2 August 2022" in said
    assert f"{formed.figure.value} projects" in said
    assert "February 2024" in said
    bare = replace(shipped(), published_totals=shipped().published_totals.iloc[0:0])
    without_results = DIAGRAMS["way_out"].svg(bare, Language("en"))
    assert "projects" not in without_results
    assert "JCM installation" in without_results


def test_the_day_of_the_forum_is_read_from_its_facts() -> None:
    assert [(part.number, part.first, part.last) for part in forum_day.parts(shipped())] == [
        (1, 9 * 60 + 30, 12 * 60), (2, 15 * 60, 17 * 60 + 30), (3, 18 * 60, 20 * 60 + 30),
    ]  # fmt: skip
    table = shipped().programme_facts.copy()
    table["fact_en"] = table["fact_en"].str.replace("9:30-12:00", "8:15-11:45")
    moved = replace(shipped(), programme_facts=table)
    assert forum_day.parts(moved)[0] == forum_day.Part(1, 8 * 60 + 15, 11 * 60 + 45)
    assert "8:15–11:45" in DIAGRAMS["forum_day"].svg(moved, Language("en"))


def test_facts_without_hours_give_no_parts() -> None:
    table = shipped().programme_facts.copy()
    table["fact_en"] = "Nothing is said of hours."
    silent = replace(shipped(), programme_facts=table)
    assert forum_day.parts(silent) == ()
    ElementTree.fromstring(DIAGRAMS["forum_day"].svg(silent, Language("en")))  # noqa: S314  # our own drawing


def test_what_is_written_enters_as_text() -> None:
    sheet = Drawing(400)
    sheet.text(0, 0, '<script>alert("x")</script> & {{ 1 }}', 400)
    svg = ElementTree.fromstring(sheet.svg("<b>", '"&', 50))  # noqa: S314  # our own drawing
    assert svg.find(f".//{SVG}script") is None
    assert "".join(texts(svg)) == '<script>alert("x")</script> & {{ 1 }}'
    assert svg.attrib["aria-label"] == "<b>"


@pytest.mark.parametrize("name", list(PICTOGRAMS))
def test_a_pictogram_is_well_formed_and_takes_its_colours_from_the_drawing(name: str) -> None:
    root = ElementTree.fromstring(f"<g>{PICTOGRAMS[name]}</g>")  # noqa: S314  # our own drawing
    assert len(root)
    assert {element.attrib.get("fill", "none") for element in root} == {"none"}
    assert all("stroke" not in element.attrib for element in root)


TEXTS = st.text(st.sampled_from("abcdefg mwi都市間連携脱炭素のをはがアイウエオー、。「」(・"), max_size=60)


@example("aaaaamm、・が", 16, 120)
@given(TEXTS, st.floats(10, 24), st.floats(120, 600))
def test_lines_hold_the_whole_text_and_fit(text: str, size: float, most: float) -> None:
    found = lines(text, size, most)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    # Marks that must not begin a line hang on to the one before.
    hung = {line for line in found if len(line) > 1 and line[-1] in NOT_FIRST}
    assert all(width(line, size) <= most for line in found if line not in hung and not set(line) & set("「("))
    assert all(line[0] not in NOT_FIRST for line in found[1:])


@pytest.mark.parametrize(
    ("text", "most", "wanted"),
    [
        ("Japanese local governments", 120, ["Japanese local", "governments"]),
        ("脱炭素につながる案件を見つけ、形づくる", 180, ["脱炭素につながる案件を", "見つけ、形づくる"]),
        ("国境を越える「脱炭素ドミノ」の事例を増やす", 190, ["国境を越える", "「脱炭素ドミノ」の", "事例を増やす"]),
        ("JCMの17か国とマレーシア", 120, ["JCMの17か国と", "マレーシア"]),
    ],
)
def test_lines_break_between_phrases(text: str, most: float, wanted: list[str]) -> None:
    assert lines(text, 15, most) == wanted


def test_a_word_that_is_too_wide_makes_the_letters_smaller_down_to_a_limit() -> None:
    assert unbroken("A better environment", 15, 200, 11) == 15
    smaller = unbroken("A better environment", 15, 75, 11)
    assert 11 < smaller < 15
    assert width("environment", smaller) <= 75.001
    assert unbroken("A better environment", 15, 10, 11) == 11
