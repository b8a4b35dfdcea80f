"""The Prefect server beside a command, and that its scheduler really creates runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml  # type: ignore[import-untyped]

from flows.commands.serve import DAILY
from flows.server import HOST, LocalServer, ServerError, environment, free_port, prefect_server
from warehouse.connect import open_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


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


def completed(port: int, deployment: str) -> list[dict[str, Any]]:
    """Return the runs of a deployment that ended well."""
    body = {
        "deployments": {"name": {"any_": [deployment]}},
        "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}},
        "sort": "EXPECTED_START_TIME_ASC",
    }
    try:
        runs: list[dict[str, Any]] = ask(port, "/flow_runs/filter", body)
    except OSError:
        return []
    return runs


def wait_for(found: Callable[[], Any], processes: Sequence[subprocess.Popen[bytes]], log: Path) -> Any:
    give_up = time.monotonic() + 400
    while not (value := found()):
        assert [process.poll() for process in processes] == [None] * len(processes), log.read_text()[-3000:]
        assert time.monotonic() < give_up, log.read_text()[-3000:]
        time.sleep(0.5)
    return value


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_runs_that_the_scheduler_created_complete_served_and_by_a_worker(
    articles: Path, root: Path, tmp_path: Path
) -> None:
    # SQLAlchemy 2.1 breaks Prefect's scheduler without a word anywhere but in its log: no run is ever created.
    folder, port = articles.parent, free_port()
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    variables |= environment(tmp_path / "prefect")
    variables |= {"TALLYWIRE_MODEL": "none", "PYTHONPATH": str(root), "PREFECT_WORKER_QUERY_SECONDS": "2"}
    work = tmp_path / "work"
    work.mkdir()
    (work / "prefect.yaml").write_text((root / "prefect.yaml").read_text())
    (work / "flows").symlink_to(root / "flows")
    log = tmp_path / "log"
    server = LocalServer(variables, services=True, port=port)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        server.wait()
        variables["PREFECT_API_URL"] = server.url

        def start(where: Path, *line: str) -> subprocess.Popen[bytes]:
            known = variables | {"PWD": str(where)}  # what prefect.yaml says of the working folder, as a shell sets it
            with log.open("ab") as stream:
                return subprocess.Popen(
                    (sys.executable, "-m", *line), cwd=where, env=known, stdout=stream, stderr=stream
                )

        serving = ("flows.cli", "serve", "--cron", "* * * * *", "--watch", "0.5", "articles")
        processes.append(start(folder, *serving))
        assert start(work, "prefect", "work-pool", "create", "--type", "process", "tallywire").wait(120) == 0
        deploying = ("prefect", "--no-prompt", "deploy", "--name", "daily", "--interval", "60")
        assert start(work, *deploying).wait(120) == 0, log.read_text()[-3000:]
        processes.append(start(work, "prefect", "worker", "start", "--pool", "tallywire", "--type", "process"))
        served = wait_for(lambda: completed(port, "tallywire"), processes, log)
        worked = wait_for(lambda: completed(port, "daily"), processes, log)
        (articles / "late.txt").write_text("The late ferry carried 7 crates.\n")
        asked = {"deployments": {"name": {"any_": ["tallywire"]}}}
        watched = wait_for(
            lambda: [run for run in ask(port, "/flow_runs/filter", asked) if not run["auto_scheduled"]], processes, log
        )
        deployments = {found["name"]: found for found in ask(port, "/deployments/filter")}
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:  # a worker waits for its runs on the first signal
                process.kill()
        server.stop()
    assert (served[0]["auto_scheduled"], worked[0]["auto_scheduled"]) == (True, True)
    assert [Path(source).name for source in watched[0]["parameters"]["sources"]] == ["late.txt"]
    assert deployments["tallywire"]["parameters"]["sources"] == ["articles"]
    assert {name: found["global_concurrency_limit"]["limit"] for name, found in deployments.items()} == {
        "tallywire": 1,
        "daily": 1,
    }
    with open_reader(folder / "warehouse" / "tallywire.duckdb") as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() in {(3,), (4,)}
    with open_reader(work / "warehouse" / "tallywire.duckdb") as connection:
        assert connection.execute("SELECT count(*) > 10 FROM documents").fetchone() == (True,)


@pytest.mark.slow
def test_serving_keeps_to_loopback_and_ends_when_told(articles: Path) -> None:
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
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    assert {(run["auto_scheduled"], run["expected_start_time"][11:16]) for run in runs} == {(True, "04:00")}
    with pytest.raises(OSError, match="refused"):
        ask(port, "/flow_runs/filter")


def test_the_deployment_file_agrees_with_the_command(root: Path) -> None:
    (deployment,) = yaml.safe_load((root / "prefect.yaml").read_text())["deployments"]
    assert deployment["entrypoint"] == "flows/ingest.py:ingest"
    assert [schedule["cron"] for schedule in deployment["schedules"]] == [DAILY]
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
