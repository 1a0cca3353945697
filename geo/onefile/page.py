"""The file itself: scripts, styles and data written into one HTML page that asks for nothing else."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from geo import worded_selection
from geo.export.package import descriptor, remark
from geo.language import LANGUAGES, Language
from geo.map.frame import COMMON_SCRIPTS, LAYER_SCRIPTS, SUBJECTS, MapName, leaflet_options
from geo.moments import today
from geo.onefile.documents import LAYERS, Document, narrowed, things
from geo.onefile.texts import texts
from geo.onefile.told import told
from geo.parameters import Selected, Subject
from geo.programme import Programme
from geo.security_headers import digest
from geo.selection import Selection
from geo.story.slides import left_out, slides
from geo.story.story import Story

STATIC = Path(__file__).resolve().parents[2] / "static"
LEAFLET = ("leaflet/leaflet.js", "leaflet.markercluster/leaflet.markercluster.js")
STYLES = ("leaflet/leaflet.css", "leaflet.markercluster/MarkerCluster.css", "map/map.css", "onefile/onefile.css")
OWN_SCRIPTS = ("words", "stages", "panel", "speaker", "presenter", "check", "onefile")
PICTURE = re.compile(r"url\((?!data:)[^)]*\)")
# The page may run its own scripts, whose digests are added, and nothing else; it may not ask any address for anything.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src"
PACKED_LEVEL = 9


def one_file(
    programme: Programme,
    selection: Selection,
    language: Language,
    *,
    layer: MapName = "links",
    story: Story | None = None,
    address: str = "",
    check: bool = False,
    troubles: tuple[str, ...] = (),
    made: date | None = None,
) -> bytes:
    """Write the map as one HTML file.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown. A file of everything is one of a Selection that restricts nothing.
    language : Language
        The language it opens in; it holds both.
    layer : {"links", "installations", ...}
        Which map it opens with.
    story : Story, optional
        The steps of a presentation.
    address : str
        Where the live view is; told in the file, never asked for anything.
    check : bool
        Whether it opens with the check before a talk.
    troubles : tuple of str
        What is wrong with the steps, so that there are none, in the words of `language`; told above the map.
    made : datetime.date, optional
        When the file is made; today in Japan, if not given.

    Returns
    -------
    bytes
        UTF-8 HTML, of the same scripts and documents as the live map.
    """
    written = _packed(_held(programme, selection, story))
    opening = {
        "language": language.code,
        "layer": layer,
        "selected": str(selection.selected) if selection.selected else "",
        "address": address,
        "check": check,
        "made": (made or today()).isoformat(),
    }
    title = Language(language.code).text("Map of city-to-city links between Japan and its partners")
    script = _script()
    parts = (
        "<!doctype html>",
        f'<html lang="{language.code}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY} {digest(script)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<title>{escape(title)}</title><link rel="icon" href="data:,">',
        f"<style>{_style()}</style></head><body>",
        _troubles(troubles, language),
        f'<script type="application/json" id="opening">{_json(opening)}</script>',
        f'<script type="text/plain" id="held">{written}</script>',
        f"<script>{script}</script></body></html>",
    )
    return "".join(parts).encode()


def _troubles(troubles: tuple[str, ...], language: Language) -> str:
    """Tell what is wrong, in a box that can be folded away; without a script, as nothing here depends on what is held."""
    if not troubles:
        return ""
    said = language.text("The steps cannot be told, so the map is shown without them:")
    listed = "".join(f"<li>{escape(trouble)}</li>" for trouble in troubles)
    return f'<details class="troubles" role="alert" open><summary>{escape(said)}</summary><ul>{listed}</ul></details>'


@lru_cache(maxsize=4)
def _held(programme: Programme, selection: Selection, story: Story | None) -> dict[str, Any]:
    shown = selection.without("sel")
    steps = slides(programme, shown, story) if story else []
    weaker = {row for slide in steps for row in slide["weaker"]}
    documents = {layer.name: narrowed(programme, layer, shown, weaker if layer.name == "links" else ()) for layer in LAYERS}
    opened = _things(documents)
    languages = [Language(code) for code in LANGUAGES]
    return {
        "options": leaflet_options(),
        "ground": json.loads((STATIC / "ground.json").read_text("utf-8")),
        "documents": documents,
        "tables": {layer.name: layer.table for layer in LAYERS},
        # What can be opened on which layer.
        "kinds": {layer.name: sorted(set(layer.things.values())) for layer in LAYERS},
        "undated": selection.undated,
        "levels": shown.levels,
        "texts": texts(),
        "told": {language.code: told(programme, shown, opened, language) for language in languages},
        "about": {language.code: _about(programme, shown, language) for language in languages},
        "steps": steps,
        # Counted without what the selection leaves out, which it does on purpose.
        "steps_left_out": len(left_out(programme, Selection(evidence=shown.evidence), story)) if story else 0,
    }


def _things(documents: dict[MapName, Document]) -> list[Selected]:
    return list(dict.fromkeys(thing for layer in LAYERS for thing in things(documents[layer.name], layer)))


def _about(programme: Programme, selection: Selection, language: Language) -> dict[str, Any]:
    described = descriptor(programme) or {}
    subjects: dict[Subject, None] = dict.fromkeys(SUBJECTS[layer.name] for layer in LAYERS)
    return {
        "title": language.described(described),
        "licences": [language.described(licence) for licence in described.get("licenses", [])],
        "version": programme.version,
        "selection": dict(
            pair for subject in subjects for pair in worded_selection.worded(programme, selection, subject, language)
        ),
        "remarks": {layer.name: remark(programme, SUBJECTS[layer.name], selection, language) for layer in LAYERS},
    }


def _packed(held: dict[str, Any]) -> str:
    plain = json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()
    return b64encode(gzip.compress(plain, PACKED_LEVEL, mtime=0)).decode("ascii")


def _json(plain: dict[str, Any]) -> str:
    # Within a script element only "<" could end it.
    return json.dumps(plain, ensure_ascii=True).replace("<", "\\u003c")


def _script() -> str:
    layered = dict.fromkeys(part for layer in LAYERS for part in LAYER_SCRIPTS[layer.name])
    names = [*LEAFLET, *(f"map/{part}.js" for part in (*COMMON_SCRIPTS, *layered)), *(f"onefile/{part}.js" for part in OWN_SCRIPTS)]
    return "\n".join((STATIC / name).read_text("utf-8") for name in names)


def _style() -> str:
    # Leaflet's pictures are of controls and markers that no map of ours has.
    return PICTURE.sub("none", "\n".join((STATIC / name).read_text("utf-8") for name in STYLES))
