"""The description of all tables (a Frictionless data package), and what every exported file says of where it comes from."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo import installation_sentences
from geo.export.records import Layer
from geo.language import Language, message
from geo.programme import Programme
from geo.selection import Selection
from geo.summary import completeness_sentence, data_as_of
from geo.tables import data_folder

DESCRIPTOR = "datapackage.json"
LARGEST_DESCRIPTOR = 4 << 20
TABLE_PATH = "tables/{name}.csv"
# They speak of the bytes on disk; the tables served are written anew from what was loaded.
OF_THE_FILE = ("bytes", "hash")
ENGLISH, JAPANESE = Language("en"), Language("ja")

EMPTY_MEANS = message("An empty value means that nothing was seen, never that there is none.")
TITLES: dict[Layer, str] = {
    "places": message("Places that take part in the city-to-city collaborations"),
    "collaborations": message("City-to-city collaborations, pair by pair and fiscal year by fiscal year"),
    "installations": message("Installations under the Joint Crediting Mechanism (JCM)"),
    "cases": message("Cases of the city-to-city collaborations: results, and projects being formed"),
    "dominoes": message("Domino effects: how an approach spread from place to place"),
}
CASES_SEEN = message("These are the cases that a readable source tells of; they are a part of the programme.")
DOMINOES_SEEN = message("These are the spreads that a readable source tells of; there may be others.")
SEEN: dict[Layer, str] = {"cases": CASES_SEEN, "dominoes": DOMINOES_SEEN}


@lru_cache(maxsize=8)
def descriptor(programme: Programme) -> dict[str, Any] | None:
    """Describe the tables as they are served.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    dict or None
        The folder's ``datapackage.json`` (Frictionless Data Package), each path made relative to the descriptor's own
        address; None where the folder has none that can be read. Shared: not to be changed.
    """
    described = _read(data_folder() / DESCRIPTOR)
    if described is None:
        return None
    served = deepcopy(described)
    resources = [resource for resource in served.get("resources", []) if resource.get("name") in programme.tables]
    moved = {resource.get("path"): TABLE_PATH.format(name=resource["name"]) for resource in resources}
    for resource in resources:
        resource["path"] = moved[resource.get("path")]
        for name in OF_THE_FILE:
            resource.pop(name, None)
    for source in served.get("sources", []):
        source["path"] = moved.get(source.get("path"), source.get("path"))
    return {**served, "resources": resources}


def _read(path: Path) -> dict[str, Any] | None:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_DESCRIPTOR + 1)
        described = json.loads(content) if len(content) <= LARGEST_DESCRIPTOR else None
    except (OSError, ValueError, RecursionError):
        return None
    return described if isinstance(described, dict) else None


def column_descriptions(programme: Programme, layer: Layer, language: Language) -> dict[str, str]:
    """Say what the columns of a layer's own table hold; empty where the folder does not describe them."""
    resources = (descriptor(programme) or {}).get("resources", [])
    described: dict[str, Any] = next((resource for resource in resources if resource["name"] == layer), {})
    return {field["name"]: language.described(field, "description") for field in described.get("schema", {}).get("fields", [])}


def about(programme: Programme, layer: Layer, selection: Selection) -> dict[str, object]:
    """Say of exported rows what they are, whose they are and what they lack, in both languages.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    layer : {"places", "collaborations", "installations", "cases", "dominoes"}
        Which rows.
    selection : Selection
        What is shown of them.

    Returns
    -------
    dict of str to object
        Plain data, named as in a Frictionless data package where it has such a property.
    """
    described = descriptor(programme) or {}
    return {
        "name": layer,
        "title": TITLES[layer],
        "title_ja": JAPANESE.text(TITLES[layer]),
        "licenses": described.get("licenses", []),
        "sources": described.get("sources", []),
        "data_version": programme.version,
        "data_as_of": data_as_of(programme),
        "selection": {**selection.parameters(), "evidence": [selection.evidence]},
        "remark": remark(programme, layer, selection, ENGLISH),
        "remark_ja": remark(programme, layer, selection, JAPANESE),
    }


def remark(programme: Programme, layer: Layer, selection: Selection, language: Language) -> str:
    """Say how complete exported rows are, and what an empty value means."""
    whole = complete(programme, layer, selection, language)
    return (" " if language.code == "en" else "").join([whole, language.text(EMPTY_MEANS)])


def complete(programme: Programme, layer: Layer, selection: Selection, language: Language) -> str:
    """Say how complete the rows of a layer are, in one sentence."""
    if layer == "installations":
        return installation_sentences.completeness_sentence(programme, selection, language)
    if layer in SEEN:
        return language.text(SEEN[layer])
    return completeness_sentence(programme, selection, language)
