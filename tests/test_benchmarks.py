from __future__ import annotations

import csv
import re
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from shipped import DATA
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import __main__ as benchmark
from benchmarks import generated, report
from benchmarks.figures import MEASURES, Samples, growth, verdicts
from benchmarks.messages import Meter, Wire
from benchmarks.selections import EVERY_LEVEL, Facts
from benchmarks.sessions import rotated
from benchmarks.subjects import BARE, COLLABORATIONS, INSTALLATIONS, OURS, TOPICS, TUTORIAL, Topic
from geo import collaborations, installations
from geo.conditions import matching
from geo.programme import load_programme
from geo.selection import Selection

ROOT = Path(report.__file__).parents[1]
SIZE, MANY = 400, 900


@pytest.fixture(scope="module")
def enlarged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("enlarged")
    generated.write_tables(DATA, folder, COLLABORATIONS, SIZE)
    return folder


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crowded")
    generated.write_tables(DATA, folder, INSTALLATIONS, MANY)
    return folder


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def element(kind: str, place: list[int], text: str) -> bytes:
    message = ForwardMsg()
    message.metadata.delta_path.extend(place)
    if kind == "component_instance":
        message.delta.new_element.component_instance.json_args = text
    else:
        message.delta.new_element.markdown.body = text
    return message.SerializeToString()


def reference(place: list[int]) -> bytes:
    message = ForwardMsg(ref_hash="0" * 32)
    message.metadata.delta_path.extend(place)
    return message.SerializeToString()


def event(name: str) -> bytes:
    message = ForwardMsg()
    getattr(message, name).SetInParent() if name == "new_session" else setattr(message, name, 0)
    return message.SerializeToString()


def measured(bare: float, ours: float, *, size: int = 127, made: bool = False, topic: Topic = COLLABORATIONS) -> Samples:
    samples = Samples(size, generated=made, topic=topic)
    for measure in MEASURES:
        samples.add(measure.name, BARE, bare)
        samples.add(measure.name, OURS, ours)
    return samples


def test_enlarged_tables_hold_the_shipped_rows_unchanged_and_as_many_as_asked(enlarged):
    for table in ("places", "collaborations"):
        assert rows(enlarged, table)[: len(rows(DATA, table))] == rows(DATA, table)
    assert len(rows(enlarged, "collaborations")) == SIZE


def test_every_generated_row_says_so_in_its_id_and_every_text(enlarged):
    links = rows(enlarged, "collaborations")[len(rows(DATA, "collaborations")) :]
    places = rows(enlarged, "places")[len(rows(DATA, "places")) :]
    assert links
    assert places
    for link in links:
        for column in ("collaboration_id", "jp_place_id", "partner_place_id"):
            assert link[column].startswith(generated.MARK)
        texts = {link[column] for column in link if column.endswith(("_en", "_ja"))}
        assert texts == {generated.NOTE_EN, generated.NOTE_JA}
    for place in places:
        assert all(place[column].startswith(generated.MARK) for column in ("place_id", "name_en", "name_ja"))


def test_shipped_tables_hold_nothing_generated():
    for file in DATA.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        assert generated.MARK not in text
        assert generated.NOTE_EN not in text
        assert generated.NOTE_JA not in text


def test_enlarged_tables_break_no_rule_and_are_counted_as_the_pages_count_them(enlarged):
    programme, facts = load_programme(enlarged), Facts(enlarged, COLLABORATIONS)
    links = collaborations.rows(programme)
    for evidence, levels in (("B", frozenset("AB")), ("C", EVERY_LEVEL)):
        for country, name in (("VNM", "Viet Nam"), ("IDN", "Indonesia")):
            chosen = Selection(countries=(country,), evidence=evidence).conditions("collaborations")
            shown = matching(links, chosen)
            expected = facts.expected((name,), levels)
            places = {*shown["jp_place_id"], *shown["partner_place_id"]}
            assert expected.rows == len(shown) > 0
            assert expected.shapes == len(shown) + len(places)


def test_generated_installations_break_no_rule_say_what_they_are_and_are_tied_to_nothing(crowded):
    shipped, made = rows(DATA, "installations"), rows(crowded, "installations")
    assert made[: len(shipped)] == shipped
    assert len(made) == MANY
    for row in made[len(shipped) :]:
        assert row["installation_id"].startswith(generated.MARK)
        assert all(row[name].startswith(generated.MARK) for name in ("name_en", "name_ja"))
        assert generated.NOTE_EN in row["name_en"]
        assert generated.NOTE_JA in row["name_ja"]
        assert row["notes"] == generated.NOTE_EN
        assert not any(row[name] for name in (*generated.UNTIED, "registry_number", "partner_participant"))
    assert len(load_programme(crowded).installations) == MANY


def test_generated_installations_are_counted_as_the_page_counts_them(crowded):
    programme, facts = load_programme(crowded), Facts(crowded, INSTALLATIONS)
    for country, name in (("VNM", "Viet Nam"), ("IDN", "Indonesia")):
        expected = facts.expected((name,))
        shown = matching(installations.rows(programme), Selection(countries=(country,)).conditions("installations"))
        assert expected.rows == expected.shapes == len(shown) > 0


def test_each_topic_is_measured_beside_a_floor_and_the_usual_way():
    for topic in TOPICS:
        assert [subject.name for subject in topic.subjects] == [BARE.name, TUTORIAL.name, OURS.name]
        assert [subject.map for subject in topic.subjects] == ["none", "element", "plugin"]
        assert all((ROOT / subject.script).is_file() for subject in topic.subjects)
        assert all((ROOT / "pages" / f"{subject.page}.py").is_file() for subject in topic.subjects if subject.page)


