"""Every package the app runs on is listed with its licence, and each licence is an open one."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution

import pytest

from tools.list_licences import ALLOWED, LISTED, PINNED, licence_of, listed, parts, pinned, recognised, written

REQUIREMENTS = pinned(PINNED.read_text("utf-8"))
ENTRIES = listed(LISTED.read_text("utf-8"))
MIT = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"
BSD = "Redistribution and use in source and binary forms, with or without modification, are permitted."


# Where these fail: python -m tools.list_licences
def test_the_page_lists_the_pinned_packages_and_no_others() -> None:
    assert REQUIREMENTS
    assert {name: entry.version for name, entry in ENTRIES.items()} == {
        name: ", ".join(all_) for name, all_ in REQUIREMENTS.items()
    }


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_a_licence_is_an_open_one_and_the_one_the_package_names(name: str) -> None:
    assert parts(ENTRIES[name].licence) <= ALLOWED
    try:
        installed = distribution(name)
    except PackageNotFoundError:
        pytest.skip("not installed on this system")
    if installed.version in REQUIREMENTS[name]:
        assert licence_of(installed) == ENTRIES[name].licence


def test_the_page_can_be_written_from_itself() -> None:
    assert written(list(ENTRIES.values())) == LISTED.read_text("utf-8")


def test_a_licence_that_is_not_open_is_noticed() -> None:
    assert not parts("MIT AND SSPL-1.0") <= ALLOWED
    assert not parts("Proprietary") <= ALLOWED


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        (MIT, "MIT"),
        (BSD, "BSD-2-Clause"),
        (f"{BSD} Neither the name of the author nor the names of its contributors may be used.", "BSD-3-Clause"),
        ("All rights reserved.", ""),
    ],
)
def test_a_licence_is_recognised_by_its_text(text: str, licence: str) -> None:
    assert recognised(text) == licence


def test_several_pins_of_one_package_are_read_together() -> None:
    text = "a==1.0 ; python_full_version < '3.12'\na==2.0\n    # via b\nb[extra]==3\n# c==4\n"
    assert pinned(text) == {"a": ["1.0", "2.0"], "b": ["3"]}
