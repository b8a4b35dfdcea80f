"""Finds runs that died without a word and says so: to Prefect, which would show them running for ever, and by the hook.

A run keeps a file of its own locked as long as its process lives; the kernel lets go of it however that ends. A file
that can be locked belongs to a dead run.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.exceptions import ObjectNotFound
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL
from prefect.states import Crashed

from flows.lock import LOG
from flows.notify import notify
from flows.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.settings import Settings

LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})
FLOW: Final = "ingest"
GRACE: Final = timedelta(minutes=5)
"""After which a run must have come to its first statement, where it shows that it lives: a start takes seconds."""

BEGUN: Final = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
"""States of a run whose process was begun; only a process could end them."""

MESSAGE: Final = "the process ended without a word: it was killed, or the machine went down"


@contextmanager
def seen_alive(settings: Settings) -> Iterator[None]:
    """Let other runs see that this one is alive, for as long as it is."""
    settings.alive.mkdir(parents=True, exist_ok=True)
    path = settings.alive / str(flow_run.id)
    file = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(file)


def close_dead_runs(settings: Settings, deployment: str | None = None) -> tuple[str, ...]:
    """Close every flow run whose process is gone as crashed, tell the hook, and return their ids.

    Whoever begins to serve `deployment` alone knows that no process of its runs is at work that shows no sign of life.
    """
    settings.alive.mkdir(parents=True, exist_ok=True)
    closed = [run_id for run_id in _never_seen(settings, deployment) if _close(run_id)]
    for path in sorted(settings.alive.iterdir()):
        with _owned(path) as dead:
            if dead and _close(path.name):
                closed.append(path.name)
            if dead:
                path.unlink()  # only now: whoever is killed in between leaves it to the next run
    for run_id in closed:
        LOG.warning("flow run %s died without a word; Prefect shows it as crashed now", run_id)
        notify(settings, {"event": "crashed", "flow_run": run_id, "error": MESSAGE})
    return tuple(closed)


def _never_seen(settings: Settings, deployment: str | None) -> Iterator[str]:
    """Yield the runs of this warehouse that began on this machine and never came to say that they live.

    Those of `deployment` at once, others after GRACE.
    """
    if urlsplit(PREFECT_API_URL.value() or "").hostname not in LOCAL:
        return  # another machine's runs cannot be seen from here
    alive = {path.name for path in settings.alive.iterdir()}
    with get_client(sync_client=True) as client:
        named = None if deployment is None else DeploymentFilter(name=DeploymentFilterName(any_=[deployment]))
        begun = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[FLOW])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=BEGUN))),
            deployment_filter=named,
        )
    for run in begun:
        since = run.state.timestamp if run.state is not None else run.created
        old = deployment is not None or (since is not None and datetime.now(UTC) - since > GRACE)
        of_ours = load_settings(run.parameters.get("settings")).warehouse == settings.warehouse
        if old and of_ours and str(run.id) not in alive:
            yield str(run.id)


@contextmanager
def _owned(path: Path) -> Iterator[bool]:
    """Hold the file of a run that is dead; yield False for that of one that lives or has ended in order."""
    try:
        file = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        yield False
        return
    try:
        yield _locked(file)
    finally:
        os.close(file)


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return os.fstat(file).st_nlink > 0


def _close(run_id: str) -> bool:
    """Set the flow run to crashed where Prefect knows it and takes it for unfinished; tell whether it did."""
    with get_client(sync_client=True) as client:
        try:
            run = client.read_flow_run(UUID(run_id))
        except (ObjectNotFound, ValueError):
            return False
        if run.state is not None and run.state.is_final():
            return False
        client.set_flow_run_state(UUID(run_id), Crashed(message=MESSAGE), force=True)
    return True
