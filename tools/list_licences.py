"""Writes docs/licences.md from what the installed packages say of themselves: `python -m tools.list_licences`.

Packages are those pinned in requirements.txt, so that none is forgotten. One that is not installed here (it may be for another
system) keeps the line it has.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINNED = ROOT / "requirements.txt"
LISTED = ROOT / "docs" / "licences.md"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;]+)", re.MULTILINE)
LINE = re.compile(r"^\| (?P<name>\S+) \| (?P<version>[^|]+) \| (?P<licence>[^|]+) \|$", re.MULTILINE)
# Open licences under which a package may be used and passed on beside code under the MIT licence, by their SPDX names.
ALLOWED = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT",
    "MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
})  # fmt: skip
# What packages write where they do not use SPDX names: the beginning of their licence's text, or a classifier.
WORDINGS: Mapping[str, str] = {
    "mit license": "MIT",
    "mit": "MIT",
    "the mit license": "MIT",
    "osi approved :: mit license": "MIT",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "bsd-3-clause": "BSD-3-Clause",
    "apache license 2.0": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "osi approved :: apache software license": "Apache-2.0",
    "osi approved :: mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "osi approved :: python software foundation license": "PSF-2.0",
    "gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only",
    "osi approved :: gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only",
}
# Packages whose files name no licence: where it was read instead.
READ_ELSEWHERE: Mapping[str, str] = {
    "streamlit-folium": "MIT",  # LICENSE in its repository, github.com/randyzwitch/streamlit-folium
}
# Said in texts of the BSD family, by how many of its conditions they hold.
THIRD_CONDITION = re.compile(r"neither the name|names? of .{0,80}may not be used|may be used to endorse", re.DOTALL | re.IGNORECASE)
REDISTRIBUTION = re.compile(r"redistribution and use in source and binary forms", re.IGNORECASE)
PERMISSION = re.compile(r"permission is hereby granted, free of charge, to any person obtaining a copy", re.IGNORECASE)
HEADING = """\
# Licences of what the app runs on

Made by `python -m tools.list_licences` from `requirements.txt` and from what the installed packages say of themselves; a test
fails when a package is missing here or its licence is not an open one. What is shipped in the project itself stands in
[dependencies](dependencies.md), and its own licence in [LICENSE](../LICENSE).

| package | version | licence (SPDX) |
|---|---|---|
"""


@dataclass(frozen=True)
class Entry:
    """A package: its pinned versions (several where they differ by Python) and its licence."""

    name: str
    version: str
    licence: str


def pinned(requirements: str) -> dict[str, list[str]]:
    """Read the pinned versions of every package."""
    found: dict[str, list[str]] = {}
    for pin in PIN.finditer(requirements):
        found.setdefault(pin["name"], []).append(pin["version"])
    return found


def listed(page: str) -> dict[str, Entry]:
    """Read the entries of the page."""
    lines = (Entry(line["name"], line["version"], line["licence"]) for line in LINE.finditer(page))
    return {entry.name: entry for entry in lines if entry.name not in {"package", "---"}}


def parts(licence: str) -> frozenset[str]:
    """Name the licences in an SPDX expression."""
    return frozenset(re.findall(r"[A-Za-z0-9.-]+", licence)) - {"AND", "OR", "WITH"}


def licence_of(package: Distribution) -> str:
    """Name a package's licence by SPDX, from the first of these that says it: the expression, a short text, its file, a classifier.

    Raises
    ------
    LookupError
        If none does.
    """
    told = package.metadata

    def first(field: str) -> str:
        return next(iter(map(str, told.get_all(field) or [])), "").strip()

    if first("License-Expression"):
        return first("License-Expression")
    short = first("License")
    if short in ALLOWED:
        return short
    classifiers = [str(each).removeprefix("License :: ") for each in told.get_all("Classifier") or [] if each.startswith("License")]
    texts = [short, *(file.read_text("utf-8") for file in package.files or [] if _is_licence(str(file)))]
    wordings = [*(text.split("\n", 1)[0] for text in texts), *classifiers]
    named = [WORDINGS[wording.strip().lower()] for wording in wordings if wording.strip().lower() in WORDINGS]
    found = [*named[:1], *filter(None, map(recognised, texts))]
    if not found and first("Name") in READ_ELSEWHERE:
        return READ_ELSEWHERE[first("Name")]
    if not found:
        msg = f"{first('Name')} names no licence that is known: {short[:80]!r}, {classifiers}. Read it, then add it to WORDINGS."
        raise LookupError(msg)
    return found[0]


def recognised(text: str) -> str:
    """Recognise a licence of the MIT or BSD family by its text; empty for any other."""
    if REDISTRIBUTION.search(text):
        return "BSD-3-Clause" if THIRD_CONDITION.search(text) else "BSD-2-Clause"
    return "MIT" if PERMISSION.search(text) else ""


def _is_licence(file: str) -> bool:
    return ".dist-info/" in file and file.rpartition("/")[2].upper().startswith(("LICENSE", "LICENCE", "COPYING"))


def entries(requirements: str, page: str) -> list[Entry]:
    """Say of every pinned package what its licence is."""
    before = listed(page)
    found = []
    for name, versions in sorted(pinned(requirements).items()):
        try:
            licence = licence_of(distribution(name))
        except PackageNotFoundError:
            if name not in before:
                raise
            licence = before[name].licence
        found.append(Entry(name, ", ".join(versions), licence))
    return found


def written(found: list[Entry]) -> str:
    """Write the page."""
    return HEADING + "".join(f"| {entry.name} | {entry.version} | {entry.licence} |\n" for entry in found)


def main() -> int:
    """Write the page; 1 where a licence is not allowed."""
    found = entries(PINNED.read_text("utf-8"), LISTED.read_text("utf-8") if LISTED.exists() else "")
    LISTED.write_text(written(found), encoding="utf-8", newline="\n")
    wrong = [entry for entry in found if not parts(entry.licence) <= ALLOWED]
    sys.stderr.writelines(f"{entry.name}: {entry.licence} is not in ALLOWED.\n" for entry in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
