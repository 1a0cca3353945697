"""Rules that hold between columns, rows and tables. Each takes the text tables and gives the faults it finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from geo import outlines
from geo.faults import Fault, Parameters, listed
from geo.references import REFERENCES, unknown
from geo.tables import cells, file_name

Tables = Mapping[str, pd.DataFrame]
Find = Callable[[Tables], list[Fault]]

JAPAN = "JPN"
FARTHEST_KM = 50
# Points that may lie farther from the outline, by table and key, and why.
FAR_POINTS: dict[tuple[str, str], str] = {
    ("installations", "mv-jfjcm-addu"): "Addu is an atoll too small for the 1:50 million outline of the Maldives.",
}
# Installations whose sector does not follow from the technology type, and why.
OWN_SECTORS: dict[str, str] = {
    "mn-beverage-lpg-boiler": "Its boilers switch the fuel rather than save energy: sector other.",
}


@dataclass(frozen=True)
class Rule:
    """A rule and the tables it needs.

    Parameters
    ----------
    needs : tuple of str
        Names of the tables; the rule is left out while one of them cannot be read whole.
    find : callable
        Gives the faults of these tables.
    """

    needs: tuple[str, ...]
    find: Find


REGISTRY: list[Rule] = [
    Rule((reference.table, reference.target), partial(unknown, reference=reference)) for reference in REFERENCES
]


def rule(*needs: str) -> Callable[[Find], Find]:
    """Enter a function into the registry as a rule on the tables named."""

    def enter(find: Find) -> Find:
        REGISTRY.append(Rule(needs, find))
        return find

    return enter


def check(tables: Tables, incomplete: Collection[str] = ()) -> list[Fault]:
    """Check every rule whose tables are there.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Text tables indexed by line, as `geo.tables.read_folder` gives them.
    incomplete : collection of str
        Names of tables of which rows are missing: a rule on them would find faults that are none.

    Returns
    -------
    list of Fault
        Every fault found.
    """
    whole = set(tables) - set(incomplete)
    return [fault for entry in REGISTRY if whole.issuperset(entry.needs) for fault in entry.find(tables)]


def _at(
    tables: Tables,
    table: str,
    column: str,
    code: str,
    wrong: pd.Series[bool],
    describe: Callable[[int, str], Parameters] | None = None,
) -> list[Fault]:
    return listed(file_name(table), column, code, cells(tables[table][column][wrong]), describe)


def _country(tables: Tables, place_ids: pd.Series[str]) -> pd.Series[str]:
    places = tables["places"].drop_duplicates("place_id").set_index("place_id")
    return place_ids.map(places["country_iso3"]).fillna("")


def _numbers(column: pd.Series[str]) -> pd.Series[float]:
    numbers = pd.to_numeric(column, errors="coerce")
    return numbers.where(np.isfinite(numbers.astype(float)))


def _doubled(tables: Tables, table: str, identity: list[str], column: str, code: str) -> list[Fault]:
    rows = tables[table]
    groups = rows.index.to_series().groupby([rows[name] for name in identity])
    first = groups.transform("first")
    wrong = (rows[identity] != "").all(axis=1) & (first != rows.index)
    return _at(tables, table, column, code, wrong, lambda line, _: (("first", str(first[line])),))


@rule("collaborations")
def pair_and_year_once(tables: Tables) -> list[Fault]:
    """Find pairs that stand more than once in a fiscal year."""
    identity = ["jp_place_id", "partner_place_id", "fiscal_year"]
    return _doubled(tables, "collaborations", identity, "fiscal_year", "pair-year-doubled")


@rule("published_totals")
def figure_once(tables: Tables) -> list[Fault]:
    """Find figures that one source is named for more than once."""
    identity = ["subject", "as_of", "metric", "scope", "source_id"]
    return _doubled(tables, "published_totals", identity, "metric", "figure-doubled")


@rule("installations")
def registry_number_once(tables: Tables) -> list[Fault]:
    """Find registry numbers that stand at more than one installation."""
    return _doubled(tables, "installations", ["registry_number"], "registry_number", "duplicate")


@rule("collaborations")
def id_says_pair_and_year(tables: Tables) -> list[Fault]:
    """Find collaborations whose id is not made of their pair and fiscal year."""
    rows = tables["collaborations"]
    expected = rows["jp_place_id"] + "-" + rows["partner_place_id"] + "-fy" + rows["fiscal_year"]
    wrong = (rows["collaboration_id"] != "") & (rows["collaboration_id"] != expected)
    return _at(
        tables, "collaborations", "collaboration_id", "id-content", wrong,
        lambda line, _: (("expected", expected[line]),),
    )  # fmt: skip


def _sides(table: str, tables: Tables) -> list[Fault]:
    rows = tables[table]
    japanese, partner = _country(tables, rows["jp_place_id"]), _country(tables, rows["partner_place_id"])
    return [
        *_at(
            tables, table, "jp_place_id", "japanese-side", (japanese != JAPAN) & (japanese != ""),
            lambda line, _: (("country", japanese[line]),),
        ),
        *_at(tables, table, "partner_place_id", "partner-side", partner == JAPAN),
    ]  # fmt: skip


def _pairs_known(table: str, tables: Tables) -> list[Fault]:
    rows, links = tables[table], tables["collaborations"]
    known = set(zip(links["jp_place_id"], links["partner_place_id"], strict=True))
    ids = frozenset(tables["places"]["place_id"])
    pairs = list(zip(rows["jp_place_id"], rows["partner_place_id"], strict=True))
    # A pair of which one place does not exist is a fault of its own already.
    wrong = [pair not in known and ids.issuperset(pair) for pair in pairs]
    return _at(
        tables, table, "partner_place_id", "pair-unknown", pd.Series(wrong, index=rows.index, dtype=bool),
        lambda line, partner: (("jp", rows["jp_place_id"][line]), ("partner", partner)),
    )  # fmt: skip


REGISTRY += [Rule((table, "places"), partial(_sides, table)) for table in ("collaborations", "installations", "cases")]
REGISTRY += [Rule((table, "places", "collaborations"), partial(_pairs_known, table)) for table in ("installations", "cases")]


@rule("collaborations")
def title_origin_fits(tables: Tables) -> list[Fault]:
    """Find titles without an origin, and origins without both titles (one may be a translation)."""
    rows = tables["collaborations"]
    titles = (rows[["title_ja", "title_en"]] != "").sum(axis=1)
    fits = titles == np.where(rows["title_origin"] == "none", 0, 2)
    return _at(tables, "collaborations", "title_origin", "title-origin", ~fits & (rows["title_origin"] != ""))


@rule("collaborations")
def inferred_rows_say_how(tables: Tables) -> list[Fault]:
    """Find inferred rows (evidence C) that do not say in both languages how they were inferred."""
    inferred = tables["collaborations"]["evidence"] == "C"
    return [
        fault
        for name in ("evidence_note_en", "evidence_note_ja")
        for fault in _at(tables, "collaborations", name, "evidence-note", inferred & (tables["collaborations"][name] == ""))
    ]


@rule("installations")
def tie_and_places_together(tables: Tables) -> list[Fault]:
    """Find installations whose tie to the programme and whose two places are not given together."""
    rows = tables["installations"]
    places = (rows[["jp_place_id", "partner_place_id"]] != "").sum(axis=1)
    tie = rows["collaboration_evidence"] != ""
    return [
        *_at(tables, "installations", "collaboration_evidence", "tie-without-places", tie & (places < 2)),
        *_at(tables, "installations", "collaboration_evidence", "places-without-tie", ~tie & (places > 0)),
    ]


@rule("installations", "places")
def partner_in_same_country(tables: Tables) -> list[Fault]:
    """Find installations whose partner place lies in another country."""
    rows = tables["installations"]
    country = _country(tables, rows["partner_place_id"])
    # A partner place in Japan is reported as such.
    wrong = ~country.isin(["", JAPAN]) & (country != rows["country_iso3"])
    return _at(
        tables, "installations", "partner_place_id", "partner-country", wrong,
        lambda line, _: (("country", country[line]), ("own", rows["country_iso3"][line])),
    )  # fmt: skip


@rule("installations")
def point_follows_precision(tables: Tables) -> list[Fault]:
    """Find country-level rows with a point, others without one, and points that do not say where they come from."""
    rows = tables["installations"]
    given = (rows[["lat", "lon"]] != "").sum(axis=1)
    country, precise = rows["location_precision"] == "country", ~rows["location_precision"].isin(["", "country"])
    source = rows["location_source"] != ""
    return [
        *_at(tables, "installations", "lat", "point-half", given == 1),
        *_at(
            tables, "installations", "lat", "point-missing", precise & (given == 0),
            lambda line, _: (("precision", rows["location_precision"][line]),),
        ),
        *_at(tables, "installations", "lat", "point-unwanted", country & (given == 2)),
        *_at(tables, "installations", "location_source", "point-source", source != (given > 0)),
    ]  # fmt: skip


def _near_country(columns: tuple[str, str, str, str, str], tables: Tables) -> list[Fault]:
    table, key, country, lat, lon = columns
    rows = tables[table]
    x, y = _numbers(rows[lon]), _numbers(rows[lat])
    usable = x.between(-180, 180) & y.between(-90, 90) & rows[country].ne("")
    usable &= ~rows[key].isin([code for name, code in FAR_POINTS if name == table])
    away = pd.Series(0.0, index=rows.index)
    for iso3, group in rows[usable].groupby(country):
        lines = group.index
        away[lines] = outlines.distances(str(iso3), x[lines].to_numpy(float), y[lines].to_numpy(float))

    def describe(line: int, _: str) -> Parameters:
        distance = ("distance", f"{away[line]:.0f}")
        return (distance, ("country", rows[country][line]), ("limit", str(FARTHEST_KM)))

    return _at(tables, table, lat, "point-far", away > FARTHEST_KM, describe)


REGISTRY += [
    Rule((columns[0],), partial(_near_country, columns))
    for columns in (
        ("places", "place_id", "country_iso3", "lat", "lon"),
        ("installations", "installation_id", "country_iso3", "lat", "lon"),
        ("countries", "iso3", "iso3", "label_lat", "label_lon"),
    )
]


@rule("places")
def proxies_have_a_note(tables: Tables) -> list[Fault]:
    """Find points that stand for a larger area without saying whose point it is."""
    rows = tables["places"]
    wrong = (rows["location_precision"] == "proxy") & (rows["location_note_en"] == "")
    return _at(tables, "places", "location_note_en", "proxy-note", wrong)


@rule("installations", "technology_types")
def sector_follows_technology(tables: Tables) -> list[Fault]:
    """Find installations whose sector is not that of their technology type."""
    rows = tables["installations"]
    types = tables["technology_types"].drop_duplicates("code").set_index("code")
    expected = rows["technology_type"].map(types["sector_code"]).fillna("")
    wrong = (expected != "") & (rows["sector"] != "") & (rows["sector"] != expected)
    wrong &= ~rows["installation_id"].isin(OWN_SECTORS)
    return _at(
        tables, "installations", "sector", "sector-technology", wrong,
        lambda line, _: (("expected", expected[line]),),
    )  # fmt: skip


@rule("cases")
def years_in_order(tables: Tables) -> list[Fault]:
    """Find cases that end before they begin."""
    rows = tables["cases"]
    first, last = _numbers(rows["fiscal_year_from"]), _numbers(rows["fiscal_year_to"])
    return _at(
        tables, "cases", "fiscal_year_to", "years-reversed", last < first,
        lambda line, _: (("first", rows["fiscal_year_from"][line]),),
    )  # fmt: skip


@rule("dominoes")
def domino_joins_different_places(tables: Tables) -> list[Fault]:
    """Find spreads that name a place twice."""
    rows = tables["dominoes"]
    start, end, between = rows["from_place_id"], rows["to_place_id"], rows["via_place_id"]
    return [
        *_at(tables, "dominoes", "to_place_id", "domino-places", (start == end) & (end != "")),
        *_at(
            tables, "dominoes", "via_place_id", "domino-places",
            (between != "") & ((between == start) | (between == end)),
        ),
    ]  # fmt: skip


@rule("countries")
def only_partners_signed(tables: Tables) -> list[Fault]:
    """Find countries with a JCM signing date that are not marked as JCM partners."""
    rows = tables["countries"]
    wrong = (rows["jcm_signed"] != "") & (rows["jcm_partner"] == "false")
    return _at(tables, "countries", "jcm_signed", "signed-not-partner", wrong)
