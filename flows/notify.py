"""Tells whoever is to know that a run failed: runs a command of the user's own, with the particulars on its input."""

from __future__ import annotations

import json
import shlex
import subprocess
from typing import TYPE_CHECKING, Any, Final

from flows.lock import LOG
from flows.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prefect import Flow
    from prefect.client.schemas.objects import FlowRun, State

    from flows.settings import Settings

SECONDS: Final = 60


def notify(settings: Settings, particulars: Mapping[str, Any]) -> None:
    """Run the command of the setting `on_failure`, if there is one, with `particulars` as a JSON object.

    Nothing is lost when it fails: that is logged, and the run has its own record of what went wrong.
    """
    if not settings.on_failure:
        return
    told = json.dumps({**particulars, "warehouse": str(settings.warehouse)}, ensure_ascii=False)
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, without a shell
            shlex.split(settings.on_failure), input=told, text=True, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        LOG.warning("the command of on_failure could not be run: %s", error)
        return
    if done.returncode:
        LOG.warning("the command of on_failure ended with status %s: %s", done.returncode, done.stderr.strip())


def failed(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Be Prefect's hook on a flow run that failed or crashed."""
    settings = load_settings(flow_run.parameters.get("settings"))
    particulars: dict[str, str | None] = {
        "event": state.type.value.lower(),
        "flow": flow.name,
        "flow_run": str(flow_run.id),
    }
    particulars |= {"name": flow_run.name, "error": state.message}
    notify(settings, particulars)
