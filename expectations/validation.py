"""Runs suites over frames with Great Expectations and reads back findings; the only caller of its engine.

Everything is held in memory: an ephemeral context, no files, no progress bars, and never a look at the environment for
a cloud account. Pages are written only when the caller names a folder for them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any

import great_expectations as gx
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.types.base import ProgressBarsConfig

from expectations import suites
from expectations.findings import Finding, read_finding
from expectations.tables import KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from expectations.rules import Rule
    from expectations.tables import Table

SITE = "tallywire"


class Validation:
    """One run's validations, side by side in one context, so that their pages can be built together."""

    def __init__(self, run_id: str, docs_folder: Path | None) -> None:
        self.run_id = run_id
        self.docs_folder = docs_folder
        # The time is given: left out, Great Expectations parses it from a run name that looks like a date.
        self._identifier = RunIdentifier(run_name=run_id, run_time=datetime.now(UTC))
        self._context = _context(docs_folder)

    def findings(self, table: Table, rules: Sequence[Rule], frame: pd.DataFrame) -> tuple[Finding, ...]:
        """Return what each of the `rules` that has an expectation found in `frame`, in the order of `rules`."""
        asked = [rule for rule in rules if rule.expectation]
        definition = gx.ValidationDefinition(
            name=table, data=self._batch(table), suite=self._context.suites.add(suites.suite(table, asked))
        )
        result = self._context.validation_definitions.add(definition).run(
            batch_parameters={"dataframe": frame},
            result_format={"result_format": "COMPLETE", "unexpected_index_column_names": _index_columns(table)},
            run_id=self._identifier,
        )
        # Results do not come in the order of the suite.
        outcomes = {one.expectation_config.meta["rule_id"]: one for one in result.results}
        return tuple(_finding(rule, frame, outcomes[rule.rule_id]) for rule in asked)

    def build_pages(self) -> None:
        """Write the pages of the validations so far. The index is ours: GX would drop the runs it does not remember.

        GX writes cells into its pages as they are, so that markup of an article would act there: it is given them
        escaped.
        """
        store = self._context.validation_results_store
        for key in store.list_keys():
            validation = store.get(key)
            for one in validation.results:
                one.result = escaped(one.result)
            store.update(key, validation)
        self._context.build_data_docs(site_names=[SITE], build_index=False)

    def _batch(self, table: Table) -> Any:
        source = self._context.data_sources.add_pandas(table)
        return source.add_dataframe_asset(table).add_batch_definition_whole_dataframe(table)


def escaped(value: Any) -> Any:
    """Return a result with all texts in it, however deep, as a page shows them."""
    if isinstance(value, str):
        return escape(value, quote=False)
    if isinstance(value, dict):
        return {name: escaped(one) for name, one in value.items()}
    return [escaped(one) for one in value] if isinstance(value, list | tuple) else value


def _context(docs_folder: Path | None) -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for site in list(context.get_site_names()):
        context.delete_data_docs_site(site)
    if docs_folder is not None:
        store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs_folder.resolve())}
        context.add_data_docs_site(
            SITE, {"class_name": "SiteBuilder", "show_how_to_buttons": False, "store_backend": store}
        )
    return context


def _index_columns(table: Table) -> list[str]:
    """The row number identifies the row for us, the key columns show it to the reader of a page."""
    return ["row_number"] if table == "run" else ["row_number", *KEYS[table]]


def _finding(rule: Rule, frame: pd.DataFrame, result: Any) -> Finding:
    n_rows = len(frame)
    if rule.where and rule.where[0] in frame.columns:
        n_rows = int((frame[rule.where[0]] == rule.where[1]).sum())
    outcome = {"success": result.success, "result": result.result, "exception_info": result.exception_info}
    return read_finding(rule, n_rows, outcome)
