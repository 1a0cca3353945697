"""A Selection in words names every filter that applies, and no other."""

from __future__ import annotations

import pytest
from shipped import shipped

from geo.language import LANGUAGES, Language
from geo.parameters import RULES, Selected, Subject
from geo.selection import Selection
from geo.worded_selection import LABELS, worded

ENGLISH, JAPANESE = Language("en"), Language("ja")
EVERYTHING = Selection(
    fiscal_years=(2015, 2020),
    countries=("VNM", "KHM"),
    japanese=("osaka",),
    partners=("ho-chi-minh-city",),
    themes=("waste",),
    technologies=("solar_pv",),
    sectors=("waste",),
    schemes=("jfjcm",),
    statuses=("selected",),
    evidence="C",
    undated=True,
    linked=True,
    query="=1+1 {name}",
    selected=Selected("country", "VNM"),
)


@pytest.mark.parametrize("subject", ["collaborations", "installations"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_filter_that_applies_is_named_once(subject: Subject, code: str) -> None:
    language = Language(code)
    applying = [rule.name for rule in RULES if subject in rule.subjects and rule.name != "sel"]
    told = worded(shipped(), EVERYTHING, subject, language)
    assert sorted(label for label, _ in told) == sorted(language.text(LABELS[name]) for name in applying)
    assert all(value for _, value in told)


def test_values_go_by_the_names_a_reader_knows() -> None:
    told = dict(worded(shipped(), EVERYTHING, "installations", ENGLISH))
    assert told["Fiscal year"] == "FY2015–2020"
    assert told["Country"] == "Viet Nam and Cambodia"
    assert told["Type of technology"] == "Solar power"
    assert told["Evidence"] == "Official source, Secondary source, and Inferred"
    assert told["Rows without a known fiscal year"] == "shown too"
    assert told["Search"] == "=1+1 {name}"
    assert ("国", "ベトナム、カンボジア") in worded(shipped(), EVERYTHING, "installations", JAPANESE)


@pytest.mark.parametrize("subject", ["collaborations", "installations"])
def test_nothing_chosen_still_says_which_evidence_is_shown(subject: Subject) -> None:
    assert worded(shipped(), Selection(), subject, ENGLISH) == (("Evidence", "Official source and Secondary source"),)
