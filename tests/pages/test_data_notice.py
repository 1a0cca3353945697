"""What every page says while the tables shown are not the newest ones, or while there are none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from faulty_tables import TableFolder
from shown import MAP_PAGE, ROOT, page, prose, unmarked

from components.data_notice import worded
from geo import current
from geo.current import REFRESH_VARIABLE, current_programme, standing
from geo.faults import Fault
from geo.keeper import Standing, Trouble
from geo.language import LANGUAGES, Language, LanguageCode
from geo.tables import DATA_VARIABLE
from tools.waiting import wait_for

both = pytest.mark.parametrize("code", LANGUAGES)
DATED, SINCE = datetime(2026, 2, 13, 23, 30, tzinfo=UTC), datetime(2026, 2, 14, 0, 5, tzinfo=UTC)
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TableFolder]:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    monkeypatch.setenv(REFRESH_VARIABLE, "0.05")
    yield TableFolder.copy(tmp_path)
    current._kept().stop()


def warnings(shown: object) -> list[str]:
    return [unmarked(each.value) for each in shown.warning]  # type: ignore[attr-defined]


@both
@pytest.mark.parametrize("name", [MAP_PAGE, *(name for name in PAGES if name != MAP_PAGE)])
def test_every_page_says_that_newer_tables_hold_faults(folder: TableFolder, name: str, code: LanguageCode) -> None:
    current_programme()
    folder.set("places", "osaka", "lat", "north")
    wait_for(lambda: standing().trouble is not None)
    shown = page(name, code)
    assert not shown.exception
    said = worded(standing(), Language(code))
    assert said in warnings(shown)
    assert {"en": "hold 1 fault", "ja": "誤りが1件"}[code] in said


@both
def test_the_notice_goes_once_the_tables_are_mended(folder: TableFolder, code: LanguageCode) -> None:
    current_programme()
    shown = page(language=code)
    assert not warnings(shown)
    folder.set("places", "osaka", "lat", "north")
    wait_for(lambda: standing().trouble is not None)
    assert len(warnings(shown.run())) == 1
    TableFolder.copy(folder.path)
    wait_for(lambda: standing().trouble is None)
    assert not warnings(shown.run())


def test_moments_are_told_in_japans_time() -> None:
    unreachable = Standing(None, DATED, Trouble(SINCE))
    english, japanese = (worded(unreachable, Language(code)) for code in ("en", "ja"))
    assert "14 February 2026, 08:30 (Japan time)" in english
    assert "14 February 2026, 09:05 (Japan time)" in english
    assert "2026年2月14日 08:30（日本時間）" in japanese
    assert "2026年2月14日 09:05（日本時間）" in japanese


def test_all_faults_are_counted_and_nothing_is_said_without_trouble() -> None:
    faults = (Fault("places.csv", 2, "lat", "north", "not-number", (), 4), Fault("themes.csv", None, "", "", "file-missing"))
    assert "hold 6 faults" in worded(Standing(None, DATED, Trouble(SINCE, faults)), Language("en"))
    assert worded(Standing(None, DATED), Language("en")) == ""


@both
def test_tables_out_of_reach_are_told_of_and_the_page_goes_on_once_they_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: LanguageCode
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, "postgresql://reader:secret@127.0.0.1:9/programme")
    shown = page(language=code)
    assert not shown.exception
    said = " ".join([*(unmarked(each.value) for each in shown.error), *prose(shown)])
    assert "127.0.0.1:9/programme" in said
    assert "secret" not in said
    assert {"en": "goes on by itself", "ja": "自動的に"}[code] in said
    current._kept().stop()
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    TableFolder.copy(tmp_path)
    shown.run()
    assert not shown.error
    assert len(shown.metric) == 4
    current._kept().stop()
