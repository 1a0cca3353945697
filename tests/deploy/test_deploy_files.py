"""What in `deploy/` cannot be run everywhere: units and containers hold together, and say what the app's own settings say."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from geo import full_house
from geo.current import REFRESH_VARIABLE
from geo.intake.limits import Limits
from geo.story import story
from geo.tables import DATA_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
NGINX = DEPLOY / "nginx/city-map.conf"
UNIT = DEPLOY / "systemd/city-map@.service"
OPTIONS = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return found


def processes(*addresses: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", str(DEPLOY / "processes.sh"), *addresses], capture_output=True, text=True, check=False)  # noqa: S607


class TestProcesses:
    def test_the_files_are_what_the_script_writes(self) -> None:
        assert (DEPLOY / "nginx/city-map/processes.conf").read_text("utf-8") == processes().stdout
        apps = {name: service["environment"]["PORT"] for name, service in compose()["services"].items() if name.startswith("app")}
        written = processes(*(f"{name}:{port}" for name, port in apps.items())).stdout
        assert (DEPLOY / "compose/processes.conf").read_text("utf-8") == written

    @pytest.mark.parametrize("bad", [["b"], [":1"], ["a:"], ["a:x"], ["a:1", "b:1"]])
    def test_what_is_no_process_is_refused_by_name(self, bad: list[str]) -> None:
        answer = processes(*bad)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert "Allowed: " in answer.stderr


class TestLimitsAgree:
    def test_the_proxy_lets_through_what_the_app_takes_and_hardly_more(self) -> None:
        sizes = [int(size) for size in re.findall(r"client_max_body_size (\d+)m;", NGINX.read_text("utf-8"))]
        assert sizes == [OPTIONS["server"]["maxUploadSize"] + 1] == [Limits().file_mib + 1]

    def test_the_cache_is_big_enough_for_its_place_in_the_container(self) -> None:
        assert "max_size=1g" in NGINX.read_text("utf-8")
        assert "/var/cache/nginx:size=1g" in compose()["services"]["nginx"]["tmpfs"]

    def test_nginx_adds_no_security_header_to_what_the_app_answers(self) -> None:
        for block in re.split(r"\n    location ", NGINX.read_text("utf-8"))[1:]:
            own = not re.match(r"@problem|/city-map-errors", block)
            assert not (own and re.search(r"add_header (Content-Security|X-Content|Referrer|X-Frame)", block)), block


class TestUnits:
    @pytest.fixture
    def unit(self) -> configparser.RawConfigParser:
        # A key may stand several times.
        read = configparser.RawConfigParser(strict=False)
        read.optionxform = str  # type: ignore[assignment,method-assign]
        read.read_string(UNIT.read_text("utf-8"))
        return read

    def test_a_process_may_do_little(self, unit: configparser.RawConfigParser) -> None:
        service = unit["Service"]
        for name in ("DynamicUser", "NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictNamespaces"):
            assert service[name] == "yes", name
        assert service["ProtectSystem"] == "strict"
        assert service["CapabilityBoundingSet"] == ""
        assert service["MemoryMax"] == "1500M"

    def test_the_command_starts_this_app_on_the_port_of_the_unit(self, unit: configparser.RawConfigParser) -> None:
        command = unit["Service"]["ExecStart"].split()
        assert command[1:] == ["run", "app.py", "--server.address", "127.0.0.1", "--server.port", "%i"]
        assert (ROOT / command[2]).is_file()
        waiting = unit["Service"]["ExecStartPost"].split()[1]
        assert (DEPLOY / Path(waiting).name).is_file()

    @pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd's own check comes with systemd")
    def test_systemd_understands_it(self, tmp_path: Path) -> None:
        text = UNIT.read_text("utf-8").replace("/opt/city-map/.venv/bin/streamlit", "/bin/true").replace("/opt/city-map", str(ROOT))
        for name, written in (
            (UNIT.name.replace("@", "@8501"), text),
            ("city-map.target", (DEPLOY / "systemd/city-map.target").read_text()),
        ):
            (tmp_path / name).write_text(written, "utf-8")
        found = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(tmp_path / "city-map@8501.service")],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        about = [line for line in (found.stdout + found.stderr).splitlines() if "city-map" in line]
        assert about == []


class TestContainers:
    def test_every_process_can_write_nothing_but_memory(self) -> None:
        services = compose()["services"]
        apps = [service for name, service in services.items() if name.startswith("app")]
        assert len(apps) == 3
        for service in apps:
            assert service["read_only"] is True
            assert service["cap_drop"] == ["ALL"]
            assert service["networks"] == ["inside"]
            assert "ports" not in service
        assert compose()["networks"]["inside"]["internal"] is True
        assert services["nginx"]["ports"] == ["${ADDRESS:-127.0.0.1}:${PORT:-8080}:80"]

    def test_what_is_mounted_and_built_exists(self) -> None:
        services = compose()["services"]
        for mounted in services["nginx"]["volumes"]:
            assert (DEPLOY / mounted.partition(":")[0]).exists(), mounted
        build = services["app1"]["build"]
        assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()

    def test_the_image_holds_all_the_app_reads_and_runs_as_nobody_special(self) -> None:
        lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
        copied = {part for line in lines if line.startswith("COPY ") and "--from" not in line for part in line.split()[1:-1]}
        assert all((ROOT / part).exists() for part in copied)
        # Every folder of the app's own code and files.
        needed = {"app.py", "dashboard.py", "components", "pages", "geo", "static", "data", ".streamlit", "requirements.txt"}
        assert needed <= copied
        taken = {line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
        assert copied == taken
        assert [line for line in lines if line.startswith("USER ")] == ["USER 10001"]
        assert not [line for line in lines if re.match(r"(ADD|ENV .*(PASSWORD|TOKEN|SECRET))", line)]
        images = [line.split()[1] for line in lines if line.startswith("FROM ")]
        assert images
        assert all(re.fullmatch(r"[a-z]+:[\d.]+-\w+", image) for image in images)


def test_every_setting_of_the_app_is_told_in_the_readme() -> None:
    told = (DEPLOY / "README.md").read_text("utf-8")
    for name in (DATA_VARIABLE, REFRESH_VARIABLE, full_house.VARIABLE, story.VARIABLE):
        assert f"`{name}`" in told
    assert f"| `{full_house.VARIABLE}` | {full_house.DEFAULT_MOST} |" in told
    assert f"| `server.maxUploadSize` | {OPTIONS['server']['maxUploadSize']} |" in told
    for path in re.findall(r"`((?:nginx|systemd|compose)/[\w@./-]*|\w+\.sh|geo/[\w/]+\.py|components/[\w/]+\.py)`", told):
        assert (DEPLOY / path).exists() or (ROOT / path).exists(), path
