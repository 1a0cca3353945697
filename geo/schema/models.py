"""One pandera model per table, over typed columns: text ("" where not seen), whole numbers, numbers, true or false."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from geo.schema import fields

EVIDENCE = ("A", "B", "C")
NAME_ORIGINS = ("published", "translated", "description")
PROGRAMME_GROUPS = ("programme", "scheme", "exit_strategy", "benefit", "forum_2023", "initiative", "history")
PLACE_KINDS = ("city", "prefecture", "province", "state", "region", "special_zone", "port")
SOURCE_KINDS = ("official", "news", "participant", "copy", "study_report_copy")


class Table(pa.DataFrameModel):
    """What all tables share: no column more, none less."""

    class Config:
        """Settings of the model."""

        strict = True


class Places(Table):
    """A Japanese government or a partner place."""

    place_id: Series[str] = fields.key("identifier-form")
    name_en: Series[str] = fields.string(needed=True, unique=True)
    name_ja: Series[str] = fields.string(needed=True, unique=True)
    country_iso3: Series[str] = fields.reference(needed=True)
    kind: Series[str] = fields.codes(*PLACE_KINDS)
    lat: Series[float] = fields.latitude(needed=True)
    lon: Series[float] = fields.longitude(needed=True)
    location_precision: Series[str] = fields.codes("city", "proxy")
    location_note_en: Series[str] = fields.string()
    location_source: Series[str] = fields.string(needed=True)


class Collaborations(Table):
    """A pair working together in a fiscal year."""

    collaboration_id: Series[str] = fields.key("identifier-form")
    jp_place_id: Series[str] = fields.reference(needed=True)
    partner_place_id: Series[str] = fields.reference(needed=True)
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(needed=True)
    title_ja: Series[str] = fields.string()
    title_en: Series[str] = fields.string()
    title_origin: Series[str] = fields.codes("published_ja", "published_en", "published_both", "none")
    summary_en: Series[str] = fields.string(needed=True)
    summary_ja: Series[str] = fields.string(needed=True)
    themes: Series[str] = fields.references(needed=True)
    lead_organisation_en: Series[str] = fields.string()
    lead_organisation_ja: Series[str] = fields.string()
    evidence: Series[str] = fields.codes(*EVIDENCE)
    evidence_note_en: Series[str] = fields.string()
    evidence_note_ja: Series[str] = fields.string()
    source_id: Series[str] = fields.references(needed=True)


class Installations(Table):
    """A JCM project. Text of an official page was seen (A) or not (B): nothing here is inferred."""

    installation_id: Series[str] = fields.key("identifier-form")
    registry_number: Series[str] = fields.string(formed="registry-form")
    name_en: Series[str] = fields.string(needed=True)
    name_ja: Series[str] = fields.string(needed=True)
    name_en_origin: Series[str] = fields.codes(*NAME_ORIGINS)
    name_ja_origin: Series[str] = fields.codes(*NAME_ORIGINS)
    country_iso3: Series[str] = fields.reference(needed=True)
    location_text: Series[str] = fields.string()
    lat: Series[float] = fields.latitude()
    lon: Series[float] = fields.longitude()
    location_precision: Series[str] = fields.codes("site", "city", "province", "country")
    location_source: Series[str] = fields.string()
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year()
    scheme: Series[str] = fields.reference(needed=True)
    sector: Series[str] = fields.reference(needed=True)
    technology_type: Series[str] = fields.reference(needed=True)
    technology_en: Series[str] = fields.string(needed=True)
    technology_ja: Series[str] = fields.string(needed=True)
    capacity_kw: Series[float] = fields.measure(1, fields.MOST_KILOWATTS)
    capacity_text: Series[str] = fields.string()
    ghg_reduction_tco2_per_year: Series[pd.Int64Dtype] = fields.whole_number(1, fields.MOST_TONNES)
    japanese_participant_en: Series[str] = fields.string()
    japanese_participant_ja: Series[str] = fields.string()
    partner_participant: Series[str] = fields.string()
    status: Series[str] = fields.reference(needed=True)
    jp_place_id: Series[str] = fields.reference()
    partner_place_id: Series[str] = fields.reference()
    collaboration_evidence: Series[str] = fields.string(formed="tie-form")
    collaboration_candidate: Series[str] = fields.string()
    evidence: Series[str] = fields.codes("A", "B")
    source_id: Series[str] = fields.reference(needed=True)
    source_id_2: Series[str] = fields.reference()
    notes: Series[str] = fields.string()


class Cases(Table):
    """A story of a pair: a result, or one that is forming."""

    case_id: Series[str] = fields.key("identifier-form")
    kind: Series[str] = fields.codes("result", "forming")
    jp_place_id: Series[str] = fields.reference(needed=True)
    partner_place_id: Series[str] = fields.reference(needed=True)
    fiscal_year_from: Series[pd.Int64Dtype] = fields.fiscal_year(needed=True)
    fiscal_year_to: Series[pd.Int64Dtype] = fields.fiscal_year()
    title_en: Series[str] = fields.string(needed=True)
    title_ja: Series[str] = fields.string(needed=True)
    what_en: Series[str] = fields.string(needed=True)
    what_ja: Series[str] = fields.string(needed=True)
    outcome_en: Series[str] = fields.string(needed=True)
    outcome_ja: Series[str] = fields.string(needed=True)
    installation_ids: Series[str] = fields.references()
    source_id: Series[str] = fields.references(needed=True)


class Dominoes(Table):
    """A spread from one place to another."""

    domino_id: Series[str] = fields.key("identifier-form")
    from_place_id: Series[str] = fields.reference(needed=True)
    to_place_id: Series[str] = fields.reference(needed=True)
    year: Series[pd.Int64Dtype] = fields.fiscal_year()
    via_place_id: Series[str] = fields.reference()
    what_en: Series[str] = fields.string(needed=True)
    what_ja: Series[str] = fields.string(needed=True)
    source_id: Series[str] = fields.references(needed=True)
    evidence: Series[str] = fields.codes(*EVIDENCE)


class ProgrammeFacts(Table):
    """A fact on the programme."""

    fact_id: Series[str] = fields.key("identifier-form")
    group: Series[str] = fields.codes(*PROGRAMME_GROUPS)
    fact_en: Series[str] = fields.string(needed=True)
    fact_ja: Series[str] = fields.string(needed=True)
    source_id: Series[str] = fields.references(needed=True)


class Countries(Table):
    """A country with its label point and its JCM signing date."""

    iso3: Series[str] = fields.key("iso3-form")
    iso2: Series[str] = fields.key("iso2-form")
    name_en: Series[str] = fields.string(needed=True, unique=True)
    name_ja: Series[str] = fields.string(needed=True, unique=True)
    jcm_partner: Series[bool]
    jcm_signed: Series[str] = fields.string(dated=False)
    label_lat: Series[float] = fields.latitude(needed=True)
    label_lon: Series[float] = fields.longitude(needed=True)
    label_source: Series[str] = fields.string(needed=True)
    capital_en: Series[str] = fields.string(needed=True)
    capital_ja: Series[str] = fields.string(needed=True)
    source_id: Series[str] = fields.reference(needed=True)


class Vocabulary(Table):
    """A code with both its names."""

    code: Series[str] = fields.key("code-form")
    name_en: Series[str] = fields.string(needed=True, unique=True)
    name_ja: Series[str] = fields.string(needed=True, unique=True)


class Themes(Vocabulary):
    """What a collaboration is about."""

    sort_order: Series[pd.Int64Dtype] = fields.rank()


class TechnologyTypes(Vocabulary):
    """Kind of technology, and the sector it belongs to."""

    sector_code: Series[str] = fields.reference(needed=True)
    sort_order: Series[pd.Int64Dtype] = fields.rank()
    description_en: Series[str] = fields.string(needed=True)
    description_ja: Series[str] = fields.string(needed=True)


class Sectors(Vocabulary):
    """Sector of the JCM."""

    sort_order: Series[pd.Int64Dtype] = fields.rank()


class Schemes(Vocabulary):
    """Support scheme of an installation."""

    description_en: Series[str] = fields.string(needed=True)
    description_ja: Series[str] = fields.string(needed=True)


class Statuses(Vocabulary):
    """How far an installation has come."""


class PublishedTotals(Table):
    """A figure somebody published."""

    subject: Series[str] = fields.codes("programme", "jcm")
    as_of: Series[str] = fields.string(needed=True, dated=True)
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year()
    metric: Series[str] = fields.string(needed=True, formed="code-form")
    scope: Series[str] = fields.reference(needed=True)
    value: Series[pd.Int64Dtype] = fields.whole_number(0, needed=True)
    derived: Series[bool]
    note_en: Series[str] = fields.string()
    source_id: Series[str] = fields.reference(needed=True)


class Sources(Table):
    """An address somebody can look the facts up at."""

    source_id: Series[str] = fields.key("identifier-form")
    publisher: Series[str] = fields.string(needed=True)
    title: Series[str] = fields.string()
    url: Series[str] = fields.string(needed=True, limit=fields.LONGEST_ADDRESS, unique=True, formed="web-address")
    kind: Series[str] = fields.codes(*SOURCE_KINDS)
    language: Series[str] = fields.string(formed="language-form")


class LeadsCollaborations(Table):
    """A collaboration that was seen but not confirmed."""

    jp: Series[str] = fields.string()
    partner: Series[str] = fields.string(needed=True)
    country_iso3: Series[str] = fields.reference(needed=True)
    fiscal_year: Series[pd.Int64Dtype] = fields.fiscal_year(needed=True)
    why_open: Series[str] = fields.string(needed=True)
    where_to_check: Series[str] = fields.string(needed=True)


class LeadsInstallations(Table):
    """An installation that was seen but not confirmed."""

    name: Series[str] = fields.string(needed=True, unique=True)
    country_iso3: Series[str] = fields.reference()
    why_not_used: Series[str] = fields.string(needed=True)


MODELS: dict[str, type[Table]] = {
    "places": Places,
    "collaborations": Collaborations,
    "installations": Installations,
    "cases": Cases,
    "dominoes": Dominoes,
    "programme_facts": ProgrammeFacts,
    "countries": Countries,
    "themes": Themes,
    "technology_types": TechnologyTypes,
    "sectors": Sectors,
    "schemes": Schemes,
    "statuses": Statuses,
    "published_totals": PublishedTotals,
    "sources": Sources,
    "leads_collaborations": LeadsCollaborations,
    "leads_installations": LeadsInstallations,
}
