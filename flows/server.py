"""A Prefect server for as long as one command runs, on the loopback address, that never outlives it.

Prefect would start one by itself, but only once its server code is imported into our process, and its child survives a
killed parent. This one starts before Prefect is imported, so that it boots on the other core meanwhile, and the kernel
ends it with us.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HOST: Final = "127.0.0.1"
START_SECONDS: Final = 120
"""A first start migrates an empty database: 8 s alone, over 20 s on a busy machine; Prefect's own 20 s are too few."""

STOP_SECONDS: Final = 5
PR_SET_PDEATHSIG: Final = 1
"""Linux: the signal a process gets when its parent ends (`prctl(2)`)."""


class ServerError(RuntimeError):
    """The server did not come up: says so and where its log is."""


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent ends, however that happens; only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def environment(home: Path, *, verbose: bool = False) -> dict[str, str]:
    """Return the variables Prefect is to see: what the caller's environment says, and our choices where it is silent.

    Its files stay in the project (`home`, absolute), nothing is reported to anybody, and only warnings are logged.
    """
    ours = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_API_HOST": HOST,
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(START_SECONDS),
        "PREFECT_LOGGING_LEVEL": "INFO" if verbose else "WARNING",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    return {name: os.environ.get(name, value) for name, value in ours.items()}


def free_port() -> int:
    """Return a port of the loopback address nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


class LocalServer:
    """A server process: `url` is its API from the start, `wait` returns once it answers."""

    def __init__(self, variables: Mapping[str, str], *, services: bool = False, port: int | None = None) -> None:
        """Start it. With `services` it also schedules, serves its page and so on: what a served flow needs."""
        self.port = free_port() if port is None else port
        self.url = f"http://{HOST}:{self.port}/api"
        self.log = Path(variables["PREFECT_HOME"]) / "server.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        extra = ["--ui"] if services else ["--no-services", "--no-ui"]
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(self.port), *extra]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter, no text of others in it
                command,
                env={**os.environ, **variables},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # an interrupt from the keyboard reaches us, and we stop it in order
                preexec_fn=die_with_parent,  # noqa: PLW1509 - started before there are threads
            )

    def wait(self, seconds: float = START_SECONDS) -> None:
        """Return when the server answers. Raises ServerError when it ended or was silent for `seconds`."""
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            if self.process.poll() is not None:
                raise ServerError(f"the Prefect server ended at once (exit {self.process.returncode}); see {self.log}")
            if self._healthy():
                return
            time.sleep(0.05)
        raise ServerError(f"the Prefect server did not answer within {seconds:g} s; see {self.log}")

    def _healthy(self) -> bool:
        connection = HTTPConnection(HOST, self.port, timeout=2)
        try:
            connection.request("GET", "/api/health")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        """End the server and wait until it is gone; calling it again does nothing."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def prefect_server(
    home: Path, *, verbose: bool = False, services: bool = False, port: int | None = None
) -> Iterator[LocalServer | None]:
    """Set Prefect's environment and run a server beside this process; None where PREFECT_API_URL names one already.

    Must be entered before Prefect is imported. The server may still be starting: call `wait`.
    """
    variables = environment(home, verbose=verbose)
    os.environ.update(variables)
    if os.environ.get("PREFECT_API_URL"):
        yield None
        return
    server = LocalServer(variables, services=services, port=port)
    try:
        os.environ["PREFECT_API_URL"] = server.url
        yield server
    finally:
        server.stop()


@contextmanager
def end_on_sigterm() -> Iterator[None]:
    """Turn SIGTERM into SystemExit, so that what was started is stopped on the way out."""

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
