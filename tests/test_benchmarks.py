from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import urllib.request
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from shipped import DATA
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import __main__ as benchmark
from benchmarks import cold, generated, plan, report
from benchmarks.figures import MEASURES, Samples, exponent, growth, verdicts
from benchmarks.messages import Meter, Wire
from benchmarks.motion import most_of
from benchmarks.plain_page import PAGES, write_site
from benchmarks.plan import Effort, effort
from benchmarks.selections import EVERY_LEVEL, Facts
from benchmarks.servers import serving
from benchmarks.sessions import rotated
from benchmarks.subjects import BARE, COLLABORATIONS, INSTALLATIONS, LEAFLET, OURS, SUBJECTS, TOPICS, TUTORIAL, Topic
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


def test_each_topic_is_measured_beside_both_floors_and_the_usual_way():
    for topic in TOPICS:
        assert [subject.name for subject in topic.subjects] == [BARE.name, TUTORIAL.name, LEAFLET.name, OURS.name]
        assert [subject.map for subject in topic.subjects] == ["none", "element", "leaflet", "plugin"]
        assert [subject.static for subject in topic.subjects] == [False, False, True, False]
        assert all((ROOT / subject.script).is_file() for subject in topic.subjects)
        ours, plain = topic.subjects[-1], topic.subjects[-2]
        assert not ours.page or (ROOT / "pages" / f"{ours.page}.py").is_file()
        assert plain.page in PAGES


def test_without_being_told_otherwise_installations_are_measured_at_ten_and_a_hundred_thousand_too():
    runs = [(topic.name, size) for topic, size in benchmark._runs(benchmark._arguments([]))]
    assert runs == [("collaborations", None), ("installations", None), ("installations", 10_000), ("installations", 100_000)]


def test_larger_tables_are_measured_less_often_and_the_usual_way_not_where_a_change_takes_minutes():
    for subject in SUBJECTS:
        efforts = [effort(rows, subject) for rows in (206, 10_000, 100_000)]
        for less, more in zip(efforts[1:], efforts, strict=False):
            assert less == less.at_most(more)
    assert effort(100_000, TUTORIAL) == Effort()
    assert effort(10_000, TUTORIAL).rounds == 1
    assert effort(10_000, TUTORIAL).crowd == 0
    for rows in (206, 10_000, 100_000):
        assert effort(rows, OURS) == effort(rows, BARE)
        assert effort(rows, OURS).rounds >= 3
        assert effort(rows, LEAFLET).rounds == effort(rows, OURS).rounds
        assert effort(rows, LEAFLET).runs == effort(rows, LEAFLET).cold == 0
    assert effort(10_000, OURS).crowd > 0


def test_what_is_asked_for_replaces_what_is_usual_but_no_rule():
    asked = plan.asked_efforts(benchmark._arguments(["--rounds", "7", "--parts", "browser"]))
    assert effort(206, OURS, asked) == Effort(rounds=7, changes=2, motions=2)
    assert effort(10_000, TUTORIAL, asked).rounds == 1
    assert effort(100_000, TUTORIAL, asked) == Effort()


def test_the_report_tells_how_often_each_page_was_measured_and_which_was_left_out():
    small, large = (plan.told(SUBJECTS, rows, {}, 50) for rows in (206, 100_000))
    assert "turns in the browser 5;" in small
    assert "reruns of one session 20 (leaflet none)" in small
    assert "Sessions at once: 50." in small
    assert "Left out" not in small
    assert "turns in the browser 3 (tutorial none)" in large
    assert "times all sessions" not in large
    assert large.endswith("as one change would take minutes: tutorial.\n")


def test_the_plain_page_holds_every_row_where_it_is_and_as_it_is_counted(crowded, tmp_path):
    write_site(crowded, tmp_path)
    for topic, kind in ((COLLABORATIONS, "LineString"), (INSTALLATIONS, "Point")):
        features = json.loads((tmp_path / f"{topic.name}.geojson").read_text(encoding="utf-8"))["features"]
        facts = Facts(crowded, topic)
        assert len(features) == facts.size
        assert {feature["geometry"]["type"] for feature in features} == {kind}
        for country in facts.countries:
            told = [feature["properties"] for feature in features if feature["properties"]["country"] == country]
            assert sum(each["evidence"] != "C" for each in told) == facts.expected((country,)).rows
    located = {row["installation_id"]: row for row in rows(crowded, "installations") if row["lat"]}
    points = [feature["geometry"]["coordinates"] for feature in features]
    for (longitude, latitude), row in zip(points, rows(crowded, "installations"), strict=True):
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        if row["installation_id"] in located:
            assert (longitude, latitude) == (float(row["lon"]), float(row["lat"]))


