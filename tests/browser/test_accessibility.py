"""What axe-core has to say: nothing serious or critical, on any page, light or dark, map frame included."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect
from visit import DATA_PAGE, MAP_PAGE, OpenVisit

from geo import palette
from geo.page_parameters import PAGE_PARAMETERS

PLACES = (
    ("map", MAP_PAGE, {}),
    ("detail", MAP_PAGE, {"sel": "pair:osaka~ho-chi-minh-city", "evidence": "C", "country": "VNM"}),
    ("nothing found", MAP_PAGE, {"country": "MDV", "theme": "transport", "nonsense": "1"}),
    *((part, DATA_PAGE, {"part": part}) for part in PAGE_PARAMETERS["part"]),
    ("a source", DATA_PAGE, {"part": "sources", "source": "moe-topic-43"}),
)


def told(findings: list[dict[str, Any]]) -> list[str]:
    """One line for each element, with what axe-core says of it."""
    return [
        f"{finding['id']}: {node['target']} {node['html'][:200]} {node.get('failureSummary', '')}"
        for finding in findings
        for node in finding["nodes"]
    ]


@pytest.mark.parametrize("scheme", palette.MODES)
@pytest.mark.parametrize(("path", "parameters"), [place[1:] for place in PLACES], ids=[place[0] for place in PLACES])
def test_axe_finds_nothing_serious(visit: OpenVisit, path: str, parameters: dict[str, str], scheme: str) -> None:
    # The two languages share their elements; each is looked at in one of the schemes.
    code = {"light": "ja", "dark": "en"}[scheme]
    look = visit(code, scheme=scheme).open(path, lang=code, **parameters)
    if path == MAP_PAGE:
        look.when_still()
        expect(look.map.locator(".yearbar")).to_be_visible()
    assert not told(look.findings())


def test_axe_looks_into_the_map_too(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    look.when_still()
    look.on_map("const faulty = document.createElement('button'); faulty.className = 'faulty'; container.append(faulty);")
    assert any(".faulty" in str(node["target"]) for finding in look.findings() for node in finding["nodes"])


def test_an_open_filter_is_accessible(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    look.by_key("open_theme").get_by_role("button").first.click()
    expect(look.page.get_by_test_id("stPopoverBody").get_by_role("button").first).to_be_visible()
    look.settled()
    assert not told(look.findings())
