"""Tables of any size: the shipped ones with generated rows added, in a folder that lasts as long as a measurement.

Nothing of it is ever written to ``data/``. A generated collaboration joins only generated places, and both say so in their ids
and in every text, so that none can be taken for a fact and no real city is ever said to work with another. A generated
installation says so likewise and is tied to no place. Points, countries, years and codes are those of shipped rows, so that
generated ones spread over the map as facts do.
"""

from __future__ import annotations

import csv
import shutil
from itertools import cycle, islice, product
from pathlib import Path

from benchmarks.subjects import INSTALLATIONS, Topic

MARK = "generated-"
NOTE_EN = "Generated for a measurement; no fact."
NOTE_JA = "計測用に生成した行。事実ではない。"
FIRST_YEAR, YEARS = 2013, 13
PARTICIPANTS = 200
# Shipped rows that the rules allow by name: rows like them would be faults.
EXCEPTIONS = ("mv-jfjcm-addu", "mn-beverage-lpg-boiler")
UNTIED = ("jp_place_id", "partner_place_id", "collaboration_evidence", "collaboration_candidate")
Row = dict[str, str]


def write_tables(shipped: Path, folder: Path, topic: Topic, size: int) -> None:
    """Write tables with `size` rows of a topic to a folder.

    Parameters
    ----------
    shipped : pathlib.Path
        The shipped tables.
    folder : pathlib.Path
        An empty folder.
    topic : Topic
        Which rows.
    size : int
        How many of them there shall be, the shipped ones among them.

    Raises
    ------
    ValueError
        If `size` is smaller than what is shipped.
    """
    for file in shipped.glob("*.csv"):
        shutil.copy(file, folder)
    rows = _read(shipped, topic.name)
    if size < len(rows):
        msg = f"There cannot be {size} {topic.name}: {len(rows)} are shipped. Allowed: {len(rows)} or more."
        raise ValueError(msg)
    if topic == INSTALLATIONS:
        _write(folder, topic.name, [*rows, *generate_installations(rows, size - len(rows))])
        return
    places = _read(shipped, "places")
    more_places, more_links = generate(places, rows, size - len(rows))
    _write(folder, "places", [*places, *more_places])
    _write(folder, topic.name, [*rows, *more_links])


def generate_installations(shipped: list[Row], count: int) -> list[Row]:
    """Make generated installations.

    Parameters
    ----------
    shipped : list of dict
        The shipped rows; points, countries, years, codes and figures are taken over from them in turn.
    count : int
        How many to make.

    Returns
    -------
    list of dict
        They have no registry number, no tie to any place, and their texts say that they are generated.
    """
    patterns = cycle(row for row in shipped if row["installation_id"] not in EXCEPTIONS)
    return [_installation(pattern, number) for number, pattern in enumerate(islice(patterns, count), 1)]


def _installation(pattern: Row, number: int) -> Row:
    named = {"en": f"{MARK}{number}: {NOTE_EN}", "ja": f"{MARK}{number}:{NOTE_JA}"}
    texts = {name: NOTE_JA if name.endswith("_ja") else NOTE_EN for name in pattern if name.endswith(("_ja", "_en"))}
    participant = f"{MARK}{number % PARTICIPANTS}"
    empty = dict.fromkeys((*UNTIED, "registry_number", "capacity_text", "partner_participant"), "")
    located = {"location_text": NOTE_EN, **({"location_source": NOTE_EN} if pattern["lat"] else {})}
    return pattern | texts | empty | located | {
        "installation_id": f"{MARK}{number}",
        "name_en": named["en"],
        "name_ja": named["ja"],
        "name_en_origin": "description",
        "name_ja_origin": "description",
        "japanese_participant_en": participant,
        "japanese_participant_ja": participant,
        "notes": NOTE_EN,
    }  # fmt: skip


def generate(places: list[Row], links: list[Row], count: int) -> tuple[list[Row], list[Row]]:
    """Make generated places and collaborations.

    Parameters
    ----------
    places, links : list of dict
        The shipped rows of both tables; what they say by code is taken over.
    count : int
        How many collaborations to make.

    Returns
    -------
    list of dict
        Generated places, as many as the collaborations need.
    list of dict
        Generated collaborations, each pair once in a fiscal year.
    """
    used = {side: {row[side] for row in links} for side in ("jp_place_id", "partner_place_id")}
    japanese = [row for row in places if row["place_id"] in used["jp_place_id"]]
    partners = [row for row in places if row["place_id"] in used["partner_place_id"]]
    copies = 1
    while (copies * len(japanese)) * (copies * len(partners)) * YEARS < count:
        copies += 1
    sides = [[_place(row, copy) for copy in range(1, copies + 1) for row in side] for side in (japanese, partners)]
    # Years run slowest: the first rows already spread over all pairs.
    joined = islice(product(range(FIRST_YEAR, FIRST_YEAR + YEARS), sides[0], sides[1]), count)
    made = [_link(pattern, year, jp, partner) for (year, jp, partner), pattern in zip(joined, cycle(links), strict=False)]
    return ([*sides[0], *sides[1]] if count else []), made


def _place(row: Row, copy: int) -> Row:
    return row | {
        "place_id": f"{MARK}{copy}-{row['place_id']}",
        "name_en": f"{MARK}{copy} {row['name_en']}",
        "name_ja": f"{MARK}{copy} {row['name_ja']}",
        "location_note_en": NOTE_EN,
        "location_source": NOTE_EN,
    }


def _link(pattern: Row, year: int, jp: Row, partner: Row) -> Row:
    texts = {name: NOTE_JA if name.endswith("_ja") else NOTE_EN for name in pattern if name.endswith(("_ja", "_en"))}
    return pattern | texts | {
        "collaboration_id": f"{jp['place_id']}-{partner['place_id']}-fy{year}",
        "jp_place_id": jp["place_id"],
        "partner_place_id": partner["place_id"],
        "fiscal_year": str(year),
        "title_origin": "published_both",
    }  # fmt: skip


def _read(folder: Path, table: str) -> list[Row]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(folder: Path, table: str, rows: list[Row]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
