"""Whether a run can write where it is told to, asked before anything is read: a sentence instead of a late failure."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from flows.settings import SettingsError
from warehouse.connect import open_reader

if TYPE_CHECKING:
    from pathlib import Path

    from flows.settings import Settings


def require_folder(name: str, folder: Path) -> None:
    """Make `folder` where it is missing and see that files can be made in it. Raises SettingsError with the reason."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        expected = f"a folder that can be written ({error.strerror}); choose another or change its mode"
        raise SettingsError("settings", name, str(folder), expected) from error


def require_places(settings: Settings) -> None:
    """See that warehouse, reports and home can be written, and that a warehouse that is there is a database.

    Raises SettingsError, and WarehouseUnreadableError for a file that is no database.
    """
    if settings.warehouse.is_dir():
        raise SettingsError("settings", "warehouse", str(settings.warehouse), "a file (it is a folder)")
    require_folder("home", settings.home)
    require_folder("warehouse", settings.warehouse.parent)
    require_folder("reports", settings.reports)
    if settings.warehouse.exists() and not settings.working.exists():
        with open_reader(settings.warehouse):
            pass
