"""The description of the API as a page people read: every address with its parameters, what they may say, and an example to open.

Made from the same document as ``openapi.json``, so that the two cannot say different things.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

from geo.language import LANGUAGES, OWN_NAMES, Language, message

# Nothing but its own style sheet: no script, no picture, no other host.
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
# Relative to the page, so that it is found below any path the app is served under.
STYLE = "../../app/static/api.css"
# What an example asks for, where its address takes it: enough to show how values are written, and a small answer.
EXAMPLES = ("country", "limit", "for", "name")
MOST_IN_SIGHT = 12
HERE = ' aria-current="true"'
STATUSES = {
    "200": message("What was asked for."),
    "304": message("The client has it already (If-None-Match)."),
    "400": message("Something in the address is not understood: each parameter with its value and what is allowed."),
    "404": message("There is nothing at this address."),
    "405": message("This address can only be read: GET or HEAD."),
    "414": message("The address is too long."),
    "500": message("Something went wrong in the server. It has been written to its log."),
    "503": message("The tables break rules: every fault of them."),
}
Document = Mapping[str, Any]


def page(document: Document, language: Language) -> str:
    """Write the page.

    Parameters
    ----------
    document : Mapping
        The description of the API in this language (see `geo.openapi.document`).
    language : Language
        The reader's.

    Returns
    -------
    str
        HTML; whatever stands in the tables enters as text.
    """
    text, info = language.text, document["info"]
    addresses = "".join(_address(path, methods["get"], document, language) for path, methods in document["paths"].items())
    parameters = document["components"]["parameters"]
    explained = "".join(_parameter(key, each, language) for key, each in parameters.items())
    statuses = "".join(f"<dt><code>{code}</code></dt><dd>{escape(text(said))}</dd>" for code, said in STATUSES.items())
    by_title: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        by_title.setdefault(methods["get"]["summary"], []).append(path)
    contents = "".join(f"<li>{escape(title)} {_led_to(paths)}</li>" for title, paths in by_title.items())
    switch = " ".join(
        f'<a href="?lang={code}" lang="{code}" hreflang="{code}"{HERE if code == language.code else ""}>{OWN_NAMES[code]}</a>'
        for code in LANGUAGES
    )
    parts = {
        "contents": (message("Addresses"), f'<ul class="contents">{contents}</ul>'),
        "addresses": (message("Each address"), addresses),
        "parameters": (message("Parameters"), explained),
        "answers": (message("Answers"), f"<dl>{statuses}</dl>"),
    }
    sections = "".join(
        f'<section id="{name}"><h2>{escape(text(title))}</h2>{body}</section>' for name, (title, body) in parts.items()
    )
    licence = info.get("license")
    licensed = f' <a href="{escape(licence["url"])}">{escape(licence["name"])}</a>' if licence else ""
    return (
        f'<!DOCTYPE html><html lang="{language.code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'<title>{escape(info["title"])}</title><link rel="stylesheet" href="{STYLE}"></head><body>'
        f'<header><nav aria-label="{escape(text("Language"))}">{switch}</nav><h1>{escape(info["title"])}</h1>'
        f"<p>{escape(info['description'])}</p>"
        f'<p><a href="openapi.json?lang={language.code}">openapi.json</a> ({escape(document["openapi"])}){licensed}</p></header>'
        f"<main>{sections}</main></body></html>"
    )


def _led_to(paths: list[str]) -> str:
    return " ".join(f'<a href="#{_anchor(path)}"><code>{escape(path)}</code></a>' for path in paths)


def _anchor(path: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in path.strip("/"))


def _address(path: str, operation: Document, document: Document, language: Language) -> str:
    """Write one address: what it serves, what it takes, and an example."""
    found = {key: document["components"]["parameters"][key] for key in _keys(operation)}
    taken = " ".join(f'<a href="#p-{escape(key)}"><code>{escape(each["name"])}</code></a>' for key, each in found.items())
    example = escape(_example(path, found))
    answer = operation["responses"]["200"]
    types = ", ".join(f"<code>{escape(kind)}</code>" for kind in answer["content"])
    headers = " ".join(f"<code>{escape(name)}</code>" for name in answer.get("headers", {}))
    told = {
        message("Gives"): f"{escape(answer['description'])} {types}",
        message("Takes"): taken,
        message("Headers"): headers,
        message("Example"): f'<a href="{example}"><code>{example}</code></a>',
    }
    rows = "".join(f"<dt>{escape(language.text(name))}</dt><dd>{said}</dd>" for name, said in told.items() if said)
    return (
        f'<article id="{_anchor(path)}"><h3><code>{escape(path)}</code></h3>'
        f"<p>{escape(operation['summary'])}</p><dl>{rows}</dl></article>"
    )


def _keys(operation: Document) -> list[str]:
    return [each["$ref"].rpartition("/")[2] for each in operation.get("parameters", [])]


def _example(path: str, parameters: Mapping[str, Document]) -> str:
    """Write an address that can be opened from this page."""
    chosen = {each["name"]: each["example"] for each in parameters.values() if each["name"] in EXAMPLES}
    filled = path.strip("/").replace("{name}", quote(str(chosen.pop("name", ""))))
    query = urlencode(chosen, doseq=True)
    return filled + (f"?{query}" if query else "")


def _parameter(key: str, described: Document, language: Language) -> str:
    """Write one parameter: what it means and which values it takes."""
    text, schema = language.text, described["schema"]
    title = f"<code>{escape(described['name'])}</code>"
    if key != described["name"]:
        title += f" <small>{escape(key.partition('_')[2])}</small>"
    example = described["example"]
    listed = ", ".join(map(str, example)) if isinstance(example, list) else str(example)
    told = {message("Values"): _values(schema, language), message("Example"): f"<code>{escape(listed)}</code>"}
    if schema["type"] == "array":
        separated = (
            text("Several, separated by commas.") if described.get("explode") is False else text("Several: name it again for each.")
        )
        told[message("How often")] = escape(separated)
    rows = "".join(f"<dt>{escape(text(name))}</dt><dd>{said}</dd>" for name, said in told.items() if said)
    return f'<article id="p-{escape(key)}"><h3>{title}</h3><p>{escape(described["description"])}</p><dl>{rows}</dl></article>'


def _values(schema: Document, language: Language) -> str:
    of = schema.get("items", schema)
    if "enum" in of:
        codes = " ".join(f"<code>{escape(str(code))}</code>" for code in of["enum"])
        if len(of["enum"]) <= MOST_IN_SIGHT:
            return codes
        said = language.plural("{n} value", "{n} values", len(of["enum"]))
        return f"<details><summary>{escape(said)}</summary>{codes}</details>"
    if of["type"] == "integer":
        return f"<code>{of['minimum']}–{of['maximum']}</code>"
    if "maxLength" in of:
        return escape(language.text("Text of at most {n} characters", n=language.number(of["maxLength"])))
    return f"<code>{escape(of.get('pattern', ''))}</code>"
