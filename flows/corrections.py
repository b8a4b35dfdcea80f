"""Reads the file of corrections: known errors of sources, reviewed like code, kept beside the user's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flows.settings import SettingsError
from seeds.load import SeedError, read_table
from transforms.corrections import Correction, problem_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TABLE: Final = "corrections"
"""Name of the table in the database, as `seed_corrections`."""

SCHEMA: Final[dict[str, Any]] = {
    "key": ["doc_id", "surface", "nth", "field"],
    "columns": {
        "doc_id": {"matches": "[0-9a-f]{16}"},
        "surface": {"optional": True},
        "nth": {"matches": "[1-9][0-9]*"},
        "field": {},
        "expects": {"optional": True},
        "becomes": {"optional": True},
        "reason": {},
    },
}


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """Return the corrections in `path`, none where there is no such file. Raises SettingsError with row and reason."""
    if not path.exists():
        return ()
    try:
        rows = read_table(TABLE, path.read_text("utf-8-sig"), SCHEMA)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("settings", TABLE, str(path), f"a file that can be read ({error})") from error
    except SeedError as error:
        raise SettingsError(f"{path}, row {error.row}", error.column, error.value, error.expected) from error
    found = tuple(Correction(**row | {"nth": int(row["nth"])}) for row in rows)  # type: ignore[arg-type]
    for n, correction in enumerate(found, 2):
        problem = problem_of(correction)
        if problem is not None:
            raise SettingsError(f"{path}, row {n}", correction.field, correction.becomes, problem)
    return found


def by_document(corrections: Sequence[Correction]) -> dict[str, tuple[Correction, ...]]:
    """Return the corrections of each document, in the order of the file."""
    return {
        doc_id: tuple(each for each in corrections if each.doc_id == doc_id)
        for doc_id in {correction.doc_id for correction in corrections}
    }


def as_rows(corrections: Sequence[Correction]) -> tuple[Mapping[str, str], ...]:
    """Return the corrections as the rows of a table of text."""
    return tuple({name: str(getattr(each, name)) for name in SCHEMA["columns"]} for each in corrections)
