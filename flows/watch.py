"""Watches folders and files: what is new or changed since it was last handed on, once it is written to the end."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from flows.sources import SourceError, find_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LOG: Final = logging.getLogger("tallywire")

MOST_NAMED: Final = 200
"""Changed files that are named to a run; beyond it the run looks through all sources, at the cost of a hash each."""

Stamp = tuple[int, int]
"""Size and time of the last change, in nanoseconds."""


class Watch:
    """Looks at sources again and again; files that were there at the first look count as handed on."""

    def __init__(self, sources: Sequence[str]) -> None:
        self._sources = list(sources)
        self._handed_on = self._look()
        self._before = dict(self._handed_on)

    def changed(self) -> list[str]:
        """Return the files to read now, each once: new or other than handed on, and alike in the last two looks."""
        now = self._look()
        ready = [path for path, stamp in now.items() if self._handed_on.get(path) != stamp == self._before.get(path)]
        self._before = now
        self._handed_on |= {path: now[path] for path in ready}
        return ready if len(ready) <= MOST_NAMED else list(self._sources)

    def _look(self) -> dict[str, Stamp]:
        found: dict[str, Stamp] = {}
        for argument in self._sources:
            try:
                sources = find_sources([argument]).found
            except SourceError:
                continue  # an empty folder is one to which articles may come
            for source in sources:
                try:
                    at = source.path.stat() if source.path is not None else None
                except OSError:
                    continue  # gone again, or out of reach: a run over all sources names it
                if at is not None:
                    found[str(source.path)] = (at.st_size, at.st_mtime_ns)
        return found


def keep_watching(watch: Watch, seconds: float, begin: Callable[[list[str]], object]) -> None:
    """Look every so many seconds, for ever, and `begin` a run over what is ready; a failure is tried again."""
    waiting: list[str] = []
    while True:
        time.sleep(seconds)
        waiting = list(dict.fromkeys([*waiting, *watch.changed()]))
        if waiting:
            try:
                begin(waiting)
            except Exception as error:  # noqa: BLE001 - the server may be restarting: the files are tried again
                LOG.warning("%d new files wait, a run could not be begun: %s", len(waiting), error)
            else:
                waiting = []
