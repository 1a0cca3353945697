"""Every page on tables whose every text is hostile, at an address whose every parameter is: shown, without an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from faulty_tables import TableFolder
from hostile import FORBIDDEN, LONG, TRACE, describe, every_kind, fill
from shown import ROOT, elements, page, prose
from streamlit.testing.v1 import AppTest

from geo.language import LANGUAGES
from geo.page_parameters import FIND, PAGE_PARAMETERS, SECOND, SOURCE
from geo.parameters import PARAMETER_NAMES
from geo.tables import DATA_VARIABLE

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
KINDS = every_kind(Path("hostile-mark"))
# What may stand in an address in a browser's bar.
SAID = [*KINDS[: -len(LONG)], *FORBIDDEN.values(), *(text[:300] for text in LONG)]
ASKED = [*PARAMETER_NAMES, *PAGE_PARAMETERS, SOURCE, *(SECOND + name for name in PARAMETER_NAMES), "<b>{{7*7}}"]
# How the texts begin that would be elements.
MARKUP = (f"<script>window.{TRACE}", "<img src=x", "<svg onload", "<b>x</b>", "<b>{{7*7}}")
ESCAPED = re.compile(r"\\.")
# Elements whose own text a browser takes for markup.
RAW = ("html", "markdown", "caption")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppTest]:
    folder = TableFolder.copy(tmp_path_factory.mktemp("hostile"))
    fill(folder, KINDS, all_in_each_column=True)
    describe(folder.path, KINDS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(folder.path))
        yield page()


def went_well(shown: AppTest) -> None:
    assert not shown.exception, shown.exception
    assert shown.title
    for element in elements(shown.main):
        if element.type in RAW:
            assert not _harmful(element), element.proto


def _harmful(element: Any) -> bool:
    # Markdown is no markup unless it says so; then everything from a table is escaped, as it is in HTML.
    markup = element.type == "html" or element.proto.allow_html
    body = ESCAPED.sub("", str(element.proto.body)) if element.type != "html" else str(element.proto.body)
    return markup and any(mark in body for mark in MARKUP)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_stands_on_hostile_tables_at_a_hostile_address(session: AppTest, name: str) -> None:
    turn = PAGES.index(name)
    plain = {"lang": LANGUAGES[turn % len(LANGUAGES)]}
    hostile = {each: SAID[(turn + 7 * place) % len(SAID)] for place, each in enumerate(ASKED)}
    for asked in ({"evidence": "C"}, {**hostile, FIND: "script"}):
        session.query_params.clear()
        session.query_params.update({**asked, **plain})
        session.switch_page(f"pages/{name}.py").run()
        went_well(session)
    assert prose(session)
