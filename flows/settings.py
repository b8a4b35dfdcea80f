"""What a run may be told from outside, and which of several tellings wins.

Strength, highest first: a value given in code or as an option, a `TALLYWIRE_...` variable, the table `[tool.tallywire]`
of the nearest `pyproject.toml` at or above the working directory, the default. Nothing else in the project reads the
environment or that table.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flows.items import Limits
from flows.thresholds import parse_thresholds
from flows.weights import NEAREST
from transforms.reading.columns import ColumnsError, parse_mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX: Final = "TALLYWIRE_"
"""What the name of every environment variable begins with; the rest is the setting's name in capitals."""


class SettingsError(ValueError):
    """A setting nobody can use: says where it stood, its name, its value, and what was expected."""

    def __init__(self, where: str, name: str, value: object, expected: str) -> None:
        self.where, self.name, self.value, self.expected = where, name, value, expected
        super().__init__(f"{where}: {name} = {value!r} is not {expected}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run needs to know besides its sources. Paths are absolute once loaded.

    `warehouse` is the published database, `reports` the folder of the report and the Data Docs, `home` the private
    folder of the project (Prefect's own files, the working database, the lock). `model` is the name of a spaCy package,
    empty for the first of the known ones that is installed. `weights` is the folder of the trained reader of context,
    empty for the one of the package, `nearest` for none: then context is what stands nearest. `measures` is the path of
    a file with measures of interest of one's own, empty for none. `processes` is how many read articles at once, 0 for
    one a core. `max_bytes` is the size above which a source is refused unread. `quarantine_limit` is the share (0
    to 1) of a table's rows that may break critical rules before the whole run is refused. `corrections` is the file
    of reviewed corrections of known source errors, which need not be there. `columns` says which columns of a table
    of articles hold what, as in `text=story,title=head`; the usual names need no saying. `thresholds` say how sure
    a field of context must be for the views to show it, as in `measure=0.5,subject=0.6`; the seeds say it of the
    others. `on_failure` is a command to run when a run failed.
    """

    warehouse: Path = Path("warehouse/tallywire.duckdb")
    reports: Path = Path("reports")
    home: Path = Path(".tallywire")
    model: str = ""
    weights: str = ""
    measures: str = ""
    processes: int = 0
    max_bytes: int = 10 * 1024 * 1024
    quarantine_limit: float = 0.2
    corrections: Path = Path("corrections.csv")
    columns: str = ""
    thresholds: str = ""
    on_failure: str = ""

    @property
    def limits(self) -> Limits:
        """Return how much of a source is read, and how tables are."""
        return Limits(self.max_bytes, parse_mapping(self.columns))

    @property
    def prefect_home(self) -> Path:
        """Return the folder Prefect keeps its database and profiles in."""
        return self.home / "prefect"

    @property
    def working(self) -> Path:
        """Return the database that runs write to, one a warehouse: nobody else opens it, `warehouse` is its copy."""
        key = sha256(os.fsencode(self.warehouse)).hexdigest()[:8]
        return self.home / "working" / f"{self.warehouse.stem}-{key}.duckdb"

    @property
    def staging(self) -> Path:
        """Return the file that holds the rows of a run until they land."""
        return self.working.with_suffix(".staging")

    @property
    def alive(self) -> Path:
        """Return the folder with a file a live run, whose lock tells that it lives."""
        return self.working.with_suffix(".alive")

    @property
    def lock(self) -> Path:
        """Return the file whose lock a run holds from beginning to end: one run a warehouse at a time."""
        return self.working.with_suffix(".lock")


def _path(value: object, folder: Path) -> Path:
    if not isinstance(value, str | Path) or not str(value).strip():
        raise ValueError("a path")
    return Path(os.path.abspath(folder / Path(value).expanduser()))  # noqa: PTH100 - resolve() would follow links


def _name(value: object, _: Path) -> str:
    if not isinstance(value, str):
        raise ValueError("a name in quotes")  # noqa: TRY004 - the caller turns it into a SettingsError
    return value.strip()


def _file(value: object, folder: Path) -> str:
    return "" if value == "" else str(_path(value, folder))


def _weights(value: object, folder: Path) -> str:
    return value if value == NEAREST else _file(value, folder)


def _at_least(smallest: int) -> Callable[[object, Path], int]:
    def read(value: object, _: Path) -> int:
        text = str(value).strip()
        if not text.isdecimal() or int(text) < smallest:
            raise ValueError(f"a whole number from {smallest}")
        return int(text)

    return read


def _mapping(value: object, _: Path) -> str:
    try:
        parse_mapping(str(value))
    except ColumnsError as error:
        raise ValueError(f"a mapping such as text=story,title=head ({error})") from error
    return str(value)


def _thresholds(value: object, _: Path) -> str:
    try:
        parse_thresholds(str(value))
    except ValueError as error:
        raise ValueError(f"a list such as measure=0.5,subject=0.6 ({error})") from error
    return str(value)


def _share(value: object, _: Path) -> float:
    try:
        share = float(str(value))
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise ValueError("a share from 0 to 1")
    return share


READERS: Final[Mapping[str, Callable[[object, Path], Any]]] = {
    "warehouse": _path,
    "reports": _path,
    "home": _path,
    "model": _name,
    "weights": _weights,
    "measures": _file,
    "processes": _at_least(0),
    "max_bytes": _at_least(1),
    "quarantine_limit": _share,
    "corrections": _path,
    "columns": _mapping,
    "thresholds": _thresholds,
    "on_failure": _name,
}
"""How the value of each setting is read; relative paths count from the folder that is given along."""


def nearest_pyproject(folder: Path) -> Path | None:
    """Return the `pyproject.toml` of `folder` or of the closest folder above it that has one."""
    return next((p for parent in (folder, *folder.parents) if (p := parent / "pyproject.toml").is_file()), None)


def _from_file(folder: Path) -> dict[str, Any]:
    path = nearest_pyproject(folder)
    if path is None:
        return {}
    try:
        tools = tomllib.loads(path.read_text("utf-8")).get("tool", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(str(path), "[tool.tallywire]", str(error), "a TOML file that can be read") from error
    table = tools.get("tallywire", {})
    if not isinstance(table, dict):
        raise SettingsError(str(path), "tool.tallywire", table, "a table: [tool.tallywire] with a setting a line")
    named = {str(name).replace("-", "_"): value for name, value in table.items()}
    return _read(named, f"{path} [tool.tallywire]", path.parent)


def _from_environment(environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    given = {name: environment[PREFIX + name.upper()] for name in READERS if environment.get(PREFIX + name.upper())}
    return _read(given, f"environment ({PREFIX}...)", folder)


def _read(given: Mapping[str, Any], where: str, folder: Path) -> dict[str, Any]:
    values = {}
    for name, value in given.items():
        if name not in READERS:
            raise SettingsError(where, name, value, "a setting; there are: " + ", ".join(READERS))
        try:
            values[name] = READERS[name](value, folder)
        except ValueError as error:
            raise SettingsError(where, name, value, str(error)) from error
    return values


def load_settings(
    given: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """Return the settings in force in `folder` (default: the working directory); None in `given` counts as not given.

    Raises SettingsError for a name that is no setting and for a value that cannot be one.
    """
    folder = Path.cwd() if folder is None else folder
    named = {name: value for name, value in (given or {}).items() if value is not None}
    defaults = {field.name: field.default for field in fields(Settings)}
    return Settings(
        **{
            **_read(defaults, "default", folder),
            **_from_file(folder),
            **_from_environment(os.environ if environment is None else environment, folder),
            **_read(named, "option", folder),
        }
    )
