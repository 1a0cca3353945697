"""The parameters of the API as its description has them: what each means, and which values it takes on the tables at hand."""

from __future__ import annotations

from collections.abc import Mapping

from geo.api.parameters import FIELDS, NUMBERS
from geo.api.resource import FOR_SPREADSHEET
from geo.api.schemas import Schema
from geo.export import records
from geo.language import Language, message
from geo.parameters import (
    DEFAULT_EVIDENCE,
    LONGEST_QUERY,
    RULES,
    VIEW_PARAMETERS,
    Codes,
    Detail,
    Flag,
    Level,
    Rule,
    Text,
    Vocabulary,
    Years,
)
from geo.programme import Programme
from geo.vocabulary import vocabulary

# More values of one parameter than this are described by their form alone.
MOST_LISTED = 2_000
MEANINGS: Mapping[str, str] = {
    "fy": message("First and last fiscal year (April to March), both included; one value stands for both."),
    "country": message("Countries, ISO 3166-1 alpha-3 codes."),
    "jp": message("Japanese governments, by their id."),
    "partner": message("Partner places, by their id."),
    "theme": message("Themes, by their code; a row of several themes is found under each."),
    "tech": message("Technology types, by their code."),
    "sector": message("Sectors, by their code."),
    "scheme": message("Support schemes, by their code."),
    "status": message("How far an installation has come, by code."),
    "evidence": message(
        "Lowest level of evidence: A official sources only, B secondary sources too (the default), C inferred rows too."
    ),
    "undated": message("1 keeps rows without a known fiscal year although fy is given."),
    "linked": message(
        "1 keeps only installations formed through the programme; ties that are inferred count with evidence=C only."
    ),
    "q": message("Words that all occur in the row's names and texts, whatever their width, case, kana or accents."),
    "sel": message("What is open on the page. Understood so that a page's parameters work here; changes no row."),
    "limit": message("At most so many rows; without it, all of them. Links to the parts beside it are given."),
    "offset": message("So many rows are passed over first."),
    "fields": message(
        "Which columns the rows have, separated by commas; without it, all of them. The row's id, evidence and sources always stay."
    ),
    "lang": message("Language of messages for people and of a workbook's headings; English where it is not given."),
    "second": message("The page's second language. Understood so that a page's parameters work here; changes nothing."),
    "for": message(
        "spreadsheet: the text starts with a byte order mark, and no cell can start a formula. An apostrophe stands before"
        " every part of a text (parts end at a semicolon, tab or line break) that begins with = + - @ or their full-width"
        " forms, with an apostrophe, a tab or a line break; taking one apostrophe off each part gives the text back."
    ),
    "name": message("Name of the table."),
}


def parameters(programme: Programme, language: Language) -> Schema:
    """Describe every parameter.

    Parameters
    ----------
    programme : Programme
        The loaded tables: they say which codes there are.
    language : Language
        The language of all descriptions.

    Returns
    -------
    dict
        Parameter objects of OpenAPI 3.1 by name; ``fields`` once for each layer, as ``fields_places`` and so on.
    """
    allowed = vocabulary(programme)
    choices = {**VIEW_PARAMETERS, **FOR_SPREADSHEET}
    described = {rule.name: ("query", *_rule_schema(rule, allowed)) for rule in RULES}
    described |= {name: ("query", {"type": "string", "enum": list(codes)}, codes[0]) for name, codes in choices.items()}
    tables = list(programme.tables)
    described["name"] = ("path", {"type": "string", "enum": tables}, tables[0])
    described |= {name: ("query", *_number_schema(name)) for name in NUMBERS}
    written = {name: _parameter(name, *said, language) for name, said in described.items()}
    for layer in records.LAYERS:
        columns = list(records.columns(programme, layer))
        schema: Schema = {"type": "array", "items": {"type": "string", "enum": columns}, "minItems": 1}
        chosen = _parameter(FIELDS, "query", schema, columns[:2], language)
        written[f"{FIELDS}_{layer}"] = {**chosen, "explode": False}
    return written


def _parameter(name: str, place: str, schema: Schema, example: object, language: Language) -> Schema:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "description": language.text(MEANINGS[name]),
        "schema": schema,
        "example": example,
        **({"style": "form", "explode": True} if schema["type"] == "array" else {}),
    }


def _number_schema(name: str) -> tuple[Schema, object]:
    least, most = NUMBERS[name]
    return {"type": "integer", "minimum": least, "maximum": most, **({} if least else {"default": least})}, 10


def _rule_schema(rule: Rule, allowed: Vocabulary) -> tuple[Schema, object]:
    """Say what a parameter may hold, and give an example."""
    match rule:
        case Years():
            year = {"type": "integer", "minimum": allowed.first_year, "maximum": allowed.last_year}
            example: object = [allowed.first_year, allowed.last_year]
            return {"type": "array", "items": year, "minItems": 1, "maxItems": 2}, example
        case Codes():
            codes = list(allowed.codes[rule.name])
            return {"type": "array", "items": {"type": "string", "enum": codes}}, codes[:1]
        case Level():
            levels = list(allowed.codes[rule.name])
            return {"type": "string", "enum": levels, "default": DEFAULT_EVIDENCE}, levels[-1]
        case Flag():
            return {"type": "string", "enum": ["0", "1"], "default": "0"}, "1"
        case Text():
            return {"type": "string", "maxLength": LONGEST_QUERY}, "city"
        case Detail():
            every = [f"{kind}:{id_}" for kind, ids in allowed.selectable.items() for id_ in sorted(ids)]
            if len(every) <= MOST_LISTED:
                return {"type": "string", "enum": every}, every[0] if every else ""
            kinds = "|".join(allowed.selectable)
            return {"type": "string", "pattern": f"^({kinds}):.+$"}, every[0]
    msg = f"Rule {type(rule).__name__} of parameter {rule.name} has no schema. Allowed: the kinds of rules known here."
    raise TypeError(msg)
