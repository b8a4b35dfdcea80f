"""The frames the gate checks: their names, keys and declared columns, and what is wrong with a frame's shape.

A frame whose shape is wrong is never checked row by row: no rule could be trusted on it, so it stops the run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from transforms.frames import DOCUMENTS, FIGURE_CONTEXT, FIGURES, LINES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

RowTable = Literal["documents", "lines", "figures", "figure_context"]
Table = Literal["run", "documents", "lines", "figures", "figure_context"]

DECLARED: Final[Mapping[RowTable, Mapping[str, str]]] = {
    "documents": DOCUMENTS,
    "lines": LINES,
    "figures": FIGURES,
    "figure_context": FIGURE_CONTEXT,
}
"""Column names and types a table, from `transforms.frames`; further columns are carried along unchecked."""

KEYS: Final[Mapping[RowTable, tuple[str, ...]]] = {
    "documents": ("doc_id",),
    "lines": ("doc_id", "n"),
    "figures": ("figure_id",),
    "figure_context": ("figure_id", "field", "rank"),
}


@dataclass(frozen=True, slots=True)
class Frames:
    """The tables that travel together from the transforms through the gate to the warehouse."""

    documents: pd.DataFrame
    lines: pd.DataFrame
    figures: pd.DataFrame
    figure_context: pd.DataFrame

    def tables(self) -> dict[RowTable, pd.DataFrame]:
        """Return the frames by table name, parents before children."""
        return {
            "documents": self.documents,
            "lines": self.lines,
            "figures": self.figures,
            "figure_context": self.figure_context,
        }

    def renumbered(self) -> Frames:
        """Return the same rows labelled 0, 1, 2...: frames put together from batches repeat their labels."""
        return Frames(*(frame.reset_index(drop=True) for frame in self.tables().values()))

    def none_of(self) -> Frames:
        """Return frames of the same columns and types without a row."""
        return Frames(*(frame.iloc[:0] for frame in self.tables().values()))


@dataclass(frozen=True, slots=True)
class StructuralFailure:
    """Why nothing of a run may land: the table, the rule that rang, and what was seen, in words."""

    table: Table
    rule_id: str
    problem: str


def shape_failures(frames: Frames) -> tuple[StructuralFailure, ...]:
    """Return a failure for every declared column that is missing or has another type than declared."""
    return tuple(
        StructuralFailure(table, f"{table}.columns_declared", problem)
        for table, frame in frames.tables().items()
        for column, dtype in DECLARED[table].items()
        if (problem := _column_problem(frame, column, dtype))
    )


def _column_problem(frame: pd.DataFrame, column: str, dtype: str) -> str | None:
    if column not in frame.columns:
        return f"the column {column} is missing; build the frame with transforms.frames"
    if str(frame[column].dtype) != dtype:
        return f"the column {column} is {frame[column].dtype}, declared {dtype}; build the frame with transforms.frames"
    return None
