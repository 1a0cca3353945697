"""The forms of answers that no table decides, as JSON Schema."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def _shape(kind: str, coordinates: Schema) -> Schema:
    return {
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {"type": {"const": kind}, "coordinates": coordinates},
    }


POSITION: Schema = {
    "type": "array",
    "prefixItems": [{"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90}],
    "minItems": 2,
    "maxItems": 2,
}
POSITIONS: Schema = {"type": "array", "items": POSITION, "minItems": 2}
POINT = _shape("Point", POSITION)
LINE = _shape("LineString", POSITIONS)
LINES = _shape("MultiLineString", {"type": "array", "items": POSITIONS})
PROBLEM: Schema = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "value", "allowed", "nearest", "message"],
                "additionalProperties": {"type": "string"},
            },
        },
        "faults": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["file", "row", "column", "value", "broken", "remedy", "rule"],
                "properties": {"row": {"type": ["integer", "null"]}},
                "additionalProperties": {"type": "string"},
            },
        },
    },
}
LINKS: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["rel", "href", "type"],
        "properties": {
            "rel": {"enum": ["first", "prev", "next", "last"]},
            "href": {"type": "string"},
            "type": {"const": "application/geo+json"},
        },
    },
}
_PUBLISHED: Schema = {
    "type": ["object", "null"],
    "required": ["value", "as_of", "sources"],
    "properties": {
        "value": {"type": "integer"},
        "as_of": {"type": "string"},
        "sources": {"type": "array", "items": {"type": "string"}},
    },
}
_FIGURE: Schema = {
    "type": "object",
    "required": ["value", "published"],
    "properties": {"value": {"type": "integer"}, "published": _PUBLISHED},
}
FIGURES: Schema = {
    "type": "object",
    "required": ["data_version", "data_as_of", "selection", "figures", "years", "options", "hidden", "completeness"],
    "properties": {
        "figures": {"type": "object", "additionalProperties": _FIGURE},
        "years": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fiscal_year", "links"],
                "additionalProperties": {"type": "integer"},
            },
        },
        "options": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": {"type": "integer"}}},
        "hidden": {"type": "integer"},
        "completeness": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
HEALTH: Schema = {
    "type": "object",
    "required": ["status", "data_version", "stale"],
    "properties": {
        "status": {"const": "ok"},
        "data_version": {"type": "string"},
        "data_dated": {"type": "string", "format": "date-time"},
        "stale": {"type": "boolean"},
        "stale_since": {"type": "string", "format": "date-time"},
        "stale_because": {"enum": ["faults", "unreachable"]},
        "faults": {"type": "integer"},
    },
}
