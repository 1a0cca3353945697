"""The app, started once; contexts and pages for each test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from file_page import FilePage, OpenFile
from playwright.sync_api import Browser, BrowserContext
from shipped import DATA, shipped
from visit import PHONE, WIDE, OpenVisit, Visit

from geo.language import Language
from geo.onefile.page import one_file
from geo.selection import Selection
from geo.story.story import load_story
from tools.running_app import RunningApp, running_app

FAILURES = Path(__file__).resolve().parents[1] / "failures"
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
MOST_LOGGED = 20_000


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The app on the tests' copy of the tables."""
    with running_app(tmp_path_factory.mktemp("app") / "log.txt", DATA) as started:
        yield started


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Browser contexts, one for each way of looking; each keeps what it fetched, so that later pages open faster."""
    made: dict[tuple[object, ...], BrowserContext] = {}

    def of(
        language: str, size: tuple[int, int] = WIDE, scheme: str = "light", *, touch: bool = False, motion: str = "no-preference"
    ) -> BrowserContext:
        key = (language, size, scheme, touch, motion)
        if key not in made:
            made[key] = browser.new_context(
                locale=LOCALES[language],
                viewport={"width": size[0], "height": size[1]},
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion=motion,  # type: ignore[arg-type]
                has_touch=touch,
                is_mobile=touch,
            )
        return made[key]

    yield of
    for context in made.values():
        context.close()


@pytest.fixture
def visit(app: RunningApp, contexts: Callable[..., BrowserContext]) -> Iterator[OpenVisit]:
    """Gives visits; afterwards none of them may have asked anybody else for anything, or met an error."""
    with ExitStack() as stack:
        visits: list[Visit] = []

        def look(
            language: str = "en", size: tuple[int, int] = WIDE, scheme: str = "light", *,
            touch: bool = False, motion: str = "no-preference", of: RunningApp | None = None,
        ) -> Visit:  # fmt: skip
            page = contexts(language, size, scheme, touch=touch, motion=motion).new_page()
            stack.callback(page.close)
            visits.append(Visit(page, of or app))
            return visits[-1]

        look.visits = visits  # type: ignore[attr-defined]
        yield look
        assert [url for each in visits for url in each.elsewhere] == []
        assert [error for each in visits for error in each.errors] == []


@pytest.fixture(scope="session")
def saved_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stick") / "map.html"
    path.write_bytes(one_file(shipped(), Selection(), Language("en"), story=load_story(shipped())))
    return path


@pytest.fixture
def opened(browser: Any, saved_map: Path) -> Iterator[OpenFile]:
    """Opens the file; afterwards it may have asked for nothing but itself, and met no error."""
    pages: list[FilePage] = []

    def of(
        size: tuple[int, int] = (1440, 900), scheme: str = "light", path: Path | None = None, motion: str = "no-preference"
    ) -> FilePage:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, offline=True, has_touch=size == PHONE,
            is_mobile=size == PHONE, reduced_motion=motion,
        )  # fmt: skip
        pages.append(FilePage(context.new_page(), path or saved_map))
        return pages[-1]

    yield of
    for page in pages:
        page.page.context.close()
        assert {urlsplit(url).scheme for url in page.asked} <= {"file", "data", "blob"}
        assert page.errors == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Iterator[Any]:
    report: pytest.TestReport = yield
    if report.failed and call.when == "call":
        funcargs = getattr(item, "funcargs", {})
        _keep_pictures(item, report, funcargs.get("visit"))
        apps = [value for value in funcargs.values() if isinstance(value, RunningApp)]
        report.sections += [(f"app at {each.address}", each.written()[-MOST_LOGGED:]) for each in apps]
    return report


def _keep_pictures(item: pytest.Item, report: pytest.TestReport, look: Any) -> None:
    FAILURES.mkdir(exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", item.name)
    for number, each in enumerate(getattr(look, "visits", [])):
        if each.page.is_closed():
            continue
        path = FAILURES / f"{name}-{number}.png"
        each.page.screenshot(path=path)
        told = [f"address: {each.page.url}", f"picture: {path.name}", *each.errors, *each.elsewhere]
        report.sections.append((f"page {number}", "\n".join(told)))
