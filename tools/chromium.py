"""A Chromium that reaches nothing but this machine, the installed one where there is one, else Playwright's own."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

# The engine without windows first: it does the same with a third less work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
)
# Nobody listens there: whatever does not stay on this machine goes nowhere. Chromium takes no proxy for its own machine.
NOWHERE = "--proxy-server=http://127.0.0.1:9"


def executable() -> str | None:
    """Find the installed Chromium: what `CHROMIUM` names, else the first of the usual names; None for Playwright's own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright) -> Browser:
    """Start the browser.

    Parameters
    ----------
    playwright : playwright.sync_api.Playwright
        A started Playwright.

    Returns
    -------
    playwright.sync_api.Browser
        Without a window, without a sandbox (root in a container has none), with no way off this machine.
    """
    arguments = ["--no-sandbox", "--disable-gpu", NOWHERE, *QUIET]
    return playwright.chromium.launch(executable_path=executable(), args=arguments)
