"""The API does what its own description says: schemathesis asks whatever that allows, and whatever it forbids.

Bounded and derandomised, so that every run asks the same; against the application itself, without a network.
"""

from __future__ import annotations

import os
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import CoveragePhaseConfig, PhasesConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from shipped import DATA
from starlette.applications import Starlette
from starlette.routing import Mount

from geo.api.routes import create_api
from geo.tables import DATA_VARIABLE

os.environ[DATA_VARIABLE] = str(DATA)
BASE = "/api/v1"
APP = Starlette(routes=[Mount("/api", create_api())])
# Files of the same rows under the same parameters as the GeoJSON, and dear to write: some requests are enough.
FILES = r"\.(csv|xlsx|gpkg|parquet|zip)$"
EXAMPLES = 20


def described(*, every_value: bool) -> Any:
    """The API's description; every value of every parameter is asked for on request, and whatever lies just outside."""
    phases = PhasesConfig(coverage=CoveragePhaseConfig(enabled=every_value))
    config = SchemathesisConfig(projects=ProjectsConfig(default=ProjectConfig(phases=phases)))
    return schemathesis.openapi.from_asgi(f"{BASE}/openapi.json", APP, config=config)


rows = described(every_value=True).exclude(path_regex=FILES)
files = described(every_value=False).include(path_regex=FILES)
bounded = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@rows.parametrize()
@bounded
def test_whatever_is_asked_is_answered_as_described(case: Any) -> None:
    case.call_and_validate(base_url=f"http://testserver{BASE}")


@files.parametrize()
@bounded
def test_whatever_is_asked_of_a_file_is_answered_as_described(case: Any) -> None:
    case.call_and_validate(base_url=f"http://testserver{BASE}")
