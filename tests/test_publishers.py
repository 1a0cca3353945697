"""Publishers are named as the reader knows them; where only an English name is known, it says so."""

from __future__ import annotations

import pytest
from shipped import shipped

from geo import publishers
from geo.detail import detail
from geo.detail.model import Source
from geo.language import Language
from geo.parameters import Selected
from geo.selection import Selection

JAPANESE, ENGLISH = Language("ja"), Language("en")


def test_every_name_we_know_is_one_of_the_table() -> None:
    assert set(shipped().sources["publisher"]) >= publishers.KNOWN


@pytest.mark.parametrize("name", sorted(publishers.KNOWN))
def test_a_known_name_stands_in_japanese_for_japanese_readers_alone(name: str) -> None:
    assert publishers.worded(name, ENGLISH) == name
    assert publishers.worded(name, JAPANESE) != name
    assert publishers.name_language(name, JAPANESE) == publishers.name_language(name, ENGLISH) == ""


def test_copies_of_reports_are_named_with_the_place_they_lie_at() -> None:
    assert publishers.worded("Report for MOE Japan (copy on docslib.org)", JAPANESE) == "環境省向け報告書(docslib.orgにある写し)"
    assert publishers.worded("docslib.org copy of a JCM document", JAPANESE) == "JCM文書の写し(docslib.org)"


def test_a_copy_is_told_as_one_whoever_made_what_was_copied() -> None:
    named = {
        "Ministry of the Environment, Japan (copy on dokumen.tips)": "環境省(dokumen.tipsにある写し)",
        "Yokohama City notice (copy on happylibus.com, doc 30732)": "横浜市のお知らせ(happylibus.comにある写し、文書30732)",
        "Quezon City (slides, copy on businessdocbox.com)": "ケソン市(スライド、businessdocbox.comにある写し)",
        "pdfslide.us copy of a GEC document": "GEC文書の写し(pdfslide.us)",
        "Somebody (copy on a.example)": "Somebody(a.exampleにある写し)",
    }
    assert {name: publishers.worded(name, JAPANESE) for name in named} == named
    assert {publishers.worded(name, ENGLISH) for name in named} == set(named)


def test_a_copy_of_a_copy_of_a_copy_is_named_at_once() -> None:
    assert publishers.worded("x" + " (copy on y)" * 5000, JAPANESE).endswith("(yにある写し)")


def test_a_place_that_publishes_is_named_as_the_table_of_places_names_it() -> None:
    places = shipped().places.set_index("name_en")["name_ja"]
    publishing = set(places.index) & set(shipped().sources["publisher"])
    assert publishing
    assert {name: publishers.worded(name, JAPANESE) for name in publishing} == places[sorted(publishing)].to_dict()


def test_no_copy_is_named_in_english_for_japanese_readers() -> None:
    left = [name for name in shipped().sources["publisher"] if publishers.name_language(name, JAPANESE)]
    assert not [name for name in left if "copy" in name or "Japan," in name]


def test_an_unknown_name_stays_and_is_marked_as_english() -> None:
    assert publishers.worded("The Nation Thailand", JAPANESE) == "The Nation Thailand"
    assert publishers.name_language("The Nation Thailand", JAPANESE) == "en"
    assert publishers.name_language("The Nation Thailand", ENGLISH) == ""
    assert publishers.name_language("", JAPANESE) == ""


def test_a_detail_names_publishers_as_its_reader_knows_them() -> None:
    told = detail(shipped(), Selection(), Selected("country", "VNM"), JAPANESE)
    named = {source.publisher: source.publisher_language for source in told.sources}
    assert named["環境省"] == ""
    assert "Ministry of the Environment, Japan" not in named
    assert set(named.values()) <= {"", "en"}


def test_what_is_cited_is_the_publisher_or_else_the_title() -> None:
    source = Source("s", "Kompas", "Judul", "https://example.org", "news", "Indonesian", "en", "id")
    assert (source.cited, source.name, source.name_language) == (("Kompas", "en"), "Judul", "id")
    untitled = Source("s", "Kompas", "", "https://example.org", "news", "Indonesian", "en", "id")
    assert (untitled.name, untitled.name_language) == ("Kompas", "en")
    unsigned = Source("s", "", "Judul", "https://example.org", "news", "Indonesian", "", "id")
    assert unsigned.cited == ("Judul", "id")
