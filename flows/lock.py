"""One run of a warehouse at a time: a lock that the kernel lets go of when its holder ends, however that happens."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from warehouse.errors import WarehouseBusy
from warehouse.runs import close_stale_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from flows.settings import Settings

LOG: Final = logging.getLogger("tallywire")

LOCK_SECONDS: Final = 600
"""How long a run waits for another one of the same warehouse: the longest we would have a schedule held up."""


@contextmanager
def only_run(settings: Settings, seconds: float | None = None) -> Iterator[None]:
    """Hold the lock of the warehouse, waiting for another run's end. Raises WarehouseBusy after LOCK_SECONDS."""
    seconds = LOCK_SECONDS if seconds is None else seconds
    settings.lock.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        LOG.warning("another run of %s is at work: waiting up to %g s for its end", settings.warehouse, seconds)
        try:
            lock.acquire(timeout=seconds)
        except Timeout:
            raise WarehouseBusy(settings.warehouse, None) from None
    try:
        yield
    finally:
        lock.release()


def close_crashed(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Close and return the runs of the working database that died, saying so; for the holder of the lock alone."""
    crashed = close_stale_runs(connection, datetime.now(UTC))
    for run_id in crashed:
        LOG.warning("run %s was killed before it landed anything; it is closed as crashed", run_id)
    return crashed


def at_work(settings: Settings) -> bool:
    """Tell whether a run of the warehouse is at work at this moment."""
    if not settings.lock.exists():
        return False
    lock = FileLock(settings.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False
