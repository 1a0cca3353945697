"""What was seen but not confirmed, worded for a reader: a checklist, never counted and never drawn."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from geo import vocabulary
from geo.language import Language
from geo.programme import Programme

JAPAN = "JPN"


class CollaborationLead(NamedTuple):
    """A collaboration that was hinted at: names in the reader's language where they are known, notes in English."""

    japanese: str
    partner: str
    country: str
    fiscal_year: str
    why_open: str
    where_to_check: str


class InstallationLead(NamedTuple):
    """An installation that was seen but not entered: its name as it was read, the note in English."""

    name: str
    country: str
    why_not_used: str


def collaborations(programme: Programme, language: Language) -> list[CollaborationLead]:
    """Word the leads of collaborations.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    language : Language
        The reader's.

    Returns
    -------
    list of CollaborationLead
        In the order of the table. A place is named in the reader's language where the table of places has one of exactly this
        name in the same country; any other stays as it was noted. Empty means not seen.
    """
    countries = vocabulary.names(programme, "country", language)
    places = programme.places
    named = {
        (country, name): language.pick({"name_ja": japanese, "name_en": name}, "name")
        for country, name, japanese in zip(places["country_iso3"], places["name_en"], places["name_ja"], strict=True)
    }
    return [
        CollaborationLead(
            japanese=named.get((JAPAN, row["jp"]), row["jp"]),
            partner=named.get((row["country_iso3"], row["partner"]), row["partner"]),
            country=countries.get(row["country_iso3"], ""),
            fiscal_year="" if pd.isna(row["fiscal_year"]) else str(int(row["fiscal_year"])),
            why_open=row["why_open"],
            where_to_check=row["where_to_check"],
        )
        for row in programme.leads_collaborations.to_dict("records")
    ]


def installations(programme: Programme, language: Language) -> list[InstallationLead]:
    """Word the leads of installations.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    language : Language
        The reader's.

    Returns
    -------
    list of InstallationLead
        In the order of the table; the country is empty where it was not seen.
    """
    countries = vocabulary.names(programme, "country", language)
    return [
        InstallationLead(row["name"], countries.get(row["country_iso3"], ""), row["why_not_used"])
        for row in programme.leads_installations.to_dict("records")
    ]
