"""Pictograms, drawn on a grid of 48 by 48: outlines that take the line colour, and areas that take the tint."""

from __future__ import annotations

GRID = 48

PICTOGRAMS: dict[str, str] = {
    # A town hall with a flag, and houses.
    "government": (
        '<path d="M6 42V26h10v16M32 42V26h10v16"/><path d="M16 42V18l8-6 8 6v24z"/>'
        '<path d="M21 42v-8h6v8M21 23h.01M27 23h.01M21 29h.01M27 29h.01M11 31h.01M11 36h.01M37 31h.01M37 36h.01'
        'M3 42h42" fill="none"/>'
        '<path d="M24 12V3l7 2.5-7 2.5"/>'
    ),
    # A skyline with a tree.
    "city": (
        '<path d="M5 42V22h10v20M15 42V8h11v34M26 42V16h9v26"/><path d="M40 42v-8M40 34c-4 0-5-3-5-5s2-5 5-5 5 3 5 5-1 5-5 5z"/>'
        '<path d="M10 27h.01M10 32h.01M10 37h.01M20.5 14h.01M20.5 20h.01M20.5 26h.01M20.5 32h.01M30.5 22h.01M30.5 28h.01'
        'M30.5 34h.01M3 42h42" fill="none"/>'
    ),
    "company": (
        '<path d="M6 16h36v24H6z"/><path d="M17 16v-5a3 3 0 0 1 3-3h8a3 3 0 0 1 3 3v5M6 27h14M28 27h14" fill="none"/>'
        '<path d="M20 24h8v6h-8z"/>'
    ),
    "study": (
        '<path d="M9 5h20l8 8v30H9z"/><path d="M29 5v8h8M15 17h14M15 24h9M15 31h6" fill="none"/>'
        '<circle cx="33" cy="33" r="8"/><path d="M39 39l6 6" fill="none"/>'
    ),
    "rules": (
        '<path d="M10 8h28v36H10z"/><path d="M18 4h12v8H18z"/>'
        '<path d="M16 20l3 3 5-5M16 31l3 3 5-5M28 22h6M28 33h6" fill="none"/>'
    ),
    "training": (
        '<path d="M12 22v11c0 4 6 7 12 7s12-3 12-7V22z"/><path d="M24 9L3 18l21 9 21-9z"/>'
        '<path d="M45 18v12" fill="none"/>'
    ),
    "project": (
        '<circle cx="24" cy="21" r="13"/><path d="M19 43h10M19.5 38.5h9M24 34v-8M20 21l4 5 4-5M24 2v2M7 6l2 2M41 6l-2 2'
        'M3 22h3M42 22h3" fill="none"/>'
    ),
    "install": (
        '<path d="M10 24h28l6 16H4z"/><path d="M7 32h34M20 24l-3 16M28 24l3 16M24 40v5M17 45h14" fill="none"/>'
        '<circle cx="24" cy="11" r="5"/><path d="M24 2V1M32.5 11h1.5M14 11h1.5M30 5l1-1M17 4l1 1" fill="none"/>'
    ),
    "spread_city": (
        '<path d="M17 31V17h14v14z"/><path d="M21 21h.01M27 21h.01M21 27h.01M27 27h.01" fill="none"/>'
        '<path d="M4 14V5h9v9zM35 14V5h9v9zM4 43v-9h9v9zM35 43v-9h9v9z"/>'
        '<path d="M17 17l-4-3M31 17l4-3M17 31l-4 3M31 31l4 3" fill="none"/>'
    ),
    # Dominoes, falling.
    "domino": (
        '<path d="M4 12h6v30H4z"/><path d="M15.5 14.5l5.8-1.600 7.8 29.1h-6.2z"/><path d="M25 19.5l5-3.5 14 26h-7z"/>'
        '<path d="M3 42h43M10 8c4-4 9-4 13-1M23 2v5h-5" fill="none"/>'
    ),
    "network": (
        '<path d="M24 24L9 11M24 24l16-11M24 24L8 37M24 24l15 14M9 11l31 2" fill="none"/><circle cx="24" cy="24" r="6"/>'
        '<circle cx="9" cy="11" r="4.5"/><circle cx="40" cy="13" r="4.5"/><circle cx="8" cy="37" r="4.5"/>'
        '<circle cx="39" cy="38" r="4.5"/>'
    ),
    "recognition": (
        '<path d="M8 19h8L34 8v30L16 28H8z"/><path d="M13 28l3 13h6l-3-11M39 17c3 3 3 9 0 12M43 13c5 6 5 14 0 20" fill="none"/>'
    ),
    # A person before the globe.
    "staff": (
        '<circle cx="29" cy="19" r="15"/>'
        '<path d="M14 19h30M29 4c-6 4-8 9-8 15s2 11 8 15M29 4c6 4 8 9 8 15s-2 11-8 15" fill="none"/>'
        '<circle cx="12" cy="27" r="6"/><path d="M2 45c0-7 4-11 10-11s10 4 10 11z"/>'
    ),
    "carbon": (
        '<path d="M14 28a9 9 0 1 1 2-17.5A11 11 0 0 1 37 14a7.5 7.5 0 0 1-1 14z"/>'
        '<path d="M24 22v22M17 37l7 7 7-7" fill="none"/>'
    ),
    "environment": (
        '<path d="M8 40C4 18 18 6 42 6c1 24-9 36-26 34"/><path d="M6 45c4-12 12-21 24-27M16 31l1-9M21 26l9-1" fill="none"/>'
    ),
    "energy": '<path d="M27 3L9 27h12l-3 18 21-27H26z"/>',
    "share": (
        '<path d="M6 12h22v16H15l-6 6v-6H6z"/><path d="M32 18h10v16h-3v6l-6-6H20v-3" fill="none"/>'
        '<path d="M11 18h12M11 23h8" fill="none"/>'
    ),
    "third": (
        '<circle cx="24" cy="24" r="19"/>'
        '<path d="M5 24h38M24 5c-8 5-10 12-10 19s2 14 10 19M24 5c8 5 10 12 10 19s-2 14-10 19" fill="none"/>'
    ),
}  # fmt: skip
