"""Reading again: what waits in quarantine, what was corrected, and what older rules read, without its source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from prefect.settings import PREFECT_API_URL

from flows import run as running
from flows.cli import tallywire
from flows.ingest import ingest
from flows.settings import load_settings
from seeds import load
from seeds.load import load_lexicon
from tests.flows.light import light_run
from transforms.lexicon import Lexicon
from transforms.records import digest
from warehouse.connect import open_reader, open_writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.run import Summary

Parameters = dict[str, str | int | float]
Command = "Callable[..., Result]"

whole = pytest.mark.usefixtures("prefect_backend")
"""What runs the main job as a flow; the others do without the gate, the server and the model."""

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(settings: Parameters, tmp_path: Path) -> Parameters:
    return settings | {"model": "none", "corrections": str(tmp_path / "corrections.csv")}


@pytest.fixture
def command(settings: Parameters, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command of ours against the server of this session, with the settings of the test."""
    monkeypatch.setenv("PREFECT_API_URL", PREFECT_API_URL.value())
    environment = {f"TALLYWIRE_{name.upper()}": str(value) for name, value in settings.items()}
    return lambda *arguments: CliRunner().invoke(tallywire, list(arguments), env=environment)


def again(sources: list[str] | None, settings: Parameters, backfill: dict[str, Any] | None = None) -> Summary:
    return light_run(load_settings(settings), sources or [], backfill=backfill)


def rows(settings: Parameters, sql: str) -> list[Any]:
    with open_reader(Path(str(settings["warehouse"]))) as connection:
        return connection.execute(sql).fetchall()


@whole
def test_the_quarantine_is_worked_on_from_the_command_line(
    settings: Parameters, articles: Path, command: Callable[..., Result]
) -> None:
    (articles / "empty.txt").write_bytes(b"")
    (articles / "odd.txt").write_text("The clerk wrote 300 and left.\n")
    ingest([str(articles)], settings)
    listed = json.loads(command("quarantine", "list", "-f", "json").stdout)
    assert sorted((row["stage"], row["rules"], row["seen"]) for row in listed) == [
        ("extract", "unit.none", "300"),
        ("read", "read.empty", ""),
    ]
    odd, empty = (next(row["id"] for row in listed if row["stage"] == stage) for stage in ("extract", "read"))
    shown = command("quarantine", "show", odd[:6]).stdout
    assert "  The clerk wrote 300 and left.\n                  ^^^\n" in shown
    assert command("quarantine", "show", "zz").exit_code == 2
    assert "2 refusals" not in command("quarantine", "replay").stderr
    (articles / "empty.txt").write_text("The toll rose by 3 crowns.\n")
    replayed = command("quarantine", "replay", "--all")
    assert "of 2 refusals 1 are settled, 1 wait" in replayed.stdout, replayed.output
    assert rows(settings, "SELECT surface FROM figures JOIN documents USING (doc_id) WHERE source LIKE '%empty%'") == [
        ("3",)
    ]
    assert command("quarantine", "drop", odd, "--why", "a list number").stdout == "1 set aside.\n"
    assert json.loads(command("quarantine", "list", "-f", "json").stdout) == []
    ingest([str(articles)], settings, {"refusals": [odd]})
    states = "SELECT quarantine_id, state, settled_by LIKE '2%', settled_by FROM quarantine ORDER BY state"
    (dropped, settled) = rows(settings, states)
    assert dropped == (odd, "dropped", False, "a list number")
    assert settled[:3] == (empty, "replayed", True)


def test_a_correction_is_applied_refused_when_gone_and_taken_back(settings: Parameters, articles: Path) -> None:
    again([str(articles)], settings)
    bridge = digest((articles / "bridge.txt").read_bytes())
    file = Path(str(settings["corrections"]))

    def corrected(expects: str, becomes: str) -> tuple[Any, list[Any]]:
        file.write_text(
            "doc_id,surface,nth,field,expects,becomes,reason\n"
            f'{bridge},£12m,1,value,{expects},{becomes},"the council\'s minutes say 1.2 million"\n'
            f"{'f' * 16},£12m,1,value,{expects},{becomes},a document that was never read\n"
        )
        summary = again([str(articles / "mill.txt")], settings)
        assert summary.uncorrected == ("f" * 16,)
        return summary.counts, rows(settings, "SELECT value FROM figures WHERE surface = '£12m'")

    counts, values = corrected("12000000", "1200000")
    assert (counts.new, counts.unchanged, values) == (1, 1, [(1_200_000,)])
    counts, values = corrected("12000000", "1200000")
    assert (counts.new, counts.unchanged) == (0, 1)
    counts, values = corrected("13", "1300000")
    assert (counts.rejected, values) == (1, [(1_200_000,)])
    assert rows(settings, "SELECT stage, rule_ids, state FROM quarantine") == [("relate", ["correction.gone"], "open")]
    file.unlink()
    again([str(articles / "mill.txt")], settings)
    assert rows(settings, "SELECT value FROM figures WHERE surface = '£12m'") == [(12_000_000,)]
    assert rows(settings, "SELECT state FROM quarantine") == [("replayed",)]


