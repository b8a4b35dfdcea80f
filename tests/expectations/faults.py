"""Fifty ways in which a good row goes bad, each as a change of one article that was read rightly."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from expectations.tables import DECLARED, Frames
from transforms.frames import frame
from transforms.records import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

Row = dict[str, Any]
Kind = Literal["document", "line", "figure"]


@dataclass
class Story:
    """One article as rows that can be changed; each figure has its choices of context under `choices`."""

    document: Row
    lines: list[Row]
    figures: list[Row]
    documents: list[Row] = field(default_factory=list)
    """Further documents that a fault adds."""

    def rows(self, kind: Kind) -> list[Row]:
        return {"document": [self.document], "line": self.lines, "figure": self.figures}[kind]

    def copy(self, *name: str) -> Story:
        """Return the same story as another document."""
        made, doc_id = deepcopy(self), digest("copy", *name)
        for row in (made.document, *made.lines, *made.figures):
            row["doc_id"] = doc_id
        for figure in made.figures:
            identify(figure)
        return made


def identify(figure: Row) -> None:
    """Give a figure the id of what it is now, as the program that made the fault would."""
    places = (str(figure["char_start"]), str(figure["char_end"]))
    figure["figure_id"] = digest(figure["doc_id"], str(figure["kind"]), *places)


def stories(frames: Frames) -> list[Story]:
    """Return each article of `frames` that has figures and lines enough to go bad in every way."""
    rows = {name: table.astype(object).where(table.notna(), None).to_dict("records")
            for name, table in frames.tables().items()}  # fmt: skip
    choices: dict[str, list[Row]] = {}
    for choice in rows["figure_context"]:
        choices.setdefault(choice["figure_id"], []).append(choice)
    for figure in rows["figures"]:
        figure["choices"] = choices.get(figure["figure_id"], [])
    return [
        Story(
            document,
            [line for line in rows["lines"] if line["doc_id"] == document["doc_id"]],
            [figure for figure in rows["figures"] if figure["doc_id"] == document["doc_id"]],
        )
        for document in rows["documents"]
    ]


def joined(told: Sequence[Story]) -> tuple[Frames, dict[str, list[int]]]:
    """Return the stories as frames, and for each table the number of the story that each row is of."""
    rows: dict[str, list[Row]] = {name: [] for name in DECLARED}
    owners: dict[str, list[int]] = {name: [] for name in DECLARED}
    for n, story in enumerate(told):
        parts = {
            "documents": [story.document, *story.documents],
            "lines": story.lines,
            "figures": story.figures,
            "figure_context": [
                choice | {"figure_id": figure["figure_id"], "doc_id": figure["doc_id"]}
                for figure in story.figures
                for choice in figure["choices"]
            ],
        }
        for name, part in parts.items():
            rows[name] += part
            owners[name] += [n] * len(part)
    return Frames(*(frame(rows[name], columns) for name, columns in DECLARED.items())), owners


def always(row: Row) -> bool:
    return bool(row)


@dataclass(frozen=True)
class Fault:
    """A fault: what kind of row it befalls, which rows can have it, and the change, of the row or of its story."""

    name: str
    kind: Kind
    change: Callable[[Row, Story], None]
    needs: Callable[[Row], bool] = always
    renamed: bool = True
    """Whether the id of the figure is made anew, as by a program that was wrong from the start."""

    def befall(self, story: Story, rng: Random) -> bool:
        """Change a row of `story` by chance; return whether one could have the fault."""
        rows = [row for row in story.rows(self.kind) if self.needs(row)]
        if not rows:
            return False
        row = rng.choice(rows)
        self.change(row, story)
        if self.kind == "figure" and self.renamed and row in story.figures:
            identify(row)
        return True


def cells(**changed: Any) -> Callable[[Row, Story], None]:
    """Return the change that writes these cells; a function computes its cell from the row."""

    def change(row: Row, _: Story) -> None:
        row.update({name: cell(row) if callable(cell) else cell for name, cell in changed.items()})

    return change


def chosen(**changed: str) -> Callable[[Row, Story], None]:
    """Return the change of what was read around a figure: of its own cells and of its first choices alike."""

    def change(row: Row, _: Story) -> None:
        row.update(changed)
        for choice in row["choices"]:
            if choice["rank"] == 1 and choice["field"] in changed:
                choice["value"] = changed[choice["field"]]

    return change


def is_kind(*kinds: str) -> Callable[[Row], bool]:
    return lambda row: row["kind"] in kinds and row["value"] is not None


def other_figure(row: Row, story: Story) -> Row:
    return next(
        one for one in story.figures if one["surface"] not in row["sentence"] and one["sentence"] != row["sentence"]
    )


def bytes_for_characters(row: Row, story: Story) -> None:
    text = story.document["text"]
    row.update({name: len(text[: row[name]].encode()) for name in ("char_start", "char_end")})


def sentence_of_another(row: Row, story: Story) -> None:
    row["sentence"] = other_figure(row, story)["sentence"]


def surface_of_another(row: Row, story: Story) -> None:
    row["surface"] = other_figure(row, story)["surface"]


def amount_of_another(row: Row, story: Story) -> None:
    digits = [one["value"] for one in story.figures if one["value"] not in (None, row["value"])]
    row["value"] = next(value for value in digits if abs(value) not in (abs(row["value"]) * n for n in (1e3, 1e6, 1e9)))


def line_before(row: Row, story: Story) -> None:
    numbers = [line["n"] for line in story.lines]
    row["line_n"] = numbers[numbers.index(row["line_n"]) - 1]


def in_boilerplate(row: Row, story: Story) -> None:
    line = next(line for line in story.lines if line["n"] == row["line_n"])
    line.update(role="boilerplate", rule_id="ads.label")


def twice(row: Row, story: Story) -> None:
    story.figures.append(dict(row))


def twice_as_another_kind(row: Row, story: Story) -> None:
    story.figures.append(row | {"kind": "measure", "unit": "metre"})
    identify(story.figures[-1])


def line_twice(row: Row, story: Story) -> None:
    story.lines.append(dict(row))


def document_twice(row: Row, story: Story) -> None:
    story.documents.append(row | {"source": "elsewhere.txt"})


def lost_line(row: Row, story: Story) -> None:
    story.lines.remove(row)


def lost_figure(row: Row, story: Story) -> None:
    story.figures.remove(row)


def garbled(row: Row) -> str:
    return str(row["text"]).encode().decode("cp1252", "replace")


def has_quotes(row: Row) -> bool:
    return "’" in row["text"] or "“" in row["text"] or "£" in row["text"]


def long_enough(row: Row) -> bool:
    return len(row["surface"]) > 2


def dated(row: Row) -> bool:
    return row["period_end"] is not None and row["period_start"] is not None


FAULTS = (
    # Places
    Fault("start shifted by one", "figure", cells(char_start=lambda row: row["char_start"] + 1), long_enough),
    Fault("end shifted by one", "figure", cells(char_end=lambda row: row["char_end"] + 1)),
    Fault(
        "both offsets shifted", "figure",
        cells(char_start=lambda row: row["char_start"] + 7, char_end=lambda row: row["char_end"] + 7),
    ),
    Fault("bytes counted for characters", "figure", bytes_for_characters, lambda row: row["char_start"] > 600),
    Fault("offsets beyond the text", "figure", cells(char_start=10**6, char_end=10**6 + 4)),
    Fault("negative start", "figure", cells(char_start=-3)),
    Fault(
        "start and end swapped", "figure",
        cells(char_start=lambda row: row["char_end"], char_end=lambda row: row["char_start"]),
    ),
    Fault("surface cut", "figure", cells(surface=lambda row: row["surface"][:-1]), long_enough),
    Fault("surface of another figure", "figure", surface_of_another),
    Fault("sentence of another figure", "figure", sentence_of_another),
    Fault(
        "sentence cut before the figure", "figure",
        cells(sentence=lambda row: row["sentence"][: row["sentence"].index(row["surface"])]),
        lambda row: row["sentence"].count(row["surface"]) == 1,
    ),
    Fault("line before", "figure", line_before, lambda row: row["line_n"] > 1),
    Fault("unknown line", "figure", cells(line_n=4711)),
    Fault("figure in a removed line", "figure", in_boilerplate),
    # Identity
    Fault("unknown document", "figure", cells(doc_id="00000000000000aa")),
    Fault("figure twice", "figure", twice),
    Fault("figure twice, as two kinds", "figure", twice_as_another_kind, is_kind("count", "percent", "money")),
    Fault("id by chance", "figure", cells(figure_id="0123456789abcdef"), renamed=False),
    Fault(
        "id of what the figure was before", "figure",
        cells(kind="measure", unit="metre"),
        is_kind("count"),
        renamed=False,
    ),
    # Amounts
    Fault("no amount", "figure", cells(value=None), is_kind("count", "percent", "money")),
    Fault(
        "low and high swapped", "figure",
        cells(low=lambda row: row["high"], high=lambda row: row["low"]),
        lambda row: row["low"] is not None and row["kind"] != "score" and row["low"] != row["high"],
    ),
    Fault("a value beside a range", "figure", cells(low=1.0, high=2.0), is_kind("count", "percent", "money")),
    Fault("infinite", "figure", cells(value=float("inf")), is_kind("count", "percent", "money")),
    Fault("negative count", "figure", cells(value=lambda row: -row["value"]), is_kind("count", "duration")),
    Fault("half a person", "figure", cells(value=lambda row: row["value"] + 0.5), is_kind("count")),
    Fault(
        "ten times as much", "figure",
        cells(value=lambda row: row["value"] * 10),
        lambda row: is_kind("percent", "money", "count")(row) and row["surface"][0] in "£€$123456789",
    ),
    Fault(
        "millions for billions", "figure",
        cells(value=lambda row: row["value"] / 1000),
        lambda row: is_kind("money")(row) and any(letter.isdigit() for letter in row["surface"]),
    ),
    Fault(
        "amount of another figure", "figure",
        amount_of_another,
        lambda row: is_kind("count", "percent", "money")(row) and any(letter.isdigit() for letter in row["surface"]),
    ),
    Fault("rank nought", "figure", cells(value=0.0), is_kind("rank")),
    Fault("share of GDP of 250%", "figure", cells(value=250.0, base="GDP", measure="growth"), is_kind("percent")),
    # Units and closed sets
    Fault("money without currency", "figure", cells(unit="money"), is_kind("money")),
    Fault(
        "currency of another country", "figure",
        cells(unit=lambda row: "EUR" if row["unit"] != "EUR" else "GBP"),
        lambda row: is_kind("money")(row) and row["surface"][0] in "£$€",
    ),
    Fault("points for per cent", "figure", cells(unit="pp"), is_kind("percent")),
    Fault("blank unit", "figure", cells(unit=" ")),
    Fault("unknown kind", "figure", cells(kind="percentage")),
    Fault("unknown status", "figure", chosen(status="promised")),
    Fault("unknown comparator", "figure", cells(comparator="≥")),
    Fault(
        "a promise taken for a fact", "figure",
        chosen(status="reported"),
        lambda row: row["status"] in ("target", "forecast", "proposed"),
    ),
    # Context
    Fault("speaker who is not in the article", "figure", chosen(speaker="The Moon Ministry")),
    Fault("measure of another article", "figure", chosen(measure="tonnes of walrus landed")),
    Fault("day that does not exist", "figure", cells(period_end="2024-02-31"), dated),
    Fault(
        "period that ends before it begins", "figure",
        cells(period_start="2030-01-01", period_end="2024-01-01"),
        dated,
    ),
    # Lines
    Fault("unknown role", "line", cells(role="advert")),
    Fault("line cut", "line", cells(text=lambda row: row["text"][:-2])),
    Fault("removed without a reason", "line", cells(role="boilerplate", rule_id=None)),
    Fault("line twice", "line", line_twice),
    Fault("line lost", "line", lost_line),
    # Documents
    Fault("figure lost", "figure", lost_figure),
    Fault("text decoded wrongly", "document", cells(text=garbled, n_chars=lambda row: len(garbled(row))), has_quotes),
    Fault("date to come", "document", cells(published="2999-01-01", published_precision="day")),
)  # fmt: skip
