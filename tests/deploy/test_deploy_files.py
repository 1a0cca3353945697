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
from postgres_server import KEEPER, READER

from geo import full_house
from geo.current import REFRESH_VARIABLE
from geo.intake.limits import Limits
from geo.story import story
from geo.tables import DATA_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
NGINX = DEPLOY / "nginx/city-map.conf"
ANSWERS = "/_stcore/health"
HALL = 200
MEBI = {"k": 1 / 1024, "m": 1, "g": 1024}
UNIT = DEPLOY / "systemd/city-map@.service"
SYSTEMD = DEPLOY / "systemd"
README = (DEPLOY / "README.md").read_text("utf-8")
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

    def test_what_is_kept_goes_below_a_folder_every_system_has(self) -> None:
        (path,) = re.findall(r"proxy_cache_path (\S+)", NGINX.read_text("utf-8"))
        # nginx makes the last folder alone (tools/nginx.py lets it), and Debian has no /var/cache/nginx.
        assert Path(path).parent == Path("/var/cache")

    def test_what_is_kept_leaves_room_in_the_container_and_takes_none_from_uploads(self) -> None:
        ((path, number, unit),) = re.findall(r"proxy_cache_path (\S+) .*max_size=(\d+)([kmg])", NGINX.read_text("utf-8"))
        places = dict(re.findall(r"(/\S+):size=(\d+)m", " ".join(compose()["services"]["nginx"]["tmpfs"])))
        # Only now and then does nginx look how much it keeps.
        assert int(places[path]) >= 1.2 * int(number) * MEBI[unit]
        assert "/var/cache/nginx" in places

    def test_a_full_room_behind_one_address_is_within_all_rates(self) -> None:
        report = (ROOT / "benchmarks/room.md").read_text("utf-8")
        files = re.search(r"(\d+) files a browser asks for", report)
        assert files
        rates = self.rates()
        # Some of these are asked for by nobody else: a page, its documents, the stage.
        assert rates["files"][1] >= HALL * int(files[1])
        assert rates["pages"][1] >= HALL
        assert rates["data"][1] >= 5 * HALL
        assert rates["made"][1] >= HALL

    def test_the_rates_are_those_the_document_tells(self) -> None:
        told = (ROOT / "docs/security.md").read_text("utf-8").partition("## What the proxy must do")[2].partition("\n## ")[0]
        rows = re.findall(r"^  \| .+? \| ([\d,]+) \| ([\d,]+) \|", told, re.MULTILINE)
        assert sorted(tuple(int(figure.replace(",", "")) for figure in row) for row in rows) == sorted(self.rates().values())

    @staticmethod
    def rates() -> dict[str, tuple[int, int]]:
        """How much of each kind an address may ask for: a second, and at once."""
        text = NGINX.read_text("utf-8")
        each = {name: int(rate) for name, rate in re.findall(r"limit_req_zone \S+ zone=city_map_(\w+):\w+ rate=(\d+)r/s;", text)}
        bursts: dict[str, set[int]] = {name: set() for name in each}
        for name, burst in re.findall(r"limit_req zone=city_map_(\w+) burst=(\d+) nodelay;", text):
            bursts[name].add(int(burst))
        assert {len(different) for different in bursts.values()} == {1}
        return {name: (each[name], bursts[name].pop()) for name in each}

    def test_every_address_that_reaches_a_process_has_a_bound(self) -> None:
        text = NGINX.read_text("utf-8")
        blocks = re.findall(r"\n    location ([^{@]+?) \{\n(.*?)\n    \}", text, re.DOTALL)
        asked = {name: block for name, block in blocks if "proxy_pass" in block}
        assert len(asked) > 8
        assert [name for name, block in asked.items() if "limit_" not in block] == []

    def test_nginx_adds_no_security_header_to_what_the_app_answers(self) -> None:
        for block in re.split(r"\n    location ", NGINX.read_text("utf-8"))[1:]:
            assert not ("proxy_pass" in block and re.search(r"add_header (Content-Security|X-Content|Referrer|X-Frame)", block)), (
                block
            )


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
        waiting = unit["Service"]["ExecStartPost"].split()
        assert (DEPLOY / Path(waiting[1]).name).is_file()
        # Who waits for a database is not ended: systemd asks for no tables, and gives up after the script does.
        assert waiting[2:] == ["%i", "90", ANSWERS]
        assert int(waiting[3]) < int(unit["Service"]["TimeoutStartSec"])

    @pytest.fixture
    def enabled(self) -> list[str]:
        (asked,) = re.findall(r"systemctl enable --now (.+)", README)
        assert f"systemctl enable --now {asked}\n" in UNIT.read_text("utf-8")
        return [name if name.endswith(".target") else f"{name}.service" for name in str(asked).split()]

    def test_what_the_steps_enable_comes_back_with_the_machine(self, enabled: list[str]) -> None:
        def starts(name: str) -> bool:
            file = SYSTEMD / re.sub(r"@\d+", "@", name)
            (wanting,) = re.findall(r"^WantedBy=(\S+)$", file.read_text("utf-8"), re.MULTILINE)
            return wanting == "multi-user.target" or (wanting in enabled and starts(wanting))

        assert len(enabled) == 4
        assert all(starts(name) for name in enabled)

    @pytest.mark.skipif(shutil.which("systemctl") is None, reason="systemd's own command comes with systemd")
    def test_systemd_starts_them_with_the_machine(self, enabled: list[str], tmp_path: Path) -> None:
        units = tmp_path / "etc/systemd/system"
        shutil.copytree(SYSTEMD, units)
        subprocess.run(["systemctl", f"--root={tmp_path}", "enable", *enabled], check=True, capture_output=True, timeout=60)  # noqa: S607
        assert (units / "multi-user.target.wants/city-map.target").is_symlink()
        found = {path.name for path in (units / "city-map.target.wants").iterdir()}
        assert found == {name for name in enabled if name.endswith(".service")}

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

    def test_logs_are_what_containers_write_and_docker_cuts_them(self) -> None:
        services = compose()["services"]
        assert {service["logging"]["driver"] for service in services.values()} == {"local"}
        volumes = [volume.split(":") for volume in services["nginx"]["volumes"]]
        (log,) = [source for source, inside, _ in volumes if inside == "/etc/nginx/city-map/log.conf"]
        stated = re.findall(r"^(access|error)_log (\S+) (\w+);", (DEPLOY / log).read_text("utf-8"), re.MULTILINE)
        elsewhere = re.findall(
            r"^(access|error)_log \S+ (\w+);", (DEPLOY / "nginx/city-map/log.conf").read_text("utf-8"), re.MULTILINE
        )
        assert [(kind, how) for kind, _, how in stated] == elsewhere
        assert [place for _, place, _ in stated] == ["/dev/stdout", "/dev/stderr"]
        assert not [place for place in services["nginx"]["tmpfs"] if place.startswith("/var/log")]

    def test_a_container_is_well_as_soon_as_it_answers_with_tables_or_without(self) -> None:
        (check,) = re.findall(r"^HEALTHCHECK .*\n\s+CMD (.+)$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
        assert ANSWERS in check
        assert "/api/" not in check

    def test_the_database_begins_with_its_roles_and_is_filled_by_a_command(self) -> None:
        services = compose()["services"]
        database, publish = services["postgis"], services["publish"]
        assert set(database["secrets"]) == set(compose()["secrets"])
        assert "./compose/roles.sql:/docker-entrypoint-initdb.d/20_roles.sql:ro" in database["volumes"]
        assert f"/run/secrets/{KEEPER}" in (DEPLOY / "compose/roles.sql").read_text("utf-8")
        assert publish["command"] == ["python", "-m", "geo.store", "publish", "data/", "--reader", READER]
        assert publish["profiles"] == ["publish"]
        # By name and network alone: while it is being made, the database answers at its socket.
        assert "--host=127.0.0.1" in database["healthcheck"]["test"]
        assert "--profile postgis run --rm publish\n" in README

    def test_what_is_mounted_and_built_exists(self) -> None:
        services = compose()["services"]
        ours = [volume for service in services.values() for volume in service.get("volumes", []) if volume.startswith(".")]
        assert len(ours) == 5
        for mounted in ours:
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
    told = README
    for name in (DATA_VARIABLE, REFRESH_VARIABLE, full_house.VARIABLE, story.VARIABLE):
        assert f"`{name}`" in told
    assert f"| `{full_house.VARIABLE}` | {full_house.DEFAULT_MOST} |" in told
    assert f"| `server.maxUploadSize` | {OPTIONS['server']['maxUploadSize']} |" in told
    for path in re.findall(r"`((?:nginx|systemd|compose)/[\w@./-]*|\w+\.sh|geo/[\w/]+\.py|components/[\w/]+\.py)`", told):
        assert (DEPLOY / path).exists() or (ROOT / path).exists(), path
