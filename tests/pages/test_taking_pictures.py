"""The map pages offer pictures and slides, and send what that takes only when it is asked for."""

from __future__ import annotations

import pytest
from shipped import shipped
from shown import MAP_PAGE, elements, page, prose

from geo.export.names import file_name
from geo.export.picture.files import FORMS
from geo.export.told import PICTURED, Pictured
from geo.language import LANGUAGES, Language, LanguageCode
from geo.selection import Selection

PAGES: dict[Pictured, str] = {"collaborations": MAP_PAGE, "installations": "installations"}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("layer", PICTURED)
def test_a_dialog_offers_every_kind_of_file(layer: Pictured, code: LanguageCode) -> None:
    language = Language(code)
    shown = page(PAGES[layer], code)
    before = {button.key for button in shown.get("download_button")}
    assert not any(key.startswith("pictures_") for key in before)
    (opening,) = [button for button in shown.button if button.key == f"pictures_{layer}"]
    assert opening.label == language.text("Pictures and slides")
    opening.click().run()
    assert not shown.exception
    offered = {button.key: button.proto.label for button in shown.get("download_button") if button.key not in before}
    pictures = {f"pictures_{layer}_{name}": language.text(form.name) for name, form in FORMS.items()}
    slides = {
        f"pictures_{layer}_slides-{code}": language.text("PowerPoint in this language"),
        f"pictures_{layer}_slides-{code}-{language.other.code}": language.text("PowerPoint in Japanese and English"),
    }
    assert offered == {**pictures, **slides}
    said = [element.value for element in elements(shown._tree.root) if element.type == "caption"] + prose(shown)
    assert any(language.text("Map, key figures, charts you can edit, all rows and their sources.") in text for text in said)


def test_files_are_named_by_what_they_hold_and_the_date() -> None:
    programme, chosen = shipped(), Selection(countries=("VNM",))
    assert file_name(programme, "collaborations", Selection(), "pdf", "map-A3-ja") == (
        "city-to-city_collaborations_map-A3-ja_as-of-2026-02.pdf"
    )
    assert file_name(programme, "installations", chosen, "pptx", "slides-ja-en") == (
        "city-to-city_installations_slides-ja-en_selection_as-of-2026-02.pptx"
    )
