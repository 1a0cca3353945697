"""The page that leads to the stage."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
import streamlit
from openpyxl import load_workbook
from shipped import shipped
from shown import html_tables, page, prose

from components import pictures, presenting
from geo.export.records import SUBJECTS, Layer
from geo.language import LANGUAGES, Language
from geo.selection import Selection
from geo.shown import rows
from geo.story.slides import slides
from geo.story.story import load_story
from geo.vocabulary import names

HEADINGS = 2


def addresses(shown: object) -> dict[str, str]:
    return {element.proto.label: element.proto.url for element in shown.get("link_button")}  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_step_stands_in_the_table_with_its_words_and_notes(code: str) -> None:
    shown = page("present", code)
    assert not shown.exception
    told = slides(shipped(), Selection(), load_story(shipped()))
    _, *steps = html_tables(shown)[Language(code).text("The steps of the presentation")]  # type: ignore[arg-type]
    assert [step[1] for step in steps] == [slide["heading"][code] for slide in told]
    assert [step[3] for step in steps] == [slide["notes"][code] for slide in told]
    (written,) = [element.proto.body for element in shown.get("html") if 'class="wrapped"' in element.proto.body]  # type: ignore[attr-defined]
    led_to = re.findall(r'href="([^"]+)"', written)
    assert [f"step={quote_plus(slide['id'])}" in address for slide, address in zip(told, led_to, strict=True)] == [True] * len(told)


def test_the_stage_and_the_file_hold_everything_and_the_selection_is_offered_beside() -> None:
    plain, narrowed = page("present", "en"), page("present", "en", country="VNM", evidence="C")
    assert "Save only what is selected" not in addresses(plain)
    found = addresses(narrowed)
    assert "country" not in found["Open the stage"]
    assert "evidence=C" in found["Open the stage"]
    assert found["Save only what is selected"].startswith("stage/file?")
    assert "country=VNM" in found["Save only what is selected"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_one_line_says_which_rows_the_stage_and_the_files_hold(code: str) -> None:
    language = Language(code)  # type: ignore[arg-type]
    told = language.text("The stage and all files here hold everything with evidence {levels}.", levels=language.join("AB"))
    assert told in prose(page("present", code))
    narrowed = page("present", code, country="VNM", tech="solar_pv")
    (line,) = [element.value for element in narrowed.caption if names(shipped(), "tech", language)["solar_pv"] in element.value]
    assert names(shipped(), "country", language)["VNM"] in line


def test_pictures_and_workbooks_hold_what_the_stage_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Selection] = []
    monkeypatch.setattr(pictures, "show", lambda view, *_: asked.append(view.selection))
    shown = page("present", "en", country="VNM", evidence="C")
    assert not shown.exception
    # Before them, those of the page that opens first.
    assert asked[-len(presenting.PICTURES) :] == [Selection(evidence="C")] * len(presenting.PICTURES)
    workbooks = [button for button in shown.get("download_button") if button.key.endswith("_xlsx")]
    assert [button.proto.label for button in workbooks] == ["Partnerships as Excel", "Installations as Excel"]


@pytest.mark.parametrize("layer", presenting.WORKBOOKS)
def test_a_workbook_is_that_of_the_whole_map(layer: Layer, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, Callable[[], bytes]] = {}
    real = streamlit.download_button

    def keep(label: str, **given: Any) -> bool:
        offered[str(given.get("key"))] = given["data"]
        return real(label, **given)

    monkeypatch.setattr(streamlit, "download_button", keep)
    page("present", "en", country="VNM")
    book = load_workbook(io.BytesIO(offered[f"present_{layer}_xlsx"]()), read_only=True)
    sheet = book.worksheets[0]
    assert sum(1 for _ in sheet.iter_rows()) - HEADINGS == len(rows(shipped(), Selection(), SUBJECTS[layer]))


def test_languages_and_ground_of_the_stage_go_into_its_address() -> None:
    shown = page("present", "ja")
    for toggle in shown.toggle:
        toggle.set_value(True)
    shown.run()
    address = next(url for url in addresses(shown).values() if "#" in url)
    assert address.endswith("#lang=ja&second=1&mode=dark")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_story_that_cannot_be_told_shows_what_is_wrong(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "story.toml"
    file.write_text('[[step]]\nid = "a"\nshow = "film"\nheading = { en = "A", ja = "あ" }\n', encoding="utf-8")
    monkeypatch.setenv("STORY_FILE", str(file))
    shown = page("present", code)
    assert not shown.exception
    assert "film" in shown.error[0].value
    assert addresses(shown)
    # It is there and faulty: that there is none would be a second, false message.
    assert [element.value for element in shown.info] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_steps_that_find_no_rows_are_told_and_a_story_of_such_alone_cannot_be_saved(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["[[step]]", 'id = "a"', 'show = "links"', 'heading = { en = "A", ja = "あ" }', 'view = "country=KHM&fy=2013&fy=2013"']
    given = io.BytesIO("\n".join(lines).encode())
    monkeypatch.setattr(streamlit, "file_uploader", lambda *_, **__: given)
    shown = page("present", code)
    assert not shown.exception
    assert "country=KHM" in shown.warning[0].value
    assert len(shown.error) == 1
    assert list(shown.success) == []
    assert [button for button in shown.get("download_button") if not button.key] == []
