"""The Prefect server beside a command, and that its scheduler really creates runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest
import yaml  # type: ignore[import-untyped]

from flows.commands.serve import DAILY
from flows.server import HOST, LocalServer, ServerError, environment, free_port, prefect_server

if TYPE_CHECKING:
    from pathlib import Path


def test_prefect_keeps_to_the_project_and_reports_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment(tmp_path):
        monkeypatch.delenv(name, raising=False)
    assert environment(tmp_path) == {
        "PREFECT_HOME": str(tmp_path),
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    assert environment(tmp_path, verbose=True)["PREFECT_LOGGING_LEVEL"] == "DEBUG"


def test_a_server_that_is_named_by_the_environment_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    with prefect_server(tmp_path) as server:
        assert server is None
        assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:9/api"


@pytest.mark.slow
def test_a_server_that_cannot_start_is_an_error_that_names_its_log(tmp_path: Path) -> None:
    home = tmp_path / "home"
    variables = environment(home) | {"PREFECT_HOME": str(home), "PREFECT_SERVER_DATABASE_CONNECTION_URL": "nonsense"}
    server = LocalServer(variables)
    with pytest.raises(ServerError, match=r"see .*server\.log"):
        server.wait(60)
    server.stop()


def ask(port: int, path: str, body: dict[str, Any] | None = None) -> Any:
    connection = HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("POST", f"/api{path}", json.dumps(body or {}), {"Content-Type": "application/json"})
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def scheduled_runs(port: int) -> list[dict[str, Any]]:
    try:
        runs: list[dict[str, Any]] = ask(port, "/flow_runs/filter")
    except OSError:
        return []
    return runs


@pytest.mark.slow
def test_serving_creates_scheduled_runs_on_loopback_and_ends_when_told(articles: Path) -> None:
    # SQLAlchemy 2.1 breaks Prefect's scheduler without a word anywhere but in its log: no run is ever created.
    folder, port = articles.parent, free_port()
    line = [sys.executable, "-m", "flows.cli", "serve", "--port", str(port), "--cron", "0 4 * * *", "articles"]
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    with subprocess.Popen(
        line, cwd=folder, env=variables, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as process:
        give_up = time.monotonic() + 150
        while not (runs := scheduled_runs(port)):
            assert process.poll() is None
            assert time.monotonic() < give_up, "no scheduled run was created"
            time.sleep(0.5)
        (deployment,) = ask(port, "/deployments/filter")
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    assert {(run["auto_scheduled"], run["state_type"]) for run in runs} == {(True, "SCHEDULED")}
    assert {run["expected_start_time"][11:16] for run in runs} == {"04:00"}
    assert deployment["parameters"]["sources"] == ["articles"]
    assert deployment["description"].startswith("Read articles into the warehouse")
    with pytest.raises(OSError, match="refused"):
        ask(port, "/flow_runs/filter")


def test_the_deployment_file_agrees_with_the_command(root: Path) -> None:
    (deployment,) = yaml.safe_load((root / "prefect.yaml").read_text())["deployments"]
    assert deployment["entrypoint"] == "flows/ingest.py:ingest"
    assert [schedule["cron"] for schedule in deployment["schedules"]] == [DAILY]
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
