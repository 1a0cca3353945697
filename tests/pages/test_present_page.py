"""The page that leads to the stage."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipped import shipped
from shown import page

from geo.language import LANGUAGES
from geo.selection import Selection
from geo.story.slides import slides
from geo.story.story import load_story


def addresses(shown: object) -> dict[str, str]:
    return {element.proto.label: element.proto.url for element in shown.get("link_button")}  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_step_stands_in_the_table_with_its_words_and_notes(code: str) -> None:
    shown = page("present", code)
    assert not shown.exception
    told = slides(shipped(), Selection(), load_story(shipped()))
    table = shown.dataframe[0].value
    assert list(table["heading"]) == [slide["heading"][code] for slide in told]
    assert list(table["notes"]) == [slide["notes"][code] for slide in told]
    assert all(f"step={slide['id']}" in address for slide, address in zip(told, table["address"], strict=True))


def test_the_stage_and_the_file_hold_everything_and_the_selection_is_offered_beside() -> None:
    plain, narrowed = page("present", "en"), page("present", "en", country="VNM", evidence="C")
    assert "Save only what is selected" not in addresses(plain)
    found = addresses(narrowed)
    assert "country" not in found["Open the stage"]
    assert "evidence=C" in found["Open the stage"]
    assert found["Save only what is selected"].startswith("stage/file?")
    assert "country=VNM" in found["Save only what is selected"]


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
