"""Pictures and slides of exactly what is shown, made on demand and saved by a real browser."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from every_page import shown
from PIL import Image
from playwright.sync_api import WebSocket, expect
from pptx import Presentation
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visit import MAP_PAGE, OpenVisit, Visit

SLOW = 120_000  # milliseconds; drawing takes seconds, and more on a busy machine


def opened(look: Visit, layer: str) -> Visit:
    look.by_key(f"pictures_{layer}").get_by_role("button").click()
    expect(look.page.get_by_role("dialog")).to_be_visible()
    return look.settled()


# What is there for a short time only is noted by the page itself.
NOTED = """([name, selector, text]) => {
    const look = () => {
        const holds = each => each.checkVisibility() && each.textContent.includes(text);
        window.noted[name] ||= [...document.querySelectorAll(selector)].some(holds);
    };
    window.noted = { ...window.noted, [name]: false };
    const seen = new MutationObserver(look);
    seen.observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
}"""


@contextmanager
def noting(look: Visit, name: str, selector: str, text: str = "") -> Iterator[None]:
    """Meanwhile, or soon afterwards, something that holds a text must have been seen."""
    look.page.evaluate(NOTED, [name, selector, text])
    yield
    look.page.wait_for_function("name => window.noted[name]", arg=name)


@contextmanager
def answered(look: Visit, socket: WebSocket) -> Iterator[None]:
    """Wait until the server has run what is asked for meanwhile by the visitor, not by the page's own clock."""
    told: list[str] = []

    def said(payload: bytes | str) -> None:
        message = BackMsg.FromString(payload if isinstance(payload, bytes) else payload.encode())
        if message.HasField("rerun_script") and not message.rerun_script.is_auto_rerun:
            told.append("asked")

    def heard(payload: bytes | str) -> None:
        message = ForwardMsg.FromString(payload if isinstance(payload, bytes) else payload.encode())
        if told and message.WhichOneof("type") == "script_finished":
            told.append("run")

    socket.on("framesent", said)
    socket.on("framereceived", heard)
    yield
    look.becomes(lambda: "run" in told)
    socket.remove_listener("framesent", said)
    socket.remove_listener("framereceived", heard)
    look.settled()


def saved(look: Visit, key: str) -> tuple[str, bytes]:
    """Press a button and take what it saves; meanwhile it shows that it is at work."""
    button = look.by_key(key).get_by_role("button")
    with look.page.expect_download(timeout=SLOW) as download, noting(look, "at work", f".st-key-{key} button:disabled"):
        button.click()
    expect(button).to_be_enabled()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_picture_of_the_selection_is_saved(visit: OpenVisit) -> None:
    look = opened(visit("ja").open(MAP_PAGE, lang="ja", country="MNG"), "collaborations")
    name, content = saved(look, "pictures_collaborations_png_hd")
    assert name == "city-to-city_collaborations_map-1920x1080-ja_selection_as-of-2026-02.png"
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (1920, 1080)
        assert "モンゴル" in image.info["Description"]


@pytest.mark.parametrize(
    ("page", "subject", "start"),
    [
        ("/countries", "countries", "city-to-city_installations_countries-map-"),
        ("/dominoes", "dominoes", "city-to-city_dominoes_map-"),
    ],
)
def test_the_map_by_country_and_that_of_domino_effects_are_saved(visit: OpenVisit, page: str, subject: str, start: str) -> None:
    look = shown(visit("ja"), page.removeprefix("/"), lang="ja")
    name, content = saved(opened(look, subject), f"pictures_{subject}_png_hd")
    assert name.startswith(f"{start}1920x1080-ja_")
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (1920, 1080)


def test_a_dark_picture_is_named_so_and_is_dark(visit: OpenVisit) -> None:
    look, sockets = visit(), list[WebSocket]()
    look.page.on("websocket", lambda socket: sockets.append(socket))
    opened(look.open(MAP_PAGE, lang="en", country="MNG"), "collaborations")
    with answered(look, sockets[-1]):
        look.page.get_by_role("dialog").get_by_text("Dark ground, for a dark room").click()
    name, content = saved(look, "pictures_collaborations_png_hd")
    assert "-dark_" in name
    with Image.open(io.BytesIO(content)) as image:
        assert max(image.convert("RGB").getpixel((4, 4))) < 60


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_bar_says_what_is_being_done_until_the_file_is_there(visit: OpenVisit, language: str) -> None:
    look = opened(visit(language).open("/installations", lang=language), "installations")
    other = "en" if language == "ja" else "ja"
    bar = look.by_key("making").get_by_role("progressbar")
    expect(bar).to_have_count(0)
    shown_bar = noting(look, "bar", ".st-key-making:has([role=progressbar])", "PowerPoint")
    with look.page.expect_download(timeout=SLOW), shown_bar:
        look.by_key(f"pictures_installations_slides-{language}-{other}").get_by_role("button").click()
    expect(bar).to_have_count(0)


def test_slides_in_both_languages_are_saved(visit: OpenVisit) -> None:
    look = opened(visit("ja").open("/installations", lang="ja", tech="wind"), "installations")
    name, content = saved(look, "pictures_installations_slides-ja-en")
    assert re.fullmatch(r"city-to-city_installations_slides-ja-en_selection_as-of-[\d-]+\.pptx", name)
    texts = " ".join(
        shape.text_frame.text
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    assert "風力発電" in texts
    assert "Wind power" in texts


@pytest.mark.parametrize(("language", "size", "scheme"), [("ja", (1440, 900), "dark"), ("en", (390, 844), "light")])
def test_the_dialog_is_accessible_and_fits_the_window(visit: OpenVisit, language: str, size: tuple[int, int], scheme: str) -> None:
    look = opened(visit(language, size, scheme, touch=size[0] < 500).open(MAP_PAGE, lang=language), "collaborations")
    box = look.at_rest(look.page.get_by_role("dialog"))
    assert look.findings() == []
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
