"""Whoever starts processes and nginx is told what went wrong, and what they wrote."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

import tools.fleet
from tools import nginx
from tools.fleet import Process, ProcessError, fleet
from tools.nginx import NginxError
from tools.running_app import HOST, free_port
from tools.waiting import InVainError, wait_for


def test_waiting_ends_with_what_is_there_instead() -> None:
    seen = iter([0, 0, 1])
    wait_for(lambda: next(seen))
    with pytest.raises(InVainError, match="nothing came"):
        wait_for(lambda: False, "nothing came", seconds=0)
    with pytest.raises(InVainError, match=r"\{'a': 1\}"):
        wait_for(lambda: False, lambda: {"a": 1}, seconds=0)


def test_a_process_that_ends_instead_of_answering_is_told_of_at_once_with_what_it_wrote(tmp_path: Path) -> None:
    process = Process(free_port(), tmp_path, options=("--server.nonsense", "1"))
    process.start()
    try:
        with pytest.raises(ProcessError, match=r"has ended(.|\n)*nonsense"):
            process.ready()
    finally:
        process.end()


def test_a_process_whose_port_was_taken_before_it_listened_is_started_at_another(tmp_path: Path) -> None:
    with socket.socket() as somebody:
        somebody.bind((HOST, 0))
        taken = somebody.getsockname()[1]
        process = Process(taken, tmp_path)
        try:
            process.start()
            process.settle()
            assert process.port != taken
        finally:
            process.end()


def test_nginx_whose_port_was_taken_before_it_listened_is_started_at_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as somebody:
        somebody.bind((HOST, 0))
        taken, free = somebody.getsockname()[1], free_port()
        found = iter([taken, free])
        monkeypatch.setattr(tools.fleet, "free_port", lambda: next(found))
        with fleet(tmp_path, ()) as started:
            assert started.port == free


def test_a_configuration_nginx_does_not_take_is_refused_with_what_it_says(tmp_path: Path) -> None:
    with pytest.raises(NginxError, match="invalid port"), nginx.proxy(0, [99999], tmp_path):
        pass


def test_a_configuration_that_could_touch_the_machines_own_files_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deploy/nginx/city-map").mkdir(parents=True)
    (tmp_path / "deploy/nginx/city-map.conf").write_text("listen 80;")
    (tmp_path / "deploy/processes.sh").write_text("")
    monkeypatch.setattr(nginx, "DEPLOY", tmp_path / "deploy")
    with pytest.raises(NginxError, match="holds no /etc/nginx/city-map/ and no /var/log/nginx/"):
        nginx.configuration(1, [2], tmp_path / "written")
