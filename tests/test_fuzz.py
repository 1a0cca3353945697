"""Every reader that `make fuzz` attacks holds on the inputs it begins with, and on some that are spoiled at random."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.targets import TARGETS

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def seeds(name: str) -> Sequence[bytes]:
    return tuple(TARGETS[name].seeds())


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_holds_on_the_files_it_begins_with(name: str) -> None:
    assert seeds(name)
    for seed in seeds(name):
        TARGETS[name].run(seed)


@pytest.mark.parametrize("name", TARGETS)
@FEW
@given(data=st.data())
def test_a_reader_holds_on_spoiled_files(name: str, data: st.DataObject) -> None:
    seed = data.draw(st.sampled_from(seeds(name)))
    start = data.draw(st.integers(0, len(seed)))
    end = min(len(seed), start + data.draw(st.integers(0, 40)))
    TARGETS[name].run(seed[:start] + data.draw(st.binary(max_size=40)) + seed[end:])


@pytest.mark.parametrize("name", ["workbook", "archive", "version"])
def test_an_archive_with_a_member_without_a_name_is_refused(name: str) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("themes.csv", "code\n")
        archive.writestr(zipfile.ZipInfo(""), "x")
    TARGETS[name].run(written.getvalue())
