"""The records that pass between stages: what a document, a line, a figure and a refusal are.

All of them are frozen: a stage that knows more makes a new record. Offsets are always Unicode code points of
`Document.text`, and `text[start:end]` is always the surface that is claimed for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

Role = Literal["title", "byline", "caption", "body", "boilerplate"]
Kind = Literal["percent", "percentage_point", "money", "count", "ratio", "duration", "measure", "rank", "score"]
Comparator = Literal["=", "~", ">", ">=", "<", "<="]
Change = Literal["up", "down"]
Status = Literal["reported", "target", "proposed", "forecast", "hypothetical", "denied"]
ContextField = Literal["measure", "subject", "base", "period", "speaker", "status"]
Precision = Literal["day", "month", "year"]
PeriodPrecision = Literal["day", "week", "month", "quarter", "half", "year", "decade"]
Stage = Literal["read", "clean", "extract", "relate", "validate"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
COMPARATORS: Final[tuple[Comparator, ...]] = get_args(Comparator)
CHANGES: Final[tuple[Change, ...]] = get_args(Change)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
CONTEXT_FIELDS: Final[tuple[ContextField, ...]] = get_args(ContextField)
PERIOD_PRECISIONS: Final[tuple[PeriodPrecision, ...]] = get_args(PeriodPrecision)
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)

AGE: Final = "age"
"""The measure of how old somebody is, which no text need name: its span is that of the figure."""

TEXT_READER: Final = "text"
PAGE_TEXT_READER: Final = "text of a page"
ROW_READER: Final = "text of a row"
"""Readers of `Document.reader` for text as it stands, for that of a whole page, and for that of a row of a table."""

ID_LENGTH: Final = 16
"""Hex digits of an id: 64 bits, a collision is expected after some four billion documents."""


def digest(*parts: str | bytes) -> str:
    """Return the id of what `parts` say together: the first hex digits of their SHA-256."""
    data = b"\x1f".join(p if isinstance(p, bytes) else p.encode("utf-8", "surrogatepass") for p in parts)
    return sha256(data).hexdigest()[:ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was read.

    `doc_id` comes from the raw bytes, `text` is what they decode to (for a page: what its reader took from it), and
    offsets everywhere else point into `text`. `published` is ISO 8601, cut to its `published_precision`.
    """

    doc_id: str
    source: str
    text: str
    encoding: str
    reader: str
    n_bytes: int
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    published_precision: Precision | None = None
    language: str | None = None

    @property
    def n_chars(self) -> int:
        """Length of the text in code points."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line of a document: `n` is its 1-based number in `text.split("\\n")`.

    The span leaves out the line break and a carriage return before it. `rule_id` names the rule that decided the role;
    body lines that no rule spoke for have none.
    """

    n: int
    char_start: int
    char_end: int
    role: Role
    rule_id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer for a field of a figure's context: a value, or null, and how sure it is.

    `document.text[start:end]` is where it was read; a name's value is its fullest form in the document. Both are None
    for a null, a status, and what a correction says. `confidence` is calibrated: of the answers at 0.8, eight in ten
    are right. `by` names the reader and the kind of candidate.
    """

    value: str | None
    start: int | None
    end: int | None
    confidence: float
    by: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a figure means: for each field its answers, the best first, and what is derived from the best.

    `period_start` and `period_end` are the first and last day of `period`, either null where it is open ("by 2027").
    """

    choices: Mapping[ContextField, tuple[Choice, ...]]
    measure_id: str | None = None
    subject_id: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_precision: PeriodPrecision | None = None

    def value(self, field: ContextField) -> str | None:
        """Return the best answer for a field."""
        ranked = self.choices.get(field)
        return ranked[0].value if ranked else None

    def sure(self, field: ContextField) -> float | None:
        """Return the confidence of the best answer for a field, None where there is no answer."""
        ranked = self.choices.get(field)
        return ranked[0].confidence if ranked else None

    @property
    def measure(self) -> str | None:
        """What is quantified."""
        return self.value("measure")

    @property
    def subject(self) -> str | None:
        """Whose it is."""
        return self.value("subject")

    @property
    def base(self) -> str | None:
        """Out of what."""
        return self.value("base")

    @property
    def period(self) -> str | None:
        """When."""
        return self.value("period")

    @property
    def speaker(self) -> str | None:
        """Who says so; None for the outlet itself."""
        return self.value("speaker")

    @property
    def status(self) -> str | None:
        """As what it is said, one of `STATUSES`: reported where a choice names nothing else, None without a choice."""
        return self.value("status") or ("reported" if self.choices.get("status") else None)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure the story states, in base terms. `context` is None where nothing read what it means.

    Its columns in the table `figures` beyond these fields are those of the context: see `said`.
    """

    line_n: int
    char_start: int
    char_end: int
    surface: str
    sentence: str
    sentence_start: int
    kind: Kind
    unit: str
    rule_id: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator = "="
    vague: bool = False
    change: Change | None = None
    context: Context | None = None

    def figure_id(self, doc_id: str) -> str:
        """Return the stable id: the same span read as the same kind in the same document is the same figure."""
        return digest(doc_id, self.kind, str(self.char_start), str(self.char_end))

    def said(self, field: ContextField) -> str | None:
        """Return the best answer for a field of the context, None without one."""
        return self.context.value(field) if self.context is not None else None

    @property
    def measure(self) -> str | None:
        """Of what; the properties below are those of the context, None without one."""
        return self.said("measure")

    @property
    def subject(self) -> str | None:
        """Whose."""
        return self.said("subject")

    @property
    def base(self) -> str | None:
        """Out of what."""
        return self.said("base")

    @property
    def period(self) -> str | None:
        """When, in the words of the text."""
        return self.said("period")

    @property
    def speaker(self) -> str | None:
        """Who says so; None for the outlet itself."""
        return self.said("speaker")

    @property
    def status(self) -> str | None:
        """As what it is said."""
        return self.context.status if self.context is not None else None

    @property
    def period_start(self) -> date | None:
        """First day of the period."""
        return self.context.period_start if self.context is not None else None

    @property
    def period_end(self) -> date | None:
        """Last day of the period."""
        return self.context.period_end if self.context is not None else None

    @property
    def period_precision(self) -> PeriodPrecision | None:
        """Unit that the words of the period name."""
        return self.context.period_precision if self.context is not None else None

    @property
    def measure_id(self) -> str | None:
        """Measure of interest."""
        return self.context.measure_id if self.context is not None else None

    @property
    def subject_id(self) -> str | None:
        """Country, or one name for one subject."""
        return self.context.subject_id if self.context is not None else None


@dataclass(frozen=True, slots=True)
class NotAFigure:
    """A number that is no figure (a year, a clock time, a name): not a row, but `explain` shows it with its rule."""

    line_n: int
    char_start: int
    char_end: int
    surface: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something refused: the stage, the rule, the reason in words, and enough to look at it again.

    At stage `read` the refused thing is a whole source; at `extract` it is the span `char_start:char_end`.
    """

    stage: Stage
    source: str
    rule_id: str
    reason: str
    doc_id: str | None = None
    line_n: int | None = None
    char_start: int | None = None
    char_end: int | None = None
    surface: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """Everything the transforms found in one document."""

    document: Document
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...] = ()
    not_figures: tuple[NotAFigure, ...] = ()
    rejections: tuple[Rejection, ...] = ()
