"""The map pages offer pictures and slides, and send what that takes only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from serving import Client, serving
from shipped import shipped
from shown import MAP_PAGE, elements, page, prose
from starlette.applications import Starlette
from starlette.routing import Mount

from components.progress import Making
from geo.export.names import file_name
from geo.export.picture.files import FORMS
from geo.export.slides.deck import to_slides
from geo.export.told import PICTURED, PRESENTED, Pictured, Presented
from geo.language import LANGUAGES, Language, LanguageCode
from geo.onefile.routes import create_stage
from geo.selection import Selection

PAGES: dict[Pictured, str] = {
    "collaborations": MAP_PAGE,
    "installations": "installations",
    "countries": "countries",
    "dominoes": "dominoes",
}
ONE, BOTH = "PowerPoint in this language", "PowerPoint in Japanese and English"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("layer", PICTURED)
def test_a_dialog_offers_every_kind_of_file(layer: Pictured, code: LanguageCode) -> None:
    language = Language(code)
    shown = page(PAGES[layer], code)
    before = {button.key for button in shown.get("download_button")}
    assert not any(key.startswith("pictures_") for key in before)
    (opening,) = [button for button in shown.button if button.key == f"pictures_{layer}"]
    presented = layer in PRESENTED
    assert opening.label == language.text("Pictures and slides" if presented else "Pictures")
    opening.click().run()
    assert not shown.exception
    offered = {button.key: button.proto.label for button in shown.get("download_button") if button.key not in before}
    pictures = {f"pictures_{layer}_{name}": language.text(form.name) for name, form in FORMS.items()}
    slides = {
        f"pictures_{layer}_slides-{code}": language.text(ONE),
        f"pictures_{layer}_slides-{code}-{language.other.code}": language.text(BOTH),
    }
    assert offered == ({**pictures, **slides} if presented else pictures)
    said = [element.value for element in elements(shown._tree.root) if element.type == "caption"] + prose(shown)
    about = language.text("Map, key figures, charts you can edit, all rows and their sources.")
    assert any(about in text for text in said) == presented


@pytest.fixture(scope="module")
def stage() -> Iterator[Client]:
    with serving(Starlette(routes=[Mount("/stage", create_stage())])) as client:
        yield client


@pytest.mark.parametrize("layer", PICTURED)
def test_each_dialog_leads_to_the_map_in_one_file(layer: Pictured, stage: Client) -> None:
    shown = page(PAGES[layer], "en", country="VNM")
    next(button for button in shown.button if button.key == f"pictures_{layer}").click().run()
    (address,) = [link.proto.url for link in shown.get("link_button") if link.proto.label == "Map in one file"]
    answer = stage.get(f"/{address}")
    assert (answer.status, answer.media_type) == (200, "text/html")


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_address_with_a_second_language_puts_slides_in_both_first(code: LanguageCode) -> None:
    language = Language(code)
    shown = page(MAP_PAGE, code, second=language.other.code)
    next(button for button in shown.button if button.key == "pictures_collaborations").click().run()
    slides = [button for button in shown.get("download_button") if "_slides-" in button.key]
    assert [(button.proto.label, button.proto.type) for button in slides] == [
        (language.text(BOTH), "primary"),
        (language.text(ONE), "secondary"),
    ]


def test_what_is_told_of_a_file_lasts_as_long_as_its_making() -> None:
    work = Making()
    with work.of("deck", ONE) as report:
        assert list(work) == []
        report(0.4, "drawing the map")
        with work.of("map", "SVG") as other:
            other(0.1, "drawing")
            assert list(work) == [(ONE, 0.4, "drawing the map"), ("SVG", 0.1, "drawing")]
        report(0.9, "writing the file")
        assert list(work) == [(ONE, 0.9, "writing the file")]
    assert list(work) == []
    with pytest.raises(ZeroDivisionError), work.of("deck", ONE) as report:
        report(1 / 0, "drawing the map")
    assert list(work) == []


@pytest.mark.parametrize("subject", PRESENTED)
def test_slides_report_every_part_in_order(subject: Presented) -> None:
    heard: list[tuple[float, str]] = []
    selection = Selection(countries=("MNG",))
    to_slides(shipped(), subject, selection, Language("ja"), report=lambda share, doing: heard.append((share, doing)))
    assert heard == sorted(heard)
    assert len({doing for _, doing in heard}) == len(heard) > 4
    assert all(0 <= share < 1 for share, _ in heard)
    assert all(Language("ja").text(doing) != doing for _, doing in heard)


def test_files_are_named_by_what_they_hold_and_the_date() -> None:
    programme, chosen = shipped(), Selection(countries=("VNM",))
    assert file_name(programme, "collaborations", Selection(), "pdf", "map-A3-ja") == (
        "city-to-city_collaborations_map-A3-ja_as-of-2026-02.pdf"
    )
    assert file_name(programme, "installations", chosen, "pptx", "slides-ja-en") == (
        "city-to-city_installations_slides-ja-en_selection_as-of-2026-02.pptx"
    )
