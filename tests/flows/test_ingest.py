"""The main job under a Prefect server: what it stores, that a second run changes nothing, that failure is seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.settings import PREFECT_API_URL

from expectations.outcome import GateError
from flows import lock
from flows.cli import tallywire
from flows.ingest import ingest
from flows.reading import Readers, Reading
from flows.settings import load_settings
from seeds.load import load_lexicon, sample_folder
from transforms.records import CONTEXT_FIELDS, digest
from warehouse.connect import open_reader, open_writer
from warehouse.errors import WarehouseBusy

Parameters = dict[str, str | int | float]

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("prefect_backend")]


def rows(settings: Parameters, sql: str) -> list[Any]:
    with open_reader(Path(str(settings["warehouse"]))) as connection:
        return connection.execute(sql).fetchall()


def latest_artifact(key: str) -> Any:
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])))
    return max(found, key=lambda artifact: str(artifact.created)).data


def test_the_samples_fill_every_table_and_the_accounting_closes(settings: Parameters) -> None:
    summary = ingest(settings=settings)
    counts = summary.counts
    n_samples = len([path for path in sample_folder().iterdir() if path.suffix in {".txt", ".html"}])
    assert (counts.read, counts.new, counts.rejected) == (n_samples, n_samples, 0)
    assert counts.candidates == counts.accepted + counts.quarantined
    assert rows(settings, "SELECT status, read, new, accepted FROM runs") == [
        ("succeeded", n_samples, n_samples, counts.accepted)
    ]
    tables = ("documents", "lines", "figures", "figure_context", "quality_results", "run_documents", "seed_units")
    for table in tables:
        assert rows(settings, f"SELECT count(*) > 0 FROM {table}") == [(True,)], table
    quoted = "SELECT DISTINCT substring(text, char_start + 1, char_end - char_start) = surface"
    assert rows(settings, f"{quoted} FROM figures JOIN documents USING (doc_id)") == [(True,)]
    read = "SELECT count(DISTINCT field) FROM figure_context JOIN figures USING (figure_id)"
    assert rows(settings, f"{read} WHERE rank = 1") == [(len(CONTEXT_FIELDS),)]
    known = {row["field"]: float(row["threshold"]) for row in load_lexicon().table("thresholds")}
    assert dict(rows(settings, "FROM thresholds")) == known
    assert summary.report is not None
    assert summary.docs is not None
    assert (summary.report.is_file(), summary.docs.is_file()) == (True, True)
    assert f"Run {summary.run_id}" in latest_artifact("run-report")
    assert '"rule": "run.has_documents"' in latest_artifact("quality-summary")
    numbers = {row["what"]: row["number"] for row in json.loads(latest_artifact("run-summary"))}
    assert (numbers["of them landed"], numbers["rules checked"]) == (counts.accepted, len(summary.quality))
    assert latest_artifact("report-page").endswith(f"]({summary.report.resolve().as_uri()})")


def everything(settings: Parameters) -> list[list[Any]]:
    tables = ("documents", "lines", "figures", "figure_context", "quarantine")
    return [rows(settings, f"FROM {table} ORDER BY ALL") for table in tables]


def test_another_threshold_shows_after_the_next_run_and_nothing_is_read_again(
    settings: Parameters, articles: Path
) -> None:
    ingest([str(articles)], settings)
    before = everything(settings)
    sure = "SELECT count(*) FILTER (WHERE contains(unsure, 'measure')), count(*) FROM v_figures"
    ((unsure, figures),) = rows(settings, sure)
    with open_writer(load_settings(settings).working) as connection:
        connection.execute("UPDATE figures SET measure_sure = 0.8")
    counts = ingest([str(articles)], {**settings, "thresholds": "measure=0.9"}).counts
    assert (counts.new, unsure) == (0, 0)
    assert rows(settings, sure) == [(figures, figures)]
    assert rows(settings, "SELECT threshold FROM thresholds WHERE field = 'measure'") == [(0.9,)]
    assert [len(table) for table in everything(settings)] == [len(table) for table in before]


def test_a_scheduled_run_over_a_folder_without_articles_ends_well_and_says_so(
    settings: Parameters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox").mkdir()
    folders = [str(tmp_path / "inbox"), str(tmp_path / "later")]
    state: Any = ingest(folders, settings, return_state=True)
    assert state.is_failed()
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "one of a schedule")
    summary = ingest(folders, settings)
    assert (summary.counts.read, [message.partition(": ")[0] for message in summary.empty]) == (0, folders)
    assert rows(settings, "SELECT status, read FROM runs ORDER BY started_at") == [("failed", None), ("succeeded", 0)]
    assert "no article in this folder" in latest_artifact("run-report")


def test_the_same_run_twice_changes_no_row(settings: Parameters, articles: Path) -> None:
    (articles / "[a](b) <img>.txt").write_bytes(b"")
    first = ingest([str(articles)], settings)
    before = everything(settings)
    second = ingest([str(articles)], settings)
    assert everything(settings) == before
    assert (first.counts.new, first.counts.unchanged, first.counts.rejected) == (3, 0, 1)
    assert (second.counts.new, second.counts.unchanged, second.counts.rejected) == (0, 3, 1)
    assert second.counts.candidates == 0
    assert r"\[a\]\(b\) \<img\>\.txt" in latest_artifact("run-report")
    assert json.loads(latest_artifact("quality-summary")) == [{"rule": "none", "status": "nothing new to check"}]


def test_an_edited_article_is_read_and_the_others_are_not(settings: Parameters, articles: Path) -> None:
    ingest([str(articles)], settings)
    (articles / "mill.txt").write_text("The mill keeps 390 jobs.\n")
    counts = ingest([str(articles)], settings).counts
    assert (counts.new, counts.unchanged) == (1, 2)
    mill = "SELECT surface FROM figures JOIN documents USING (doc_id) WHERE ends_with(source, 'mill.txt') ORDER BY 1"
    assert rows(settings, mill) == [("390",), ("412",), ("€31 million",)]


def test_rejected_sources_are_stored_with_their_reason_and_the_rest_lands(settings: Parameters, articles: Path) -> None:
    bad = {"empty.txt": b"", "program.txt": b"\x7fELF\x00\x01\x02" * 99, "dump.txt": b"7" * 3_000_000}
    for name, content in bad.items():
        (articles / name).write_bytes(content)
    (articles / "out.txt").symlink_to("/etc/hostname")
    summary = ingest([str(articles)], settings)
    assert (summary.counts.new, summary.counts.rejected) == (3, 4)
    assert rows(
        settings, "SELECT parse_filename(source), rule_ids FROM quarantine WHERE stage = 'read' ORDER BY 1"
    ) == [
        ("dump.txt", ["read.line_too_long"]),
        ("empty.txt", ["read.empty"]),
        ("out.txt", ["read.symlink_outside"]),
        ("program.txt", ["read.binary"]),
    ]


@pytest.fixture
def broken_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every figure claim a surface that does not stand in its text, as a parser with wrong offsets would."""

    read = Readers.read

    def broken(readers: Readers, documents: Any) -> Reading:
        reading = read(readers, documents)
        reading.frames.figures["surface"] = "elsewhere"
        return reading

    monkeypatch.setattr(Readers, "read", broken)


