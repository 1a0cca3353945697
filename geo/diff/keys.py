"""What tells the rows of each table apart: its primary key, as ``datapackage.json`` declares it."""

from __future__ import annotations

from collections.abc import Mapping

CODE = ("code",)
KEYS: Mapping[str, tuple[str, ...]] = {
    "places": ("place_id",),
    "collaborations": ("collaboration_id",),
    "installations": ("installation_id",),
    "cases": ("case_id",),
    "dominoes": ("domino_id",),
    "programme_facts": ("fact_id",),
    "countries": ("iso3",),
    "themes": CODE,
    "technology_types": CODE,
    "sectors": CODE,
    "schemes": CODE,
    "statuses": CODE,
    "published_totals": ("subject", "as_of", "metric", "scope", "source_id"),
    "sources": ("source_id",),
    # No key is declared for it: several leads may speak of the same pair and year, and are told apart by their order.
    "leads_collaborations": ("jp", "partner", "country_iso3", "fiscal_year"),
    "leads_installations": ("name",),
}
