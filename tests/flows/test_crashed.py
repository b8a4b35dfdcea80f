"""Runs that died: Prefect is told, the command of the user's is told, and runs that live are left alone."""

from __future__ import annotations

import fcntl
import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from prefect.client.orchestration import get_client
from prefect.states import Pending, Running

from flows import crashed
from flows.ingest import ingest
from flows.settings import load_settings

if TYPE_CHECKING:
    from uuid import UUID

Parameters = dict[str, str | int | float]

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("prefect_backend")]


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Return the file to which the command of `settings` appends what it is told."""
    return tmp_path / "told.jsonl"


@pytest.fixture
def settings(settings: Parameters, told: Path) -> Parameters:
    code = f"import sys; open({str(told)!r}, 'a').write(sys.stdin.read() + chr(10))"
    return settings | {"model": "none", "on_failure": f'{sys.executable} -c "{code}"'}


def events(told: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.read_text().splitlines()] if told.exists() else []


def begun(settings: Parameters) -> UUID:
    """Make a flow run that Prefect takes for running, and of which nothing else is known."""
    with get_client(sync_client=True) as client:
        run = client.create_flow_run(ingest, parameters={"settings": settings})
        client.set_flow_run_state(run.id, Running(), force=True)
    return run.id


def state_of(run_id: UUID) -> str | None:
    with get_client(sync_client=True) as client:
        return client.read_flow_run(run_id).state_name


def test_a_run_whose_process_is_gone_is_closed_once_and_told(
    settings: Parameters, articles: Path, told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([str(articles)], settings)
    assert events(told) == []
    (alive,) = (Path(str(settings["home"])) / "working").glob("*.alive")
    dead, unseen = begun(settings), begun(settings)
    (alive / str(dead)).touch()
    (alive / "no id of a run").touch()
    ingest([str(articles)], settings)
    assert (state_of(dead), state_of(unseen)) == ("Crashed", "Running")
    monkeypatch.setattr(crashed, "GRACE", timedelta(0))
    ingest([str(articles)], settings)
    assert state_of(unseen) == "Crashed"
    assert [(event["event"], event["flow_run"]) for event in events(told)] == [
        ("crashed", str(dead)),
        ("crashed", str(unseen)),
    ]
    assert list(alive.iterdir()) == []


def test_who_begins_to_serve_closes_what_an_earlier_server_left_at_once(settings: Parameters, told: Path) -> None:
    known = load_settings(settings)
    with get_client(sync_client=True) as client:
        flow_id = client.create_flow(ingest)
        served, other = (client.create_deployment(flow_id, name) for name in ("served", "another"))
    parameters = {"settings": {"warehouse": settings["warehouse"]}}

    def left(deployment: UUID) -> UUID:
        with get_client(sync_client=True) as client:
            return client.create_flow_run_from_deployment(deployment, parameters=parameters, state=Pending()).id

    dead, alive, another = left(served), left(served), left(other)
    known.alive.mkdir(parents=True)
    with (known.alive / str(alive)).open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert crashed.close_dead_runs(known, "served") == (str(dead),)
    assert [state_of(run) for run in (dead, alive, another)] == ["Crashed", "Pending", "Pending"]
    assert [event["flow_run"] for event in events(told)] == [str(dead)]


def test_a_run_that_fails_is_told_with_its_reason(settings: Parameters, told: Path) -> None:
    state: Any = ingest(["nowhere"], settings, return_state=True)
    assert state.is_failed()
    (event,) = events(told)
    assert (event["event"], event["flow"], event["name"]) == ("failed", "ingest", "ingest nowhere")
    assert "nowhere: no such file or folder" in event["error"]
    assert event["warehouse"] == settings["warehouse"]


def test_a_command_that_cannot_be_run_is_logged_and_changes_nothing(
    settings: Parameters, caplog: pytest.LogCaptureFixture
) -> None:
    for command, says in (("no-such-command", "could not be run"), (f"{sys.executable} -c 1/0", "ended with status 1")):
        state: Any = ingest(["nowhere"], settings | {"on_failure": command}, return_state=True)
        assert state.is_failed()
        assert says in caplog.text
