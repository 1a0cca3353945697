"""Every page shows the tables of data/, whatever rows are in them today, in both languages and without a fault."""

from __future__ import annotations

import pytest
from shown import ROOT, headings, page, prose, without_fault

from geo.language import LANGUAGES
from geo.tables import DATA_VARIABLE, DEFAULT_FOLDER

PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))


@pytest.fixture(autouse=True)
def tables_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(DEFAULT_FOLDER))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_them(name: str, code: str) -> None:
    shown = without_fault(page(name, code))
    assert prose(shown)
    for shown_table in shown.dataframe:
        assert headings(shown_table)
