"""What the form of leads asks: its columns, the lists of codes they choose from, and how it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from geo.detail.worded import SOURCE_KINDS
from geo.language import Language, message
from geo.programme import Programme, records
from geo.vocabulary import EVIDENCE_NAMES, HOME_COUNTRY, names, place_names

Name = Literal["japanese", "partner", "country", "theme", "tech", "scheme", "status", "evidence", "kind", "result"]
NARROW, MIDDLE, WIDE = 12, 20, 44
# Decisions are keyed by codes, so that a filled form means the same in both languages.
RESULTS: Mapping[str, str] = {
    "confirmed": message("A page names it: becomes a row"),
    "refuted": message("A page says otherwise: the lead is closed"),
    "not_found": message("Looked for, no page found"),
}
STEPS = (
    message("Each row is a lead: something that was seen but not confirmed. Grey cells say what is known; yellow cells are yours."),
    message(
        "Look where the row says, or on any public page. What counts is a page that names it: for a collaboration both places and "
        "the fiscal year, for an installation its country and its project."
    ),
    message("Enter the page's address, who published it, its title and its date, and copy the words that say so into “Quote”."),
    message(
        "Choose codes from the lists; the sheet “Codes” says what they mean. Where none fits, leave the cell empty and say it "
        "under “Remarks”: no code is made up."
    ),
    message(
        "Evidence A: an official or primary page says so itself. Evidence B: news, a copy of a document, a participant's page."
    ),
    message("The fiscal year runs from April to March: a project chosen in February 2024 belongs to FY2023."),
    message("A lead that nobody could confirm stays a lead. Write down that you looked, and when: it saves the next one the way."),
    message("Send the form to those who keep the tables. They enter the rows, check them with all rules, and close the leads."),
)


@dataclass(frozen=True)
class Field:
    """A column of the form: its name, its heading (a message id), how wide it is, whether it is to be filled, from which list."""

    name: str
    heading: str
    width: int
    to_fill: bool = True
    codes: Name | None = None


KNOWN_COLLABORATION = (
    Field("lead", message("Lead"), 7, to_fill=False),
    Field("jp", message("Japanese government"), MIDDLE, to_fill=False),
    Field("partner", message("Partner"), MIDDLE, to_fill=False),
    Field("country", message("Country"), NARROW, to_fill=False),
    Field("fiscal_year", message("Fiscal year"), NARROW, to_fill=False),
    Field("why_open", message("Why it is open"), WIDE, to_fill=False),
    Field("where_to_check", message("Where to check"), WIDE, to_fill=False),
)
KNOWN_INSTALLATION = (
    Field("lead", message("Lead"), 7, to_fill=False),
    Field("name", message("Installation"), WIDE, to_fill=False),
    Field("country", message("Country"), NARROW, to_fill=False),
    Field("why_not_used", message("Why it is left out"), WIDE, to_fill=False),
)
FOUND = (
    Field("result", message("What the search gave"), NARROW, codes="result"),
    Field("url", message("Source address"), WIDE),
    Field("publisher", message("Publisher"), MIDDLE),
    Field("title", message("Title of the page"), WIDE),
    Field("published_on", message("Date of the page"), NARROW),
    Field("quote", message("Quote"), WIDE),
    Field("kind", message("Kind of source"), MIDDLE, codes="kind"),
    Field("evidence", message("Evidence"), 10, codes="evidence"),
    Field("fiscal_year_found", message("Fiscal year found"), NARROW),
)
OF_COLLABORATION = (
    Field("jp_place_id", message("Japanese government (code)"), MIDDLE, codes="japanese"),
    Field("partner_place_id", message("Partner (code)"), MIDDLE, codes="partner"),
    Field("themes", message("Theme (code)"), MIDDLE, codes="theme"),
)
OF_INSTALLATION = (
    Field("country_iso3", message("Country (code)"), NARROW, codes="country"),
    Field("technology_type", message("Type of technology (code)"), MIDDLE, codes="tech"),
    Field("scheme", message("Scheme (code)"), MIDDLE, codes="scheme"),
    Field("status", message("Status (code)"), MIDDLE, codes="status"),
)
CLOSING = (Field("looked_on", message("Looked for on"), NARROW), Field("remarks", message("Remarks"), WIDE))


def codes(programme: Programme, language: Language) -> dict[Name, dict[str, str]]:
    """Give the codes that may be chosen, each with what it means to the reader."""
    home = {row["place_id"]: row["country_iso3"] == HOME_COUNTRY for row in records(programme.places)}
    places = place_names(programme, language)
    return {
        "result": {code: language.text(meaning) for code, meaning in RESULTS.items()},
        "kind": {code: language.text(meaning) for code, meaning in SOURCE_KINDS.items()},
        "evidence": {code: language.text(EVIDENCE_NAMES[code]) for code in ("A", "B")},
        "japanese": {code: name for code, name in places.items() if home[code]},
        "partner": {code: name for code, name in places.items() if not home[code]},
        "theme": dict(names(programme, "theme", language)),
        "country": dict(names(programme, "country", language)),
        "tech": dict(names(programme, "tech", language)),
        "scheme": dict(names(programme, "scheme", language)),
        "status": dict(names(programme, "status", language)),
    }
