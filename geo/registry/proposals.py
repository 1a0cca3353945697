"""What the registry's rows would do to ``installations.csv``: set beside the present rows, for a keeper to decide."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from geo.intake.folding import folded
from geo.language import message
from geo.programme import Programme, text_tables
from geo.registry.columns import wordings
from geo.registry.entries import NO_PROVINCE_POINT, PROVINCE_POINT, Entry, NotUnderstood, Remark

TABLE = "installations"
OFFICIAL = "official"
# The code of the vocabularies for what no source states.
UNKNOWN = "unknown"
POINT = ("location_precision", "lat", "lon", "location_source")
# What a row of the table must say, and the registry's file may not.
NEEDED = (
    "name_ja", "name_ja_origin", "scheme", "sector", "technology_type", "technology_en", "technology_ja", "status",
    "source_id",
)  # fmt: skip
# They say how a row came about, not what the project is.
NOT_COMPARED = frozenset({"notes", "name_en_origin", "name_ja_origin", "evidence", "source_id"})
# A degree of latitude is 111 km: points closer than about ten metres are one.
SAME_POINT = 1e-4
SEVERAL = message("it may be any of {ids}")
SAME_NUMBER, SAME_NAME, SAME_PARTNER = (
    message("same registry number"),
    message("same country and name"),
    message("same country, partner and fiscal year"),
)
LEAD = message("a lead of the same name stands in leads_installations.csv")
TAKEN = message("line {line} of the file is the same project")


@dataclass(frozen=True)
class FieldProposal:
    """A field of a row: what the table says, what the file says."""

    column: str
    present: str
    proposed: str


@dataclass(frozen=True)
class Match:
    """A row of the file that is in the table already.

    Parameters
    ----------
    entry : Entry
        The row of the file.
    row : mapping of str to str
        The row of the table.
    reason : str
        Message: why they are taken for the same.
    completed : tuple of FieldProposal
        Fields that are empty in the table.
    conflicts : tuple of FieldProposal
        Fields that say something else.
    remarks : tuple of (str, mapping)
        What was not understood or read otherwise than it stands.
    """

    entry: Entry
    row: Mapping[str, str]
    reason: str
    completed: tuple[FieldProposal, ...]
    conflicts: tuple[FieldProposal, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class New:
    """A row of the file that the table has not: the whole row it would be, what is still to fill in, and remarks."""

    entry: Entry
    row: Mapping[str, str]
    missing: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Proposals:
    """All that the file proposes; `others` are rows that are not understood, or may be any of several."""

    new: tuple[New, ...] = ()
    matches: tuple[Match, ...] = ()
    others: tuple[NotUnderstood, ...] = ()
    columns: tuple[str, ...] = field(default=())

    @property
    def same(self) -> int:
        """How many rows say nothing that the table does not say."""
        return sum(not match.completed and not match.conflicts for match in self.matches)


def propose(programme: Programme, entries: Iterable[Entry], others: Sequence[NotUnderstood], source: str | None) -> Proposals:
    """Set rows of the file beside those of the table.

    Parameters
    ----------
    programme : Programme
        The present tables.
    entries : iterable of Entry
        Rows of the file.
    others : sequence of NotUnderstood
        Rows of the file that are no entries.
    source : str or None
        Id of the source the new rows shall name; one of ``sources.csv``. None leaves it to be filled in.

    Returns
    -------
    Proposals
        Nothing in the tables is changed.
    """
    table = text_tables(programme)[TABLE]
    rows: list[dict[str, str]] = [{str(name): str(cell) for name, cell in row.items()} for row in table.to_dict("records")]
    finder = _Finder(rows)
    sources = dict(zip(programme.sources["source_id"], programme.sources["kind"], strict=True))
    official = sources.get(source) == OFFICIAL
    leads = {folded(name) for name in programme.leads_installations["name"]}
    ids = {row["installation_id"] for row in rows}
    new: list[New] = []
    matches: list[Match] = []
    unclear = list(others)
    seen: dict[str, int] = {}
    for entry in entries:
        identity = entry.values.get("registry_number") or f"{entry.values['country_iso3']} {folded(entry.name)}"
        if identity in seen:
            unclear.append(NotUnderstood(entry.line, entry.name, (TAKEN, {"line": seen[identity]})))
            continue
        seen[identity] = entry.line
        reason, found = finder.find(entry)
        if len(found) > 1:
            names = ", ".join(row["installation_id"] for row in found)
            unclear.append(NotUnderstood(entry.line, entry.name, (SEVERAL, {"ids": names})))
        elif found:
            matches.append(_match(entry, found[0], reason))
        else:
            row = _row(entry, [str(name) for name in table.columns], source or "", ids, official=official)
            ids.add(row["installation_id"])
            remarks = (*entry.remarks, (LEAD, {})) if folded(entry.name) in leads else entry.remarks
            new.append(New(entry, row, tuple(name for name in NEEDED if not row[name]), remarks))
    unclear.sort(key=lambda other: other.line)
    return Proposals(tuple(new), tuple(matches), tuple(unclear), tuple(map(str, table.columns)))


class _Finder:
    """Finds the row of the table that a row of the file may be."""

    def __init__(self, rows: Sequence[dict[str, str]]) -> None:
        self.numbers: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        self.names: defaultdict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        self.partners: defaultdict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
        for row in rows:
            country = row["country_iso3"]
            if row["registry_number"]:
                self.numbers[row["registry_number"]].append(row)
            for name in {folded(row["name_en"]), folded(row["name_ja"])} - {""}:
                self.names[country, name].append(row)
            if row["partner_participant"] and row["fiscal_year"]:
                self.partners[country, folded(row["partner_participant"]), row["fiscal_year"]].append(row)

    def find(self, entry: Entry) -> tuple[str, list[dict[str, str]]]:
        """Find rows by the strongest likeness there is; none where the registry numbers differ."""
        values = entry.values
        number, country = values.get("registry_number", ""), values["country_iso3"]
        if number in self.numbers:
            return SAME_NUMBER, self.numbers[number]
        named = [self.names[country, name] for name in (folded(entry.name), folded(values.get("name_ja", ""))) if name]
        partner = (country, folded(values.get("partner_participant", "")), values.get("fiscal_year", ""))
        for reason, found in ((SAME_NAME, [row for rows in named for row in rows]), (SAME_PARTNER, self.partners.get(partner, []))):
            unlike = {row["installation_id"]: row for row in found if not (number and row["registry_number"])}
            if unlike:
                return reason, list(unlike.values())
        return "", []


def _match(entry: Entry, row: Mapping[str, str], reason: str) -> Match:
    completed: list[FieldProposal] = []
    conflicts: list[FieldProposal] = []
    point = _point(entry.values, row)
    for column, proposed in entry.values.items():
        if column in NOT_COMPARED or (column in POINT and not point):
            continue
        present = row[column]
        if column == "sector" and row["technology_type"] != UNKNOWN:
            # It follows from the technology, which is compared.
            continue
        whole_point = column in POINT and row["location_precision"] == "country"
        if whole_point or present in ("", UNKNOWN):
            completed.append(FieldProposal(column, present, proposed))
        elif not _says(column, present, proposed):
            conflicts.append(FieldProposal(column, present, proposed))
    # What the point of a province is matters where the row takes one.
    remarks = (remark for remark in entry.remarks if point or remark[0] not in (PROVINCE_POINT, NO_PROVINCE_POINT))
    return Match(entry, row, reason, tuple(completed), tuple(conflicts), tuple(remarks))


def _says(column: str, present: str, proposed: str) -> bool:
    """Tell whether the table says all the file says; its place may be told in more words."""
    if column in ("lat", "lon"):
        return False
    if column == "location_text":
        return folded(proposed) in folded(present)
    return folded(present) == folded(proposed)


def _point(values: Mapping[str, str], row: Mapping[str, str]) -> bool:
    """Tell whether the file says anything on the point that the table does not: a site, where the table has none or another."""
    if "lat" not in values:
        return False
    if row["location_precision"] == "country":
        return True
    if values["location_precision"] != "site":
        return False
    return any(abs(float(values[name]) - float(row[name])) > SAME_POINT for name in ("lat", "lon"))


def _row(entry: Entry, columns: Sequence[str], source: str, taken: set[str], *, official: bool) -> dict[str, str]:
    row = {column: entry.values.get(column, "") for column in columns}
    complete = official and all(row[column] for column in wordings().complete) and not entry.remarks
    row.update(installation_id=_identifier(entry, taken), evidence="A" if complete else "B", source_id=source)
    return row


def _identifier(entry: Entry, taken: set[str]) -> str:
    """Name a new row: by its registry number, else by country and name."""
    number = entry.values.get("registry_number", "")
    plain = re.sub(r"[^a-z0-9]+", "-", entry.name.lower()).strip("-")[:60].strip("-")
    stem = number.lower() or "-".join(part for part in (entry.values["country_iso3"].lower(), plain) if part)
    name, number_of = stem, 2
    while name in taken:
        name, number_of = f"{stem}-{number_of}", number_of + 1
    return name