def test_a_backfill_reads_what_older_rules_read_and_nothing_else(
    settings: Parameters, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again([str(articles)], settings)
    for path in articles.iterdir():
        path.unlink()
    assert again(None, settings, {}).counts.unchanged == 3
    monkeypatch.setattr(running, "rules_version", lambda measures, weights: "rules-new")
    monkeypatch.setattr(running, "reader_version", lambda weights: "code-new")
    with open_writer(load_settings(settings).working) as connection:
        connection.execute(
            "UPDATE documents SET published = '2025-03', published_precision = 'month', outlet = 'Vale Post' "
            "WHERE source LIKE '%mill%'"
        )
    assert again(None, settings, {"since": "2025-04"}).counts.read == 0
    chosen = again(None, settings, {"since": "2025-03-15", "until": "2025", "outlet": "vale"}).counts
    assert (chosen.read, chosen.new) == (1, 1)
    by_rule = rows(settings, "SELECT rule_id FROM figures WHERE surface = '15%'")[0][0]
    assert again(None, settings, {"rule": by_rule}).counts.new == 2
    versions = "SELECT rules_version, count(*) FROM documents GROUP BY 1"
    assert rows(settings, versions) == [("rules-new", 3)]


def test_a_document_whose_source_says_something_else_now_is_left_as_it_was_read(
    settings: Parameters, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again([str(articles / "mill.txt")], settings)
    (articles / "mill.txt").write_text("The mill keeps 390 jobs.\n")
    again([str(articles / "mill.txt")], settings)
    monkeypatch.setattr(running, "rules_version", lambda measures, weights: "rules-new")
    monkeypatch.setattr(running, "reader_version", lambda weights: "code-new")
    assert again(None, settings, {}).counts.read == 1
    current = "SELECT f.surface FROM v_figures AS f ORDER BY 1"
    assert rows(settings, current) == [("390",)]


def ruled(monkeypatch: pytest.MonkeyPatch, table: str, rows: tuple[dict[str, str], ...]) -> None:
    """Let the rows of a seed table be others, as an upgrade of the package would."""
    tables = {**load_lexicon().tables, table: rows}
    monkeypatch.setattr(load, "_installed", lambda: Lexicon(tables, digest(repr(rows))[:12]))


def test_a_change_of_the_rules_reads_only_the_documents_that_it_concerns(
    settings: Parameters, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again([str(articles)], settings)
    changes = load_lexicon().table("changes")
    ruled(monkeypatch, "changes", tuple(row for row in changes if row["word"] != "fall"))
    summary = again([str(articles / "mill.txt"), str(articles / "page.html")], settings)
    assert (summary.counts.new, summary.counts.unchanged, summary.holding) == (1, 1, 2)
    told = "SELECT surface, change, fields, before ->> 'change', after ->> 'change' FROM figure_changes"
    assert rows(settings, told) == [("15%", "reads otherwise", ["change"], "down", None)]
    versions = "SELECT DISTINCT rules_version FROM documents"
    now = rows(settings, "SELECT rules_version FROM runs ORDER BY started_at DESC LIMIT 1")
    assert rows(settings, versions) == now
    ruled(monkeypatch, "changes", tuple(row | {"example": "They rose."} for row in changes if row["word"] != "fall"))
    assert again([str(articles)], settings).counts.unchanged == 3
    assert rows(settings, versions) != now
    ruled(monkeypatch, "changes", changes)
    monkeypatch.setattr(running, "reader_version", lambda weights: "other code")
    assert again([str(articles)], settings).counts.new == 3


@whole
def test_status_tells_a_well_database_from_one_that_is_not(
    settings: Parameters, articles: Path, command: Callable[..., Result]
) -> None:
    (articles / "empty.txt").write_bytes(b"")
    summary = ingest([str(articles)], settings)
    well = command("status", "--max-age", "1", "--max-waiting", "1")
    assert well.exit_code == 0, well.output
    assert "all is well" in well.stdout
    assert f"{summary.run_id}  succeeded  4 read, 3 new, 1 rejected" in well.stdout
    assert "1 of read.empty (read)" in well.stdout
    late = command("status", "--max-age", "0", "--json")
    assert late.exit_code == 1
    told = json.loads(late.stdout)
    assert told["problems"][0].startswith("no run has succeeded for")
    assert (told["documents"], told["at_work"], len(told["runs"])) == (3, False, 1)
    assert command("status", "--max-waiting", "0").exit_code == 1
    with open_writer(load_settings(settings).working) as connection:
        connection.execute(
            "INSERT INTO runs (run_id, started_at, status, code_version, rules_version) "
            "VALUES ('dead', '2025-03-01', 'running', '1', 'r')"
        )
    killed = command("status")
    assert (killed.exit_code, "run dead was killed" in killed.stdout) == (1, True)
    recovered = ingest([str(articles)], settings)
    assert recovered.crashed == ("dead",)
    assert command("status").exit_code == 0
    assert command("status", "--warehouse", "nowhere.duckdb").exit_code == 2