@pytest.mark.usefixtures("broken_parser")
def test_a_failing_gate_fails_the_flow_visibly_and_lands_nothing(settings: Parameters) -> None:
    state: Any = ingest(settings=settings, return_state=True)
    assert state.is_failed()
    with pytest.raises(GateError, match=r"run\.figures_quarantined_share"):
        state.result()
    ((status, error),) = rows(settings, "SELECT status, error FROM runs")
    assert status == "failed"
    assert "run.figures_quarantined_share" in error
    assert everything(settings) == [[], [], [], [], []]
    report = Path(str(settings["reports"])) / "report.html"
    assert "run.figures_quarantined_share" in report.read_text("utf-8")
    assert "failed" in latest_artifact("run-report")
    assert json.loads(latest_artifact("run-summary")) == [{"what": "landed", "number": 0}]
    assert latest_artifact("report-page").endswith(f"]({report.resolve().as_uri()})")


@pytest.mark.usefixtures("broken_parser")
def test_a_failing_gate_ends_the_command_with_status_1_and_says_why(
    settings: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", PREFECT_API_URL.value())
    options = [part for name, value in settings.items() if name != "home" for part in (f"--{name}", str(value))]
    result = CliRunner().invoke(tallywire, ["run", *options], env={"TALLYWIRE_HOME": str(settings["home"])})
    assert (result.exit_code, result.stdout) == (1, "")
    assert "run.figures_quarantined_share" in result.stderr
    assert str(settings["reports"]) in result.stderr


def test_a_failed_run_leaves_what_was_published_and_the_next_one_goes_on(
    settings: Parameters, articles: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([str(articles)], settings)
    before = everything(settings)
    with monkeypatch.context() as patched:
        patched.setattr("expectations.gate.Gate.check", lambda *_: (_ for _ in ()).throw(ZeroDivisionError("a bug")))
        (articles / "new.txt").write_text("There were 12 swans.\n")
        with pytest.raises(ZeroDivisionError):
            ingest([str(articles)], settings)
    assert everything(settings) == before
    assert ingest([str(articles)], settings).counts.new == 1
    assert rows(settings, "SELECT status, error FROM runs ORDER BY started_at") == [
        ("succeeded", None),
        ("failed", "ZeroDivisionError: a bug"),
        ("succeeded", None),
    ]


def test_without_its_working_database_a_run_goes_on_from_what_was_published(
    settings: Parameters, articles: Path
) -> None:
    ingest([str(articles)], settings)
    for file in (Path(str(settings["home"])) / "working").iterdir():
        if file.is_file():
            file.unlink()
    counts = ingest([str(articles)], settings).counts
    assert (counts.new, counts.unchanged) == (0, 3)
    assert rows(settings, "SELECT count(*) FROM runs") == [(2,)]


def test_a_run_does_not_start_beside_another_of_the_same_warehouse(
    settings: Parameters, articles: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(lock, "LOCK_SECONDS", 0.2)
    with lock.only_run(load_settings(settings)), pytest.raises(WarehouseBusy):
        ingest([str(articles)], settings)
    assert "another run of" in caplog.text
    assert ingest([str(articles)], settings).counts.new == 3


def test_documents_are_known_by_their_content(settings: Parameters, articles: Path) -> None:
    ingest([str(articles)], settings)
    assert rows(settings, "SELECT doc_id FROM documents ORDER BY source") == [
        (digest(path.read_bytes()),) for path in sorted(articles.iterdir())
    ]