def test_without_being_told_otherwise_installations_are_measured_at_ten_thousand_too():
    runs = [(topic.name, size) for topic, size in benchmark._runs(benchmark._arguments([]))]
    assert runs == [("collaborations", None), ("installations", None), ("installations", 10_000)]


def test_more_collaborations_than_places_allow_get_more_places():
    places, links = rows(DATA, "places"), rows(DATA, "collaborations")
    once, _ = generated.generate(places, links, 1)
    more, made = generated.generate(places, links, 20_000)
    assert len(more) > len(once)
    assert len({row["collaboration_id"] for row in made}) == len(made) == 20_000


def test_fewer_rows_than_are_shipped_are_refused(tmp_path):
    with pytest.raises(ValueError, match="There cannot be 5 collaborations"):
        generated.write_tables(DATA, tmp_path, COLLABORATIONS, 5)
    with pytest.raises(ValueError, match="There cannot be 5 installations"):
        generated.write_tables(DATA, tmp_path, INSTALLATIONS, 5)


def test_bytes_of_the_map_are_told_from_the_rest_also_where_only_a_reference_is_sent():
    meter = Meter()
    first, text = element("component_instance", [0, 3], "x" * 500), element("markdown", [0, 4], "y" * 300)
    for payload in (event("new_session"), first, text, event("script_finished")):
        meter.add(payload)
    assert meter.map_bytes == len(first)
    assert meter.page_bytes == len(first) + len(text) + len(event("new_session")) + len(event("script_finished"))
    assert (meter.started, meter.finished) == (1, 1)
    meter.restart()
    meter.add(reference([0, 3]))
    meter.add(reference([0, 4]))
    assert meter.map_bytes == len(reference([0, 3]))
    assert meter.page_bytes == len(reference([0, 3])) + len(reference([0, 4]))


def test_compressed_messages_count_as_what_crosses_the_wire():
    plain, packed = Wire(), Wire()
    packed.agree("permessage-deflate; server_max_window_bits=12; client_max_window_bits=12")
    payload = bytes(range(256)) * 20
    assert plain.length(payload) == len(payload)
    assert packed.length(payload) < len(payload)
    # What was said before is still known, so the same again takes less than alone.
    assert packed.length(payload[:1000]) < len(zlib.compress(payload[:1000]))


def test_figures_are_medians_and_ratios_of_medians():
    samples = Samples(127)
    for value in (1.0, 2.0, 9.0):
        samples.add("run", BARE, value)
    for value in (3.0, 5.0):
        samples.add("run", OURS, value)
    samples.add_group("crowd", OURS, [1.0, 7.0, 2.0])
    assert samples.middle("run", BARE) == 2.0
    assert samples.ratio("run", OURS) == 2.0
    assert samples.of("crowd", OURS) == [2.0]
    assert samples.ratio("run", TUTORIAL) is None


def test_every_limit_is_judged_and_told_met_or_not():
    good, bad = verdicts(measured(1.0, 1.0)), verdicts(measured(1.0, 30_000.0))
    assert [verdict.limit for verdict in good] == [verdict.limit for verdict in bad]
    assert all(verdict.met for verdict in good)
    assert not any(verdict.met for verdict in bad)


def test_generated_sizes_have_limits_of_their_own():
    for size, allowed in ((10_000, "2.0 x bare"), (100_000, "4.0 x bare")):
        judged = {verdict.limit: verdict.allowed for verdict in verdicts(measured(1.0, 1.0, size=size, made=True))}
        assert judged["Country chosen: click to map redrawn"] == allowed


def test_server_time_may_grow_as_the_rows_do_but_not_faster():
    small = measured(1.0, 1.0, size=100)
    for time, met in ((9.9, True), (10.1, False)):
        grown = growth(small, measured(1.0, time, size=1000, made=True))
        assert grown is not None
        assert grown.met is met


def test_sizes_of_different_pages_are_not_held_against_each_other():
    sizes = [
        measured(1.0, 1.0), measured(1.0, 1.0, size=206, topic=INSTALLATIONS),
        measured(1.0, 9.0, size=10_000, made=True, topic=INSTALLATIONS),
    ]  # fmt: skip
    written = report.render(sizes, 50, "Chromium 1", datetime(2026, 1, 2, tzinfo=UTC))
    assert "Server time from 206 to 10,000 installations" in written
    assert "Server time from 127" not in written
    assert "## 10,000 installations, most of them generated" in written


def test_report_is_a_table_with_every_measure_limit_and_date():
    written = report.render([measured(1.0, 30_000.0)], 50, "Chromium 1", datetime(2026, 1, 2, tzinfo=UTC))
    assert "2026-01-02" in written
    assert "Chromium 1" in written
    for measure in MEASURES:
        assert f"| {measure.title} |" in written
    assert "**not met**" in written
    for line in written.splitlines():
        if line.startswith("| ") and "bare |" not in line:
            assert line.count("|") in {3, 5, 7}, line


def test_report_names_neither_host_nor_path():
    written = (Path(report.__file__).with_name("report.md")).read_text(encoding="utf-8")
    assert not re.search(r"(^|[\s`(])/(\w+/)", written)
    assert "Shipped size: 127 collaborations" in written


def test_each_turn_begins_with_another_page():
    assert [list(rotated([1, 2, 3], turn)) for turn in range(4)] == [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 2, 3]]