def test_the_plain_page_is_served_with_all_it_needs_and_nothing_else():
    with serving(LEAFLET, DATA) as server:
        page = (ROOT / LEAFLET.script).read_text(encoding="utf-8")
        named = re.findall(r'(?:src|href|data-address)="([^"]+)"', page)
        assert {"leaflet.js", "leaflet.css", "leaflet_page.js", "collaborations.geojson"} == set(named)
        for name in (LEAFLET.page, *named):
            with urllib.request.urlopen(f"{server.address}/{name}") as answer:
                assert answer.status == 200
        assert 0 < server.answered < 60


def test_a_page_that_does_not_come_up_tells_what_it_wrote(tmp_path):
    with pytest.raises(RuntimeError, match="No module named"), serving(BARE, tmp_path, ["-c", "import nothing_of_that_name"]):
        pass


def test_modules_are_counted_from_what_python_writes(tmp_path):
    log = tmp_path / "log"
    with log.open("wb") as file:
        subprocess.run([sys.executable, "-S", "-E", *cold.COUNTING, "-c", "import json"], stderr=file, check=True)
    counted = cold.modules_in(log)
    assert counted == sum("|" in line for line in log.read_text("utf-8").splitlines()) - 1
    assert b"json.decoder" in log.read_bytes()


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
    for time, told, met in ((9.9, "1.00", True), (1.0, "0.00", True), (31.7, "1.50", False)):
        (grown,) = growth(small, measured(1.0, time, size=1000, made=True))
        assert grown.found == told
        assert grown.met is met


def test_an_exponent_is_the_power_of_the_rows():
    small, large = Samples(100), Samples(10_000, generated=True)
    small.add("run", OURS, 2.0)
    large.add("run", OURS, 20.0)
    assert exponent(small, large, "run", OURS) == pytest.approx(0.5)
    assert exponent(small, large, "run", BARE) is None
    assert exponent(small, small, "run", OURS) is None
    small.add("run_memory", OURS, 1.0)
    large.add("run_memory", OURS, -1.0)
    assert exponent(small, large, "run_memory", OURS) is None
    assert report.render([small, large], "", 1.0)


def test_frame_times_are_told_by_median_most_and_longest():
    samples, times = Samples(127), [16.0] * 98 + [40.0, 300.0]
    samples.add_frames("drag", OURS, times)
    assert most_of(times) == pytest.approx(16.0)
    assert [samples.middle(name, OURS) for name in ("drag", "drag_most", "drag_longest")] == [16.0, most_of(times), 300.0]


def test_sizes_of_different_pages_are_not_held_against_each_other():
    sizes = [
        measured(1.0, 1.0), measured(1.0, 1.0, size=206, topic=INSTALLATIONS),
        measured(1.0, 9.0, size=10_000, made=True, topic=INSTALLATIONS),
    ]  # fmt: skip
    written = report.render(sizes, "Chromium 1", 90.0, datetime(2026, 1, 2, tzinfo=UTC))
    assert "Server time of a rerun, one session, from 206 to 10,000 installations" in written
    assert "from 127" not in written
    assert "## 10,000 installations, most of them generated" in written
    assert len(list(benchmark._verdicts(sizes))) == sum(len(verdicts(samples)) for samples in sizes) + 1


def test_report_is_a_table_with_every_measure_limit_and_date():
    sizes = [measured(1.0, 30_000.0), measured(1.0, 30_000.0, size=10_000, made=True)]
    written = report.render(sizes, "Chromium 1", 90.0, datetime(2026, 1, 2, tzinfo=UTC))
    assert "2026-01-02, in 2 minutes" in written
    assert "Chromium 1" in written
    for measure in MEASURES:
        assert f"| {measure.title} |" in written
    assert "**not met**" in written
    for line in written.splitlines():
        if line.startswith("| "):
            assert line.count("|") in {3, 5, 6, 9}, line


def test_report_names_neither_host_nor_path():
    written = (Path(report.__file__).with_name("report.md")).read_text(encoding="utf-8")
    assert not re.search(r"(^|[\s`(])/(\w+/)", written)
    assert "Shipped size: 127 collaborations" in written


def test_each_turn_begins_with_another_page():
    assert [list(rotated([1, 2, 3], turn)) for turn in range(4)] == [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 2, 3]]
