"""What all tests share."""

from __future__ import annotations

import os

import pytest

from geo.tables import DATA_VARIABLE

# Whoever runs the tests may have pointed the app at other tables; the tests speak of the shipped ones.
os.environ.pop(DATA_VARIABLE, None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
